"""Write down what a body decided, and record it for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from regard.domains.governance.models import Body, Decision, MinuteLine
from regard.domains.governance.queries.deciding import list_blockers
from regard.domains.governance.types import DecisionState, LineKind
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .minutes import lock_line, require_open
from .numbering import next_ref

if TYPE_CHECKING:
    from datetime import date, datetime

LONGEST_TITLE = 120
"""Characters of a title made from a line; a person shortens what it says better."""


class CannotRecord(Refusal):
    """The decision cannot be recorded yet."""


class CannotChangeDecision(Refusal):
    """It is recorded, and stays as it is; or that cannot be said of it."""


@dataclass(frozen=True)
class Votes:
    """How many were cast. None of them is negative."""

    for_it: int
    against: int
    abstained: int


@dataclass(frozen=True)
class DecisionFacts:
    """
    What a decision says.

    Attributes:
        decided_on: of a decision taken between meetings; else it is the meeting's day.
        risks: what could go wrong, and for whom.
        votes: None: no vote was taken.
        nobody_asked: why nobody outside was asked, where nobody was.
    """

    title: str
    text: str
    decided_on: date
    why: str = ""
    evidence: str = ""
    risks: str = ""
    is_private: bool = False
    is_commissioning: bool = False
    votes: Votes | None = None
    nobody_asked: str = ""


@transaction.atomic
def draft_decision(*, body: Body, facts: DecisionFacts, by: str, at: datetime) -> Decision:
    """Begin a decision that a body took between its meetings."""
    decision = Decision(system_id=body.system_id, body=body)
    _fill(decision, facts)
    return _number(decision, by, at)


@transaction.atomic
def decide_line(*, line: MinuteLine, by: str, at: datetime) -> Decision:
    """
    Begin a decision from a line of minutes: its words, on the day and at the item of the line.

    It is private, or about buying care, where its item is.

    :raises CannotBecome: if the line is something else already, or the minutes are agreed.
    :raises CannotWrite: if its item is not open yet.
    """
    line = lock_line(line, wanted=LineKind.DECISION)
    item = line.item
    require_open(line.meeting, item)
    decision = Decision(
        system_id=line.meeting.system_id,
        body=line.meeting.body,
        meeting=line.meeting,
        item=item,
        title=_title(line.text),
        text=line.text,
        decided_on=timezone.localdate(line.meeting.starts_at),
        is_private=item is not None and item.is_private,
        is_commissioning=item is not None and item.is_commissioning,
    )
    _number(decision, by, at)
    line.kind, line.decision = LineKind.DECISION, decision
    line.save(update_fields=["kind", "decision", "updated_at"])
    return decision


@transaction.atomic
def edit_decision(*, decision: Decision, facts: DecisionFacts, by: str, at: datetime) -> Decision:
    """
    Change what a draft says.

    Of a decision taken at a meeting the day stays; and it stays private, or about buying care,
    where its item is.

    :raises CannotChangeDecision: if it is recorded.
    """
    decision = lock_draft(decision)
    _fill(decision, facts)
    decision.save()
    ledger.record(event="decision.edited", subject=decision, by=by, at=at)
    return decision


@transaction.atomic
def remove_decision(*, decision: Decision, by: str, at: datetime) -> None:
    """
    Take a draft away. The line that it came from stands as a note again.

    :raises CannotChangeDecision: if it is recorded, or actions were given by it.
    """
    decision = lock_draft(decision)
    if decision.actions.exists():
        raise CannotChangeDecision("Actions were given by this decision. It stays")
    MinuteLine.objects.filter(decision=decision).update(kind=LineKind.NOTE, decision=None)
    ledger.record(event="decision.removed", subject=decision, by=by, at=at)
    decision.delete()


@transaction.atomic
def record_decision(*, decision: Decision, by: str, at: datetime) -> Decision:
    """
    Record a decision for good: it never changes afterwards.

    :raises CannotRecord: if something is missing; the message says all that is.
    :raises CannotChangeDecision: if it is recorded already.
    """
    decision = lock_draft(decision)
    reasons = list_blockers(decision=decision, today=timezone.localdate(at))
    if reasons:
        raise CannotRecord(". ".join(reasons))
    decision.state = DecisionState.RECORDED
    decision.save(update_fields=["state", "updated_at"])
    detail: dict[str, object] = {"ref": decision.ref, "body": decision.body_id}
    ledger.record(event="decision.recorded", subject=decision, by=by, at=at, detail=detail)
    return decision


def lock_draft(decision: Decision) -> Decision:
    """
    Return a draft that nobody else changes until this transaction is over.

    :raises CannotChangeDecision: if it is recorded.
    """
    locked = Decision.objects.select_for_update(of=("self",))
    decision = locked.select_related("body", "meeting", "item").get(pk=decision.pk)
    if decision.state == DecisionState.RECORDED:
        raise CannotChangeDecision("This decision is recorded, and stays as it is")
    return decision


def _fill(decision: Decision, facts: DecisionFacts) -> None:
    item, votes = decision.item, facts.votes
    decision.title = " ".join(facts.title.split())
    for name in ("text", "why", "evidence", "risks", "nobody_asked"):
        setattr(decision, name, getattr(facts, name).strip())
    if decision.meeting is None:
        decision.decided_on = facts.decided_on
    decision.is_private = facts.is_private or (item is not None and item.is_private)
    decision.is_commissioning = facts.is_commissioning or (
        item is not None and item.is_commissioning
    )
    decision.votes_for = votes.for_it if votes else None
    decision.votes_against = votes.against if votes else None
    decision.abstained = votes.abstained if votes else None


def _number(decision: Decision, by: str, at: datetime) -> Decision:
    decision.ref = next_ref(
        Decision.objects.all(),
        system_id=decision.system_id,
        letter="D",
        year=decision.decided_on.year,
    )
    decision.save()
    ledger.record(event="decision.drafted", subject=decision, by=by, at=at)
    return decision


def _title(text: str) -> str:
    first = " ".join(text.split()).split(". ")[0].rstrip(".")
    return first if len(first) <= LONGEST_TITLE else f"{first[: LONGEST_TITLE - 1].rstrip()}…"
