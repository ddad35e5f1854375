"""Whom to remind of records of regard, and of which. For jobs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from regard.domains.register import queries as register
from regard.domains.strategy.models import Strategy
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.rules.regard_letters import SOON
from regard.domains.strategy.types import OwedRow, RegardState, StrategyStage
from regard.foundation.accounts.callers import Anyone
from regard.foundation.accounts.models import Grant, Person
from regard.foundation.mail import weekly

from .regard_owed import list_owed

if TYPE_CHECKING:
    from datetime import date

    from regard.domains.register.models import System

ABOUT = "strategy.Regard:"
"""Begins what a reminder is about; the system's number and the week follow."""


def regard_reminder_about(*, system: System, on: date) -> str:
    """Return what the reminders of a system in the week of a day are about."""
    return weekly.about_week(ABOUT, of=system.pk, on=on)


def list_systems_with_documents() -> list[System]:
    """Return the systems that published anything."""
    numbers = set(
        Strategy.objects.filter(stage=StrategyStage.PUBLISHED)
        .order_by()
        .values_list("system", flat=True)
        .distinct()
    )
    return [system for system in register.list_systems() if system.pk in numbers]


def list_pressing(*, system: System, on: date) -> list[OwedRow]:
    """
    Return what is overdue, or due so soon that they are reminded, what is overdue first.

    Private decisions say that nobody may read them: no email names one.
    """
    soon = on + timedelta(days=SOON)
    rows = [
        row
        for row in list_owed(system=system, caller=Anyone(), on=on)
        if row.state is not RegardState.SIGNED and row.due_on <= soon
    ]
    return sorted(
        rows,
        key=lambda row: (
            row.state is not RegardState.OVERDUE,
            not row.is_commissioning,
            row.due_on,
        ),
    )


def list_to_remind(*, system: System, on: date) -> list[tuple[Person, set[str]]]:
    """Return who records regard in a system and was not reminded this week, and where they do."""
    roles = [role for role, may in settings.ROLES.items() if Permission.RECORD_REGARD in may]
    about = regard_reminder_about(system=system, on=on)
    written = weekly.list_addresses_reminded(about=about)
    grants = Grant.objects.filter(role__in=roles, person__is_active=True)
    found: dict[int, tuple[Person, set[str]]] = {}
    for grant in grants.exclude(person__email__in=written).select_related("person"):
        _, keys = found.setdefault(grant.person_id, (grant.person, set()))
        keys.add(grant.scope_key)
    return [found[number] for number in sorted(found)]
