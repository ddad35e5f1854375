"""A strategy as data for anyone: what was said, what became of it, and counts fit to publish."""

from collections.abc import Iterable, Iterator, Mapping

from regard.domains.engagement.types import ExerciseRow
from regard.domains.strategy.types import Item
from regard.foundation.analysis.disclosure import is_small

DATA_COLUMNS = (
    "asked",
    "kind",
    "number",
    "said",
    "submissions",
    "arguments",
    "organisations",
    "outcome",
    "reason",
    "passage",
    "passed_to",
)

HIDDEN = "fewer than 6"
"""Stands for a count from 1 to 5."""


FORMULA_STARTS = {"=", "+", "-", "@", "\t", "\r"}
"""https://owasp.org/www-community/attacks/CSV_Injection (read 2026-11)."""


def data_rows(
    *, items: Iterable[Item], exercises: Iterable[ExerciseRow]
) -> list[dict[str, str | int | None]]:
    """
    Return one row for every theme and for every lone point whose words may be shown.

    Counts from 1 to 5 are hidden. Submissions and organisations are counted once in each theme
    that they made a point in, so the themes add up to no published total, and what is hidden
    cannot be found by subtraction.
    """
    titles = {row.exercise_id: row.title for row in exercises}
    return [_row(item, titles) for item in items]


def fit_for_spreadsheets(
    rows: Iterable[Mapping[str, str | int | None]],
) -> Iterator[dict[str, str | int | None]]:
    """Return rows whose words no spreadsheet takes for a formula."""
    for row in rows:
        yield {
            key: f"'{value}" if isinstance(value, str) and value[:1] in FORMULA_STARTS else value
            for key, value in row.items()
        }


def _row(item: Item, titles: Mapping[int, str]) -> dict[str, str | int | None]:
    theme, point, outcome = item.theme, item.point, item.outcome
    return {
        "asked": titles[item.exercise_id],
        "kind": "theme" if theme else "single point",
        "number": theme.theme_id if theme else point.point_id if point else None,
        "said": item.title,
        "submissions": _shown(theme.submissions) if theme else None,
        "arguments": _shown(theme.arguments) if theme else None,
        "organisations": _shown(theme.organisations) if theme else None,
        "outcome": outcome.kind.label if outcome else None,
        "reason": outcome.reason if outcome else None,
        "passage": outcome.passage_ref or None if outcome else None,
        "passed_to": outcome.passed_to or None if outcome else None,
    }


def _shown(count: int) -> int | str:
    return HIDDEN if is_small(count) else count
