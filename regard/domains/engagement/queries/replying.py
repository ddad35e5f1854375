"""
Who is owed a reply, and what each of them said: set-wise, for those who write replies.

What is withheld from readers is in it, as it counts on and is owed its answer like all else; words
that were taken out are not. The caller was checked for sending replies, or is a job.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, TextField, Value, When

from regard.domains.engagement.models import Coding, Contribution, Exercise, MemberPart, Point
from regard.domains.engagement.rules.collective import TOLD_IT
from regard.domains.engagement.types import Channel, PointRow, Speaker, Stance, Visibility
from regard.domains.governance import queries as governance
from regard.domains.register import queries as register

from .answered import list_answered
from .contributions import as_contributor
from .locations_of_parts import list_locations_of
from .member_parts import called
from .showing import list_cuts, shown
from .spoken_for import is_speech

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from regard.domains.engagement.types import ContributorRow
    from regard.domains.register.models import System
    from regard.domains.register.types import ContactRow

WITHHELD = "Kept from readers. Whoever moderates can read it."
"""Stands for the words of a point that this list may not show."""


@dataclass(frozen=True)
class SaidPoint:
    """One point of somebody to reply to, in the words that readers see."""

    point_id: int
    theme_ids: tuple[int, ...]
    text: str


@dataclass(frozen=True)
class ToReply:
    """
    Somebody to reply to.

    Attributes:
        carried_by: the forum, meeting or network that carried what they said, by name, to whom a
            note goes where there is no address; empty: nobody did.
    """

    contributor: ContributorRow
    carried_by: str


@dataclass(frozen=True)
class MemberToReply:
    """
    A member for whom a network spoke, which did not speak for itself.

    Attributes:
        network: who spoke for it.
        email, address_lines: of its first service that has one; empty: none has.
    """

    part_id: int
    contribution_id: int
    name: str
    network: str
    email: str
    address_lines: tuple[str, ...]


def kept_in(*, exercise_ids: Collection[int]) -> QuerySet[Contribution]:
    """Return everything kept in these exercises, to narrow further."""
    return Contribution.objects.filter(exercise__in=list(exercise_ids), kept_at__isnull=False)


def list_alike(*, exercise: Exercise) -> dict[int, int]:
    """
    Return one kept contribution of each sort to which replies go the same way, and how many.

    The same service or none, the same network, with the same ways to write to them; what was
    said at a meeting is each its own sort. One query.
    """
    kept = kept_in(exercise_ids=[exercise.pk])
    at_a_meeting = Case(
        When(channel=Channel.MEETING, then=F("receipt")),
        default=Value(""),
        output_field=TextField(),
    )
    sorts = kept.annotate(
        has_email=Case(When(email="", then=Value(0)), default=Value(1)),
        has_address=Case(When(address="", then=Value(0)), default=Value(1)),
        at_a_meeting=at_a_meeting,
    )
    counted = sorts.values_list(
        "location", "network", "speaker", "has_email", "has_address", "at_a_meeting"
    ).annotate(first=Min("pk"), times=Count("pk"))
    return {first: times for *_, first, times in counted.order_by()}


def list_said(*, contribution_ids: Collection[int]) -> dict[int, list[SaidPoint]]:
    """Return the points of each contribution, in the order they said them. Three queries."""
    points = Point.objects.filter(contribution__in=list(contribution_ids)).order_by("pk")
    found = list(points.values_list("pk", "contribution_id", "answer_id", "start", "text"))
    cuts = list_cuts(answer_ids={answer_id for _, _, answer_id, _, _ in found})
    themes: dict[int, list[int]] = defaultdict(list)
    codings = Coding.objects.filter(point__contribution__in=list(contribution_ids))
    for point_id, theme_id in codings.order_by("theme").values_list("point", "theme"):
        themes[point_id].append(theme_id)
    said: dict[int, list[SaidPoint]] = defaultdict(list)
    for point_id, number, answer_id, start, text in found:
        words = shown(text, start=start, redactions=cuts.get(answer_id, ()))
        said[number].append(SaidPoint(point_id, tuple(themes.get(point_id, ())), words))
    return dict(said)


def list_to_reply(*, system: System, contributions: Collection[Contribution]) -> list[ToReply]:
    """
    Return how to reply to each of these, in their order. Five queries at most.

    :param contributions: each with its network.
    """
    contacts = register.list_contacts(
        system=system,
        location_ids={each.location_id for each in contributions if each.location_id is not None},
    )
    at_meetings = [each.receipt for each in contributions if each.channel == Channel.MEETING]
    meetings = governance.name_meetings(system=system, receipts=at_meetings) if at_meetings else {}
    return [
        _to_reply(each, contacts.get(each.location_id or 0), meetings) for each in contributions
    ]


def list_members_to_reply(
    *, exercise: Exercise, contribution_ids: Collection[int]
) -> list[MemberToReply]:
    """
    Return the members for whom these contributions spoke and who get no reply of their own.

    Those are the members by which services are heard through their network. Whoever also
    answered by itself, or whose own words were kept, has its own reply. Six queries at most.
    """
    parts = list(
        MemberPart.objects.filter(
            Q(mandate__isnull=False) | Q(stand__in=TOLD_IT),
            contribution__in=list(contribution_ids),
            contribution__exercise=exercise,
            contribution__speaker=Speaker.ASSOCIATION,
            taken_back_at=None,
            said=None,
        )
        .select_related(
            "contribution__network", "membership__location", "membership__organisation"
        )
        .order_by("pk")
    )
    if not parts:
        return []
    located = list_locations_of(exercise=exercise, parts=parts)
    asked = {number for its in located.values() for number in its}
    spoke = list_answered(exercise=exercise, location_ids=asked)
    contacts = register.list_contacts(system=exercise.system, location_ids=asked)
    return [
        _member(part, [contacts[n] for n in located[part.pk] if n in contacts])
        for part in parts
        if not spoke & set(located[part.pk])
    ]


def list_withheld(*, exercise: Exercise, ids: Collection[int] | None = None) -> list[PointRow]:
    """
    Return points that are kept from readers, without their words. Two queries.

    :param ids: only these; None: those in no theme.
    """
    points = Point.objects.filter(
        exercise=exercise,
        contribution__kept_at__isnull=False,
        contribution__withheld_at__isnull=False,
    )
    if ids is None:
        points = points.filter(~Exists(Coding.objects.filter(point=OuterRef("pk"))))
    else:
        points = points.filter(pk__in=list(ids))
    return _list_withheld(points)


def list_withheld_by_id(*, system: System, ids: Collection[int]) -> list[PointRow]:
    """Return those of these points of a system that are kept from readers, as `list_withheld`."""
    withheld = Point.objects.filter(
        system=system,
        pk__in=list(ids),
        contribution__kept_at__isnull=False,
        contribution__withheld_at__isnull=False,
    )
    return _list_withheld(withheld)


def _list_withheld(points: QuerySet[Point]) -> list[PointRow]:
    found = points.select_related("contribution", "answer__question").prefetch_related("codings")
    return [_withheld(point) for point in found.order_by("pk")]


def count_late(*, exercise_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """
    Return how many contributions and points came after each exercise was answered, if any did.

    One query.
    """
    late = kept_in(exercise_ids=exercise_ids).filter(kept_at__gt=F("exercise__answered_at"))
    counted = late.values_list("exercise").annotate(
        said=Count("pk", distinct=True), made=Count("points")
    )
    return {number: (said, points) for number, said, points in counted.order_by()}


def find_points(*, exercise_ids: Collection[int], ids: Collection[int]) -> dict[int, bool]:
    """
    Return which of these points are in the exercises, withheld or not, and whether each is lone.

    One query.
    """
    in_a_theme = Exists(Coding.objects.filter(point=OuterRef("pk")))
    points = Point.objects.filter(
        exercise__in=list(exercise_ids), pk__in=list(ids), contribution__kept_at__isnull=False
    )
    found = points.annotate(in_a_theme=in_a_theme).values_list("pk", "in_a_theme")
    return {point_id: not in_a_theme for point_id, in_a_theme in found}


def _to_reply(
    contribution: Contribution, contact: ContactRow | None, meetings: dict[str, str]
) -> ToReply:
    row = as_contributor(contribution, contact)
    network = contribution.network
    if network is not None and is_speech(contribution) and not row.email:
        row = replace(row, email=network.email)
    carried = meetings.get(contribution.receipt, "") or (network.name if network else "")
    return ToReply(row, carried)


def _member(part: MemberPart, contacts: list[ContactRow]) -> MemberToReply:
    email = next((each.email for each in contacts if each.email), "")
    lines = next(
        (each.address_lines for each in contacts if each.address_lines and each.refused != "all"),
        (),
    )
    network = part.contribution.network
    return MemberToReply(
        part_id=part.pk,
        contribution_id=part.contribution_id,
        name=called(part.membership),
        network=network.name if network else "",
        email=email,
        address_lines=lines,
    )


def _withheld(point: Point) -> PointRow:
    contribution = point.contribution
    codings = sorted(point.codings.all(), key=lambda coding: coding.theme_id)
    return PointRow(
        point_id=point.pk,
        exercise_id=point.exercise_id,
        theme_ids=tuple(coding.theme_id for coding in codings),
        stances=tuple(Stance(coding.stance) for coding in codings),
        contribution_id=contribution.pk,
        receipt=contribution.receipt,
        text=WITHHELD,
        question=point.answer.question.text,
        answer_text=WITHHELD,
        start=0,
        end=len(WITHHELD),
        who="Kept from readers",
        how=Channel(contribution.channel).label,
        said_on=contribution.said_on,
        visibility=Visibility(contribution.visibility),
        is_unsure=False,
        argument=None,
        decided_by=point.decided_by,
        campaign=None,
    )
