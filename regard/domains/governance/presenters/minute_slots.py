"""
Places on the pages of minutes and decisions that upper domains fill.

`config` fills them. Nothing is offered while nobody has.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from regard.domains.governance.models import Decision
from regard.domains.governance.queries.minutes import LineRow
from regard.foundation.authority import Caller
from regard.foundation.base.slots import SharedSlot, Slot

if TYPE_CHECKING:
    from regard.domains.register.models import System

LineSlot = Callable[["System", LineRow], str | None]
"""Returns the address at which a line is kept as a contribution; None: it cannot be."""

KeptSlot = Callable[["System", Collection[str], Caller], Mapping[str, str]]
"""Returns where contributions are read, by their receipts: of those that the caller may read."""

DecisionSlot = Callable[["System", Decision, Caller], SafeString]
"""Returns safe HTML for the page of a decision that the caller may read, or nothing."""

LINE_SLOT = Slot[LineSlot]("keeping a line of minutes as a contribution")
KEPT_SLOT = Slot[KeptSlot]("where lines that were kept are read")
DECISION_SLOT = SharedSlot[DecisionSlot]("the page of every decision")


def keep_url(system: System, line: LineRow) -> str:
    """Return where a line is kept as a contribution; empty where it cannot be, or nobody asks."""
    keep = LINE_SLOT.offer
    return (keep(system, line) if keep else None) or ""


def kept_urls(system: System, lines: Iterable[LineRow], caller: Caller) -> Mapping[str, str]:
    """Return where the caller reads the lines that were kept, by receipt."""
    receipts = [line.receipt for line in lines if line.receipt]
    find = KEPT_SLOT.offer
    return find(system, receipts, caller) if find and receipts else {}


def decision_slots(system: System, decision: Decision, caller: Caller) -> list[SafeString]:
    """Return what fills a decision's page, in the order of registration."""
    filled = (offer(system, decision, caller) for offer in DECISION_SLOT.offers)
    return [fragment for fragment in filled if fragment]
