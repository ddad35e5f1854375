"""Pulses, their waves and what was answered in them."""

from datetime import UTC, date, datetime

from regard.domains.engagement.actions.contributions import keep_contribution
from regard.domains.engagement.actions.exercises import close_exercise
from regard.domains.engagement.actions.pulse_waves import begin_wave, keep_rating
from regard.domains.engagement.actions.pulses import add_rater, create_series
from regard.domains.engagement.models import Question, RaterAsk
from regard.domains.engagement.rules.pulses import AGREE
from regard.domains.engagement.types import Channel, Direction, Said, Speaker
from regard.domains.engagement.types.pulses import SeriesPlan
from tests.factories.register import LocationFactory, ServiceFactory, SystemFactory

MAY = datetime(2026, 5, 1, 9, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 2, 9, tzinfo=UTC)

PLAN = SeriesPlan(
    title="How the partnership works with us",
    purpose="So that all can see whether it gets better.",
    months=6,
    days_open=21,
    starts_on=date(2026, 5, 1),
    items=("The partnership treats us as an equal partner", "We are asked early enough"),
)


def make_pulse(system=None, *, direction=Direction.TO_PROVIDERS, plan=PLAN):
    """Return a pulse that has asked nothing yet."""
    return create_series(
        system=system or SystemFactory(), direction=direction, plan=plan, by="person:1", at=MAY
    )


def make_services(system, count, **known):
    """Return service addresses of a system, each with one home care service."""
    locations = [LocationFactory(system=system, **known) for _ in range(count)]
    for location in locations:
        ServiceFactory(location=location, service_type="home_care")
    return locations


def make_raters(series, count, *, place_id=None):
    """Put people of the partnership on the list, of two organisations by turns."""
    return [
        add_rater(
            series=series,
            name=f"Officer {number}",
            email=f"officer{number}@example.org",
            organisation="Northmarch council" if number % 2 else "Integrated care board",
            place_id=place_id,
            by="person:1",
            at=MAY,
        )
        for number in range(count)
    ]


def answers_to(wave, step):
    """Return the same step as the answer to each sentence."""
    scales = Question.objects.filter(exercise=wave, kind="scale")
    return {question.pk: AGREE[step - 1] for question in scales}


def answer(wave, steps, *, at, is_shielded=False):
    """Let each location answer every sentence with its step."""
    for location, step in steps.items():
        said = Said(
            answers=answers_to(wave, step),
            speaker=Speaker.PROVIDER,
            channel=Channel.LINK,
            location_id=location.pk,
            is_shielded=is_shielded,
        )
        keep_contribution(exercise=wave, said=said, by="x", at=at)


def rate_all(wave, steps, *, at):
    """Let people of the partnership answer every sentence, the first on the list first."""
    asks = RaterAsk.objects.filter(exercise=wave).order_by("pk")
    for ask, step in zip(asks, steps, strict=False):
        keep_rating(ask=ask, answers=answers_to(wave, step), at=at)


def begin_and_close(series, *, at, steps=None, ratings=()):
    """Return a wave that is over, with what was answered in it."""
    wave = begin_wave(series=series, by="person:1", at=at)
    answer(wave, steps or {}, at=at)
    rate_all(wave, ratings, at=at)
    return close_exercise(exercise=wave, reason="for the test", by="person:1", at=at)
