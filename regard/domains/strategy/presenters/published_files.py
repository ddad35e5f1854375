"""A version as one document: for a printer, for Word, and as its canonical content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from django.urls import reverse

from regard.domains.engagement.types import ExerciseRow
from regard.domains.strategy.models import Passage, Strategy
from regard.domains.strategy.types import DocumentKind, Item, Overview
from regard.foundation.design.words import date_words, plural_words
from regard.foundation.documents import (
    Block,
    Contents,
    Heading,
    KeyValues,
    Link,
    Paragraph,
    Table,
    Tone,
)

DEEPEST = 3
"""Levels of headings that passages have; below, all are alike."""


def document_blocks(
    *, strategy: Strategy, passages: Iterable[Passage], overview: Overview
) -> Iterator[Block]:
    """Yield a published version: what it says, and what became of all that was said."""
    yield Paragraph(_lede(strategy, overview.exercises), Tone.LEDE)
    yield KeyValues(tuple(_about(strategy)))
    yield Contents(levels=2)
    if strategy.introduction:
        yield Heading("Introduction")
        yield Paragraph(strategy.introduction)
    yield from _passages(list(passages))
    yield Heading("What became of what people said")
    yield Table(
        caption="Each thing said by several people, and what became of it",
        head=("Said", "By how many", "What became of it", "Why", "Where"),
        rows=tuple(_row(item) for item in overview.themes if item.outcome),
        numeric=(1,),
        widths=(4, 1, 3, 6, 2),
    )
    lone = overview.lone_points - overview.lone.get(None, 0)
    if lone:
        yield Paragraph(
            f"{plural_words(lone, 'point')} made by one person or service each "
            "had an answer too. They are on the web page, with the words of those who agreed to "
            "have them shown.",
            Tone.QUIET,
        )
    yield Heading("How to check this")
    yield Paragraph(
        "This version never changes. Its canonical content has this SHA-256, which stands in "
        f"our public ledger:\n{strategy.digest}"
    )
    yield Link("This version on the web", settings.PUBLIC_ADDRESS + version_path(strategy))


def version_path(strategy: Strategy) -> str:
    """Return the lasting address of a version."""
    where = {"system": strategy.system.slug, "slug": strategy.slug, "number": strategy.number}
    return reverse("strategy:version", kwargs=where)


def _passages(passages: list[Passage]) -> Iterator[Block]:
    depths: dict[int, int] = {}
    for passage in passages:
        above = depths.get(passage.parent_id or 0, 0)
        depths[passage.pk] = above + 1
        yield Heading(f"{passage.ref} {passage.heading}", level=min(above + 1, DEEPEST))
        if passage.text:
            yield Paragraph(passage.text)


def _lede(strategy: Strategy, exercises: Sequence[ExerciseRow]) -> str:
    voices = sum(row.contributions for row in exercises)
    points = sum(row.points for row in exercises)
    return (
        f"{strategy.system.partnership_name}. {plural_words(voices, 'voice')} made "
        f"{plural_words(points, 'point')}, and every one has its answer."
    )


def _about(strategy: Strategy) -> Iterator[tuple[str, str]]:
    yield "Kind of document", DocumentKind(strategy.kind).label
    yield "Version", str(strategy.number)
    if strategy.published_at:
        yield "Published", date_words(strategy.published_at.date())
    if strategy.begins_on and strategy.ends_on:
        yield "Holds", f"{date_words(strategy.begins_on)} to {date_words(strategy.ends_on)}"
    if strategy.because:
        yield "Why this version", strategy.because


def _row(item: Item) -> tuple[str | int | None, ...]:
    outcome, theme = item.outcome, item.theme
    assert outcome is not None and theme is not None  # noqa: S101, PT018 (the caller chose such)
    passed = f" to {outcome.passed_to}" if outcome.passed_to else ""
    return (
        item.title,
        theme.submissions,
        f"{outcome.kind.label}{passed}",
        outcome.reason,
        outcome.passage_ref or None,
    )
