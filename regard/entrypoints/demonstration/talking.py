"""A conversation about winter: statements, and who agrees, disagrees or passes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from regard.domains.engagement.actions import conversations, statements, voting
from regard.domains.engagement.types.deliberation import (
    AGREE,
    DISAGREE,
    PASS,
    Talk,
    Voice,
)

from .clock import as_at, run_waiting
from .corpus import read
from .timeline import Timeline

if TYPE_CHECKING:
    from regard.domains.engagement.models import Conversation, Exercise

CHANCE_TO_PASS = 0.09
STRAYS = 0.08
"""How often somebody votes as their group does not."""


@dataclass(frozen=True)
class _Side:
    """People who see it alike: how many of them vote, and for how many services."""

    name: str
    people: int
    services: int


EACH = (8, 12)
"""On how many statements somebody votes."""

SIDES = (_Side("homes", 16, 10), _Side("rounds", 13, 8), _Side("small", 9, 2))


def talk(
    *, exercise: Exercise, location_ids: Sequence[int], by: str, timeline: Timeline
) -> Conversation:
    """
    Hold a conversation that is still open, and have its picture drawn.

    :param location_ids: services of the exercise, some of which vote.
    """
    words = read("talk")
    conversation = _open(exercise, words, by=by, timeline=timeline)
    random = Random(17)  # noqa: S311 (made-up votes, no secret)
    voices = list(_voices(location_ids, random))
    written = dict(enumerate(words["statements"]))
    for day, (side, voice) in enumerate(voices):
        at = timeline.when("talk_opened", hour=12 + day % 9, minute=day % 60)
        at = min(at + timedelta(days=day * 11 // len(voices)), timeline.at)
        with as_at(at):
            for number in random.sample(sorted(written), random.randint(*EACH)):
                value = _vote(written[number]["agree"][side], random)
                voting.cast_vote(
                    conversation=conversation, voice=voice, number=number, value=value, at=at
                )
    _write_their_own(conversation, words, voices, by=by, timeline=timeline)
    run_waiting(voting.DRAW, at=timeline.at)
    return conversation


def _open(
    exercise: Exercise, words: Mapping[str, Any], *, by: str, timeline: Timeline
) -> Conversation:
    written, opened = timeline.when("talk_written"), timeline.when("talk_opened", hour=9)
    plan = Talk(
        title=words["title"],
        words=words["words"],
        opens_on=timeline.day("talk_opened"),
        closes_on=exercise.closes_on,
        reads_first=True,
    )
    lines = [each["text"] for each in words["statements"]]
    with as_at(written):
        made = conversations.create_conversation(
            system=exercise.system, talk=plan, exercise=exercise, by=by, at=written
        )
        statements.add_statements(conversation=made, lines=lines, by=by, at=written)
    with as_at(opened):
        return conversations.open_conversation(conversation=made, by=by, at=opened)


def _voices(location_ids: Sequence[int], random: Random) -> Iterator[tuple[str, Voice]]:
    """Yield everyone who votes, in a mixed order, with the side they see it from."""
    services = iter(random.sample(sorted(location_ids), sum(side.services for side in SIDES)))
    voices = []
    for side in SIDES:
        for number in range(side.people):
            key = hashlib.sha256(f"{side.name} {number}".encode()).hexdigest()
            voices.append((side.name, Voice(key=key)))
        voices += [(side.name, Voice(location_id=next(services))) for _ in range(side.services)]
    random.shuffle(voices)
    yield from voices


def _vote(share: float, random: Random) -> int:
    """:param share: of the side who agree, 0 to 1, among those who do not pass."""
    if random.random() < CHANCE_TO_PASS:
        return PASS
    if random.random() < STRAYS:
        return random.choice([AGREE, DISAGREE])
    return AGREE if random.random() < share else DISAGREE


def _write_their_own(
    conversation: Conversation,
    words: Mapping[str, Any],
    voices: Sequence[tuple[str, Voice]],
    *,
    by: str,
    timeline: Timeline,
) -> None:
    """Let people write statements: one is shown, one is not, and one waits to be read."""
    for number, own in enumerate(words["own"]):
        at = timeline.when("winter_proposed", hour=9 + number)
        with as_at(at):
            said = statements.say(
                conversation=conversation, voice=voices[number][1], text=own["text"], at=at
            )
            if own.get("shown"):
                statements.show_statement(
                    conversation=conversation, number=said.number, is_meta=False, by=by, at=at
                )
            elif "why_not" in own:
                statements.hide_statement(
                    conversation=conversation,
                    number=said.number,
                    why=own["why_not"],
                    by=by,
                    at=at,
                )
