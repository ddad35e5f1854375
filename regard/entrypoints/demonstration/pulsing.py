"""Two pulses, one in each direction: the same asked in the same words, twice so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from regard.domains.engagement import actions as engagement
from regard.domains.engagement import queries
from regard.domains.engagement.actions import pulse_waves, pulses
from regard.domains.engagement.rules.audience import kept_criteria
from regard.domains.engagement.rules.pulses import AGREE, USUAL_ITEMS, USUAL_PURPOSE, USUAL_TITLE
from regard.domains.engagement.types import (
    Channel,
    Direction,
    InvitationFilter,
    QuestionKind,
    Said,
    Speaker,
)
from regard.domains.engagement.types.pulses import SeriesPlan
from regard.domains.register.types import Criteria, ServiceType

from .clock import as_at, run_waiting
from .corpus import read
from .founding import Founded
from .inviting import SEND as INVITE
from .naming import Names
from .timeline import Timeline

if TYPE_CHECKING:
    from datetime import datetime

    from regard.domains.engagement.models import Exercise, Series

MONTHS, DAYS_OPEN = 2, 14
WAVES = ("pulse_first", "pulse_second")

ASKED = (ServiceType.EXTRA_CARE, ServiceType.COMMUNITY)
"""The kinds of service with which the partnership tries it first."""

ANSWERED = 60
"""Services that answer a wave, most of them both."""

RATE = 0.7
"""Of the partnership's people, how many answer, 0 to 1."""

MOST = 5000


def pulse(*, founded: Founded, timeline: Timeline) -> None:
    """Begin both pulses, and take the answers of two waves of each."""
    by, at = founded.by["lead"], timeline.when("pulse_first", hour=8)
    with as_at(at):
        ours, theirs = (
            pulses.create_series(
                system=founded.system,
                direction=direction,
                plan=_plan(direction, at),
                criteria=kept_criteria(Criteria(service_types=ASKED)),
                by=by,
                at=at,
            )
            for direction in Direction
        )
        pulses.mirror_series(one=ours, other=theirs, by=by, at=at)
        _list_raters(theirs, by=by, at=at)
    for number, when in enumerate(WAVES):
        for series in (ours, theirs):
            _hold(series, number, at=timeline.when(when, hour=9), by=by)


def _plan(direction: Direction, at: datetime) -> SeriesPlan:
    return SeriesPlan(
        title=USUAL_TITLE[direction],
        purpose=USUAL_PURPOSE[direction],
        months=MONTHS,
        days_open=DAYS_OPEN,
        starts_on=at.date(),
        items=tuple(dict.fromkeys(USUAL_ITEMS[direction])),
    )


def _list_raters(series: Series, *, by: str, at: datetime) -> None:
    names = Names(Random(61))  # noqa: S311 (made-up names, no secret)
    for organisation, how_many in read("pulses")["raters"].items():
        for number in range(how_many):
            name = names.person()
            mailbox = f"{name.lower().replace(' ', '.').replace('’', '')}.{number}"
            pulses.add_rater(
                series=series,
                name=name,
                email=f"{mailbox}@public.example",
                organisation=organisation,
                place_id=None,
                by=by,
                at=at,
            )


def _hold(series: Series, number: int, *, at: datetime, by: str) -> None:
    """Hold one wave, from its first email to its close."""
    random = Random(f"{series.direction} {number}")  # noqa: S311 (made-up answers, no secret)
    with as_at(at):
        wave = pulse_waves.begin_wave(series=series, by=by, at=at)
    for kind in (INVITE, pulse_waves.SEND):
        run_waiting(kind, at=at)
    said = at + timedelta(days=5)
    with as_at(said):
        if series.direction == Direction.TO_PROVIDERS:
            _answer_as_services(wave, number, random, at=said)
        else:
            for ask in wave.rater_asks.order_by("pk"):
                if random.random() < RATE:
                    answers = _answers(wave, Direction.TO_PARTNERSHIP, number, random)
                    pulse_waves.keep_rating(ask=ask, answers=answers, at=said)
    closed = at + timedelta(days=DAYS_OPEN, hours=1)
    with as_at(closed):
        engagement.close_due_exercises(by="schedule", at=closed)


def _answer_as_services(wave: Exercise, number: int, random: Random, *, at: datetime) -> None:
    """Let services answer by their links: most of those of the wave before, and some others."""
    invited = queries.list_invitations(
        exercise=wave, which=InvitationFilter.ALL, after=0, limit=MOST
    )
    by_email = [row for row in invited if row.to]
    regular = Random(3).sample(range(len(by_email)), ANSWERED)  # noqa: S311 (made up)
    chosen = [place for place in regular if random.random() < 0.8 or not number]
    for place in chosen:
        row = by_email[place]
        invitation = queries.get_invitation(exercise=wave, invitation_id=row.invitation_id)
        engagement.keep_contribution(
            exercise=wave,
            said=Said(
                answers=_answers(wave, Direction.TO_PROVIDERS, number, random),
                speaker=Speaker.PROVIDER,
                channel=Channel.LINK,
                said_on=at.date(),
                location_id=row.location_id,
            ),
            invitation=invitation,
            by=f"invitation:{invitation.pk}",
            at=at,
        )


def _answers(wave: Exercise, direction: Direction, number: int, random: Random) -> dict[int, str]:
    """Return how somebody agrees with each sentence, by the shares in the words."""
    shares: Sequence[Sequence[float]] = read("pulses")["agreed"][direction]
    scales = [q for q in queries.list_questions(exercise=wave) if q.kind == QuestionKind.SCALE]
    return {
        question.pk: _step(each[number], random)
        for question, each in zip(scales, shares, strict=False)
    }


def _step(share: float, random: Random) -> str:
    """:param share: chance to agree, 0 to 1."""
    steps = AGREE[3:] if random.random() < share else AGREE[:3]
    return random.choices(steps, [1, 2, 3][: len(steps)])[0]
