"""Keep a system's own duties in its catalogue, in versions."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.governance.models import Duty
from regard.domains.governance.types import DutyKind
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from datetime import date, datetime

    from regard.domains.governance.types import HolderKind, Rhythm
    from regard.domains.register.models import System

LOCAL = "L"
"""Begins the code of every local duty, so that none can be taken for a national one."""


class CannotSetDuty(Refusal):
    """The duty cannot be kept so, or not from that day."""


@dataclass(frozen=True)
class DutyFactsGiven:
    """
    What a local duty says.

    Attributes:
        citation: by what it was agreed, e.g. the partnership's decision of 3 March 2027.
        evidence_wanted: what would discharge it, in a list of words.
        source: where its text can be read.
    """

    title: str
    summary: str
    citation: str
    holders: tuple[HolderKind, ...]
    rhythm: Rhythm
    days_to_act: int | None
    evidence_wanted: tuple[str, ...]
    source: str


@transaction.atomic
def add_local_duty(
    *, system: System, given: DutyFactsGiven, valid_from: date, by: str, at: datetime
) -> Duty:
    """
    Add a duty that a system set itself. It is followed once duties are next brought up to date.

    :raises CannotSetDuty: if it says nothing, or names nobody who holds it.
    """
    _check(given)
    made = Duty.objects.create(
        code=_next_code(system),
        version=1,
        system=system,
        kind=DutyKind.LOCAL,
        valid_from=valid_from,
        **_columns(given),
    )
    ledger.record(event="duty.added", subject=made, by=by, at=at)
    return made


@transaction.atomic
def revise_local_duty(
    *, duty: Duty, given: DutyFactsGiven, valid_from: date, by: str, at: datetime
) -> Duty:
    """
    Begin a new version of a local duty where the one before ends. The old one can be read on.

    What was accepted for the old version has lapsed from that day.

    :raises CannotSetDuty: if the duty is national, this is not its newest version or has ended,
        or the new one would not begin after it.
    """
    _check(given)
    old = _newest(duty)
    if old.valid_from is not None and valid_from <= old.valid_from:
        raise CannotSetDuty("The new version must begin after the one before it")
    old.valid_to = valid_from
    old.save(update_fields=["valid_to", "updated_at"])
    made = Duty.objects.create(
        code=old.code,
        version=old.version + 1,
        system=old.system,
        kind=DutyKind.LOCAL,
        valid_from=valid_from,
        **_columns(given),
    )
    detail: dict[str, object] = {"version": made.version}
    ledger.record(event="duty.revised", subject=made, by=by, at=at, detail=detail)
    return made


@transaction.atomic
def end_local_duty(*, duty: Duty, on: date, by: str, at: datetime) -> None:
    """
    End a local duty. It can be read on, with its history.

    :raises CannotSetDuty: if it is national, has ended, or would end before it began.
    """
    old = _newest(duty)
    if old.valid_from is not None and on <= old.valid_from:
        raise CannotSetDuty("It cannot end before it began")
    old.valid_to = on
    old.save(update_fields=["valid_to", "updated_at"])
    ledger.record(event="duty.ended", subject=old, by=by, at=at)


def _newest(duty: Duty) -> Duty:
    found = Duty.objects.select_for_update().get(pk=duty.pk)
    if found.system_id is None:
        raise CannotSetDuty("Only a duty that the system set itself can be changed here")
    if found.valid_to is not None:
        raise CannotSetDuty("This version has ended")
    return found


def _check(given: DutyFactsGiven) -> None:
    if not all((given.title, given.summary, given.citation, given.source)):
        raise CannotSetDuty("Give it a title, a summary, a citation and a source")
    if not given.holders:
        raise CannotSetDuty("Choose who holds it")
    if not given.evidence_wanted:
        raise CannotSetDuty("Say what evidence would discharge it")


def _columns(given: DutyFactsGiven) -> dict[str, object]:
    listed = {
        "holders": [each.value for each in given.holders],
        "evidence_wanted": list(given.evidence_wanted),
    }
    return asdict(given) | listed


def _next_code(system: System) -> str:
    """Return the next local code. The unique constraint refuses one that is taken meanwhile."""
    codes = Duty.objects.filter(system=system).values_list("code", flat=True)
    taken = [int(code.removeprefix(LOCAL)) for code in codes if code[1:].isdigit()]
    return f"{LOCAL}{max(taken, default=0) + 1}"
