"""Who has to have regard to which document, by when it is recorded, and what a record lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from regard.domains.strategy.types import DocumentKind, Regarded, RegardFacts, RegardState

DUTY = "D11"
"""In the catalogue of duties: to have regard, in everything done for the area (s.116B)."""

OWED_TO = frozenset({DocumentKind.INTEGRATED_CARE_STRATEGY, DocumentKind.LOCAL_STRATEGY})
"""Section 116B names these two, and the needs assessment. Regard to others may be recorded."""

DAYS = 28
"""From a decision to its signed record. Ours: the law sets no time, and the pages say so."""


@dataclass(frozen=True)
class Document:
    """
    A published version, as far as it matters to whom it binds.

    Attributes:
        from_on, until: the days on which it was the newest: from the day it was published, to
            before the day the next version was. None: there is no next one.
        council_id: of the body whose document it is; None: it is the whole system's.
    """

    strategy_id: int
    slug: str
    title: str
    number: int
    kind: DocumentKind
    from_on: date
    until: date | None
    council_id: int | None


def in_force(documents: Iterable[Document], *, on: date) -> list[Document]:
    """
    Return the version of each document that was in force on a day, none that came later.

    On the day on which one was published it counts: it could be read before the decision.
    """
    return [d for d in documents if d.from_on <= on and (d.until is None or on < d.until)]


def is_owed(document: Document, *, council_id: int | None) -> bool:
    """
    Test whether a body that has the duty must have regard to a document.

    A council's local strategy binds its own body, and those that are no one council's.

    :param council_id: of the body that decides; None: it is no one council's.
    """
    if document.kind not in OWED_TO:
        return False
    return (
        document.kind is not DocumentKind.LOCAL_STRATEGY
        or document.council_id is None
        or council_id is None
        or document.council_id == council_id
    )


def due_on(decided_on: date) -> date:
    """Return the last day for the signed record of a decision."""
    return decided_on + timedelta(days=DAYS)


def state_of(*, decided_on: date, is_begun: bool, signed_on: date | None, on: date) -> RegardState:
    """Return how regard stands on a day. One that is begun and late is overdue all the same."""
    if signed_on is not None and signed_on <= on:
        return RegardState.SIGNED
    if on > due_on(decided_on):
        return RegardState.OVERDUE
    return RegardState.BEGUN if is_begun else RegardState.DUE


def problems_with(facts: RegardFacts) -> dict[str, str]:
    """Return what cannot be kept as it is, by field; a passage's fields end in its key."""
    problems: dict[str, str] = {}
    for each in facts.passages:
        problems |= _problems_with_passage(each)
    if facts.passages and facts.why_none.strip():
        problems["why_none"] = (
            "You named passages above. Say why none bears on it only where none does"
        )
    return problems


def reasons_not_to_sign(facts: RegardFacts, *, is_recorded: bool, decided_on: date) -> list[str]:
    """Return all that stands against signing, in words; none where it may be signed."""
    reasons = []
    if not is_recorded:
        reasons.append("The decision is a draft: it is signed once the decision is recorded")
    if not facts.passages and not facts.why_none.strip():
        reasons.append("Name the passages that were considered, or say why none bears on it")
    if facts.passages and not facts.effect.strip():
        reasons.append("Say what regard to the document changed, as a whole")
    if not facts.providers_said.strip():
        reasons.append("Say what care providers said, or that they were not asked and why")
    if facts.involved_on is not None and facts.involved_on > decided_on:
        reasons.append("Providers were involved after the decision, by the day that is given")
    return reasons


def why_likely(words: Sequence[str]) -> str:
    """Return why a passage is proposed for a text, by the words that the two share."""
    if not words:
        return "Alike in meaning; they share no telling word."
    return f"Both speak of: {', '.join(words)}."


def _problems_with_passage(given: Regarded) -> dict[str, str]:
    if given.effect.needs_why and not given.why.strip():
        words = "Say why it was not followed, or only in part"
        return {f"why_{given.key}": words}
    return {}
