"""When an outcome is fit to record, and when its reason is hard to read."""

import re
from datetime import date

from regard.domains.strategy.types import Decision, OutcomeKind

FEWEST_WORDS = 5
"""A reason shorter than this tells nobody why. "Not now." and "No money." are not reasons."""

MOST_CHARACTERS = 2000
"""A reason longer than this is not read; what needs more belongs in a passage."""

LONGEST_SENTENCE = 25
"""Words. https://www.gov.uk/guidance/content-design/writing-for-gov-uk (read 2026-11)."""


def problems_with(decision: Decision) -> dict[str, str]:
    """Return what keeps an outcome from being recorded: words for whoever does, by field."""
    problems = {"reason": _problem_with_reason(decision.reason)}
    if decision.kind.is_change and not decision.passage_ref:
        problems["passage_ref"] = "Choose the passage of the strategy that says so"
    if decision.kind is OutcomeKind.PASSED_ON and not decision.passed_to.strip():
        problems["passed_to"] = "Say who it was passed on to"
    return {field: words for field, words in problems.items() if words}


def _problem_with_reason(reason: str) -> str:
    words = reason.split()
    if not words:
        return "Say why, in words that whoever said it will understand"
    if len(words) < FEWEST_WORDS:
        return f"Say more about why: at least {FEWEST_WORDS} words"
    if len(reason) > MOST_CHARACTERS:
        return f"Say why in {MOST_CHARACTERS:,} characters or fewer"
    return ""


LATE_DAYS = 28
"""How long a voice that came too late may wait for its outcome before its page says so."""


def problems_with_late(decision: Decision) -> dict[str, str]:
    """
    Return what keeps an outcome of its own from being recorded beside what is published.

    What is published changes no more, so that nothing can be adopted beside it.
    """
    problems = problems_with(decision)
    if decision.kind.is_change:
        problems["kind"] = (
            "What is published cannot change for it. Say that it is answered as something "
            "published is, or answer it in the next version"
        )
        problems.pop("passage_ref", None)
    return problems


def is_overdue(*, said_on: date, today: date) -> bool:
    """Test whether a voice that came too late has waited for too long."""
    return (today - said_on).days > LATE_DAYS


def reason_not_to_read_second(
    *, kind: OutcomeKind, decided_by: str, by: str, agrees: bool, words: str
) -> str | None:
    """Return why somebody may not be an outcome's second reader, or None if they may."""
    if kind is not OutcomeKind.NOT_ADOPTED:
        return "Only what is not adopted is read by a second person"
    if decided_by == by:
        return "You decided this yourself. Somebody else has to read it once more"
    if not agrees and not words.strip():
        return "Say what should be looked at again"
    return None


def problems_with_sole_reading(*, named: str, because: str) -> dict[str, str]:
    """Return what is wrong with who answers for what one person alone read, by field."""
    problems = {}
    if len(because.split()) < FEWEST_WORDS:
        problems["because"] = "Say why nobody else could read it, in a sentence for everyone"
    if " " not in named.strip():
        problems["named"] = "Give the name and the office of the person who answers for it"
    return problems


def hints_on(text: str) -> tuple[str, ...]:
    """Return what would make a text easier to read. A hint only: nothing is refused for it."""
    sentences = [len(s.split()) for s in re.split(r"(?<=[.!?])\s+", text.strip())]
    return tuple(
        f"One sentence has {words} words. Under {LONGEST_SENTENCE} is easier to follow."
        for words in sentences
        if words > LONGEST_SENTENCE
    )
