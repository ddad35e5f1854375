"""Who does what for each topic, as it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.governance.rules.responsibilities import Fault
from regard.domains.governance.types import BodyPart
from regard.foundation.design.words import plural_words

from .bodies import and_words, lower_first

if TYPE_CHECKING:
    from regard.domains.governance.queries import OwnPart, PartRow, TopicRow

FAULT_TAGS = {
    Fault.NOBODY_ANSWERS: "gap",
    Fault.SEVERAL_ANSWER: "gap",
    Fault.NOBODY_DOES: "part",
    Fault.NOBODY_ASKED: "part",
}
PART_TAGS = {
    BodyPart.ACCOUNTABLE: "ok",
    BodyPart.RESPONSIBLE: "ok",
    BodyPart.CONSULTED: "part",
    BodyPart.INFORMED: "no",
}


@dataclass(frozen=True)
class TopicLine:
    """A topic as a line of the table."""

    row: TopicRow
    cells: tuple[tuple[BodyPart, Sequence[PartRow]], ...]
    tags: tuple[tuple[str, str], ...]


def own_part_rows(parts: Sequence[OwnPart]) -> list[tuple[OwnPart, tuple[str, str]]]:
    """Return what a body does about each topic, with its part as a tag."""
    return [(part, (part.part.label, PART_TAGS[part.part])) for part in parts]


def topic_lines(topics: Sequence[TopicRow]) -> list[TopicLine]:
    """Return the topics, those with the worst faults first, then in their own order."""
    order = [*Fault, None]
    worst = sorted(topics, key=lambda row: order.index(row.faults[0] if row.faults else None))
    return [
        TopicLine(
            row=row,
            cells=tuple(row.parts.items()),
            tags=tuple((fault.label, FAULT_TAGS[fault]) for fault in row.faults),
        )
        for row in worst
    ]


def topics_lede(topics: Sequence[TopicRow]) -> str:
    """Return the finding: how many topics have one who answers for them, and how many do not."""
    if not topics:
        return "No topic is named yet, so nobody can see who does what."
    several = sum(Fault.SEVERAL_ANSWER in row.faults for row in topics)
    nobody = sum(Fault.NOBODY_ANSWERS in row.faults for row in topics)
    clear = len(topics) - several - nobody
    of = f"{clear} of {plural_words(len(topics), 'topic')}"
    said = f"{of} {'has' if clear == 1 else 'have'} exactly one who answers for it."
    if several:
        said += f" {several} {'has' if several == 1 else 'have'} more than one."
    if nobody:
        said += f" For {nobody}, nobody answers."
    return said


def topic_lede(row: TopicRow) -> str:
    """Return the finding on one topic."""
    answering = [each.name for each in row.parts[BodyPart.ACCOUNTABLE]]
    said = f"{and_words(answering)} {'answers' if len(answering) == 1 else 'answer'} for it."
    if not answering:
        said = "Nobody answers for it."
    elif len(answering) > 1:
        said += " There should be one."
    rest = [lower_first(fault.label) for fault in row.faults if fault not in HEADLINES]
    return f"{said} {and_words(rest)[:1].upper()}{and_words(rest)[1:]}." if rest else said


HEADLINES = frozenset({Fault.NOBODY_ANSWERS, Fault.SEVERAL_ANSWER})
