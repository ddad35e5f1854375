"""Follow the duties of everyone in a system who has any."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from regard.domains.governance.models import Duty, Obligation, Round
from regard.domains.governance.queries.days import live_on
from regard.domains.governance.queries.duty_holders import list_holders
from regard.domains.governance.rules import obligations as rules
from regard.domains.governance.types import HolderKind, Rhythm
from regard.foundation.audit import ledger

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from regard.domains.governance.rules.obligations import Holder
    from regard.domains.register.models import System

Key = tuple[str, str, int | None]
"""A duty's code, the kind of its holder, and which one: its council, or else its body."""

BEGUN = "We began to follow it here"


@dataclass(frozen=True)
class Followed:
    """How many obligations began, ended, or were given another name."""

    begun: int
    ended: int
    renamed: int


@transaction.atomic
def begin_obligations(*, system: System, by: str, at: datetime) -> Followed:
    """
    Follow every duty in force for everyone here who has it, and stop where they are no more.

    What is followed already goes on, under its holder's name of today, whether a version of the
    duty is in force or not. A duty that holds all the time falls due at once; one that waits for
    something to happen does not.
    """
    on = timezone.localdate(at)
    holders = list_holders(system=system, on=on)
    wanted = _wanted(system, holders, on)
    live = Obligation.objects.select_for_update().filter(system=system, valid_to=None)
    there = {_key(each.code, _holder_of(each)): each for each in live}
    here = {_key("", holder) for holder in holders}
    ended = [each for each in there.values() if _key("", _holder_of(each)) not in here]
    for each in ended:
        _end(each, on)
    renamed = [each for key, each in there.items() if key in wanted and _rename(each, wanted[key])]
    new = [key for key in wanted if key not in there]
    made = Obligation.objects.bulk_create(_obligation(system, key, wanted[key], on) for key in new)
    Round.objects.bulk_create(_first_rounds(made, [wanted[key][0] for key in new], on, by))
    followed = Followed(begun=len(made), ended=len(ended), renamed=len(renamed))
    detail: dict[str, object] = {"begun": followed.begun, "ended": followed.ended}
    ledger.record(event="duties.followed", subject=system, by=by, at=at, detail=detail)
    return followed


def duties_in_force(*, system: System, on: date) -> QuerySet[Duty]:
    """Return the versions of duties in force in a system on a day, local ones too."""
    return Duty.objects.filter(live_on(on), Q(system=None) | Q(system=system))


def _wanted(system: System, holders: list[Holder], on: date) -> dict[Key, tuple[Duty, Holder]]:
    """
    Return the duty and the holder of everything to be followed in a system on a day.

    A body that is several things, such as a partnership and a health and wellbeing board, has
    a duty of both once.
    """
    wanted: dict[Key, tuple[Duty, Holder]] = {}
    had: set[tuple[str, int]] = set()
    for duty in duties_in_force(system=system, on=on):
        for holder in holders:
            is_had = holder.body_id is not None and (duty.code, holder.body_id) in had
            if holder.kind in rules.followed_kinds(duty.holders) and not is_had:
                wanted[_key(duty.code, holder)] = (duty, holder)
                had.add((duty.code, holder.body_id or 0))
    return wanted


def _holder_of(obligation: Obligation) -> Holder:
    return rules.Holder(
        kind=HolderKind(obligation.holder),
        name=obligation.holder_name,
        body_id=obligation.body_id,
        council_id=obligation.council_id,
    )


def _key(code: str, holder: Holder) -> Key:
    """Return by what an obligation is known. A system has one partnership and one board."""
    if holder.kind in {HolderKind.PARTNERSHIP, HolderKind.BOARD}:
        return code, holder.kind, None
    return code, holder.kind, holder.council_id or -(holder.body_id or 0)


def _obligation(system: System, key: Key, wanted: tuple[Duty, Holder], on: date) -> Obligation:
    holder = wanted[1]
    return Obligation(
        system=system,
        code=key[0],
        holder=holder.kind,
        holder_name=holder.name,
        body_id=holder.body_id,
        council_id=holder.council_id,
        valid_from=on,
    )


def _first_rounds(
    made: list[Obligation], duties: list[Duty], on: date, by: str
) -> Iterable[Round]:
    for each, duty in zip(made, duties, strict=True):
        if Rhythm(duty.rhythm) in rules.BEGINS_AT_ONCE:
            due_on = rules.day_to_act_by(fell_on=on, days_to_act=duty.days_to_act)
            yield Round(obligation=each, fell_on=on, due_on=due_on, why=BEGUN, by=by)


def _rename(obligation: Obligation, wanted: tuple[Duty, Holder]) -> bool:
    """Give an obligation its holder's name of today, and return whether it had another."""
    holder = wanted[1]
    is_same = (obligation.holder_name, obligation.body_id) == (holder.name, holder.body_id)
    if not is_same:
        obligation.holder_name, obligation.body_id = holder.name, holder.body_id
        obligation.save(update_fields=["holder_name", "body", "updated_at"])
    return not is_same


def _end(obligation: Obligation, on: date) -> None:
    """End an obligation whose holder is no more; one that began on the day is over the next."""
    is_new = obligation.valid_from is not None and obligation.valid_from >= on
    obligation.valid_to = on + timedelta(days=1) if is_new else on
    obligation.why_ended = f"{obligation.holder_name} is not there any more"
    obligation.save(update_fields=["valid_to", "why_ended", "updated_at"])
