"""What two people wrote at once, side by side and put together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from regard.domains.strategy.queries import Revision
from regard.domains.strategy.rules.merging import Both, merge
from regard.domains.strategy.rules.wordings import Piece, differ

from .changes import CauseView, view_cause


@dataclass(frozen=True)
class MergeView:
    """
    Two changes of the same words.

    Attributes:
        theirs, mine: what each changed, by what it was; heading and text.
        heading, text: both put together, as the form proposes.
        both: what both changed, so that somebody has to choose.
    """

    theirs: tuple[tuple[Piece, ...], tuple[Piece, ...]]
    mine: tuple[tuple[Piece, ...], tuple[Piece, ...]]
    heading: str
    text: str
    both: tuple[Both, ...]


@dataclass(frozen=True)
class RevisionView:
    """One change of a passage, by what it was before."""

    number: int
    who: str
    at: datetime
    heading: tuple[Piece, ...]
    text: tuple[Piece, ...]
    because: str
    causes: tuple[CauseView, ...]
    is_first: bool


Words = tuple[str, str]
"""A heading, and the text below it."""


def present_merge(*, base: Words, theirs: Words, mine: Words) -> MergeView:
    texts = merge(base=base[1], theirs=theirs[1], mine=mine[1])
    heading, clash = _heading(base[0], theirs[0], mine[0])
    return MergeView(
        theirs=(differ(base[0], theirs[0]), differ(base[1], theirs[1])),
        mine=(differ(base[0], mine[0]), differ(base[1], mine[1])),
        heading=heading,
        text=texts.text,
        both=(*clash, *texts.both),
    )


def _heading(base: str, theirs: str, mine: str) -> tuple[str, tuple[Both, ...]]:
    """Return the heading to propose: mine where both changed it, with theirs shown beside it."""
    if mine in {base, theirs}:
        return theirs, ()
    return mine, () if theirs == base else (Both(base, theirs, mine),)


def present_revisions(revisions: Sequence[Revision], *, system: str) -> list[RevisionView]:
    """
    Return every change of a passage.

    :param revisions: the newest first.
    """
    return list(_revisions(revisions, system))


def _revisions(revisions: Sequence[Revision], system: str) -> Iterable[RevisionView]:
    for place, each in enumerate(revisions):
        before = revisions[place + 1] if place + 1 < len(revisions) else None
        was = (before.heading, before.text) if before else (each.heading, each.text)
        yield RevisionView(
            number=each.number,
            who=each.who,
            at=each.at,
            heading=differ(was[0], each.heading),
            text=differ(was[1], each.text),
            because=each.because,
            causes=tuple(view_cause(cause, system) for cause in each.causes),
            is_first=before is None,
        )
