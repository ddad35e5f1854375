"""
The pages of a meeting, and who is shown the way to them.

To add one, put its line into `PAGES`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from regard.domains.governance.permissions import Permission
from regard.foundation.authority import Caller, is_allowed

if TYPE_CHECKING:
    from regard.domains.governance.models import Meeting

PAGES: tuple[tuple[str, str, Permission | None], ...] = (
    ("meeting", "Agenda", None),
    ("called", "Sent to members", Permission.RUN_MEETINGS),
    ("attendance", "Who came", Permission.RUN_MEETINGS),
    ("minutes", "Minutes", Permission.VIEW_PRIVATE),
)
"""The address of each by name, its label, and what it needs; None: everyone is shown it."""


def list_pages(*, meeting: Meeting, caller: Caller) -> list[tuple[str, str, str]]:
    """Return the name, label and address of each page of a meeting for this caller."""
    where = {"system": meeting.system.slug, "meeting_id": meeting.pk}
    return [
        (name, label, reverse(f"governance:{name}", kwargs=where))
        for name, label, needs in PAGES
        if needs is None
        or is_allowed(caller, needs, meeting)
        or (name == "minutes" and meeting.minutes_public_at is not None)
    ]
