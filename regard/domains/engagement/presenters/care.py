"""How care with what was said is worded: what is kept from readers, and who may need help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.rules.showing import shown
from regard.domains.engagement.rules.words import count, day
from regard.domains.engagement.types import ConcernState
from regard.foundation.analysis.points import split_into_points

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regard.domains.engagement.queries.safeguarding import Waiting
    from regard.domains.engagement.queries.shields import Behind
    from regard.domains.engagement.queries.showing import Cuts
    from regard.domains.engagement.types.care import ConcernRow, CutRow, ModerationRow

CONCERN_TAGS = {
    ConcernState.RAISED: "part",
    ConcernState.TAKEN_UP: "voice",
    ConcernState.PASSED_ON: "ok",
    ConcernState.NO_CONCERN: "no",
}


@dataclass(frozen=True)
class Sentence:
    """A sentence of an answer to choose; `value` is answer, first character, one past the last."""

    value: str
    words: str


@dataclass(frozen=True)
class ToChoose:
    """An answer in its sentences."""

    question: str
    sentences: tuple[Sentence, ...]


def to_choose(answers: Iterable[tuple[int, str, str]], cuts: Cuts) -> list[ToChoose]:
    """
    Return answers in sentences, without what is taken out of them already.

    :param answers: number, question and whole text of each.
    """
    return [
        ToChoose(
            question,
            tuple(
                Sentence(
                    f"{pk}-{span.start}-{span.end}",
                    shown(
                        text[span.start : span.end],
                        start=span.start,
                        redactions=cuts.get(pk, ()),
                    ),
                )
                for span in split_into_points(text)
            ),
        )
        for pk, question, text in answers
    ]


def kept_from_readers(moderations: Sequence[ModerationRow]) -> str:
    """Return that a contribution is withheld and why; empty while it is not."""
    if not moderations or not moderations[0].is_withheld:
        return ""
    last = moderations[0]
    return f"Kept from readers since {day(last.at.date())}: {last.because.rstrip('.')}. It counts."


def told_to_author(
    redactions: Iterable[CutRow], moderations: Sequence[ModerationRow]
) -> tuple[str, ...]:
    """Return what was done with someone's words, for them: what readers do not see, and why."""
    notes = []
    withheld = kept_from_readers(moderations)
    if withheld:
        notes.append(f"Others do not read this. {withheld}")
    out: dict[str, int] = {}
    for row in redactions:
        if row.undone_at is None:
            out[row.because] = out.get(row.because, 0) + 1
    notes += [
        f"Others do not read {count(n, 'passage')} of it. In its place stands: “taken out: {why}”."
        for why, n in out.items()
    ]
    return tuple(notes)


def behind_rows(behind: Behind | None) -> list[tuple[str, str]]:
    """Return who is behind a shield, for a list of facts; empty where nobody may be told."""
    if behind is None:
        return []
    rows = [
        ("Service, behind a shield", behind.service),
        ("Name, behind a shield", behind.name),
        ("Email, behind a shield", behind.email),
        ("Telephone, behind a shield", behind.telephone),
        ("Address, behind a shield", behind.address),
    ]
    return [(label, words) for label, words in rows if words] or [("Behind a shield", "No name")]


def triage_lede(waiting: Waiting) -> str:
    """Return how many worries wait, and how many for too long."""
    if not waiting.open:
        return "Nothing waits to be looked into."
    late = f" Nobody has looked in time at {waiting.overdue} of them." if waiting.overdue else ""
    return f"{count(waiting.open, 'answer')} to look into.{late}"


def triage_words(waiting: Waiting | None) -> str:
    """Return what leads to the list; empty for who does not look into worries."""
    return "" if waiting is None else triage_lede(waiting)


def concern_when(row: ConcernRow) -> str:
    """Return by when a worry is to be looked into, or what became of it and when."""
    if row.settled_at is not None:
        return f"Settled on {day(row.settled_at.date())}"
    if row.taken_at is not None:
        return f"Taken up on {day(row.taken_at.date())}"
    late = "Should have been looked at" if row.is_overdue else "Look at it"
    return f"{late} by {row.due_at:%H:%M} on {day(row.due_at.date())}"
