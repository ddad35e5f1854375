"""What is shown to the regulator, as a page, a PDF and a Word document."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse

from regard.foundation.design.words import date_words, plural_words
from regard.foundation.documents import Block, Heading, Paragraph, Table, Tone

from .answers import address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regard.domains.strategy.models import Strategy
    from regard.domains.strategy.rules.regulator import Framework, Line, Shown

BEYOND = "Nothing that this record holds bears on it"

OF_THE_SYSTEM = frozenset({"commitments", "regards", "regard_figures"})
"""Pages of a whole system, and not of one document."""


def regulator_lede(lines: Sequence[Line]) -> str:
    """Return for how many statements there is something, and how much is missing."""
    there = sum(bool(line.there) for line in lines)
    gaps = len({shown.gap for line in lines for shown in line.missing})
    words = f"There is evidence for {there} of {len(lines)} statements."
    return f"{words} {plural_words(gaps, 'thing')} missing." if gaps else words


def shown_url(strategy: Strategy, shown: Shown) -> str:
    """Return where a piece of evidence stands, for anybody to read."""
    if shown.page == "ledger":
        return reverse("strategy:ledger")
    if shown.page in OF_THE_SYSTEM:
        return reverse(f"strategy:{shown.page}", args=[strategy.system.slug])
    return address(shown.page, strategy)


def by_theme(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    return [
        (theme, list(its)) for theme, its in groupby(lines, key=lambda line: line.statement.theme)
    ]


def how_checked(framework: Framework) -> str:
    when = date_words(framework.checked_on)
    return f"{framework.source}. Looked at on {when}: {framework.checked}."


def regulator_blocks(
    strategy: Strategy, framework: Framework, lines: Sequence[Line]
) -> Iterator[Block]:
    yield Paragraph(f"{strategy.title}, version {strategy.number}", Tone.LEDE)
    yield Paragraph(regulator_lede(lines))
    for theme, its in by_theme(lines):
        yield Heading(theme)
        yield Table(
            caption=f"{theme}: what there is, and what is missing",
            head=("Statement", "What there is", "What is missing"),
            rows=tuple(_row(line) for line in its),
            widths=(3, 5, 4),
        )
    yield Paragraph(how_checked(framework))
    yield Paragraph("It says what evidence there is, and not how good anything is.")


def _row(line: Line) -> tuple[str, str, str]:
    there = ". ".join(f"{each.words} ({each.kind.lower()})" for each in line.there)
    gaps = " ".join(each.gap for each in line.missing)
    return line.statement.title, there or (BEYOND if line.is_beyond else "–"), gaps or "–"
