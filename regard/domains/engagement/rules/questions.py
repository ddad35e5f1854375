"""What a question may be."""

from dataclasses import dataclass

from regard.domains.engagement.types import QuestionKind

FEWEST_OPTIONS = 2
MOST_OPTIONS = 10
"""More do not fit on a phone, and nobody reads them."""

LONGEST_OPTION = 120


@dataclass(frozen=True)
class Wording:
    """
    A question as its writer words it.

    Attributes:
        hint: a line under it; may be empty.
        options: what can be chosen, in order; empty for a question in words.
    """

    kind: QuestionKind
    text: str
    hint: str = ""
    options: tuple[str, ...] = ()
    is_required: bool = False


def options_of(lines: str) -> tuple[str, ...]:
    """Return the options written one a line, without blank lines."""
    return tuple(stripped for line in lines.splitlines() if (stripped := " ".join(line.split())))


def reasons_against_wording(wording: Wording) -> dict[str, str]:
    """Return what is wrong with a question, by its field; empty if nothing is."""
    reasons = {}
    if not wording.text.strip():
        reasons["text"] = "Write the question"
    if wording.kind is QuestionKind.CHOICE and (reason := _against_options(wording.options)):
        reasons["options"] = reason
    return reasons


def _against_options(options: tuple[str, ...]) -> str | None:
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        return f"Write between {FEWEST_OPTIONS} and {MOST_OPTIONS} choices, each on its own line"
    folded = [option.casefold() for option in options]
    twice = next((o for o, f in zip(options, folded, strict=True) if folded.count(f) > 1), None)
    if twice is not None:
        return f"“{twice}” stands there twice"
    long = next((option for option in options if len(option) > LONGEST_OPTION), None)
    if long is not None:
        return f"“{long[:40]}…” is too long: use {LONGEST_OPTION} characters or fewer"
    return None
