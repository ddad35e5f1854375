"""When an outcome is fit to record, and when its reason is hard to read."""

import re

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


def hints_on(text: str) -> tuple[str, ...]:
    """Return what would make a text easier to read. A hint only: nothing is refused for it."""
    sentences = [len(s.split()) for s in re.split(r"(?<=[.!?])\s+", text.strip())]
    return tuple(
        f"One sentence has {words} words. Under {LONGEST_SENTENCE} is easier to follow."
        for words in sentences
        if words > LONGEST_SENTENCE
    )
