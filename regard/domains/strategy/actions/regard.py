"""Write down what a decision made of a document, and sign it for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from regard.domains.governance import actions as governance
from regard.domains.governance import queries as decisions
from regard.domains.governance.types import DecisionState
from regard.domains.strategy.models import RegardPassage, RegardRecord, Strategy
from regard.domains.strategy.queries.regard import facts_of
from regard.domains.strategy.queries.regard_documents import list_regard_documents
from regard.domains.strategy.queries.regard_figures import COUNTING
from regard.domains.strategy.rules import regard as rules
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.jobs.actions import start_job

if TYPE_CHECKING:
    from datetime import date, datetime

    from regard.domains.governance.models import Decision
    from regard.domains.strategy.types import RegardFacts


class CannotRegard(Refusal):
    """That cannot be said of this decision and this document."""


class CannotSign(Refusal):
    """Something is missing; the message says all that is."""


@transaction.atomic
def record_regard(
    *, decision: Decision, strategy: Strategy, facts: RegardFacts, by: str, at: datetime
) -> RegardRecord:
    """
    Write down what a decision made of a published version, or change what is written.

    It may be begun while the decision is a draft, which is when regard helps most. Nobody but
    those who write it sees it before it is signed.

    :raises CannotRegard: if it is signed; or the version is a draft, of another system, or not
        the one in force on the day of the decision; or a passage is not in it, or is departed
        from without a reason.
    """
    problems = rules.problems_with(facts)
    if problems:
        raise CannotRegard(". ".join(problems.values()))
    type(decision).objects.select_for_update(of=("self",)).get(pk=decision.pk)
    record = RegardRecord.objects.filter(decision=decision, strategy=strategy).first()
    if record is None:
        _refuse_version(decision, strategy, on=timezone.localdate(at))
        record = RegardRecord(system=strategy.system, decision=decision, strategy=strategy)
    elif record.signed_at is not None:
        raise CannotRegard("This record is signed, and stays as it is")
    record.effect, record.why_none = facts.effect.strip(), facts.why_none.strip()
    record.providers_said, record.involved_on = facts.providers_said.strip(), facts.involved_on
    record.recorded_by, record.recorded_at = by, at
    record.save()
    record.passages.all().delete()
    RegardPassage.objects.bulk_create(_passages(record, facts))
    detail: dict[str, object] = {"decision": decision.ref, "passages": len(facts.passages)}
    ledger.record(event="regard.recorded", subject=record, by=by, at=at, detail=detail)
    return record


@transaction.atomic
def sign_regard(*, record: RegardRecord, name: str, by: str, at: datetime) -> RegardRecord:
    """
    Sign a record of regard for good, in the name of who answers for it.

    It is public from then on where the decision is. Where the duty to have regard is followed
    for the body, the record is offered as evidence for it; a named person accepts it or not.
    A job then works out the figures anew, which are slow with very many voices.

    :param name: name and office of who answers for it.
    :raises CannotSign: if something is missing, or it is signed already.
    """
    locked = RegardRecord.objects.select_for_update(of=("self",))
    found = locked.select_related("decision__body__system", "strategy__system").get(pk=record.pk)
    if found.signed_at is not None:
        raise CannotSign("This record is signed already")
    reasons = rules.reasons_not_to_sign(
        facts_of(record=found),
        is_recorded=found.decision.state == DecisionState.RECORDED,
        decided_on=found.decision.decided_on,
    )
    if not name.strip():
        reasons.append("Give the name and office of who answers for it")
    if reasons:
        raise CannotSign(". ".join(reasons))
    found.signed_name, found.signed_by, found.signed_at = " ".join(name.split()), by, at
    found.save(update_fields=["signed_name", "signed_by", "signed_at", "updated_at"])
    detail: dict[str, object] = {
        "decision": found.decision.ref,
        "strategy": found.strategy.slug,
        "version": found.strategy.number,
    }
    ledger.record(event="regard.signed", subject=found, by=by, at=at, detail=detail)
    if not found.decision.is_private:
        _offer(found, by=by, at=at)
    start_job(
        kind=COUNTING,
        title=f"Counting regard to {found.strategy.title}",
        scope_key=f"system:{found.system_id}",
        by=by,
        args={"strategy_id": found.strategy_id},
    )
    return found


@transaction.atomic
def drop_regard(*, record: RegardRecord, by: str, at: datetime) -> None:
    """
    Throw away what was written down and not signed.

    :raises CannotRegard: if it is signed.
    """
    found = RegardRecord.objects.select_for_update().get(pk=record.pk)
    if found.signed_at is not None:
        raise CannotRegard("This record is signed, and stays as it is")
    ledger.record(event="regard.dropped", subject=found, by=by, at=at)
    found.delete()


def _refuse_version(decision: Decision, strategy: Strategy, *, on: date) -> None:
    if strategy.system_id != decision.system_id:
        raise CannotRegard("The document is of another system")
    day = decision.decided_on if decision.state == DecisionState.RECORDED else on
    documents = list_regard_documents(system=strategy.system)
    if strategy.pk not in {each.strategy_id for each in rules.in_force(documents, on=day)}:
        raise CannotRegard(
            "That version was not in force on the day of the decision, "
            "so the decision could not have regard to it"
        )


def _passages(record: RegardRecord, facts: RegardFacts) -> list[RegardPassage]:
    wanted = {each.key: each for each in facts.passages}
    found = record.strategy.passages.filter(key__in=wanted).order_by("position", "pk")
    by_key = {passage.key: passage for passage in found}
    missing = [key for key in wanted if key not in by_key]
    if missing:
        raise CannotRegard(f"This version has no passage {', '.join(missing)}")
    return [
        RegardPassage(
            record=record,
            passage=passage,
            effect=wanted[key].effect,
            where=wanted[key].where.strip(),
            why=wanted[key].why.strip(),
        )
        for key, passage in by_key.items()
    ]


def _offer(record: RegardRecord, *, by: str, at: datetime) -> None:
    """Offer a signed record as evidence, where the duty fell due for the body and is open."""
    decision, on = record.decision, timezone.localdate(at)
    obligation = decisions.get_duty_obligation(body=decision.body, code=rules.DUTY, on=on)
    if obligation is None:
        return
    opened = obligation.rounds.filter(fell_on__lte=on, closed_on=None)
    where = [record.strategy.system.slug, decision.ref, record.strategy.slug]
    words = f"Record of regard to “{record.strategy.title}” in {decision.ref} {decision.title}"
    governance.offer_evidence(
        obligation=obligation,
        rounds=list(opened.order_by("-fell_on", "-pk")[:1]),
        thing=governance.Thing(
            words, address=f"{settings.PUBLIC_ADDRESS}{reverse('strategy:regard', args=where)}"
        ),
        by=by,
        at=at,
    )
