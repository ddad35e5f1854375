"""Have what is not adopted read once more, by somebody else than who decided it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from regard.domains.strategy import rules
from regard.domains.strategy.models import Outcome, Strategy
from regard.domains.strategy.types import OutcomeKind
from regard.foundation.audit import ledger
from regard.foundation.base.errors import NotFound, Refusal

from .drafts import lock_draft


class CannotReadSecond(Refusal):
    """Somebody cannot be the second reader of this outcome, or not so."""


@transaction.atomic
def read_second(
    *,
    strategy: Strategy,
    outcome_id: int,
    agrees: bool,
    words: str = "",
    by: str,
    at: datetime,
) -> Outcome:
    """
    Say as a second person whether something is rightly not adopted.

    Until somebody agrees, the strategy cannot be published. Whoever does not says why, and the
    outcome goes back to those who decide.

    :param words: what the second reader notes; needed where they do not agree.
    :raises CannotReadSecond: if they decided it themselves, or it adopts something.
    :raises CannotWrite: if the strategy is published.
    :raises NotFound: if the strategy has no such outcome.
    """
    strategy = lock_draft(strategy)
    outcome = Outcome.objects.filter(strategy=strategy, pk=outcome_id).first()
    if outcome is None:
        raise NotFound("There is no such outcome. It may have been taken away.")
    reason = rules.reason_not_to_read_second(
        kind=OutcomeKind(outcome.kind),
        decided_by=outcome.decided_by,
        by=by,
        agrees=agrees,
        words=words,
    )
    if reason:
        raise CannotReadSecond(reason)
    outcome.second_reader, outcome.second_words = by, words.strip()
    outcome.second_read_at = at if agrees else None
    outcome.save(update_fields=["second_reader", "second_words", "second_read_at", "updated_at"])
    detail: dict[str, object] = {"agrees": agrees}
    ledger.record(event="outcome.second_read", subject=outcome, by=by, at=at, detail=detail)
    return outcome
