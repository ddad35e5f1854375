"""Write the options that were weighed before asking."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from regard.domains.engagement.models import Alternative, Exercise
from regard.domains.engagement.rules.alternatives import Option, reasons_against_option
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .drafting import draft_of


class CannotWeigh(Refusal):
    """
    An option cannot be shown as it was written.

    Attributes:
        reasons: what is wrong, by the field of the option.
    """

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(". ".join(reasons.values()))
        self.reasons = dict(reasons)


@transaction.atomic
def add_alternative(*, exercise: Exercise, option: Option, by: str, at: datetime) -> Alternative:
    """
    Write down one more option, at the end.

    :raises CannotWeigh: if it lacks something.
    :raises CannotChange: if the exercise has been opened.
    """
    draft = draft_of(exercise)
    last = Alternative.objects.filter(exercise=draft).aggregate(last=Max("position"))["last"]
    alternative = Alternative(exercise=draft, position=(last or 0) + 1)
    _write(alternative, option)
    ledger.record(event="alternative.added", subject=alternative, by=by, at=at)
    return alternative


@transaction.atomic
def edit_alternative(
    *, alternative: Alternative, option: Option, by: str, at: datetime
) -> Alternative:
    """
    Word an option otherwise, turn it down, or take it up again.

    :raises CannotWeigh: if it lacks something.
    :raises CannotChange: if the exercise has been opened.
    """
    draft_of(alternative.exercise)
    _write(alternative, option)
    ledger.record(event="alternative.edited", subject=alternative, by=by, at=at)
    return alternative


@transaction.atomic
def remove_alternative(*, alternative: Alternative, by: str, at: datetime) -> None:
    """:raises CannotChange: if the exercise has been opened."""
    draft_of(alternative.exercise)
    ledger.record(event="alternative.removed", subject=alternative, by=by, at=at)
    Alternative.objects.filter(pk=alternative.pk).delete()


def _write(alternative: Alternative, option: Option) -> None:
    reasons = reasons_against_option(option)
    if reasons:
        raise CannotWeigh(reasons)
    alternative.title = option.title.strip()
    alternative.what = option.what.strip()
    alternative.is_open = option.is_open
    alternative.why_not = "" if option.is_open else option.why_not.strip()
    alternative.save()
