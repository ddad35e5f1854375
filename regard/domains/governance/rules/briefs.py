"""What a one-page brief says, what is missing from one, and whether it is one page."""

from dataclasses import dataclass

from regard.domains.governance.types import Purpose

WORDS_ON_A_PAGE = 350
"""What fits on one A4 page at 11.5 points with the headings of a brief, measured by printing."""


@dataclass(frozen=True)
class BriefParts:
    """The words of a brief, as an item of an agenda keeps them."""

    about: str
    decision_needed: str
    evidence: str
    views: str


@dataclass(frozen=True)
class BriefState:
    """
    How far a brief is.

    Attributes:
        words: in all its parts.
        words_over: by how many it is longer than a page; 0: it fits.
        missing: what it does not say yet, each as the rest of "It does not say …".
    """

    words: int
    words_over: int
    missing: tuple[str, ...]

    @property
    def is_ready(self) -> bool:
        return not self.missing and not self.words_over


def judge(parts: BriefParts, purpose: Purpose) -> BriefState:
    """
    Return how far a brief is.

    An item for information needs no decision; nothing goes to a board without evidence, and
    without saying whose views it rests on.
    """
    asked = (
        (parts.about, "what it is"),
        (parts.decision_needed or purpose is not Purpose.DECISION, "what is to be decided"),
        (parts.evidence, "what is known, and from where"),
        (parts.views, "whose views it rests on"),
    )
    words = sum(
        len(text.split())
        for text in (parts.about, parts.decision_needed, parts.evidence, parts.views)
    )
    return BriefState(
        words=words,
        words_over=max(0, words - WORDS_ON_A_PAGE),
        missing=tuple(words for said, words in asked if not _is_said(said)),
    )


def _is_said(said: str | bool) -> bool:  # noqa: FBT001 (a text, or that none is needed)
    return bool(said.strip()) if isinstance(said, str) else said
