"""Needs: what is missing about one, and what a row of a spreadsheet of them says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from regard.domains.strategy.types import WIDER_TOPICS, NeedTopic

TITLE, TOPIC, SOURCE, DATED = "Need", "Topic", "Source", "Date"
WORDS, WHO, ADDRESS = "What was found", "Whose need", "Web address"

NEEDED = (TITLE, TOPIC, SOURCE, DATED)
COLUMNS = (TITLE, TOPIC, WORDS, WHO, SOURCE, ADDRESS, DATED)

DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y")
"""As spreadsheets hand them on, and as people here write them."""


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
class RefusedNeed:
    """A cell that could not be taken, and with it its row: where, what stands there, and why."""

    line: int
    column: str
    value: str
    why: str


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
    there = {_fold(column) for column in header}
    missing = [f"“{column}”" for column in NEEDED if _fold(column) not in there]
    if not missing:
        return None
    return (
        f"The first line names no column {' and '.join(missing)}. "
        "The empty sheet shows how they are called"
    )


def unknown_columns(header: Iterable[str]) -> list[str]:
    """Return the columns that say nothing to us, so that nobody thinks they were taken."""
    known = {_fold(column) for column in COLUMNS}
    return [column for column in header if _fold(column) not in known]


def read_line(*, line: int, header: Sequence[str], cells: Sequence[str]) -> Found | RefusedNeed:
    """Return the need in a row, or the first cell of it that cannot be taken."""
    known = {_fold(column): column for column in COLUMNS}
    said = dict.fromkeys(COLUMNS, "") | {
        known[_fold(column)]: cell.removeprefix("'").strip()
        for column, cell in zip(header, cells, strict=True)
        if _fold(column) in known
    }
    topic, dated = _topic(said[TOPIC]), _day(said[DATED])
    for column in (TITLE, SOURCE):
        if not said[column]:
            return RefusedNeed(line, column, "", "Nothing stands here")
    if topic is None:
        offered = ", ".join(each.label for each in NeedTopic)
        return RefusedNeed(line, TOPIC, said[TOPIC], f"Write one of these: {offered}")
    if dated is None:
        return RefusedNeed(line, DATED, said[DATED], "Write the day like 1/4/2026")
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
    words = {_fold(word): topic for topic in NeedTopic for word in (topic.label, topic.value)}
    return words.get(_fold(text))


def _day(text: str) -> date | None:
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return None


def _fold(text: str) -> str:
    """Return words without capitals, doubled spaces and the shape of an apostrophe."""
    return " ".join(text.replace("’", "'").split()).casefold()
