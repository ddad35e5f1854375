"""Decisions that had to have regard to a document, and how far that is recorded."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from regard.domains.governance import queries as governance
from regard.domains.governance.types import HolderKind
from regard.domains.strategy.rules import regard as rules
from regard.domains.strategy.types import BodyRegard, OwedRow, RegardState

from .regard import list_signed
from .regard_documents import list_regard_documents

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from regard.domains.governance.queries import BoundDecision
    from regard.domains.register.models import System
    from regard.foundation.authority import Caller

FOR = {
    HolderKind.BOARD: "the integrated care board",
    HolderKind.COUNCIL: "its council",
    HolderKind.NHS_ENGLAND: "NHS England",
}
"""For whom a body decides, as it is said of the body."""


def list_owed(*, system: System, caller: Caller, on: date) -> list[OwedRow]:
    """
    Return every decision of those who have the duty, with each document it binds them to.

    The oldest first. Open to the public: private decisions are among them, to be counted, and
    those that the caller may not read say so; no page names them. Seven queries.
    """
    documents = [
        each for each in list_regard_documents(system=system) if each.kind in rules.OWED_TO
    ]
    if not documents:
        return []
    since = min(each.from_on for each in documents)
    decisions = governance.list_bound_decisions(
        system=system, code=rules.DUTY, caller=caller, since=since
    )
    signed = list_signed(system=system)
    return [
        _row(decision, document, signed, on)
        for decision in decisions
        for document in rules.in_force(documents, on=decision.decided_on)
        if rules.is_owed(document, council_id=decision.council_id)
    ]


def list_waiting(rows: Iterable[OwedRow]) -> list[OwedRow]:
    """
    Return what has no signed record and the caller may read.

    What is overdue first; then decisions by which care is bought; then the oldest.
    """
    found = [row for row in rows if row.state is not RegardState.SIGNED and row.is_readable]
    return sorted(
        found,
        key=lambda row: (
            row.state is not RegardState.OVERDUE,
            not row.is_commissioning,
            row.decided_on,
            row.decision_ref,
        ),
    )


def count_by_body(rows: Iterable[OwedRow]) -> list[BodyRegard]:
    """Return how far each body has recorded regard, the one with most overdue first."""
    of_body: dict[tuple[str, str, str], list[OwedRow]] = defaultdict(list)
    for row in rows:
        of_body[row.body_slug, row.body_name, row.holder].append(row)
    found = [
        BodyRegard(
            body_slug=slug,
            body_name=name,
            holder=holder,
            asked=len(theirs),
            signed=sum(row.state is RegardState.SIGNED for row in theirs),
            overdue=sum(row.state is RegardState.OVERDUE for row in theirs),
            hidden=sum(
                row.state is not RegardState.SIGNED and not row.is_readable for row in theirs
            ),
        )
        for (slug, name, holder), theirs in of_body.items()
    ]
    return sorted(found, key=lambda each: (-each.overdue, each.body_name))


def _row(
    decision: BoundDecision,
    document: rules.Document,
    signed: dict[tuple[int, str], date | None],
    on: date,
) -> OwedRow:
    key = (decision.decision_id, document.slug)
    last = rules.due_on(decision.decided_on)
    state = rules.state_of(
        decided_on=decision.decided_on, is_begun=key in signed, signed_on=signed.get(key), on=on
    )
    return OwedRow(
        decision_ref=decision.ref,
        decision_title=decision.title,
        body_id=decision.body_id,
        body_slug=decision.body_slug,
        body_name=decision.body_name,
        holder=FOR.get(decision.holder, decision.holder.label),
        decided_on=decision.decided_on,
        is_commissioning=decision.is_commissioning,
        is_readable=decision.is_readable,
        strategy_slug=document.slug,
        strategy_title=document.title,
        number=document.number,
        state=state,
        due_on=last,
        days_late=max(0, (on - last).days) if state is RegardState.OVERDUE else 0,
    )
