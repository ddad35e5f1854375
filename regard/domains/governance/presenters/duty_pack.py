"""The evidence pack: every duty with its evidence, as a page, a PDF and a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.governance.presenters.duties import whole_words
from regard.domains.governance.presenters.duty_history import thing_of
from regard.domains.governance.rules.obligations import sort_key
from regard.domains.governance.types import DutyKind, DutyState, EvidenceKind
from regard.foundation.design.words import date_words
from regard.foundation.documents import Block, Contents, Heading, KeyValues, Paragraph, Table, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from regard.domains.governance.queries import DutyHistory, DutyRow

PROMISE = (
    "This pack says which evidence is there and who accepted it. It does not say that a law was "
    "kept: that is for its reader to judge."
)

COLUMNS = (
    "Code",
    "Duty",
    "Kind",
    "Citation",
    "Held by",
    "How it stands",
    "In words",
    "Next day",
    "Evidence",
    "What it is",
    "What it shows",
    "Offered on",
    "Withdrawn on",
    "Accepted",
    "By whom",
    "Looked at on",
    "Until",
    "Reason",
)


@dataclass(frozen=True)
class PackPiece:
    """
    A piece of evidence in the pack.

    Attributes:
        url: within Regard; empty where there is no page of it.
        looks: who looked at it, when, and with what verdict.
    """

    kind: str
    thing: str
    url: str
    words: str
    offered_on: date
    withdrawn_on: date | None
    looks: list[str]


@dataclass(frozen=True)
class PackDuty:
    """A duty in the pack, with what was offered for it by the day."""

    row: DutyRow
    words: str
    pieces: list[PackPiece]


def pack_duties(
    *, slug: str, rows: Iterable[DutyRow], histories: Mapping[int, DutyHistory], on: date
) -> dict[str, list[PackDuty]]:
    """Return the duties of each holder, by name, in the order of their codes."""
    found: dict[str, list[PackDuty]] = {}
    for row in rows:
        history = histories.get(row.obligation_id)
        pieces = list(_pieces(slug, row, history, on)) if history else []
        duty = PackDuty(row, whole_words(row, on=on), pieces)
        found.setdefault(row.holder_name, []).append(duty)
    return {
        name: sorted(found[name], key=lambda duty: sort_key(duty.row.code))
        for name in sorted(found)
    }


def pack_blocks(
    duties: Mapping[str, Sequence[PackDuty]], *, lede: str, whole: str, on: date
) -> list[Block]:
    """Return the pack as a document, without its title."""
    blocks: list[Block] = [
        Paragraph(lede, Tone.LEDE),
        Paragraph(f"{whole}, as at {date_words(on)}. {PROMISE}", Tone.QUIET),
        Contents(),
    ]
    for holder, held in duties.items():
        blocks.append(Heading(holder, 1))
        for duty in held:
            blocks += _blocks_of(duty)
    return blocks


def pack_cells(
    duties: Mapping[str, Sequence[PackDuty]], histories: Mapping[int, DutyHistory]
) -> Iterator[list[object]]:
    """Yield a line for each piece of evidence, and one for each duty that has none."""
    for held in duties.values():
        for duty in held:
            history = histories.get(duty.row.obligation_id)
            look = history.acceptances[-1] if history and history.acceptances else None
            verdict = (
                ["yes" if look.is_accepted else "no", look.name, look.on, look.until, look.reason]
                if look
                else [None] * 5
            )
            pieces: Sequence[PackPiece | None] = duty.pieces or (None,)
            for piece in pieces:
                yield [*_duty_cells(duty), *_piece_cells(piece), *verdict]


def _duty_cells(duty: PackDuty) -> list[object]:
    row = duty.row
    return [
        row.code,
        row.duty.title,
        DutyKind(row.duty.kind).label,
        row.duty.citation,
        row.holder_name,
        row.state.label,
        duty.words,
        row.next_on,
    ]


def _piece_cells(piece: PackPiece | None) -> list[object]:
    if piece is None:
        return ["None", None, None, None, None]
    return [piece.kind, piece.thing, piece.words, piece.offered_on, piece.withdrawn_on]


def _pieces(slug: str, row: DutyRow, history: DutyHistory, on: date) -> Iterator[PackPiece]:
    for piece in history.evidence:
        thing, url = thing_of(slug, row.obligation_id, piece)
        is_gone = piece.withdrawn_on is not None and piece.withdrawn_on <= on
        looks = [look for look in history.acceptances if piece.pk in look.seen]
        yield PackPiece(
            kind=EvidenceKind(piece.kind).label,
            thing=thing,
            url=url,
            words=piece.words,
            offered_on=piece.offered_on,
            withdrawn_on=piece.withdrawn_on if is_gone else None,
            looks=[
                f"{'Accepted' if look.is_accepted else 'Not accepted'} by {look.name}, "
                f"{date_words(look.on)}{'. ' if look.reason else ''}{look.reason}"
                for look in looks
            ],
        )


def _blocks_of(duty: PackDuty) -> list[Block]:
    row = duty.row
    facts = (
        ("What it asks", row.duty.summary),
        ("Where it is written", f"{row.duty.citation} ({DutyKind(row.duty.kind).label.lower()})"),
        ("How it stands", f"{row.state.label}. {duty.words}"),
        *([("What may change", row.duty.may_change)] if row.duty.may_change else []),
        *([] if row.duty.is_read else [("Mind", "We have not read this text ourselves.")]),
    )
    blocks: list[Block] = [Heading(f"{row.code} {row.duty.title}", 2), KeyValues(facts)]
    if not duty.pieces:
        words = "No evidence was offered."
        if row.state in {DutyState.NOT_APPLICABLE, DutyState.NOT_DUE}:
            words = "No evidence was asked for."
        return [*blocks, Paragraph(words)]
    lines = tuple(
        (
            f"{piece.kind}: {piece.thing}",
            piece.words,
            date_words(piece.offered_on)
            + (f"; withdrawn {date_words(piece.withdrawn_on)}" if piece.withdrawn_on else ""),
            "; ".join(piece.looks) or "Nobody has looked at it",
        )
        for piece in duty.pieces
    )
    head = ("Evidence", "What it shows", "Offered", "Looked at")
    return [*blocks, Table(f"Evidence for {row.code}", head, lines)]
