"""The whole way as a picture, and a network's report to its members."""

from __future__ import annotations

from collections.abc import Iterator

from regard.domains.strategy.types import MembersReport, Step, ThemeOfMembers, Whole
from regard.foundation.analysis.disclosure import is_small
from regard.foundation.design.words import plural_words
from regard.foundation.documents import Block, Heading, Paragraph, Table, Tone

FEW = "fewer than 6"
"""Stands for a count from 1 to 5."""


def whole_lede(whole: Whole) -> str:
    """Return the finding: how much of what was said came how far."""
    voices, spoke, _, answered, changed, _, regarded = whole.steps
    if not voices.count:
        return "It answers no voices of its own: it mends what an earlier version said."
    heard = plural_words(voices.count, "voice")
    if not spoke.count:
        return f"{heard}, and none of them added words of their own."
    points = plural_words(answered.of, "point")
    themes = plural_words(whole.themes, "theme")
    return (
        f"{heard} made {points}, in {themes} and {whole.alone:,} alone. {_answered(answered)}, "
        f"and {changed.count:,} changed what it says. {_decided(whole.decisions, regarded)}"
    )


def _answered(step: Step) -> str:
    if step.count == step.of:
        return "Every one has an outcome"
    return f"{step.count:,} {'has' if step.count == 1 else 'have'} an outcome"


def _decided(decisions: int, regarded: Step) -> str:
    if not decisions:
        return "No decision has had regard to it yet."
    passages = plural_words(regarded.of, "passage")
    return f"{plural_words(decisions, 'decision')} had regard to {regarded.count:,} of {passages}."


def bar_words(step: Step) -> str:
    """Return what a bar shows, for those who do not see it."""
    return f"{step.label.capitalize()}: {step.count:,} of {step.of:,}"


def members_lede(report: MembersReport) -> str:
    """Return the finding: how many members spoke, and what they changed."""
    if not report.spoke:
        return f"None of {plural_words(report.members, 'member')} was heard in this."
    return (
        f"{shown(report.spoke)} of {plural_words(report.members, 'member')} were heard. "
        f"They made {shown(report.points)} points, and {shown(report.changed)} of these changed "
        "what it says."
    )


def shown(count: int) -> str:
    """Return a count that tells nobody who it was."""
    return FEW if is_small(count) else f"{count:,}"


def what_they_said(theme: ThemeOfMembers) -> str:
    """Return a theme's title; a point that stands alone is not told, as it may tell who."""
    return theme.title or "Something that one member alone said"


def members_blocks(report: MembersReport) -> Iterator[Block]:
    """Yield the report as a document, to send to all members."""
    yield Paragraph(members_lede(report), Tone.LEDE)
    yield Heading("What members said, and what came of it")
    yield Table(
        caption="Most said by members first",
        head=("What was said", "Members", "What became of it", "Why", "Where", "Decisions"),
        rows=tuple(
            (
                what_they_said(theme),
                shown(theme.members),
                theme.outcome,
                theme.reason,
                ", ".join(ref for ref, _ in theme.passages) or None,
                theme.decisions or None,
            )
            for theme in report.themes
        ),
        numeric=(1, 5),
        widths=(8, 4, 5, 15, 3, 4),
    )
    yield Paragraph(
        "Counts from 1 to 5 are not told, so that nobody can see who said what.", Tone.QUIET
    )
