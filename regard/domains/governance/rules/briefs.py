"""What a one-page brief says, what is missing from one, and whether it is one page."""

from dataclasses import asdict, dataclass

from regard.domains.governance.types import Purpose

WORDS_ON_A_PAGE = 350
"""A page of A4 at 11.5 points, with its headings, a few papers and room to write on."""


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


WANTED: dict[Purpose, tuple[str, ...]] = {
    Purpose.DECISION: ("about", "decision_needed", "evidence", "views"),
    Purpose.DISCUSSION: ("about", "evidence", "views"),
    Purpose.INFORMATION: (),
}
"""Which parts a brief needs, by what its item is for. Welcomes and apologies need none."""

IN_WORDS = {
    "about": "what it is",
    "decision_needed": "what is to be decided",
    "evidence": "what is known and from where",
    "views": "whose views it rests on",
}


def judge(parts: BriefParts, purpose: Purpose) -> BriefState:
    """Return how far a brief is, for an item of this purpose."""
    said = asdict(parts)
    words = sum(len(text.split()) for text in said.values())
    return BriefState(
        words=words,
        words_over=max(0, words - WORDS_ON_A_PAGE),
        missing=tuple(IN_WORDS[part] for part in WANTED[purpose] if not said[part].strip()),
    )
