"""What came to an end lately: filled by upper domains, which know what was published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from regard.domains.engagement.types.inviting import News
from regard.foundation.base.slots import SharedSlot

if TYPE_CHECKING:
    from regard.domains.register.models import System

NewsSlot = Callable[["System", date], list[News]]
"""Return what a system published since a day, in a fixed number of queries."""

NEWS_SLOT = SharedSlot[NewsSlot]("what came to an end lately")


def list_news(*, system: System, since: date) -> list[News]:
    """Return what is new since a day, the newest first."""
    found = [each for offer in NEWS_SLOT.offers for each in offer(system, since)]
    return sorted(found, key=lambda each: (-each.on.toordinal(), each.title))
