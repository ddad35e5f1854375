"""The pack of a meeting: agenda, one-page briefs, list of papers, and what is still to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from regard.domains.governance.queries import ItemRow, MeetingRow
from regard.domains.governance.types import ActionRow
from regard.foundation.design.words import date_words, plural_words
from regard.foundation.documents import (
    Block,
    Contents,
    Heading,
    KeyValues,
    Link,
    PageBreak,
    Paragraph,
    Table,
    Tone,
    render_pdf,
)

from .agendas import Way, agenda_lede, agenda_lines, brief_parts, said_of, size_words
from .meetings import how_long, when_words


@dataclass(frozen=True)
class Pack:
    """
    All that goes into the pack of a meeting, as its reader may see it.

    Attributes:
        actions: of the body, still open on the day it is made.
        is_whole: the reader may read private items too.
    """

    partnership: str
    meeting: MeetingRow
    items: Sequence[ItemRow]
    actions: Sequence[ActionRow]
    way: Way
    is_whole: bool


def make_pack(pack: Pack, *, at: datetime) -> bytes:
    """Return the pack as a tagged PDF."""
    title = f"{pack.meeting.title}, {date_words(pack.meeting.starts_at)}"
    return render_pdf(title=title, blocks=_blocks(pack), at=at)


def _blocks(pack: Pack) -> Iterator[Block]:
    yield Paragraph(_lede(pack), Tone.LEDE)
    yield KeyValues(_facts(pack))
    yield Contents(levels=1)
    yield from _agenda(pack)
    for item in pack.items:
        if item.papers or brief_parts(item):
            yield from _brief(item, pack.way)
    yield from _actions(pack.actions)


def _lede(pack: Pack) -> str:
    whose = "For members: it holds private items." if _holds_private(pack) else ""
    return f"{agenda_lede(pack.items)} {whose}".strip()


def _holds_private(pack: Pack) -> bool:
    return pack.is_whole and any(
        item.is_private or any(paper.is_private for paper in item.papers) for item in pack.items
    )


def _facts(pack: Pack) -> tuple[tuple[str, str], ...]:
    meeting = pack.meeting
    said = (
        ("Body", meeting.body_name),
        ("When", f"{when_words(meeting)} ({how_long(meeting)})"),
        ("Where", meeting.venue),
        ("Online", meeting.joining),
        ("For", pack.partnership),
    )
    return tuple((key, value) for key, value in said if value)


def _agenda(pack: Pack) -> Iterator[Block]:
    yield Heading("Agenda")
    if not pack.items:
        yield Paragraph("Nothing is on the agenda yet.")
        return
    yield Table(
        "Items in their order",
        ("Time", "Item", "For"),
        tuple(
            (line.time, _named(line.row), line.row.purpose.label)
            for line in agenda_lines(pack.meeting, pack.items)
        ),
        widths=(1, 5, 2),
    )


def _named(item: ItemRow) -> str:
    words = f"{item.number}. {item.title}"
    return f"{words}\nIn private: {item.why_private}" if item.is_private else words


def _brief(item: ItemRow, way: Way) -> Iterator[Block]:
    """Each brief begins a page, so that it can be handed out by itself."""
    yield PageBreak()
    yield Heading(f"{item.number}. {item.title}")
    yield Paragraph(said_of(item), Tone.QUIET)
    for heading, words in brief_parts(item):
        yield Heading(heading, level=2)
        yield Paragraph(words)
    if item.papers:
        yield Heading("Papers", level=2)
    for paper in item.papers:
        words = f"{paper.title} ({size_words(paper.size)})"
        yield Link(words, way.in_full(way.paper(paper.paper_id)))


def _actions(actions: Sequence[ActionRow]) -> Iterator[Block]:
    yield PageBreak()
    yield Heading("Actions still open")
    if not actions:
        yield Paragraph("None.")
        return
    late = sum(bool(action.days_late) for action in actions)
    yield Paragraph(f"{plural_words(len(actions), 'action')}, {late} overdue.")
    yield Table(
        "What was agreed and is not done, the longest overdue first",
        ("No.", "What", "Who", "By"),
        tuple((action.ref, action.text, action.owner, _due(action)) for action in actions),
        widths=(2, 5, 3, 3),
    )


def _due(action: ActionRow) -> str:
    words = date_words(action.due_on)
    return (
        f"{words}\n{plural_words(action.days_late, 'day')} overdue" if action.days_late else words
    )
