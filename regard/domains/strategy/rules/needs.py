"""Needs: what is missing about one, and what a row of a spreadsheet of them says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from regard.domains.strategy.types import WIDER_TOPICS, NeedTopic
from regard.foundation.analysis import sheet_cells
from regard.foundation.analysis.sheet_cells import RefusedCell as RefusedCell
from regard.foundation.analysis.sheet_cells import fold, read_cells, read_day

TITLE, TOPIC, SOURCE, DATED = "Need", "Topic", "Source", "Date"
WORDS, WHO, ADDRESS = "What was found", "Whose need", "Web address"

NEEDED = (TITLE, TOPIC, SOURCE, DATED)
COLUMNS = (TITLE, TOPIC, WORDS, WHO, SOURCE, ADDRESS, DATED)


@dataclass(frozen=True)
class Found:
    """
    A need as an assessment found it.

    Attributes:
        words: what was found, with its figures. May be empty; so may who and source_url.
        source: the assessment, by name and section.
    """

    title: str
    topic: NeedTopic
    words: str
    who: str
    source: str
    source_url: str
    dated_on: date


@dataclass(frozen=True)
class Answering:
    """
    Which passages answer a need, or why none does.

    Attributes:
        refs: numbers of passages; empty where it is left aside.
        how: how they meet it, in a sentence. May be empty.
        aside: why nothing answers it; empty where something does.
    """

    refs: frozenset[str] = frozenset()
    how: str = ""
    aside: str = ""


def topics_missing(topics: Iterable[NeedTopic]) -> tuple[NeedTopic, ...]:
    """Return which of employment, environment and housing no need is about."""
    there = set(topics)
    return tuple(topic for topic in WIDER_TOPICS if topic not in there)


def reason_not_to_read(header: Iterable[str]) -> str | None:
    """Return which columns are missing, in words for who sent the file; None: it can be read."""
    return sheet_cells.reason_not_to_read(header, needed=NEEDED)


def unknown_columns(header: Iterable[str]) -> list[str]:
    """Return the columns that say nothing to us, so that nobody thinks they were taken."""
    return sheet_cells.unknown_columns(header, known=COLUMNS)


def read_line(*, line: int, header: Sequence[str], cells: Sequence[str]) -> Found | RefusedCell:
    """Return the need in a row, or the first cell of it that cannot be taken."""
    said = read_cells(header=header, cells=cells, known=COLUMNS)
    topic, dated = _topic(said[TOPIC]), read_day(said[DATED])
    for column in (TITLE, SOURCE):
        if not said[column]:
            return RefusedCell(line, column, "", "Nothing stands here")
    if topic is None:
        offered = ", ".join(each.label for each in NeedTopic)
        return RefusedCell(line, TOPIC, said[TOPIC], f"Write one of these: {offered}")
    if dated is None:
        return RefusedCell(line, DATED, said[DATED], "Write the day like 1/4/2026")
    return _found(said, topic, dated)


def _found(said: Mapping[str, str], topic: NeedTopic, dated: date) -> Found:
    return Found(
        title=" ".join(said[TITLE].split()),
        topic=topic,
        words=said[WORDS],
        who=said[WHO],
        source=said[SOURCE],
        source_url=said[ADDRESS] if is_address(said[ADDRESS]) else "",
        dated_on=dated,
    )


def is_address(text: str) -> bool:
    """Return whether a text is an address that a page may link to."""
    return text.startswith(("https://", "http://")) and not any(each.isspace() for each in text)


def _topic(text: str) -> NeedTopic | None:
    words = {fold(word): topic for topic in NeedTopic for word in (topic.label, topic.value)}
    return words.get(fold(text))
