"""Say what a passage of a draft means for those whom it touches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from regard.domains.register.queries import write_criteria
from regard.domains.register.types import Criteria
from regard.domains.strategy.models import Meaning, Strategy
from regard.foundation.audit import ledger
from regard.foundation.base.errors import NotFound

from .drafts import CannotWrite, lock_draft


class CannotMean(CannotWrite):
    """It says nothing to anybody."""


@dataclass(frozen=True)
class Meant:
    """
    What a passage means, and for whom.

    Attributes:
        ref: the passage's number.
        criteria: by kind, place, size and sector; whom: the same in words.
        for_owners, for_staff, for_people: at least one of them says something.
        do_by: only with something to do.
    """

    ref: str
    criteria: Criteria
    whom: str
    for_owners: str = ""
    for_staff: str = ""
    for_people: str = ""
    to_do: str = ""
    do_by: date | None = None


@transaction.atomic
def write_meaning(
    *, strategy: Strategy, meant: Meant, meaning: Meaning | None = None, by: str, at: datetime
) -> Meaning:
    """
    Write what a passage of a draft means for some services, or change it.

    :raises CannotMean: if nothing is said to anybody, or a day is set for nothing.
    :raises CannotWrite: if the version is published.
    :raises NotFound: if it has no such passage.
    """
    strategy = lock_draft(strategy)
    words = [meant.for_owners, meant.for_staff, meant.for_people]
    if not any(text.strip() for text in words):
        raise CannotMean("Say what it means for owners, for staff, or for people")
    if meant.do_by and not meant.to_do.strip():
        raise CannotMean("Say what is to be done by that day, or take the day out")
    passage = strategy.passages.filter(ref=meant.ref).first()
    if passage is None:
        raise NotFound(f"This document has no passage {meant.ref}")
    meaning = meaning or Meaning(strategy=strategy)
    meaning.passage, meaning.whom = passage, meant.whom.strip()
    meaning.criteria = write_criteria(meant.criteria)
    meaning.for_owners, meaning.for_staff = meant.for_owners.strip(), meant.for_staff.strip()
    meaning.for_people, meaning.to_do = meant.for_people.strip(), meant.to_do.strip()
    meaning.do_by = meant.do_by
    meaning.save()
    ledger.record(event="meaning.written", subject=meaning, by=by, at=at)
    return meaning


@transaction.atomic
def remove_meaning(*, meaning: Meaning, by: str, at: datetime) -> None:
    """
    Take out what a passage of a draft means.

    :raises CannotWrite: if the version is published.
    """
    lock_draft(meaning.strategy)
    ledger.record(event="meaning.removed", subject=meaning, by=by, at=at)
    meaning.delete()
