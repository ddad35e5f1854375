"""What arrived, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from regard.domains.engagement.rules.file_kinds import size_in_words
from regard.domains.engagement.rules.words import day
from regard.domains.engagement.types import ArrivalState

if TYPE_CHECKING:
    from regard.domains.engagement.models import Arrival
    from regard.domains.engagement.types.arrivals import ArrivalRow

TAGS = {
    ArrivalState.WAITING: "part",
    ArrivalState.KEPT: "ok",
    ArrivalState.ADDED: "ok",
    ArrivalState.SET_ASIDE: "no",
}
"""How the tag of each state looks."""


def arrivals_lede(counts: Mapping[ArrivalState, int]) -> str:
    """Return what waits, and what became of the rest."""
    waiting, total = counts[ArrivalState.WAITING], sum(counts.values())
    if not total:
        return "Nothing has arrived by email or as a document yet."
    kept = counts[ArrivalState.KEPT] + counts[ArrivalState.ADDED]
    rest = f"{kept:,} kept as answers or with them, {counts[ArrivalState.SET_ASIDE]:,} set aside."
    if not waiting:
        return f"Nothing waits. Of {total:,} that arrived: {rest}"
    waits = f"{waiting:,} wait{'s' if waiting == 1 else ''} to be read."
    return f"{waits} Of {total:,} that arrived: {rest}"


def waiting_words(counts: Mapping[ArrivalState, int]) -> str:
    """Return how much waits to be read, in a sentence; empty where nothing ever arrived."""
    waiting = counts[ArrivalState.WAITING]
    if not any(counts.values()):
        return ""
    return f"{waiting:,} {'waits' if waiting == 1 else 'wait'} to be read." if waiting else "Read."


def state_words(row: ArrivalRow) -> str:
    """Return the state in a word or two, for its tag."""
    if row.state is ArrivalState.WAITING and not row.is_read:
        return "Being read by the machine"
    if row.state is ArrivalState.WAITING and row.needs_typing:
        return "Waits to be typed in"
    return row.state.label


def facts(arrival: Arrival) -> list[tuple[str, str]]:
    """Return what is known of something that arrived, as it came."""
    sender = ", ".join(filter(None, (arrival.sender_name, arrival.sender)))
    rows = [
        ("From", sender),
        ("Subject", arrival.subject),
        ("Arrived", day(arrival.arrived_at.date())),
        ("Answers", arrival.exercise.title if arrival.exercise else "Not known yet"),
        ("Speaks for", _service(arrival)),
        ("Original", f"{arrival.original.name}, {size_in_words(arrival.original.size)}"),
    ]
    return [(name, words) for name, words in rows if words]


def notes(arrival: Arrival) -> list[str]:
    """Return what whoever reads it should know."""
    found = [arrival.note] if arrival.note else []
    invitation = arrival.invitation
    if invitation and invitation.to and invitation.to.lower() != arrival.sender:
        found.append(f"It came from another address than the one we wrote to, {invitation.to}.")
    if arrival.follows_id is not None:
        found.append("The same person wrote before. This counts with it, as one service.")
    return found


def _service(arrival: Arrival) -> str:
    if arrival.location is None:
        return ""
    return f"{arrival.location.name}, as it came to its own address"
