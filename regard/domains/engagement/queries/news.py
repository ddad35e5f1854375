"""What came to an end lately: filled by upper domains, which know what was published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from regard.domains.engagement.types.inviting import News

if TYPE_CHECKING:
    from regard.domains.register.models import System

NewsSlot = Callable[["System", date], list[News]]
"""Return what a system published since a day, in a fixed number of queries."""

_SLOTS: list[NewsSlot] = []


def fill_news_slot(slot: NewsSlot) -> NewsSlot:
    """Take news from an upper domain too. Once, as the addresses are read."""
    if slot not in _SLOTS:
        _SLOTS.append(slot)
    return slot


def list_news(*, system: System, since: date) -> list[News]:
    """Return what is new since a day, the newest first."""
    found = [each for slot in _SLOTS for each in slot(system, since)]
    return sorted(found, key=lambda each: (-each.on.toordinal(), each.title))
