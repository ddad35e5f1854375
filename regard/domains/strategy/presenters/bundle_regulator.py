"""What a bundle for the regulator holds beside the rest: each statement, and what bears on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.strategy.rules import regulator as rules
from regard.foundation.documents import render_pdf

from .bundle_tables import table
from .regulator import regulator_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regard.domains.strategy.models import Strategy

    from .bundle_tables import Part, Row

COLUMNS = ("theme", "statement", "kind_of_evidence", "there", "missing")


def regulator_files(strategy: Strategy, facts: rules.Facts) -> Iterator[Part]:
    framework = rules.read_framework()
    lines = rules.list_lines(framework.statements, facts)
    yield table("regulator.csv", COLUMNS, (row for line in lines for row in _rows(line)))
    blocks = regulator_blocks(strategy, framework, lines)
    yield (
        "regulator.pdf",
        [render_pdf(title="For the regulator", blocks=blocks, at=strategy.published_at)],
    )


def _rows(line: rules.Line) -> Iterator[Row]:
    """Give a row for each piece of evidence; one that says so where there can be none."""
    its = dict.fromkeys((*line.there, *line.missing))
    for each in its:
        yield _row(line, each.kind, each.words, each.gap)
    if not its:
        yield _row(line, "", "", "Nothing that this record holds bears on it.")


def _row(line: rules.Line, kind: str, there: str, missing: str) -> Row:
    return {
        "theme": line.statement.theme,
        "statement": line.statement.title,
        "kind_of_evidence": kind,
        "there": there,
        "missing": missing,
    }
