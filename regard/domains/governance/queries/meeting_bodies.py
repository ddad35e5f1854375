"""Bodies that are to meet, for who runs their meetings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from regard.domains.governance.models import Body, Meeting
from regard.domains.governance.permissions import Permission
from regard.domains.governance.types import MeetingState
from regard.foundation.authority import Caller

from .days import live_on
from .meetings import midnight
from .private import of_bodies_with

if TYPE_CHECKING:
    from regard.domains.register.models import System


def list_bodies_without_meetings(*, system: System, caller: Caller, on: date) -> list[Body]:
    """
    Return the bodies that should meet and have no meeting to come, by name.

    For who runs meetings of all or some bodies; nobody else is told of any.
    """
    run = of_bodies_with(system=system, caller=caller, to=Permission.RUN_MEETINGS, body="pk")
    if run is None:
        return []
    to_come = Meeting.objects.filter(body=OuterRef("pk"), starts_at__gte=midnight(on)).exclude(
        state=MeetingState.CANCELLED
    )
    due = Body.objects.filter(run, live_on(on), ~Exists(to_come), system=system)
    return list(due.filter(meetings_a_year__gt=0).order_by("name"))


def list_bodies_to_meet(*, system: System, caller: Caller, on: date) -> list[Body]:
    """Return the bodies there on a day whose meetings the caller may run, by name."""
    run = of_bodies_with(system=system, caller=caller, to=Permission.RUN_MEETINGS, body="pk")
    if run is None:
        return []
    return list(Body.objects.filter(run, live_on(on), system=system).order_by("name"))
