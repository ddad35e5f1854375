"""Rolls, their lines, and what is proposed for each. Only for those who keep the roll."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count

from regard.domains.register.models import Network, Roll, RollEntry, RollProposal
from regard.domains.register.permissions import Permission
from regard.domains.register.types import EntryState
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller
from regard.foundation.base.errors import NotFound

from .roll_statements import JOINING, LEAVING, SAID_LEFT

FINISH_WHOLE = f"""
select
    (select count(*) from ({JOINING}) joining),
    (select count(*) from register_membership m where {LEAVING}),
    (select count(*) from register_membership m where m.network_id = %(network)s
        and m.left_on is null)
"""  # noqa: S608 (our own words only)
FINISH_PART = FINISH_WHOLE.replace(LEAVING, f"{LEAVING} and {SAID_LEFT}")


@dataclass(frozen=True)
class RollCounts:
    """
    How far a roll has been decided.

    Attributes:
        lines: all that name a service.
        taken: matched without review.
        to_decide: lines that needed a person, decided or not.
        decided: how many of those are decided.
        unmatched: found in no register, and not decided by anybody.
    """

    lines: int
    taken: int
    to_decide: int
    decided: int
    unmatched: int
    new: int
    left: int
    set_aside: int

    @property
    def waiting(self) -> int:
        return self.to_decide - self.decided


@dataclass(frozen=True)
class Outcome:
    """What finishing a roll would do to the network's members."""

    joined: int
    left: int
    stayed: int


def get_roll(*, network: Network, roll_id: int, caller: Caller) -> Roll:
    """
    Return a roll of the network, for who keeps it.

    :raises NotAllowed: if the caller does not keep the roll.
    :raises NotFound: if there is none.
    """
    require(caller, Permission.KEEP_ROLL, network)
    roll = Roll.objects.filter(network=network, pk=roll_id).select_related("file", "network")
    if (found := roll.first()) is None:
        raise NotFound("There is no such roll")
    return found


def list_rolls(*, network: Network, caller: Caller, limit: int = 20) -> list[Roll]:
    """Return the network's rolls, the newest first, for who keeps them."""
    require(caller, Permission.KEEP_ROLL, network)
    rolls = Roll.objects.filter(network=network).select_related("file")
    return list(rolls.order_by("-as_at", "-pk")[:limit])


def count_roll(*, roll: Roll) -> RollCounts:
    """Return how far a roll has been decided, in one statement."""
    rows = (
        RollEntry.objects.filter(roll=roll)
        .values_list("found", "state", "decided_by")
        .annotate(how_many=Count("pk"))
        .order_by()
    )
    lines = [(found, state, bool(by), how_many) for found, state, by, how_many in rows]

    def count(*, states: set[str] | None = None, decided: bool | None = None) -> int:
        return sum(
            how_many
            for _, state, by, how_many in lines
            if (states is None or state in states) and (decided is None or by == decided)
        )

    doubtful = sum(how_many for found, _, _, how_many in lines if found == EntryState.DOUBTFUL)
    waiting = count(states={EntryState.DOUBTFUL})
    return RollCounts(
        lines=count(),
        taken=count(states={EntryState.MATCHED}, decided=False),
        to_decide=doubtful,
        decided=doubtful - waiting,
        unmatched=count(states={EntryState.UNMATCHED}),
        new=count(states={EntryState.NEW}),
        left=count(states={EntryState.LEFT}),
        set_aside=count(states={EntryState.SET_ASIDE}),
    )


def list_entries(
    *, roll: Roll, state: EntryState | None = None, after: int = 0, limit: int = 50
) -> list[RollEntry]:
    """
    Return lines of a roll in the order of the file, with the location that each means.

    :param after: the line after which to go on.
    """
    entries = RollEntry.objects.filter(roll=roll, line__gt=after)
    if state is not None:
        entries = entries.filter(state=state)
    return list(entries.select_related("location__organisation").order_by("line")[:limit])


def get_entry(*, roll: Roll, entry_id: int) -> RollEntry:
    """
    Return a line of a roll. The caller was asked for when the roll was got.

    :raises NotFound: if the roll has no such line.
    """
    found = RollEntry.objects.filter(roll=roll, pk=entry_id)
    entry = found.select_related("location__organisation").first()
    if entry is None:
        raise NotFound("This roll has no such line")
    return entry


def list_proposals(*, entry: RollEntry) -> list[RollProposal]:
    """Return what a line may mean, the likeliest first, each with its location."""
    proposals = RollProposal.objects.filter(entry=entry)
    together = proposals.select_related("location__organisation", "location__council")
    return list(together.order_by("-weight", "location_id"))


def get_next_doubtful(*, roll: Roll, after: int = 0) -> RollEntry | None:
    """Return the next line that waits for a person: after a line, else from the beginning."""
    waiting = RollEntry.objects.filter(roll=roll, state=EntryState.DOUBTFUL).order_by("line")
    return waiting.filter(line__gt=after).first() or waiting.first()


def preview_finish(*, roll: Roll) -> Outcome:
    """Return what finishing the roll now would do. Lines that still wait join nobody."""
    parameters: dict[str, Any] = {"network": roll.network_id, "roll": roll.pk, "as_at": roll.as_at}
    with connection.cursor() as cursor:
        cursor.execute(FINISH_WHOLE if roll.is_whole else FINISH_PART, parameters)
        joined, left, members = cursor.fetchone()
    return Outcome(joined=joined, left=left, stayed=members - left)
