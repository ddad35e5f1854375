"""Have what is not adopted read once more, by somebody else than who decided it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from regard.domains.strategy import rules
from regard.domains.strategy.models import Outcome, SoleReading, Strategy
from regard.domains.strategy.types import OutcomeKind
from regard.foundation.audit import ledger
from regard.foundation.base.errors import NotFound, Refusal

from .drafts import lock_draft


class CannotReadSecond(Refusal):
    """Somebody cannot be the second reader of this outcome, or not so."""


class CannotAnswerForIt(Refusal):
    """It does not say who answers for what one person alone read, or why nobody else did."""


@transaction.atomic
def read_second(
    *,
    strategy: Strategy,
    outcome_ids: Collection[int],
    agrees: bool,
    words: str = "",
    by: str,
    at: datetime,
) -> int:
    """
    Say as a second person whether things are rightly not adopted, and return how many they are.

    Until somebody agrees, the strategy cannot be published. Whoever does not says why, and the
    outcomes go back to those who decide.

    :param words: what the second reader notes; needed where they do not agree.
    :raises CannotReadSecond: if they decided one themselves, or one adopts something.
    :raises CannotWrite: if the strategy is published.
    :raises NotFound: if the strategy has no such outcome.
    """
    strategy = lock_draft(strategy)
    outcomes = list(Outcome.objects.filter(strategy=strategy, pk__in=outcome_ids).order_by("pk"))
    if not outcomes or len(outcomes) != len(set(outcome_ids)):
        raise NotFound("There is no such outcome. It may have been taken away.")
    for outcome in outcomes:
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
    Outcome.objects.bulk_update(outcomes, ["second_reader", "second_words", "second_read_at"])
    detail: dict[str, object] = {"outcomes": [each.pk for each in outcomes], "agrees": agrees}
    ledger.record(event="outcomes.second_read", subject=strategy, by=by, at=at, detail=detail)
    return len(outcomes)


@transaction.atomic
def answer_for_sole_reading(
    *, strategy: Strategy, named: str, because: str, by: str, at: datetime
) -> SoleReading:
    """
    Let what is not adopted be published though nobody else read it, in somebody's name.

    For a partnership where one person decides alone. The strategy's page shows it to everyone,
    with the reason. It can be said anew until the strategy is published. The ledger, which
    names nobody, keeps SHA-256 of the name, a line break and the reason.

    :raises CannotAnswerForIt: if it says too little.
    :raises CannotWrite: if the strategy is published.
    """
    strategy = lock_draft(strategy)
    problems = rules.problems_with_sole_reading(named=named, because=because)
    if problems:
        raise CannotAnswerForIt(". ".join(problems.values()))
    said = {"named": named.strip(), "because": because.strip(), "by": by, "at": at}
    reading, _ = SoleReading.objects.update_or_create(strategy=strategy, defaults=said)
    words = f"{reading.named}\n{reading.because}".encode()
    detail: dict[str, object] = {"said": hashlib.sha256(words).hexdigest()}
    ledger.record(event="outcomes.read_alone", subject=strategy, by=by, at=at, detail=detail)
    return reading
