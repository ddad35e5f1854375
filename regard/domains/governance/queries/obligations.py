"""The duties of everyone in a system as they stood on a day, for those who may see them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db import connection

from regard.domains.governance.models import Obligation
from regard.domains.governance.permissions import Permission
from regard.domains.governance.rules import duties as rules
from regard.domains.governance.rules.obligations import sort_key
from regard.domains.governance.types import DutyFacts, DutyState, Look, RoundFacts
from regard.foundation.accounts.callers import require
from regard.foundation.base.errors import NotFound

from .duties import list_duty_versions, version_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from regard.domains.governance.models import Body, Duty
    from regard.domains.register.models import System
    from regard.foundation.authority import Caller

STATES = """
select
    o.id, o.code, o.holder_name, exempt.why,
    r.id, r.fell_on, r.due_on, r.why,
    look.is_accepted, look.until, look.version, look.name, look.day,
    coalesce(offered.is_waiting, false), coalesce(offered.is_standing, false),
    accepted.was_accepted is true, coalesce(offered.pieces, 0)
from governance_obligation o
left join lateral (
    select e.why
    from governance_exemption e
    where e.obligation_id = o.id and e.valid_from <= %(on)s
        and (e.valid_to is null or e.valid_to > %(on)s)
    order by e.id desc
    limit 1
) exempt on true
left join governance_round r
    on r.obligation_id = o.id and r.fell_on <= %(on)s
    and (r.closed_on is null or r.closed_on > %(on)s)
left join lateral (
    select a.is_accepted, a.until, a.version, a.name, a.on as day, a.seen
    from governance_acceptance a
    where a.round_id = r.id and a.on <= %(on)s
    order by a.on desc, a.id desc
    limit 1
) look on true
left join lateral (
    select true as was_accepted
    from governance_acceptance a
    where a.round_id = r.id and a.on <= %(on)s and a.is_accepted
    limit 1
) accepted on true
left join lateral (
    select
        bool_or(not coalesce(e.id = any(look.seen), false)) as is_waiting,
        bool_or(coalesce(e.id = any(look.seen), false)) as is_standing,
        count(*) as pieces
    from governance_evidence e
    where e.round_id = r.id and e.offered_on <= %(on)s
        and (e.withdrawn_on is null or e.withdrawn_on > %(on)s)
) offered on true
where o.system_id = %(system)s
    and (%(obligation)s::bigint is null or o.id = %(obligation)s)
    and (%(body)s::bigint is null or o.body_id = %(body)s)
    and (o.valid_from is null or o.valid_from <= %(on)s)
    and (o.valid_to is null or o.valid_to > %(on)s)
