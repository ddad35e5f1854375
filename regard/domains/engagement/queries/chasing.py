"""
Whom to ring, what was tried before, and through whom they could be asked.

For pages that have checked that the caller may see who has not answered and how to reach them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils import timezone

from regard.domains.engagement.models import (
    AudienceMember,
    AudienceNetwork,
    ChaseNote,
    ChaseTask,
    HandOver,
    Invitation,
)
from regard.domains.engagement.rules.chasing import Tried, tried_in_words
from regard.domains.engagement.types import Channel
from regard.domains.engagement.types.inviting import Call, CallResult, ChaseRow, Through
from regard.domains.register import queries as register
from regard.foundation.base.errors import NotFound
from regard.foundation.mail.models import State

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.types import MissingRow
    from regard.foundation.authority import Caller


def list_declined(*, exercise: Exercise) -> set[int]:
    """Return the locations that said they will not answer: they are not chased again."""
    found = ChaseNote.objects.filter(exercise=exercise, result=CallResult.DECLINED)
    return set(found.values_list("location", flat=True))


def list_tasks(*, exercise: Exercise) -> dict[int, str]:
    """Return whose job it is to ring each location that is somebody's."""
    found = ChaseTask.objects.filter(exercise=exercise)
    return dict(found.values_list("location", "assigned_to"))


def require_in_audience(*, exercise: Exercise, location_id: int) -> None:
    """
    Refuse a location that the exercise does not ask.

    :raises NotFound: if it is not in its audience.
    """
    if not AudienceMember.objects.filter(exercise=exercise, location=location_id).exists():
        raise NotFound("This exercise does not ask such a service")


def add_tried(
    *, exercise: Exercise, rows: Sequence[MissingRow], tasks: dict[int, str], caller: Caller
) -> list[ChaseRow]:
    """
    Return the rows with what was tried, and through whom each could be asked.

    Five queries, and one more for each network whose members not everyone may see.

    :param tasks: as `list_tasks` gives them.
    """
    ids = [row.location_id for row in rows]
    tried = _tried(exercise, ids)
    calls = _calls(exercise, ids)
    through = _through(exercise, ids, caller)
    councils = dict(
        AudienceMember.objects.filter(exercise=exercise, location__in=ids).values_list(
            "location", "location__council__name"
        )
    )
    return [
        ChaseRow(
            missing=row,
            tried=tried.get(row.location_id, ()),
            calls=tuple(calls[row.location_id]),
            through=tuple(through[row.location_id]),
            council_name=councils.get(row.location_id) or "",
            assigned_to=tasks.get(row.location_id, ""),
        )
        for row in rows
    ]


def _tried(exercise: Exercise, ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    passed_on = set(
        HandOver.objects.filter(
            invitation__exercise=exercise, invitation__location__in=ids, withdrawn_at=None
        ).values_list("invitation__location", flat=True)
    )
    invited = Invitation.objects.filter(exercise=exercise, location__in=ids)
    return {
        each.location_id: tried_in_words(
            Tried(
                by_letter=each.channel == Channel.LETTER,
                asked_on=_day(each.printed_at if each.channel == Channel.LETTER else None)
                or timezone.localdate(each.created_at),
                is_printed=each.printed_at is not None,
                bounced=each.message is not None and each.message.state == State.FAILED,
                held=each.message is not None and each.message.state == State.HELD,
                reminders=each.reminders,
                reminded_on=_day(each.reminded_at),
                misdirected=each.misdirected_at is not None,
                passed_on=each.location_id in passed_on,
            )
        )
        for each in invited.select_related("message")
    }


def _calls(exercise: Exercise, ids: Collection[int]) -> dict[int, list[Call]]:
    calls: dict[int, list[Call]] = defaultdict(list)
    notes = ChaseNote.objects.filter(exercise=exercise, location__in=ids).order_by("-at", "-pk")
    for note in notes:
        calls[note.location_id].append(
            Call(CallResult(note.result), note.words, timezone.localdate(note.at))
        )
    return calls


def _through(exercise: Exercise, ids: Collection[int], caller: Caller) -> dict[int, list[Through]]:
    """Return the networks that each belonged to on opening, of which the reader may know."""
    found: dict[int, list[Through]] = defaultdict(list)
    may: dict[int, bool] = {}
    today = timezone.localdate()
    belonging = (
        AudienceNetwork.objects.filter(member__exercise=exercise, member__location__in=ids)
        .select_related("network", "member")
        .order_by("network__name", "network", "member")
    )
    for each in belonging:
        network = each.network
        if network.pk not in may:
            may[network.pk] = network.ended_on is None and register.may_view_members(
                network=network, caller=caller, on=today
            )
        through = Through(network.slug, network.name)
        if may[network.pk] and through not in found[each.member.location_id]:
            found[each.member.location_id].append(through)
    return found


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
