"""Whose voice an exercise has, and whose is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q

from regard.domains.engagement.models import AudienceMember, Contribution, Exercise, Invitation
from regard.domains.engagement.rules.coverage import FIELDS, Cell, hide_small, weigh, work_out
from regard.domains.engagement.types import Channel, Coverage, MissingRow, Speaker
from regard.domains.register import queries as register
from regard.domains.register.types import ServiceType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regard.domains.register.types import ContactRow


def get_coverage(*, exercise: Exercise) -> Coverage:
    """
    Return whose voice an exercise has, for a reader who was checked. Two queries.

    A service is heard when a kept contribution by a provider names its location.
    """
    found = work_out(_cells(exercise))
    people, channels, unmatched = _list_others(exercise)
    by_speaker, total_people = hide_small(people)
    by_channel, _ = hide_small(channels)
    _, total_unmatched = hide_small({"": unmatched})
    return Coverage(
        exercise_id=exercise.pk,
        as_at=exercise.register_as_at,
        heard=found.heard,
        asked=found.asked,
        share=found.share,
        breakdowns=found.breakdowns,
        groups=found.groups,
        home_care_alarm=found.home_care_alarm,
        people=by_speaker,
        channels=by_channel,
        total_people=total_people,
        unmatched=total_unmatched,
    )


def list_missing(
    *, exercise: Exercise, coverage: Coverage, group: tuple[str, str] | None = None
) -> list[MissingRow]:
    """
    Return every location of which nothing was heard, those that would add most first.

    For a reader who may see who is missing and how to reach them. Three queries, however many
    there are; ways to reach them are added by `add_contacts`, to those that are shown.

    :param coverage: of the same exercise; it says which groups are heard less than their share.
    :param group: only locations with a service in this group: a breakdown and a group of it.
    """
    weights = weigh(coverage.breakdowns, share=coverage.share)
    labels = {(part.key, row.key): row.label for part in coverage.breakdowns for row in part.rows}
    invited = set(Invitation.objects.filter(exercise=exercise).values_list("location", flat=True))
    silent = (
        AudienceMember.objects.filter(exercise=exercise)
        .exclude(_is_heard(exercise))
        .select_related("location", "organisation")
        .order_by("location__name", "location", "service_type")
    )
    members: dict[int, list[AudienceMember]] = defaultdict(list)
    for member in silent:
        members[member.location_id].append(member)
    rows = [
        _missing(services, weights, labels, was_invited=location_id in invited)
        for location_id, services in members.items()
        if group is None or group in _groups(services)
    ]
    return sorted(rows, key=lambda row: -row.weight)


def add_contacts(*, exercise: Exercise, rows: Sequence[MissingRow]) -> list[MissingRow]:
    """
    Return the rows with how to reach each, as far as the register knows. Three queries.

    Who asked us not to email questions is left a telephone number, and who asked us to write
    about nothing is shown with none: nobody is dropped from the list.
    """
    contacts = register.list_contacts(
        system=exercise.system, location_ids=[row.location_id for row in rows]
    )
    return [
        _reached(row, contacts[row.location_id]) if row.location_id in contacts else row
        for row in rows
    ]


def _reached(row: MissingRow, contact: ContactRow) -> MissingRow:
    if contact.refused == "all":
        return replace(row, wish="Asked us not to write to them about anything")
    wish = f"Would rather be reached: {contact.prefers.label.lower()}" if contact.prefers else ""
    if contact.refused:
        wish = "Asked not to be emailed questions: telephone or send a letter"
    return replace(
        row,
        contact_name=contact.name,
        telephone=contact.telephone,
        email="" if contact.refused else contact.email,
        wish=wish,
    )


def _is_heard(exercise: Exercise) -> Exists:
    return Exists(
        Contribution.objects.filter(
            exercise=exercise,
            location=OuterRef("location"),
            speaker=Speaker.PROVIDER,
            kept_at__isnull=False,
        )
    )


def _cells(exercise: Exercise) -> list[Cell]:
    names = [field.key for field in FIELDS]
    counted = (
        AudienceMember.objects.filter(exercise=exercise)
        .annotate(is_heard=_is_heard(exercise))
        .values_list(*names)
        .annotate(asked=Count("pk"), heard=Count("pk", filter=Q(is_heard=True)))
        .order_by(*names)
    )
    return [Cell(*row) for row in counted]


def _list_others(exercise: Exercise) -> tuple[Counter[str], Counter[str], int]:
    """Return what is not a provider's by who spoke and by how, and providers not matched."""
    is_asked = Exists(
        AudienceMember.objects.filter(exercise=exercise, location=OuterRef("location"))
    )
    people: Counter[str] = Counter()
    channels: Counter[str] = Counter()
    unmatched = 0
    for speaker, channel, is_matched, count in (
        Contribution.objects.filter(exercise=exercise, kept_at__isnull=False)
        .annotate(is_matched=is_asked)
        .values_list("speaker", "channel", "is_matched")
        .annotate(n=Count("pk"))
        .order_by()
    ):
        if speaker != Speaker.PROVIDER:
            people[Speaker(speaker).label] += count
            channels[Channel(channel).label] += count
        elif not is_matched:
            unmatched += count
    return people, channels, unmatched


def _missing(
    services: Sequence[AudienceMember],
    weights: dict[tuple[str, str], float],
    labels: dict[tuple[str, str], str],
    *,
    was_invited: bool,
) -> MissingRow:
    first = services[0]
    lacking = sorted(
        (group for group in _groups(services) if group in weights), key=lambda g: -weights[g]
    )
    return MissingRow(
        location_id=first.location_id,
        name=first.location.name,
        organisation_name=first.organisation.name,
        services=tuple(ServiceType(each.service_type).label for each in services),
        place_name=first.place_name,
        adds=tuple(labels[group] for group in lacking),
        weight=sum(weights[group] for group in lacking),
        was_invited=was_invited,
        contact_name="",
        telephone="",
        email="",
    )


def _groups(services: Iterable[AudienceMember]) -> list[tuple[str, str]]:
    """Return every group that a location's services are in, each once."""
    found = [(field.key, getattr(each, field.key)) for each in services for field in FIELDS]
    return list(dict.fromkeys(found))
