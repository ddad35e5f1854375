"""The link by which somebody who sits on bodies reads their papers, without a password."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from regard.domains.governance.models import Appointment, Body, Holder, Meeting
from regard.domains.governance.permissions import Permission
from regard.foundation import authority
from regard.foundation.accounts import links
from regard.foundation.base.errors import NotFound

from .days import live_on
from .meetings import MeetingRow, list_meetings

HOLDER = "governance.holder"
"""Purpose of the link. Its subject is the holder."""


@dataclass(frozen=True)
class Sitter:
    """
    Somebody who holds their own link: they read what their bodies' members may, and no more.

    Attributes:
        bodies: of those on which they sit today.
    """

    holder: Holder
    token: str
    bodies: tuple[Body, ...]

    @property
    def name(self) -> str:
        return self.holder.name

    @property
    def by(self) -> str:
        return f"holder:{self.holder.pk}"

    @property
    def grants(self) -> tuple[authority.Grant, ...]:
        may = frozenset({Permission.VIEW_PRIVATE})
        return tuple(authority.Grant(may, f"body:{body.pk}") for body in self.bodies)


def open_holder_link(*, token: str, at: datetime) -> Sitter:
    """
    Return whose link this is, with the bodies on which they sit today.

    :raises NotFound: if it opens nothing.
    :raises Gone: if its time is over, or it was withdrawn.
    """
    link = links.open_link(token=token, purpose=HOLDER, at=at)
    holder = Holder.objects.select_related("system").filter(pk=link.subject_id).first()
    if holder is None:
        raise NotFound("We no longer hold whom this link was made for")
    return Sitter(holder=holder, token=token, bodies=_bodies_of(holder, timezone.localdate(at)))


def list_own_meetings(*, sitter: Sitter, since: date) -> list[MeetingRow]:
    """Return the meetings of the bodies on which somebody sits, from a day on."""
    mine = {body.pk for body in sitter.bodies}
    found = list_meetings(system=sitter.holder.system, caller=sitter, since=since)
    return [row for row in found if row.body_id in mine]


def get_own_meeting(*, sitter: Sitter, meeting_id: int) -> Meeting:
    """
    Return a meeting of a body on which somebody sits.

    :raises NotFound: if there is none, or it is of another body.
    """
    mine = [body.pk for body in sitter.bodies]
    found = Meeting.objects.filter(pk=meeting_id, body__in=mine).select_related("system", "body")
    meeting = found.first()
    if meeting is None:
        raise NotFound("This is no meeting of a body on which you sit")
    return meeting


def list_tokens(*, holder_ids: Iterable[int]) -> dict[int, str]:
    """Return the secret part of each holder's newest link, by holder. For jobs that write."""
    found = links.list_links(purpose=HOLDER, subject_ids=holder_ids)
    return {holder_id: links.token(link) for holder_id, link in found.items()}


def _bodies_of(holder: Holder, on: date) -> tuple[Body, ...]:
    sitting = Appointment.objects.filter(live_on(on), live_on(on, "seat__"), holder=holder)
    bodies = Body.objects.filter(live_on(on), pk__in=sitting.values("seat__body"))
    return tuple(bodies.order_by("name", "pk"))
