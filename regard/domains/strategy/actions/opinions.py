"""Keep what a health and wellbeing board thinks of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from regard.domains.strategy.models import Opinion, Strategy
from regard.domains.strategy.queries.annex import get_opinion_row
from regard.foundation.audit import ledger

from .drafts import CannotWrite, lock_draft


@dataclass(frozen=True)
class Given:
    """
    An opinion, as a board gave it.

    Attributes:
        takes_account: whether the plan takes proper account of its strategy; None: not said.
    """

    words: str
    takes_account: bool | None
    given_on: date


@transaction.atomic
def keep_opinion(
    *, strategy: Strategy, body_id: int, given: Given, by: str, at: datetime
) -> Opinion:
    """
    Keep a board's opinion of a draft; a later one takes the place of an earlier.

    :raises CannotWrite: if the version is published, or without words, or of a day to come.
    :raises NotFound: if it is no health and wellbeing board of this system.
    """
    strategy = lock_draft(strategy)
    get_opinion_row(strategy=strategy, body_id=body_id)
    if not given.words.strip():
        raise CannotWrite("Write down what the board said")
    if given.given_on > timezone.localdate(at):
        raise CannotWrite("That day is still to come")
    kept, _ = Opinion.objects.update_or_create(
        strategy=strategy,
        body_id=body_id,
        defaults={
            "words": given.words.strip(),
            "takes_account": given.takes_account,
            "given_on": given.given_on,
        },
    )
    ledger.record(event="opinion.kept", subject=kept, by=by, at=at)
    return kept
