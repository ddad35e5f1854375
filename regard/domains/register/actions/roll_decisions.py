"""Decide what the doubtful lines of a roll mean, take it back, and finish the roll."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from regard.domains.register.models import Location, Membership, Roll, RollEntry
from regard.domains.register.queries.roll_statements import JOINING, LEAVING, LEFT, SAID_LEFT
from regard.domains.register.types import EntryState, RollState
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

DECIDED = frozenset({EntryState.MATCHED, EntryState.NEW, EntryState.LEFT, EntryState.SET_ASIDE})
"""What a person can say of a line."""

MEMBERS = frozenset({EntryState.MATCHED, EntryState.NEW})
"""Lines that mean a location, which is a member."""

LEAVE_WHOLE = f"update register_membership m set {LEFT} where {LEAVING} and true"  # noqa: S608
LEAVE_SAID = f"update register_membership m set {LEFT} where {LEAVING} and {SAID_LEFT}"  # noqa: S608
JOIN = f"""
insert into register_membership
    (network_id, location_id, joined_on, roll_id, created_at, updated_at)
select %(network)s, joining.id, %(as_at)s, %(roll)s, %(at)s, %(at)s from ({JOINING}) joining
"""  # noqa: S608
"""Our own statements put together; what people say is always a parameter."""


class CannotDecideLine(Refusal):
    """The line cannot be decided so, or not any more."""


class CannotFinish(Refusal):
    """The roll still has lines that wait for a person, or is over."""


@transaction.atomic
def decide_entry(
    *,
    entry: RollEntry,
    state: EntryState,
    location: Location | None,
    by: str,
    at: datetime,
) -> RollEntry:
    """
    Say what a line means. Nothing changes in the network before the roll is finished.

    :param state: matched, new, left (not a member any more) or set aside.
    :param location: what it means; needed where it is matched or new, and of one that left
        what it meant, if it is known.
    :raises CannotDecideLine: if the roll is over, or another line was decided to mean the same.
    """
    entry = _open(entry)
    if state not in DECIDED:
        raise CannotDecideLine("Choose what this line means")
    if state in MEMBERS and location is None:
        raise CannotDecideLine("Choose the service that this line means")
    if state in MEMBERS and location is not None:
        _check_alone(entry, location)
    entry.state = state
    entry.location = location if state is not EntryState.SET_ASIDE else None
    entry.decided_by, entry.decided_at = by, at
    entry.save(update_fields=["state", "location", "decided_by", "decided_at", "updated_at"])
    ledger.record(event="roll.decided", subject=entry, by=by, at=at, detail={"state": str(state)})
    return entry


@transaction.atomic
def add_for_entry(
    *, entry: RollEntry, add: Callable[[], Location], by: str, at: datetime
) -> RollEntry:
    """
    Add a service that the regulator does not list, as what a line means, in one transaction.

    :param add: adds it, and returns it.
    :raises CannotDecideLine: if the roll is over.
    """
    _open(entry)
    return decide_entry(entry=entry, state=EntryState.NEW, location=add(), by=by, at=at)


@transaction.atomic
def undo_decision(*, entry: RollEntry, by: str, at: datetime) -> RollEntry:
    """
    Take back what a person said of a line: it waits again, or is as the matching left it.

    A service that was added for it stays in the register.

    :raises CannotDecideLine: if the roll is over, or nobody had decided it.
    """
    entry = _open(entry)
    if not entry.decided_by:
        raise CannotDecideLine("Nobody has decided this line")
    best = entry.proposals.order_by("-weight", "location_id").first()
    entry.state = entry.found
    entry.location_id = None
    if entry.found == EntryState.MATCHED and best is not None:
        entry.location_id = best.location_id
    entry.decided_by, entry.decided_at = "", None
    entry.save(update_fields=["state", "location", "decided_by", "decided_at", "updated_at"])
    ledger.record(event="roll.undone", subject=entry, by=by, at=at)
    return entry


@transaction.atomic
def finish_roll(*, roll: Roll, by: str, at: datetime) -> dict[str, int]:
    """
    Make the network's members those that the roll lists, as at its day.

    Those that are members already stay as they are, by themselves or by their provider. Of a
    whole roll, members that are not on it left on its day, but for those that joined later. A
    provider that is a member as a whole stays while one of its services is on the roll.

    :returns: how many "joined", "left" and "stayed".
    :raises CannotFinish: if lines still wait for a person, or it is finished.
    """
    roll = Roll.objects.select_for_update().get(pk=roll.pk)
    if roll.state != RollState.REVIEWING:
        raise CannotFinish("This roll is not being decided")
    if RollEntry.objects.filter(roll=roll, state=EntryState.DOUBTFUL).exists():
        raise CannotFinish("Some lines still wait for a person. Decide them first.")
    parameters: dict[str, Any] = {
        "network": roll.network_id,
        "roll": roll.pk,
        "as_at": roll.as_at,
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(LEAVE_WHOLE if roll.is_whole else LEAVE_SAID, parameters)
        left = cursor.rowcount
        cursor.execute(JOIN, parameters)
        joined = cursor.rowcount
    counts = {"joined": joined, "left": left, "stayed": _members(roll) - joined}
    roll.state, roll.finished_at = RollState.FINISHED, at
    roll.save(update_fields=["state", "finished_at", "updated_at"])
    ledger.record(event="roll.finished", subject=roll, by=by, at=at, detail=dict(counts))
    return counts


def _members(roll: Roll) -> int:
    return Membership.objects.filter(
        Q(joined_on=None) | Q(joined_on__lte=roll.as_at), network=roll.network_id, left_on=None
    ).count()


def _open(entry: RollEntry) -> RollEntry:
    """Return a line of a roll that is still being decided, locked."""
    roll = Roll.objects.select_for_update().get(pk=entry.roll_id)
    if roll.state != RollState.REVIEWING:
        raise CannotDecideLine("This roll is finished. Load a newer one, or change the members.")
    return RollEntry.objects.select_related("roll").get(pk=entry.pk)


def _check_alone(entry: RollEntry, location: Location) -> None:
    others = RollEntry.objects.filter(
        roll=entry.roll_id, location=location, state__in=MEMBERS
    ).exclude(pk=entry.pk)
    if (other := others.order_by("line").first()) is not None:
        raise CannotDecideLine(
            f"Line {other.line}, “{other.name}”, means {location.name} already. "
            "If this is the same line twice, set it aside."
        )
