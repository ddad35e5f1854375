"""The first exercise, about leaving hospital: asked, answered, grouped, decided and replied to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from . import (
    answering,
    asking,
    assessing,
    campaigning,
    equality,
    grouping,
    promising,
    regarding,
    taking,
    typing_twice,
)
from .coders import Coders
from .corpus import read
from .founding import Founded
from .governing import Governing
from .population import MadeLocation
from .scripts import hear_leaving
from .seeds import SEED
from .timeline import Timeline

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise
    from regard.domains.strategy.models import Strategy

    from .heard import MadeContribution

TYPED_TWICE = 12
"""Answers by telephone, letter or at a meeting, about a tenth of them."""

Timed = Callable[[str], AbstractContextManager[None]]


@dataclass(frozen=True)
class Answered:
    """
    The exercise and what came of it.

    Attributes:
        themes: the number of each, by its topic.
    """

    exercise: Exercise
    strategy: Strategy
    themes: Mapping[str, int]
    promises: promising.Promises


def ask(
    *,
    founded: Founded,
    locations: tuple[MadeLocation, ...],
    governing: Governing,
    timed: Timed,
) -> Answered:
    """Live the exercise from its first word to its last reply, and return what came of it."""
    timeline = governing.timeline
    said = hear_leaving(locations, seed=SEED + 2)
    with timed("Asked about leaving hospital, and kept the answers"):
        exercise = _ask(founded, locations, said, timeline)
    with timed("Typed a sample of it twice, and looked for campaigns"):
        _look_closer(exercise, founded, timeline)
    with timed("Grouped them into themes, and signed them off"):
        coding = grouping.Coding(said)
        themes = _group(exercise, founded, coding, timeline)
    with timed("Told who people are, and how themes weigh on them"):
        _weigh(exercise, founded, themes, timeline)
    with timed("Wrote the strategy, and replied to everyone"):
        strategy = answering.write(founded=founded, exercise=exercise, timeline=timeline)
        promises = _rest_on_needs(strategy, governing)
        _answer(strategy, exercise, founded, themes, coding, timeline)
    return Answered(exercise, strategy, themes, promises)


def _ask(
    founded: Founded,
    locations: tuple[MadeLocation, ...],
    said: list[MadeContribution],
    timeline: Timeline,
) -> Exercise:
    keys = [location.key for location in locations]
    asked = asking.ask(name="leaving", founded=founded, keys=keys, timeline=timeline)
    taking.keep(
        asked=asked,
        said=said,
        lead=founded.by["lead"],
        timeline=timeline,
        random=Random(SEED),  # noqa: S311 (times of day, no secret)
    )
    asking.close(asked=asked, timeline=timeline)
    return asked.exercise


def _look_closer(exercise: Exercise, founded: Founded, timeline: Timeline) -> None:
    by = founded.by["lead"]
    at = timeline.when("leaving_closed", hour=14)
    other = founded.by["analyst"]
    typing_twice.type_twice(exercise=exercise, how_many=TYPED_TWICE, by=by, other=other, at=at)
    at = timeline.when("leaving_closed", hour=16)
    campaigning.look(exercise=exercise, by=by, at=at)
    words = read("leaving_rest")["campaign"]
    campaigning.confirm(exercise=exercise, words=words, by=by, at=at)


def _group(
    exercise: Exercise, founded: Founded, coding: grouping.Coding, timeline: Timeline
) -> dict[str, int]:
    by = founded.by["lead"]
    grouping.propose(exercise=exercise, by=by, timeline=timeline, when="leaving_proposed")
    people = Coders(
        exercise=exercise,
        coding=coding,
        outcomes=read("leaving_outcomes"),
        by=by,
        timeline=timeline,
        readers=(founded.by["reader"], founded.by["other-reader"]),
    )
    return people.work()


def _weigh(
    exercise: Exercise, founded: Founded, themes: Mapping[str, int], timeline: Timeline
) -> None:
    by = founded.by["lead"]
    random = Random(SEED + 6)  # noqa: S311 (made-up people, no secret)
    equality.tell_of_people(exercise=exercise, random=random)
    equality.load_populations(exercise=exercise, by=by, timeline=timeline)
    equality.mitigate(exercise=exercise, themes=themes, by=by, timeline=timeline)


def _rest_on_needs(strategy: Strategy, governing: Governing) -> promising.Promises:
    """Let the draft rest on needs, promise, say what it means, and be judged by the boards."""
    assessing.assess(strategy=strategy, by=governing.lead, timeline=governing.timeline)
    promises = promising.Promises(strategy, governing)
    promises.make()
    promises.say_what_they_mean()
    regarding.give_opinions(strategy=strategy, governing=governing)
    return promises


def _answer(
    strategy: Strategy,
    exercise: Exercise,
    founded: Founded,
    themes: Mapping[str, int],
    coding: grouping.Coding,
    timeline: Timeline,
) -> None:
    by = founded.by["lead"]
    answering.decide(
        strategy=strategy,
        exercise=exercise,
        themes=themes,
        coding=coding,
        by=by,
        timeline=timeline,
    )
    answering.read_again(strategy=strategy, by=founded.by["analyst"], timeline=timeline)
    answering.publish(strategy=strategy, by=by, timeline=timeline)
