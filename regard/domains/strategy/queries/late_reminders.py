"""Whom to remind of voices that wait for their answer, and of how many. For jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.strategy.models import Strategy
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.types import StrategyStage
from regard.foundation.accounts.queries import list_people_allowed
from regard.foundation.mail import weekly

from .waiting import list_late_voices

if TYPE_CHECKING:
    from datetime import date

    from regard.domains.register.models import System
    from regard.foundation.accounts.queries import Allowed

ABOUT = "strategy.Late:"
"""Begins what a reminder is about; the system's number and the week follow."""


def late_reminder_about(*, system: System, on: date) -> str:
    """Return what the reminders of a system in the week of a day are about."""
    return weekly.about_week(ABOUT, of=system.pk, on=on)


def list_documents_waited_for(*, system: System, on: date) -> list[tuple[Strategy, int, int]]:
    """Return documents for which voices wait: the newest version, how many points, how late."""
    published = Strategy.objects.filter(system=system, stage=StrategyStage.PUBLISHED)
    newest = published.select_related("system").order_by("slug", "-number").distinct("slug")
    found = []
    for strategy in newest:
        voices = list_late_voices(strategy=strategy, shows_who=True, today=on)
        if voices:
            found.append((strategy, len(voices), sum(each.is_overdue for each in voices)))
    return found


def list_deciders_to_remind(*, system: System, on: date) -> list[Allowed]:
    """Return who gives outcomes in a system and was not reminded this week."""
    written = weekly.list_addresses_reminded(about=late_reminder_about(system=system, on=on))
    deciders = list_people_allowed(permission=Permission.DECIDE_OUTCOMES, scope=system)
    return [each for each in deciders if each.email not in written]
