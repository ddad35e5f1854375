"""What became of one point, as a thread down the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from regard.domains.strategy import rules
from regard.domains.strategy.types import (
    OutcomeKind,
    OutcomeRow,
    RegardOfPassage,
    ReplyState,
    Strand,
    Trace,
)
from regard.foundation.base.addresses import find_address

from .answers import crumbs, tag
from .regard import EFFECT_TAGS
from .replies import describe_fate


@dataclass(frozen=True)
class Step:
    """
    One knot of the thread.

    Attributes:
        link: the words of a link to `url`, before `words`; empty where there is none.
        quotation: words of the strategy itself.
        is_open: whether it is still to come.
    """

    label: str
    words: str = ""
    link: str = ""
    url: str = ""
    quotation: str = ""
    note: str = ""
    tag: tuple[str, str] | None = None
    is_open: bool = False


def passages_of(trace: Trace) -> dict[str, str]:
    """Return the numbers of the published passages that it led to, by their keys."""
    outcomes = [strand.outcome for strand in trace.strands if trace.is_published]
    return {each.passage_key: each.passage_ref for each in outcomes if each and each.passage_ref}


def present_trace(
    *, system_slug: str, trace: Trace, regards: Iterable[RegardOfPassage] = ()
) -> list[Step]:
    """
    Return the way from these words to what they changed; what is still to come is open.

    :param regards: decisions that had regard to the passages that it led to.
    """
    steps = [step for strand in trace.strands for step in _strand(system_slug, trace, strand)]
    passages = passages_of(trace)
    decisions = [_decision(system_slug, each, passages) for each in regards]
    if passages and not decisions:
        words = "None has a signed record of regard to it yet."
        decisions.append(Step(label="Decisions", words=words, is_open=True))
    return [*steps, *decisions, _reply(trace)]


def trace_crumbs(*, system_slug: str, trace: Trace) -> list[tuple[str, str]]:
    """Return the way back: to the passage if there is one, else to the strategies."""
    way = crumbs(system_slug)
    named = [each.outcome for each in trace.strands if each.outcome and each.outcome.passage_ref]
    for outcome in named[:1]:
        words = f"{outcome.passage_ref} {outcome.passage_heading}"
        way.append((words, _passage_url(system_slug, trace, outcome)))
    return way


def _strand(system_slug: str, trace: Trace, strand: Strand) -> list[Step]:
    steps = [_theme(system_slug, trace, strand), _outcome(trace, strand.outcome)]
    if strand.outcome and strand.outcome.passage_ref:
        steps.append(_passage(system_slug, trace, strand.outcome))
    return steps


def _theme(system_slug: str, trace: Trace, strand: Strand) -> Step:
    theme = strand.theme
    if theme is None:
        return Step(label="Said once", words="Nobody else said this. It has an answer of its own.")
    where = {
        "system": system_slug,
        "slug": trace.exercise_slug,
        "theme_id": theme.theme_id,
    }
    others = {0: "", 1: ", with 1 other"}.get(strand.others, f", with {strand.others:,} others")
    return Step(
        label="Theme",
        link=theme.title,
        url=find_address("engagement:theme", **where),
        words=others,
    )


def _outcome(trace: Trace, outcome: OutcomeRow | None) -> Step:
    if outcome is None and trace.is_published:
        words = "It came after this was published, and waits for its answer."
        return Step(label="Outcome", words=words, is_open=True)
    if outcome is None:
        due = rules.long_date(trace.reply_by)
        words = f"Not decided yet. Everyone is told what became of their words by {due}."
        return Step(label="Outcome", words=words, is_open=True)
    decided = rules.long_date(timezone.localtime(outcome.decided_at).date())
    passed = f"To {outcome.passed_to}. " if outcome.kind is OutcomeKind.PASSED_ON else ""
    return Step(
        label="Outcome",
        words=outcome.reason,
        note=f"{passed}Decided on {decided}",
        tag=tag(outcome.kind),
    )


def _passage(system_slug: str, trace: Trace, outcome: OutcomeRow) -> Step:
    return Step(
        label="Passage" if trace.is_published else "Passage, in the draft",
        link=f"{trace.strategy_title}, {outcome.passage_ref} {outcome.passage_heading}",
        url=_passage_url(system_slug, trace, outcome),
        quotation=outcome.passage_text,
    )


def _passage_url(system_slug: str, trace: Trace, outcome: OutcomeRow) -> str:
    """Return the passage's page: of what is published, wherever it stands by now."""
    where = {"system": system_slug, "slug": trace.strategy_slug}
    if trace.is_published:
        its = where | {"key": outcome.passage_key}
        return find_address("strategy:passage_key", **its)
    return find_address("strategy:passage", **where | {"ref": outcome.passage_ref})


def _decision(system_slug: str, row: RegardOfPassage, passages: Mapping[str, str]) -> Step:
    where = {
        "system": system_slug,
        "decision_ref": row.decision_ref,
        "slug": row.strategy_slug,
    }
    to = f" to {passages[row.key]}" if len(passages) > 1 else " to it"
    return Step(
        label=f"Decision that had regard{to}",
        link=row.decision_title,
        url=find_address("strategy:regard", **where),
        words=f". {row.body_name}, {rules.long_date(row.decided_on)}",
        note=row.why or row.where,
        tag=(row.effect.label, EFFECT_TAGS[row.effect]),
    )


def _reply(trace: Trace) -> Step:
    if trace.reply is None and trace.is_published:
        words = "Goes to whoever said it as soon as it is answered."
        return Step(label="Reply", words=words, is_open=True)
    if trace.reply is None:
        words = "Goes to whoever said it on the day the strategy is published."
        return Step(label="Reply", words=words, is_open=True)
    is_sent = trace.reply.state in {ReplyState.SENT, ReplyState.HELD}
    return Step(label="Reply", words=describe_fate(trace.reply), is_open=not is_sent)
