"""Records of regard, as they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from regard.domains.strategy.rules.regard import DAYS, why_likely
from regard.domains.strategy.types import (
    LikelyPassage,
    OwedRow,
    RegardEffect,
    RegardFigures,
    RegardRow,
    RegardState,
    VoiceDays,
)
from regard.foundation.analysis.disclosure import is_small
from regard.foundation.design.words import (
    date_words,
    number_words,
    percent_words,
    plural_words,
)

if TYPE_CHECKING:
    from regard.domains.governance.models import Decision
    from regard.domains.register.models import System
    from regard.domains.strategy.models import RegardRecord

EFFECT_TAGS = {
    RegardEffect.FOLLOWED: "ok",
    RegardEffect.IN_PART: "part",
    RegardEffect.DEPARTED: "gap",
    RegardEffect.NO_EFFECT: "no",
}

STATE_TAGS = {
    RegardState.SIGNED: "ok",
    RegardState.BEGUN: "part",
    RegardState.DUE: "no",
    RegardState.OVERDUE: "gap",
}

FEW = "fewer than 6"
"""Stands for a count from 1 to 5 of people or organisations who spoke."""


def regard_parts(system: System, current: str) -> list[tuple[str, str, bool]]:
    """Return the pages of regard, for the row of choices: words, address, whether it is here."""
    pages = (
        ("regards", "The register"),
        ("regards_owed", "What is missing"),
        ("regard_figures", "In figures"),
    )
    return [
        (words, reverse(f"strategy:{name}", args=[system.slug]), name == current)
        for name, words in pages
    ]


def regard_crumbs(system: System, *, is_below: bool = False) -> list[tuple[str, str]]:
    """Return the way back from a page of regard."""
    way = [("Strategy", reverse("strategy:strategies", args=[system.slug]))]
    if is_below:
        way.append(("Regard", reverse("strategy:regards", args=[system.slug])))
    return way


def register_lede(*, signed: int, owed: Sequence[OwedRow]) -> str:
    """Return the finding on the register: how many are signed, and how many are overdue."""
    records = f"{plural_words(signed, 'record')} of regard {_is(signed)} signed."
    if owed and signed == sum(row.state is RegardState.SIGNED for row in owed):
        return owed_words(owed)
    if not owed:
        return f"{records} No decision was taken under the duty to have regard yet."
    return f"{records} {owed_words(owed)}"


def owed_words(owed: Sequence[OwedRow]) -> str:
    """Return of how many that were owed how many are signed, and how many are overdue."""
    signed = sum(row.state is RegardState.SIGNED for row in owed)
    late = sum(row.state is RegardState.OVERDUE for row in owed)
    return (
        f"Decisions owe {plural_words(len(owed), 'record')} of regard by law: "
        f"{_many(signed)} {_is(signed)} signed and {_many(late)} {_is(late)} overdue."
    )


def effects_words(row: RegardRow) -> str:
    """Return what became of the passages of a record, e.g. "2 followed, 1 departed from"."""
    counts = (
        (row.followed, "followed"),
        (row.in_part, "in part"),
        (row.departed, "departed from"),
        (row.no_effect, "without effect"),
    )
    said = [f"{number_words(count)} {words}" for count, words in counts if count]
    return ", ".join(said) or "No passage bears on it"


def likely_words(likely: LikelyPassage) -> str:
    """Return why a passage is proposed."""
    return why_likely(likely.words)


def involved_words(record: RegardRecord) -> str:
    """Return since when providers were involved, against the day of the decision."""
    if record.involved_on is None:
        return "Care providers were not involved, as recorded."
    days = (record.decision.decided_on - record.involved_on).days
    before = f"{plural_words(days, 'day')} before it was taken" if days > 0 else "the day itself"
    return f"Care providers were involved since {date_words(record.involved_on)}, {before}."


def record_facts(record: RegardRecord) -> list[tuple[str, str]]:
    """Return a record in short."""
    decision, strategy = record.decision, record.strategy
    facts = [
        ("Decision", decision.ref),
        ("Body", decision.body.name),
        ("Decided on", date_words(decision.decided_on)),
        ("Regard to", f"{strategy.title}, version {strategy.number}"),
    ]
    if record.signed_at is not None:
        facts += [
            ("Signed by", record.signed_name),
            ("Signed on", f"{date_words(record.signed_at)}, {_days_to_sign(record)}"),
        ]
    return facts


def record_lede(record: RegardRecord, *, passages: int) -> str:
    """Return the finding on one record."""
    who = f"{record.decision.body.name}, {date_words(record.decision.decided_on)}."
    considered = (
        f"{plural_words(passages, 'passage')} of {record.strategy.title} "
        f"{'was' if passages == 1 else 'were'} considered."
        if passages
        else f"No passage of {record.strategy.title} bears on it, as recorded."
    )
    draft = "" if record.signed_at else "Not signed yet: only those who write it see it. "
    return f"{draft}{who} {considered}"


def figures_lede(figures: RegardFigures) -> str:
    """Return the finding: the share of passages, and the days from a voice to a decision."""
    whole = figures.whole
    share = (
        f"Decisions had regard to {number_words(whole.regarded)} of "
        f"{plural_words(whole.passages, 'passage')} of {figures.strategy_title} "
        f"({percent_words(whole.share)})."
    )
    return f"{share} {days_words(figures.days)}"


def days_words(days: VoiceDays) -> str:
    """Return how long it took from a voice to a decision, in a sentence."""
    if not days.reached:
        return "No voice has reached a decision yet."
    if days.median is None:
        return "Too few voices have reached a decision to say how long it took."
    return (
        f"Half of the voices that reached a decision did so within "
        f"{plural_words(round(days.median), 'day')}."
    )


def voices_words(count: int) -> str:
    """Return a count of those who spoke, as fit to publish."""
    return FEW if is_small(count) else number_words(count)


def quartile_words(days: float | None) -> str:
    """Return days as a whole number of them; a dash where too few reached a decision."""
    return number_words(None if days is None else round(days))


def record_url(system_slug: str, decision_ref: str, slug: str) -> str:
    return reverse("strategy:regard", args=[system_slug, decision_ref, slug])


def write_url(decision: Decision, slug: str, name: str = "record_regard") -> str:
    return reverse(f"strategy:{name}", args=[decision.system.slug, decision.ref, slug])


def missing_words(row: OwedRow) -> str:
    """Return when a record is due, or by how much it is late."""
    if row.state is RegardState.OVERDUE:
        return f"{plural_words(row.days_late, 'day')} late"
    return f"Due by {date_words(row.due_on)}"


def how_it_is_counted() -> str:
    return (
        f"A record is overdue {DAYS} days after the decision. This number is ours: "
        "the law sets no time."
    )


def _days_to_sign(record: RegardRecord) -> str:
    assert record.signed_at is not None  # noqa: S101 (asked of signed ones alone)
    signed_on = timezone.localdate(record.signed_at)
    days = (signed_on - record.decision.decided_on).days
    return f"{plural_words(days, 'day')} after the decision"


def _many(count: int) -> str:
    return number_words(count) if count else "none"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
