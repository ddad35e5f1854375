"""Whom to remind of duties, and of which. For jobs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from regard.domains.governance.models import Obligation
from regard.domains.governance.permissions import Permission
from regard.domains.governance.rules import duties as rules
from regard.domains.governance.rules.obligations import REMIND_DAYS
from regard.domains.register import queries as register
from regard.foundation.mail import weekly

from .obligations import rows_on

if TYPE_CHECKING:
    from datetime import date

    from regard.domains.register.models import System
    from regard.foundation.accounts.models import Person

    from .obligations import DutyRow

ABOUT = "governance.Duties:"
"""Begins what a reminder is about; the system's number and the week follow."""


def reminder_about(*, system: System, on: date) -> str:
    """Return what the reminders of a system in the week of a day are about."""
    return weekly.about_week(ABOUT, of=system.pk, on=on)


def list_followed_systems() -> list[System]:
    """Return the systems in which duties are followed."""
    followed = Obligation.objects.filter(valid_to=None).values_list("system", flat=True)
    numbers = set(followed.order_by().distinct())
    return [system for system in register.list_systems() if system.pk in numbers]


def list_pressing(*, system: System, on: date) -> list[DutyRow]:
    """Return what is overdue, lapsed, or due soon enough to remind of it, the worst first."""
    soon = on + timedelta(days=REMIND_DAYS)
    return [
        row
        for row in rows_on(system=system, on=on)
        if row.state in rules.ABSENT and row.next_on is not None and row.next_on <= soon
    ]


def list_to_remind(*, system: System, on: date) -> list[Person]:
    """Return who offers evidence in a system and was not reminded in the week of a day."""
    return weekly.list_people_to_remind(
        about=reminder_about(system=system, on=on),
        permission=Permission.OFFER_EVIDENCE,
        scope_key=f"system:{system.pk}",
    )
