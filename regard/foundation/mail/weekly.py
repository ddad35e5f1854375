"""Reminders that go once a week to whoever may do something about what presses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from regard.foundation.accounts.models import Person

from .actions import deliver
from .models import Message, State

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from datetime import date, datetime

    from regard.foundation.authority import Permission

AT_ONCE = 500
"""Reminders that one run sends."""


@dataclass(frozen=True)
class Sent:
    """How many reminders went, and how many did not."""

    sent: int
    left: int

    def in_words(self) -> str:
        """Return it as the job says it, e.g. "3 reminders sent. 1 did not go."."""
        noun = "reminder" if self.sent == 1 else "reminders"
        left = f" {self.left:,} did not go." if self.left else ""
        return f"{self.sent:,} {noun} sent.{left}"


def about_week(begins: str, *, of: int, on: date) -> str:
    """
    Return what the reminders of the week of a day are about.

    :param begins: what all reminders of a kind are about, such as "governance.Duties:".
    :param of: the number of whatever they are of, such as a system.
    """
    year, week, _ = on.isocalendar()
    return f"{begins}{of}:{year}-W{week:02}"


def list_addresses_reminded(*, about: str) -> AbstractSet[str]:
    """Return the addresses that had a reminder about this, or will have it."""
    return set(Message.objects.filter(about=about).values_list("to", flat=True))


def list_people_to_remind(*, about: str, permission: Permission, scope_key: str) -> list[Person]:
    """Return who may do something in a scope, and had no reminder about it yet."""
    roles = [role for role, may in settings.ROLES.items() if permission in may]
    people = Person.objects.filter(
        is_active=True, grants__role__in=roles, grants__scope_key=scope_key
    ).exclude(email__in=list_addresses_reminded(about=about))
    return list(people.distinct().order_by("pk"))


def send_reminders(begins: str, *, at: datetime) -> Sent:
    """Send the reminders of a kind that wait, the oldest first. Run twice, it sends each once."""
    waiting = Message.objects.filter(
        about__startswith=begins, state__in=[State.WAITING, State.SENDING]
    )
    numbers = list(waiting.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    fates = [deliver(number, at=at) for number in numbers]
    sent = fates.count(State.SENT)
    return Sent(sent=sent, left=len(fates) - sent)