order by o.id, r.fell_on, r.id
"""
"""A line for each time that each obligation had fallen due, or one where it had not."""


@dataclass(frozen=True)
class RoundRow:
    """
    One time that a duty fell due, as it stood on a day.

    Attributes:
        why: why it fell due then.
        looked_by: name and office of who looked at the evidence last; empty: nobody has.
        pieces: how much evidence was there.
    """

    round_id: int
    facts: RoundFacts
    why: str
    looked_by: str
    looked_on: date | None
    pieces: int


@dataclass(frozen=True)
class DutyRow:
    """
    A duty as one holder has it, as it stood on a day.

    Attributes:
        duty: the version in force on the day, or else the one nearest to it.
        rounds: each time that it had fallen due and was not closed, the oldest first.
        worst: the round that says how it stands; None where none does.
        next_on: the day that matters next; in the past where it is overdue or has lapsed.
    """

    obligation_id: int
    code: str
    holder_name: str
    duty: Duty
    facts: DutyFacts
    rounds: tuple[RoundRow, ...]
    state: DutyState
    worst: RoundRow | None
    next_on: date | None

    @property
    def pieces(self) -> int:
        return self.worst.pieces if self.worst else 0


def list_duty_rows(*, system: System, on: date, caller: Caller) -> list[DutyRow]:
    """
    Return every duty that somebody in the system has, as it stood on a day. Two queries.

    In the order of what asks for something first, then by the day that matters next.

    :raises NotAllowed: if the caller may not see duties; SignInNeeded if nobody is signed in.
    """
    require(caller, Permission.VIEW_DUTIES, system)
    return rows_on(system=system, on=on)


def list_duties_of(*, body: Body, on: date, caller: Caller) -> list[DutyRow]:
    """
    Return the duties that a body had on a day, in the same order. Two queries.

    :raises NotAllowed: if the caller may not see duties; SignInNeeded if nobody is signed in.
    """
    require(caller, Permission.VIEW_DUTIES, body.system)
    return rows_on(system=body.system, on=on, body_id=body.pk)


def rows_on(
    *, system: System, on: date, obligation_id: int | None = None, body_id: int | None = None
) -> list[DutyRow]:
    """Return the same for a caller that was checked; of one obligation, or of one body."""
    versions = list_duty_versions(system=system)
    given: dict[str, int | date | None] = {
        "system": system.pk,
        "on": on,
        "obligation": obligation_id,
        "body": body_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(STATES, given)
        lines = cursor.fetchall()
    rows = [_row(list(its), versions, on) for _, its in groupby(lines, key=lambda line: line[0])]
    return sorted(rows, key=order_key)


def get_obligation(
    *, system: System, obligation_id: int, caller: Caller, to: Permission = Permission.VIEW_DUTIES
) -> Obligation:
    """
    Return an obligation of the system for the caller to see or, with `to`, to do something with.

    :raises NotFound: if the system has none of this number, and for those who may not see any.
    :raises NotAllowed: if they may not do `to` with it; SignInNeeded if nobody is signed in.
    """
    require(caller, Permission.VIEW_DUTIES, system)
    found = (
        Obligation.objects.filter(system=system, pk=obligation_id).select_related("system").first()
    )
    if found is None:
        raise NotFound("There is no such duty here")
    require(caller, to, found)
    return found


def get_duty_row(*, obligation: Obligation, on: date) -> DutyRow | None:
    """Return an obligation as it stood on a day; None where it was nobody's on the day."""
    rows = rows_on(system=obligation.system, on=on, obligation_id=obligation.pk)
    return rows[0] if rows else None


def order_key(row: DutyRow) -> tuple[object, ...]:
    """Return by what rows are sorted: state, the day that matters next, code, holder."""
    return (
        rules.IN_ORDER.index(row.state),
        row.next_on is None,
        row.next_on.toordinal() if row.next_on else 0,
        sort_key(row.code),
        row.holder_name,
    )


def _row(lines: Sequence[tuple[Any, ...]], versions: dict[str, list[Duty]], on: date) -> DutyRow:
    number, code, holder_name, why_exempt = lines[0][:4]
    in_force = version_on(versions[code], on)
    rounds = tuple(_rounds(lines))
    facts = DutyFacts(
        version=in_force.version if in_force else None,
        why_exempt=why_exempt or "",
        rounds=tuple(each.facts for each in rounds),
    )
    worst = rules.worst_round(facts, on=on)
    return DutyRow(
        obligation_id=number,
        code=code,
        holder_name=holder_name,
        duty=in_force or nearest_version(versions[code], on),
        facts=facts,
        rounds=rounds,
        state=rules.state_of(facts, on=on),
        worst=next((each for each in rounds if each.facts is worst), None),
        next_on=rules.next_day(facts, on=on),
    )


def nearest_version(versions: Sequence[Duty], on: date) -> Duty:
    """Return the last version that had begun by a day, or else the first that will."""
    begun = [each for each in versions if each.valid_from is None or each.valid_from <= on]
    return begun[-1] if begun else versions[0]


def _rounds(lines: Iterable[tuple[Any, ...]]) -> Iterator[RoundRow]:
    for line in lines:
        round_id, fell_on, due_on, why, is_accepted, until, version, name, day = line[4:13]
        if round_id is None:
            continue
        is_waiting, is_standing, was_accepted, pieces = line[13:]
        look = None if is_accepted is None else Look(is_accepted, until, version)
        yield RoundRow(
            round_id=round_id,
            facts=RoundFacts(
                fell_on=fell_on,
                due_on=due_on,
                look=look,
                is_waiting=is_waiting,
                is_standing=is_standing,
                was_accepted=was_accepted,
            ),
            why=why,
            looked_by=name or "",
            looked_on=day,
            pieces=pieces,
        )
