"""What a question may be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from regard.domains.engagement.types import QuestionKind
from regard.domains.engagement.types.questions import FileKind

FEWEST_OPTIONS = 2
MOST_OPTIONS = 10
"""More do not fit on a phone, and nobody reads them."""

LONGEST_OPTION = 120

MOST_STEPS = 11
"""Of a scale: 0 to 10."""

MOST_MB = 15
"""Of a file that is asked for: some twenty scanned pages, or a few photos."""


@dataclass(frozen=True)
class Wording:
    """
    A question as its writer words it.

    Attributes:
        hint: a line under it; may be empty.
        options: what can be chosen, in order; empty for a question in words.
        settings: what else its kind needs, as `types.questions` says; only what is set.
        shown_if: the number of the question on which it depends; None: on none.
        shown_for: the answers to that one for which this is asked.
    """

    kind: QuestionKind
    text: str
    hint: str = ""
    options: tuple[str, ...] = ()
    is_required: bool = False
    settings: Mapping[str, object] = field(default_factory=dict)
    shown_if: int | None = None
    shown_for: tuple[str, ...] = ()


def options_of(lines: str) -> tuple[str, ...]:
    """Return the options written one a line, without blank lines."""
    return tuple(stripped for line in lines.splitlines() if (stripped := " ".join(line.split())))


def reasons_against_wording(wording: Wording) -> dict[str, str]:
    """Return what is wrong with a question, by its field; empty if nothing is."""
    reasons = {}
    if not wording.text.strip():
        reasons["text"] = "Write the question"
    check = _CHECKS.get(wording.kind)
    return reasons | (check(wording) if check else {})


def _choice(wording: Wording) -> dict[str, str]:
    reason = _against_options(wording.options)
    return {"options": reason} if reason else {}


def _choices(wording: Wording) -> dict[str, str]:
    reasons = _choice(wording)
    how_many = len(wording.options)
    least, most = _whole(wording, "least"), _whole(wording, "most")
    if least is not None and not 1 <= least <= how_many:
        reasons["least"] = f"Write a number from 1 to {how_many}, or leave it empty"
    if most is not None and not 1 <= most <= how_many:
        reasons["most"] = f"Write a number from 1 to {how_many}, or leave it empty"
    elif least is not None and most is not None and least > most:
        reasons["most"] = "This is less than the fewest that they may choose"
    return reasons


def _rank(wording: Wording) -> dict[str, str]:
    reasons = _choice(wording)
    most = _whole(wording, "most")
    if most is not None and not 1 <= most <= len(wording.options):
        reasons["most"] = (
            f"Write a number from 1 to {len(wording.options)}, or leave it empty to order all"
        )
    return reasons


def _scale(wording: Wording) -> dict[str, str]:
    if wording.options:
        return _choice(wording)
    least, most = _whole(wording, "least"), _whole(wording, "most")
    if least is None or most is None:
        return {"least": "Write both ends of the scale as numbers, or its steps as words"}
    if not 0 <= least < most or most - least >= MOST_STEPS:
        return {"most": f"A scale has 2 to {MOST_STEPS} steps, e.g. 1 to 5 or 0 to 10"}
    return {}


def _number(wording: Wording) -> dict[str, str]:
    least, most = wording.settings.get("least"), wording.settings.get("most")
    if isinstance(least, int | float) and isinstance(most, int | float) and least > most:
        return {"most": "The most is less than the least"}
    return {}


def _date(wording: Wording) -> dict[str, str]:
    days = {}
    for name in ("earliest", "latest"):
        if written := wording.settings.get(name):
            days[name] = date.fromisoformat(str(written))
    if len(days) > 1 and days["earliest"] > days["latest"]:
        return {"latest": "The latest day is before the earliest"}
    return {}


def _matrix(wording: Wording) -> dict[str, str]:
    rows = wording.settings.get("rows")
    reason = _against_options(tuple(rows) if isinstance(rows, list | tuple) else ())
    return _choice(wording) | ({"rows": reason.replace("choices", "lines")} if reason else {})


def _file(wording: Wording) -> dict[str, str]:
    reasons = {}
    kinds = wording.settings.get("kinds")
    if not isinstance(kinds, Sequence) or not set(kinds) & set(FileKind):
        reasons["kinds"] = "Tick at least one kind of file"
    most = _whole(wording, "most_mb")
    if most is None or not 1 <= most <= MOST_MB:
        reasons["most_mb"] = f"Write a number from 1 to {MOST_MB}"
    return reasons


_CHECKS: dict[QuestionKind, Callable[[Wording], dict[str, str]]] = {
    QuestionKind.CHOICE: _choice,
    QuestionKind.CHOICES: _choices,
    QuestionKind.RANK: _rank,
    QuestionKind.SCALE: _scale,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.MATRIX: _matrix,
    QuestionKind.FILE: _file,
}


def _whole(wording: Wording, name: str) -> int | None:
    value = wording.settings.get(name)
    return value if isinstance(value, int) else None


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
    parted = next((option for option in options if ";" in option), None)
    if parted is not None:
        return f"Leave the semicolon out of “{parted[:40]}”: it parts one answer from the next"
    return None
