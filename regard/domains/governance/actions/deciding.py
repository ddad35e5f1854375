"""Say what else could have been decided, and who was involved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from regard.domains.governance.models import Decision, DecisionOption, Involvement
from regard.domains.governance.rules import decisions as rules
from regard.domains.governance.types import DecisionState
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .decisions import CannotChangeDecision, lock_draft

if TYPE_CHECKING:
    from datetime import date, datetime

    from regard.domains.governance.types import Constituency


class CannotInvolve(Refusal):
    """That cannot be said of who was involved."""


@dataclass(frozen=True)
class OptionFacts:
    """Something that could have been decided; `why` it was chosen, or not."""

    text: str
    is_chosen: bool = False
    why: str = ""


@dataclass(frozen=True)
class InvolvementFacts:
    """
    Somebody outside the body, and how they were involved.

    Attributes:
        who: in words, e.g. 43 home care providers.
        on: the day, or the last day of several.
        what_came: what they said, and what it changed.
        network_id: of the register, where it was one.
    """

    of: Constituency
    who: str
    how: str
    on: date
    what_came: str = ""
    network_id: int | None = None


@transaction.atomic
def add_option(*, decision: Decision, facts: OptionFacts, by: str, at: datetime) -> DecisionOption:
    """
    Add something that could have been decided to a draft.

    :raises CannotChangeDecision: if the decision is recorded.
    """
    decision = lock_draft(decision)
    last: int | None = decision.options.aggregate(last=Max("position"))["last"]
    option = DecisionOption(decision=decision, position=(last or 0) + 1)
    return _save(option, facts, by, at)


@transaction.atomic
def edit_option(
    *, option: DecisionOption, facts: OptionFacts, by: str, at: datetime
) -> DecisionOption:
    """
    Change an option of a draft.

    :raises CannotChangeDecision: if the decision is recorded.
    """
    lock_draft(option.decision)
    return _save(option, facts, by, at)


@transaction.atomic
def remove_option(*, option: DecisionOption, by: str, at: datetime) -> None:
    """
    Take an option out of a draft.

    :raises CannotChangeDecision: if the decision is recorded.
    """
    lock_draft(option.decision)
    ledger.record(event="option.removed", subject=option, by=by, at=at)
    option.delete()


@transaction.atomic
def add_involvement(
    *, decision: Decision, facts: InvolvementFacts, by: str, at: datetime
) -> Involvement:
    """
    Say who was involved in a decision. Of a recorded one, only who was on its day or after.

    :raises CannotInvolve: if it is recorded and they were involved before, or nothing is said.
    """
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    reason = rules.reason_not_to_involve(
        on=facts.on,
        decided_on=decision.decided_on,
        is_recorded=decision.state == DecisionState.RECORDED,
    )
    if not facts.who.strip() or not facts.how.strip():
        reason = "Say who was involved, and how"
    if reason:
        raise CannotInvolve(reason)
    made = Involvement.objects.create(
        decision=decision,
        of=facts.of,
        who=" ".join(facts.who.split()),
        how=" ".join(facts.how.split()),
        on=facts.on,
        what_came=facts.what_came.strip(),
        network_id=facts.network_id,
    )
    detail: dict[str, object] = {"decision": decision.pk, "on": facts.on.isoformat()}
    ledger.record(event="involvement.added", subject=made, by=by, at=at, detail=detail)
    return made


@transaction.atomic
def remove_involvement(*, involvement: Involvement, by: str, at: datetime) -> None:
    """
    Take out who was said to be involved in a draft.

    :raises CannotChangeDecision: if the decision is recorded.
    """
    lock_draft(involvement.decision)
    ledger.record(event="involvement.removed", subject=involvement, by=by, at=at)
    involvement.delete()


def _save(option: DecisionOption, facts: OptionFacts, by: str, at: datetime) -> DecisionOption:
    if not facts.text.strip():
        raise CannotChangeDecision("Say what could have been decided")
    option.text = " ".join(facts.text.split())
    option.is_chosen = facts.is_chosen
    option.why = facts.why.strip()
    option.save()
    ledger.record(event="option.written", subject=option, by=by, at=at)
    return option
