"""Build the demonstration, and say whether it is there and whole."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from unittest.mock import patch

from django.db import connection, transaction

from regard.domains.register import queries as register
from regard.foundation.audit import ledger
from regard.foundation.audit.models import Entry
from regard.foundation.audit.sealing import seal
from regard.foundation.base.errors import Refusal

from . import (
    belonging,
    caring,
    keeping,
    leaving,
    pulsing,
    regarding,
    registering,
    reviewing,
    seeing,
    winter,
)
from .active_locations import Listed
from .convening import convene
from .founding import BY, Founded, found
from .governing import Governing
from .neighbours import make_neighbours
from .obliging import oblige
from .population import MadeLocation, make_population
from .seeds import SEED
from .timeline import Timeline

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise

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
    with _without_waiting_for_the_disk(), _without_savepoints():
        _build(at=at, say=say)


def _build(*, at: datetime, say: Say) -> None:
    timeline, timed = Timeline(at), partial(_timed, say=say)
    locations = make_population(seed=SEED, today=timeline.day("registered"))
    founded = found(timeline=timeline)
    with timed("Made the register"):
        issue = _register(founded, locations, timeline)
    with timed("Began networks, and heard people in their own right"):
        later = belonging.belong(founded=founded, locations=locations, timeline=timeline)
        keeping.add_people(founded=founded, timeline=timeline)
    with timed("Said who decides"):
        governing = Governing(founded, timeline)
        governing.set_up()
    first = leaving.ask(founded=founded, locations=locations, governing=governing, timed=timed)
    with timed("Sealed the ledger, held meetings, and followed duties"):
        seal(at=timeline.when("letters_posted", hour=17))
        _govern(governing)
    with timed("Had regard, kept promises and began the next version"):
        _go_on(first, governing)
    with timed("Matched a roll"):
        later()
    second = _live_on(founded, locations, timeline, timed)
    with timed("Took care of names and worries"):
        caring.care(founded=founded, asked=(first.exercise, second), timeline=timeline)
    with timed("Loaded the regulator’s next list"):
        by = founded.by["lead"]
        registering.load_next(
            system=founded.system, issue=issue, seed=SEED + 5, by=by, timeline=timeline
        )
    with timed("Made a bundle, and sealed the ledger"):
        regarding.make_bundle(strategy=first.strategy, governing=governing)
        with transaction.atomic():
            ledger.record(event=BUILT, subject=founded.system, by=BY, at=at)
        seal(at=at)


def _live_on(
    founded: Founded,
    locations: tuple[MadeLocation, ...],
    timeline: Timeline,
    timed: leaving.Timed,
) -> Exercise:
    """Live the weeks since the first exercise, and ask about the winter."""
    with timed("Found out who can be reached"):
        keeping.keep(founded=founded, locations=locations, timeline=timeline)
    with timed("Heard what people are seeing"):
        seeing.tell(founded=founded, timeline=timeline)
    with timed("Asked the same twice, in both directions"):
        pulsing.pulse(founded=founded, timeline=timeline)
    return winter.ask(founded=founded, locations=locations, timeline=timeline, timed=timed)


def _register(
    founded: Founded, locations: tuple[MadeLocation, ...], timeline: Timeline
) -> tuple[Listed, ...]:
    nearby = make_neighbours(seed=SEED + 1, today=timeline.day("registered"), beside=locations)
    by = founded.by["lead"]
    issue = registering.load(system=founded.system, locations=locations, by=by, timeline=timeline)
    registering.load(system=founded.neighbour, locations=nearby, by=BY, timeline=timeline)
    _analyse()
    return issue


def _govern(governing: Governing) -> None:
    governing.support()
    convene(governing)
    oblige(governing)


def _go_on(answered: leaving.Answered, governing: Governing) -> None:
    """Let what was published go on: replies are read, decisions had regard, promises are kept."""
    strategy = answered.strategy
    regarding.judge_replies(strategy=strategy, governing=governing)
    regarding.have_regard(strategy=strategy, governing=governing)
    answered.promises.follow()
    draft = regarding.begin_next(strategy=strategy, themes=answered.themes, governing=governing)
    reviewing.put_before(draft=draft, governing=governing)


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


@contextmanager
def _without_savepoints() -> Iterator[None]:
    """
    Let no action mark where to go back to: what fails here fails as a whole.

    Each is a transaction of its own everywhere else. Inside the one of the build it would be two
    statements more, a fifth of them all.
    """
    with patch.object(connection.features, "uses_savepoints", new=False):
        yield


def _analyse() -> None:
    """Let the database count its rows: it plans badly for tables that it thinks empty."""
    with connection.cursor() as cursor:
        cursor.execute("analyze")


@contextmanager
def _timed(words: str, *, say: Say) -> Iterator[None]:
    began = time.monotonic()
    yield
    say(f"{words} ({time.monotonic() - began:.1f} s)")
