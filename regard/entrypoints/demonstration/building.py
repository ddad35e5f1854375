"""Build the demonstration, and say whether it is there and whole."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

from django.db import connection, transaction

from regard.domains.register import queries as register
from regard.foundation.audit import ledger
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import Refusal

from . import answering, asking, belonging, grouping, keeping, registering
from .active_locations import Listed
from .convening import convene
from .corpus import read
from .founding import BY, Founded, found
from .governing import Governing
from .heard import MadeContribution
from .neighbours import make_neighbours
from .obliging import oblige
from .population import MadeLocation, make_population
from .scripts import hear_leaving, hear_winter
from .timeline import Timeline

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise

SEED = 2026
BUILT = "demonstration.built"
"""The event in the ledger that says that the demonstration is whole."""

Say = Callable[[str], None]


class HalfBuilt(Refusal):
    """The demonstration was begun and never finished."""


def is_built() -> bool:
    """
    Return whether the demonstration is there, and whole.

    :raises HalfBuilt: if it was begun and not finished: nothing can be added to half of it.
    """
    if Entry.objects.filter(event=BUILT).exists():
        return True
    if register.list_systems():
        raise HalfBuilt(
            "The demonstration was begun and never finished. Run `regard demo --reset`"
        )
    return False


def build(*, at: datetime, say: Say) -> None:
    """
    Build all of Northmarch, or nothing of it.

    The same for the same day, but for what has to be secret or new each time: receipt
    numbers, and the keys of links.

    :param at: the time it is built at: everything in it is dated back from this day.
    :param say: told what was done, and how long it took.
    :raises HalfBuilt: if half of it is there.
    """
    if is_built():
        return
    with _without_waiting_for_the_disk():
        _build(at=at, say=say)


def _build(*, at: datetime, say: Say) -> None:
    timeline = Timeline(at)
    locations = make_population(seed=SEED, today=timeline.day("registered"))
    founded = found(timeline=timeline)
    with _timed("Made the register", say):
        issue = _register(founded, locations, timeline)
    with _timed("Began networks, and heard people in their own right", say):
        belonging.belong(founded=founded, locations=locations, timeline=timeline)
        keeping.add_people(founded=founded, timeline=timeline)
    said = hear_leaving(locations, seed=SEED + 2)
    with _timed("Asked about leaving hospital, and kept the answers", say):
        exercise = _ask("leaving", founded, locations, said, timeline)
    with _timed("Grouped them into themes, and signed them off", say):
        coding = grouping.Coding(said)
        themes = _group(exercise, founded, coding, timeline)
    with _timed("Wrote the strategy, and replied to everyone", say):
        _answer(exercise, founded, themes, coding, timeline)
    with _timed("Said who decides, and held their meetings", say):
        _govern(founded, timeline)
    with _timed("Found out who can be reached", say):
        keeping.keep(founded=founded, locations=locations, timeline=timeline)
    with _timed("Asked about winter", say):
        _ask_about_winter(founded, locations, timeline)
    with _timed("Loaded the regulator’s next list", say):
        by = founded.by["lead"]
        registering.load_next(
            system=founded.system, issue=issue, seed=SEED + 5, by=by, timeline=timeline
        )
    with transaction.atomic():
        ledger.record(event=BUILT, subject=founded.system, by=BY, at=at)


def _register(
    founded: Founded, locations: tuple[MadeLocation, ...], timeline: Timeline
) -> tuple[Listed, ...]:
    nearby = make_neighbours(seed=SEED + 1, today=timeline.day("registered"), beside=locations)
    by = founded.by["lead"]
    issue = registering.load(system=founded.system, locations=locations, by=by, timeline=timeline)
    registering.load(system=founded.neighbour, locations=nearby, by=BY, timeline=timeline)
    _analyse()
    return issue


def _ask(
    name: str,
    founded: Founded,
    locations: tuple[MadeLocation, ...],
    said: list[MadeContribution],
    timeline: Timeline,
) -> Exercise:
    keys = [location.key for location in locations]
    asked = asking.ask(name=name, founded=founded, keys=keys, timeline=timeline)
    asking.keep(
        asked=asked,
        said=said,
        lead=founded.by["lead"],
        timeline=timeline,
        random=Random(SEED),  # noqa: S311 (times of day, no secret)
    )
    if name == "leaving":
        asking.close(asked=asked, timeline=timeline)
    return asked.exercise


def _group(
    exercise: Exercise, founded: Founded, coding: grouping.Coding, timeline: Timeline
) -> dict[str, int]:
    by = founded.by["lead"]
    grouping.propose(exercise=exercise, by=by, timeline=timeline, when="leaving_proposed")
    coders = grouping.Coders(
        exercise=exercise,
        coding=coding,
        outcomes=read("leaving_outcomes"),
        by=by,
        timeline=timeline,
    )
    return coders.work()


def _answer(
    exercise: Exercise,
    founded: Founded,
    themes: dict[str, int],
    coding: grouping.Coding,
    timeline: Timeline,
) -> None:
    by = founded.by["lead"]
    strategy = answering.write(founded=founded, exercise=exercise, timeline=timeline)
    answering.decide(
        strategy=strategy,
        exercise=exercise,
        themes=themes,
        coding=coding,
        by=by,
        timeline=timeline,
    )
    answering.publish(strategy=strategy, by=by, timeline=timeline)


def _govern(founded: Founded, timeline: Timeline) -> None:
    governing = Governing(founded, timeline)
    governing.set_up()
    convene(governing)
    oblige(governing)


def _ask_about_winter(
    founded: Founded, locations: tuple[MadeLocation, ...], timeline: Timeline
) -> None:
    said = hear_winter(locations, seed=SEED + 4)
    exercise = _ask("winter", founded, locations, said, timeline)
    by = founded.by["lead"]
    grouping.propose(exercise=exercise, by=by, timeline=timeline, when="winter_proposed")
    grouping.begin_sorting(
        exercise=exercise,
        coding=grouping.Coding(said),
        titles=read("exercises")["winter"]["titles"],
        by=by,
        at=timeline.when("winter_proposed", hour=16),
    )


@contextmanager
def _without_waiting_for_the_disk() -> Iterator[None]:
    """
    Let thousands of small transactions not wait for the disk, each by itself.

    If the power fails just then, the last of them are lost: the build is not marked as whole.
    """
    with connection.cursor() as cursor:
        cursor.execute("set synchronous_commit to off")
    yield
    with connection.cursor() as cursor:
        cursor.execute("reset synchronous_commit")


def _analyse() -> None:
    """Let the database count its rows: it plans badly for tables that it thinks empty."""
    with connection.cursor() as cursor:
        cursor.execute("analyze")


@contextmanager
def _timed(words: str, say: Say) -> Iterator[None]:
    began = time.monotonic()
    yield
    say(f"{words} ({time.monotonic() - began:.1f} s)")
