"""What the page of a decision shows of regard to the documents in force on its day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from regard.domains.governance import queries as governance
from regard.domains.governance.types import DecisionState
from regard.domains.strategy.models import Strategy
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.queries.regard import list_records_of
from regard.domains.strategy.queries.regard_documents import list_regard_documents
from regard.domains.strategy.queries.regard_prompts import list_likely_passages
from regard.domains.strategy.rules import regard as rules
from regard.domains.strategy.types import LikelyPassage, RegardEffect, RegardState
from regard.foundation.authority import Caller, is_allowed

from .regard import EFFECT_TAGS, STATE_TAGS, likely_words, record_url, write_url

if TYPE_CHECKING:
    from datetime import date

    from regard.domains.governance.models import Decision
    from regard.domains.register.models import System
    from regard.domains.strategy.models import RegardRecord

SHOWN = 3
"""Passages proposed on a decision's own page; the form proposes more."""


@dataclass(frozen=True)
class Shown:
    """
    One document on a decision's page.

    Attributes:
        state: how regard to it stands; None where nothing is written and nothing is owed.
        due: by when a record is due; None where none is.
        passages: what a signed record says: the passage's number and heading, effect, tag, where.
        likely: passages proposed, with why, for those who may record regard.
    """

    title: str
    number: int
    state: RegardState | None
    tag: str
    due: date | None
    effect: str
    passages: tuple[tuple[str, str, str, str], ...]
    record_url: str
    write_url: str
    likely: tuple[tuple[LikelyPassage, str], ...]


def regard_of_decision(system: System, decision: Decision, caller: Caller) -> SafeString:
    """Return how regard of a decision stands, as HTML; nothing where there is no document."""
    is_draft = decision.state == DecisionState.DRAFT
    today = timezone.localdate()
    day = today if is_draft else decision.decided_on
    documents = rules.in_force(list_regard_documents(system=system), on=day)
    may_record = is_allowed(caller, Permission.RECORD_REGARD, decision)
    if not documents or (is_draft and not may_record):
        return SafeString("")
    records = list_records_of(decision=decision, caller=caller)
    is_bound = governance.has_duty(body=decision.body, code=rules.DUTY, on=day)
    page = _Page(decision, may_record=may_record, is_bound=is_bound, today=today)
    shown = [page.show(each, records.get(each.slug)) for each in documents]
    context = {
        "documents": [each for each in shown if each.state is not None or may_record],
        "is_draft": is_draft,
        "may_record": may_record,
        "days": rules.DAYS,
    }
    html = render_to_string("strategy/regard_slot.jinja", context)
    return mark_safe(html)  # noqa: S308 (our own template, escaped)


@dataclass(frozen=True)
class _Page:
    """What holds for every document on a decision's page."""

    decision: Decision
    may_record: bool
    is_bound: bool
    today: date

    def show(self, document: rules.Document, record: RegardRecord | None) -> Shown:
        decision = self.decision
        is_owed = self.is_bound and rules.is_owed(document, council_id=decision.body.council_id)
        signed = record if record is not None and record.signed_at is not None else None
        state = self._state(record, is_owed=is_owed)
        where = write_url(decision, document.slug) if self.may_record and not signed else ""
        return Shown(
            title=document.title,
            number=document.number,
            state=state,
            tag=STATE_TAGS[state] if state else "no",
            due=rules.due_on(decision.decided_on) if is_owed and not signed else None,
            effect=(signed.effect or signed.why_none) if signed else "",
            passages=_passages(signed) if signed else (),
            record_url=record_url(decision.system.slug, decision.ref, document.slug)
            if signed
            else "",
            write_url=where,
            likely=_likely(decision, document) if where and record is None else (),
        )

    def _state(self, record: RegardRecord | None, *, is_owed: bool) -> RegardState | None:
        if record is None and (not is_owed or self.decision.state == DecisionState.DRAFT):
            return None
        signed_at = record.signed_at if record else None
        return rules.state_of(
            decided_on=self.decision.decided_on,
            is_begun=record is not None,
            signed_on=timezone.localdate(signed_at) if signed_at else None,
            on=self.today,
        )


def _passages(record: RegardRecord) -> tuple[tuple[str, str, str, str], ...]:
    rows = sorted(record.passages.all(), key=lambda each: each.passage.position)
    return tuple(
        (
            f"{each.passage.ref} {each.passage.heading}",
            RegardEffect(each.effect).label,
            EFFECT_TAGS[RegardEffect(each.effect)],
            each.where,
        )
        for each in rows
    )


def _likely(decision: Decision, document: rules.Document) -> tuple[tuple[LikelyPassage, str], ...]:
    strategy = Strategy.objects.get(pk=document.strategy_id)
    found = list_likely_passages(decision=decision, strategy=strategy, most=SHOWN)
    return tuple((each, likely_words(each)) for each in found)
