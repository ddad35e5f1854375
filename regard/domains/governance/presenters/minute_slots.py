"""
Places on the pages of minutes and decisions that upper domains fill.

`config` registers a function for each. Nothing is offered while nobody has.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from regard.domains.governance.models import Decision
from regard.domains.governance.queries.minutes import LineRow
from regard.foundation.authority import Caller

if TYPE_CHECKING:
    from regard.domains.register.models import System

LineSlot = Callable[["System", LineRow], str | None]
"""Returns the address at which a line is kept as a contribution; None: it cannot be."""

KeptSlot = Callable[["System", Collection[str], Caller], Mapping[str, str]]
"""Returns where contributions are read, by their receipts: of those that the caller may read."""

DecisionSlot = Callable[["System", Decision, Caller], SafeString]
"""Returns safe HTML for the page of a decision that the caller may read, or nothing."""

_LINE_SLOTS: list[LineSlot] = []
_KEPT_SLOTS: list[KeptSlot] = []
_DECISION_SLOTS: list[DecisionSlot] = []


def fill_line_slot(slot: LineSlot) -> LineSlot:
    """Offer, on each note in minutes, to keep it as a contribution at the address returned."""
    _LINE_SLOTS.append(slot)
    return slot


def keep_url(system: System, line: LineRow) -> str:
    """Return where a line is kept as a contribution; empty where it cannot be, or nobody asks."""
    for slot in _LINE_SLOTS:
        url = slot(system, line)
        if url:
            return url
    return ""


def fill_kept_slot(slot: KeptSlot) -> KeptSlot:
    """Lead from each line that was kept as a contribution to where this is read."""
    _KEPT_SLOTS.append(slot)
    return slot


def kept_urls(system: System, lines: Iterable[LineRow], caller: Caller) -> dict[str, str]:
    """Return where the caller reads the lines that were kept, by receipt."""
    receipts = [line.receipt for line in lines if line.receipt]
    found: dict[str, str] = {}
    for slot in _KEPT_SLOTS if receipts else ():
        found |= slot(system, receipts, caller)
    return found


def fill_decision_slot(slot: DecisionSlot) -> DecisionSlot:
    """Show what this function returns on the page of every decision."""
    _DECISION_SLOTS.append(slot)
    return slot


def decision_slots(system: System, decision: Decision, caller: Caller) -> list[SafeString]:
    """Return what fills a decision's page, in the order of registration."""
    filled = (slot(system, decision, caller) for slot in _DECISION_SLOTS)
    return [fragment for fragment in filled if fragment]
