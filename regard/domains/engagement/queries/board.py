"""
What there is to take part in, from every part of the product: public, and the same for all.

One list behind the board, its feed and the week's ten lines.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from regard.domains.engagement.models import Conversation, Exercise, Opportunity
from regard.domains.engagement.rules.audience import criteria_from
from regard.domains.engagement.rules.board import MINUTES_OF_TALK, in_order
from regard.domains.engagement.types import Direction, ExerciseKind, Stage
from regard.domains.engagement.types.inviting import BoardKind, BoardRow, OpportunityPlan
from regard.domains.governance import queries as governance
from regard.domains.governance.queries.representation import get_picture
from regard.domains.governance.types import Constituency, MeetingState
from regard.foundation.accounts.callers import Anyone
from regard.foundation.base.errors import NotFound

from .calendar import estimate_all

if TYPE_CHECKING:
    from regard.domains.register.models import System

MEETINGS_AHEAD = timedelta(days=60)
"""Ours: a meeting further off than two months is in nobody's diary yet."""


def list_board(*, system: System, today: date) -> list[BoardRow]:
    """Return all that is open to take part in, the soonest to end first. About ten queries."""
    return in_order(
        [
            *_exercises(system, today),
            *_conversations(system, today),
            *_meetings(system, today),
            *_seats(system, today),
            *_opportunities(system, today),
        ]
    )


def get_opportunity(*, system: System, opportunity_id: int) -> Opportunity:
    """
    Return an opportunity that a lead of the system added, for a caller who was checked.

    :raises NotFound: if there is none, or it was withdrawn.
    """
    found = Opportunity.objects.filter(system=system, pk=opportunity_id, withdrawn_at=None)
    opportunity = found.first()
    if opportunity is None:
        raise NotFound("There is no such opportunity. It may have been withdrawn.")
    return opportunity


def plan_of_opportunity(opportunity: Opportunity) -> OpportunityPlan:
    """Return what was written of an opportunity."""
    return OpportunityPlan(
        title=opportunity.title,
        words=opportunity.words,
        criteria=opportunity.criteria,
        minutes=opportunity.minutes,
        pays=opportunity.pays,
        url=opportunity.url,
        contact=opportunity.contact,
        opens_on=opportunity.opens_on,
        closes_on=opportunity.closes_on,
    )


def _exercises(system: System, today: date) -> list[BoardRow]:
    opened = Exercise.objects.filter(system=system, stage=Stage.OPEN, closes_on__gte=today)
    opened = opened.exclude(series__direction=Direction.TO_PARTNERSHIP)
    found = list(opened.select_related("system"))
    minutes = estimate_all(exercise_ids=[each.pk for each in found])
    rows = []
    for each in found:
        meant = criteria_from(each.criteria)
        rows.append(
            BoardRow(
                key=f"exercise:{each.pk}",
                kind=BoardKind.EXERCISE,
                title=each.title,
                words=each.purpose,
                url=_way_to(each),
                service_types=tuple(meant.service_types),
                place_ids=meant.place_ids,
                minutes=minutes[each.pk] or None,
                pays="",
                contact="",
                closes_on=None if each.kind == ExerciseKind.SEEING else each.closes_on,
                changed_at=each.opened_at,
            )
        )
    return rows


def _way_to(exercise: Exercise) -> str:
    system = exercise.system.slug
    if exercise.kind == ExerciseKind.SEEING:
        return reverse("engagement:seeing", args=[system])
    return reverse("engagement:exercise", args=[system, exercise.slug])


def _conversations(system: System, today: date) -> list[BoardRow]:
    found = Conversation.objects.filter(
        system=system,
        opened_at__isnull=False,
        closed_at=None,
        opens_on__lte=today,
        closes_on__gte=today,
    )
    return [
        BoardRow(
            key=f"conversation:{each.pk}",
            kind=BoardKind.CONVERSATION,
            title=each.title,
            words=each.words,
            url=reverse("engagement:conversation", args=[system.slug, each.slug]),
            service_types=(),
            place_ids=(),
            minutes=MINUTES_OF_TALK,
            pays="",
            contact="",
            closes_on=each.closes_on,
            changed_at=each.opened_at,
        )
        for each in found
    ]


def _meetings(system: System, today: date) -> list[BoardRow]:
    found = governance.list_meetings(
        system=system, caller=Anyone(), since=today, until=today + MEETINGS_AHEAD
    )
    return [
        BoardRow(
            key=f"meeting:{row.meeting_id}",
            kind=BoardKind.MEETING,
            title=row.title,
            words=row.venue,
            url=reverse("governance:meeting", args=[system.slug, row.meeting_id]),
            service_types=(),
            place_ids=(),
            minutes=row.minutes_long,
            pays="",
            contact="",
            closes_on=timezone.localdate(row.starts_at),
            changed_at=row.changed_at,
        )
        for row in found
        if row.is_public and row.state is not MeetingState.CANCELLED
    ]


def _seats(system: System, today: date) -> list[BoardRow]:
    """Return the seats for care providers in which nobody sits, or whose term is over."""
    picture, _ = get_picture(system=system, on=today)
    return [
        BoardRow(
            key=f"seat:{row.seat.seat_id}",
            kind=BoardKind.SEAT,
            title=f"{row.seat.name}, {row.body.name}",
            words="Speak there for other care providers.",
            url=reverse("governance:body", args=[system.slug, row.body.slug]),
            service_types=tuple(sorted(row.seat.service_types)),
            place_ids=tuple(n for n in (row.seat.place_id or row.body.place_id,) if n),
            minutes=None,
            pays="",
            contact="",
            closes_on=None,
        )
        for row in governance.list_seats_to_fill(picture=picture)
        if row.seat is not None and row.seat.speaks_for is Constituency.PROVIDERS
    ]


def _opportunities(system: System, today: date) -> list[BoardRow]:
    found = Opportunity.objects.filter(
        system=system, withdrawn_at=None, opens_on__lte=today, closes_on__gte=today
    )
    rows = []
    for each in found:
        meant = criteria_from(each.criteria)
        rows.append(
            BoardRow(
                key=f"opportunity:{each.pk}",
                kind=BoardKind.OTHER,
                title=each.title,
                words=each.words,
                url=each.url,
                service_types=tuple(meant.service_types),
                place_ids=meant.place_ids,
                minutes=each.minutes,
                pays=each.pays,
                contact=each.contact,
                closes_on=each.closes_on,
                changed_at=each.updated_at,
                opportunity_id=each.pk,
            )
        )
    return rows
