"""Minutes as a document to print and keep."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils import timezone

from regard.domains.governance.queries.attendance import AttendanceRow
from regard.domains.governance.queries.minutes import ItemMinutes, LineRow, Minutes
from regard.foundation.design.words import date_words, plural_words, time_words
from regard.foundation.documents import Block, Heading, KeyValues, List, Paragraph, Table, Tone

from .minutes import became_words, declared_of, presence, read_lede, who_words

if TYPE_CHECKING:
    from regard.domains.governance.models import Meeting

ACTIONS = ("Number", "What is to be done", "Who", "By when")


def minutes_blocks(
    meeting: Meeting, minutes: Minutes, came: Sequence[AttendanceRow]
) -> list[Block]:
    """Return minutes as the blocks of a document: who came, each item, then all actions."""
    facts = (
        ("Body", meeting.body.name),
        ("When", time_words(timezone.localtime(meeting.starts_at))),
        ("Where", meeting.venue or "Not recorded"),
    )
    blocks: list[Block] = [
        Paragraph(read_lede(meeting, minutes), Tone.LEDE),
        KeyValues(facts),
        *_presence(came),
        *_lines(minutes.before),
    ]
    for item in minutes.items:
        blocks += _item(item)
    return blocks + _actions(minutes)


def _presence(came: Sequence[AttendanceRow]) -> list[Block]:
    blocks: list[Block] = [Heading("Who came")]
    groups = presence(came)
    if not groups:
        return [*blocks, Paragraph("Nobody wrote down who came.")]
    for words, names in groups:
        blocks += [Heading(words, 2), List(tuple(names))]
    return blocks


def _item(item: ItemMinutes) -> list[Block]:
    blocks: list[Block] = [Heading(f"{item.number}. {item.title}")]
    if item.is_private:
        blocks.append(Paragraph(f"Private: {item.why_private}", Tone.QUIET))
    if item.is_withheld:
        return blocks
    declared, none = declared_of(item)
    blocks += [Paragraph(words) for words in declared]
    if none:
        many = plural_words(none, "seat")
        blocks.append(Paragraph(f"{many} declared that they have no interest.", Tone.QUIET))
    if not item.lines:
        blocks.append(Paragraph("Nothing is minuted at this item."))
    return blocks + _lines(item.lines)


def _lines(lines: Sequence[LineRow]) -> list[Block]:
    blocks: list[Block] = []
    for line in lines:
        who, became = who_words(line), became_words(line)
        blocks.append(Paragraph(f"{who}: {line.text}" if who else line.text))
        if became:
            blocks.append(Paragraph(became, Tone.QUIET))
    return blocks


def _actions(minutes: Minutes) -> list[Block]:
    given = [line for line in minutes.lines if line.action_ref]
    if not given:
        return []
    rows = tuple(
        (line.action_ref, line.text, line.action_owner, date_words(line.action_due_on))
        for line in given
    )
    return [Heading("Actions"), Table(head=ACTIONS, rows=rows, caption="Actions of this meeting")]
