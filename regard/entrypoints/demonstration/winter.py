"""The second exercise, about keeping staff in winter, which is open today."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from regard.domains.engagement.types import PointRow, Stance

from . import (
    arriving,
    asking,
    campaigning,
    equality,
    grouping,
    inviting,
    offering,
    speaking,
    taking,
    talking,
)
from .corpus import read
from .founding import Founded
from .population import MadeLocation
from .scripts import hear_winter
from .second_reading import Sample
from .seeds import SEED
from .timeline import Timeline

SAMPLED = 50

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise

    from .heard import MadeContribution
    from .leaving import Timed


def ask(
    *,
    founded: Founded,
    locations: tuple[MadeLocation, ...],
    timeline: Timeline,
    timed: Timed,
) -> Exercise:
    """Begin the exercise, bring it as far as today, and return it."""
    said = hear_winter(locations, seed=SEED + 4)
    by = founded.by["lead"]
    with timed("Asked about winter, in waves"):
        asked = _ask(founded, locations, said, timeline)
        exercise = asked.exercise
    with timed("Reminded and rang some, and wrote the week’s ten lines"):
        inviting.remind(timeline=timeline)
        offering.offer(founded=founded, exercise=exercise, timeline=timeline)
        offering.chase(exercise=exercise, by=by, timeline=timeline)
        offering.send_digests(
            founded=founded, location_ids=sorted(asked.invitations), timeline=timeline
        )
    with timed("Let a network speak for its members, and kept lines of minutes"):
        speaking.speak(founded=founded, exercise=exercise, timeline=timeline)
        speaking.keep_lines(founded=founded, exercise=exercise, timeline=timeline)
    with timed("Held a conversation about it"):
        talking.talk(
            exercise=exercise,
            location_ids=sorted(asked.invitations),
            by=by,
            timeline=timeline,
        )
    with timed("Began to sort what was said, with post still to be read"):
        _sort(exercise, said, by=by, timeline=timeline)
        _ask_to_read(exercise, said, founded, timeline)
        arriving.leave_waiting(exercise=exercise, lead=by, timeline=timeline)
    return exercise


def _ask(
    founded: Founded,
    locations: tuple[MadeLocation, ...],
    said: list[MadeContribution],
    timeline: Timeline,
) -> asking.Asked:
    keys = [location.key for location in locations]
    asked = asking.ask(name="winter", founded=founded, keys=keys, timeline=timeline)
    taking.keep(
        asked=asked,
        said=said,
        lead=founded.by["lead"],
        timeline=timeline,
        random=Random(SEED),  # noqa: S311 (times of day, no secret)
    )
    random = Random(SEED + 7)  # noqa: S311 (made-up people, no secret)
    equality.tell_of_people(exercise=asked.exercise, random=random)
    return asked


def _sort(
    exercise: Exercise, said: list[MadeContribution], *, by: str, timeline: Timeline
) -> None:
    grouping.propose(exercise=exercise, by=by, timeline=timeline, when="winter_proposed")
    grouping.begin_sorting(
        exercise=exercise,
        coding=grouping.Coding(said),
        titles=read("exercises")["winter"]["titles"],
        by=by,
        at=timeline.when("winter_proposed", hour=16),
    )
    campaigning.look(exercise=exercise, by=by, at=timeline.when("winter_proposed", hour=17))


def _ask_to_read(
    exercise: Exercise, said: list[MadeContribution], founded: Founded, timeline: Timeline
) -> None:
    """Draw a sample that two people are reading blind today; neither has come to its end."""
    coding, titles = grouping.Coding(said), read("exercises")["winter"]["titles"]

    def truth(point: PointRow) -> tuple[str, Stance]:
        return titles.get(coding.topic_of(point), ""), Stance.FOR

    at = timeline.when("winter_proposed", hour=18)
    sample = Sample(exercise, truth=truth, by=founded.by["lead"], at=at)
    sample.draw(size=SAMPLED, readers=(founded.by["reader"], founded.by["other-reader"]))
    sample.read(shares=(0.7, 0.3))
