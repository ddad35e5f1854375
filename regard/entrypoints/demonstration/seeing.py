"""What people are seeing: told unasked over the last year, grouped, and with what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from regard.domains.engagement import actions as engagement
from regard.domains.engagement import queries
from regard.domains.engagement.actions import seeing as actions
from regard.domains.engagement.types import Channel, Said, Speaker
from regard.domains.engagement.types.seeing import Seen, Where
from regard.domains.register import queries as register

from .clock import as_at, run_to_end
from .corpus import read, read_slots
from .founding import Founded
from .grammar import expand
from .timeline import Timeline

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise

CHANNELS = {Channel.WEB: 80, Channel.TELEPHONE: 20}

RISEN = 0.9
"""Share of the time by which what rises has been told: most in the last quarter that is over."""

PLAIN = 0.5
"""Share of a theme's points that name a matter, over which the theme is about it."""


@dataclass(frozen=True)
class _Told:
    """One thing that was told: its words, its kind, who told it and on which day."""

    text: str
    seen: Seen
    speaker: Speaker
    on: date


def tell(*, founded: Founded, timeline: Timeline) -> Exercise:
    """Let people tell what they are seeing from the first day on; group it, and answer a theme."""
    by, began = founded.by["lead"], timeline.when("seeing_began", hour=9)
    with as_at(began):
        exercise = actions.begin_seeing(system=founded.system, by=by, at=began)
    random = Random(41)  # noqa: S311 (made-up sightings, no secret)
    places = [place.pk for place in register.list_places(system=founded.system)]
    for told in _list_told(timeline, random):
        _keep(
            exercise, told, where=_where(places, random), by=by, random=random, timeline=timeline
        )
    at = timeline.when("seeing_grouped", hour=10)
    with as_at(at):
        job = engagement.propose_themes(exercise=exercise, by=by, at=at)
    run_to_end(job, at=at)
    _answer(exercise, by=by, timeline=timeline)
    return exercise


def _list_told(timeline: Timeline, random: Random) -> Sequence[_Told]:
    """Return everything told, in the order of its days; a matter may come up more and more."""
    first = timeline.day("seeing_began")
    days = (timeline.today - first).days
    found = []
    for matter in read("seeing")["matters"]:
        for text in _said(matter, random):
            share = RISEN * random.random() ** 0.25 if matter.get("rises") else random.random()
            found.append(
                _Told(
                    text=text,
                    seen=Seen(matter["seen"]),
                    speaker=Speaker(random.choice(matter["by"])),
                    on=first + timedelta(days=int(share * days)),
                )
            )
    return sorted(found, key=lambda told: (told.on, told.text))


def _said(matter: Mapping[str, Any], random: Random) -> Iterator[str]:
    """Yield different sentences on one matter, as often as it says."""
    slots = read_slots()
    said: set[str] = set()
    while len(said) < matter["times"]:
        text = expand(random.choice(matter["said"]), slots=slots, random=random)
        if text not in said:
            said.add(text)
            yield text


def _where(places: Sequence[int], random: Random) -> Where:
    return Where(random.choice(places)) if random.random() < 0.8 else Where()


def _keep(
    exercise: Exercise,
    told: _Told,
    *,
    where: Where,
    by: str,
    random: Random,
    timeline: Timeline,
) -> None:
    words, kind = queries.list_questions(exercise=exercise)
    [channel] = random.choices(list(CHANNELS), list(CHANNELS.values()))
    is_typed_in = channel is Channel.TELEPHONE
    said = Said(
        answers={words.pk: told.text, kind.pk: told.seen.label},
        speaker=told.speaker,
        channel=channel,
        said_on=told.on,
        entered_by=by if is_typed_in else "",
    )
    at = timeline.on(told.on, hour=random.randint(8, 21), minute=random.randint(0, 59))
    with as_at(at):
        if is_typed_in:
            actions.enter_told(
                exercise=exercise, said=said, where=where, original=None, by=by, at=at
            )
        else:
            actions.tell(exercise=exercise, said=said, where=where, by="public", at=at)


def _answer(exercise: Exercise, *, by: str, timeline: Timeline) -> None:
    """Name the themes that are plainly about one matter, and say what came of one of them."""
    at = timeline.when("seeing_grouped", hour=15)
    with as_at(at):
        for theme_id, words in _about(exercise).items():
            theme = queries.get_theme(exercise=exercise, theme_id=theme_id)
            theme = engagement.rename_theme(
                theme=theme, title=words["title"], summary=words["summary"], by=by, at=at
            )
            if "upshot" in words:
                actions.tell_upshot(theme=theme, words=words["upshot"], by=by, at=at)


def _about(exercise: Exercise) -> dict[int, Mapping[str, Any]]:
    """Return the themes that are plainly about one matter, and the words for it."""
    shares = []
    for row in queries.list_themes(exercise=exercise):
        points = queries.list_points(exercise=exercise, shows_who=True, theme_id=row.theme_id)
        for number, words in enumerate(read("seeing")["themes"]):
            have = sum(words["word"] in point.text.lower() for point in points)
            shares.append((have / len(points), row.theme_id, number, words))
    found: dict[int, Mapping[str, Any]] = {}
    named = set()
    for share, theme_id, number, words in sorted(shares, key=lambda each: -each[0]):
        if share > PLAIN and theme_id not in found and number not in named:
            found[theme_id] = words
            named.add(number)
    return found
