"""At which meetings something was said that was kept as contributions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from regard.domains.governance.models import MinuteLine

if TYPE_CHECKING:
    from collections.abc import Collection

    from regard.domains.register.models import System


def name_meetings(*, system: System, receipts: Collection[str]) -> dict[str, str]:
    """
    Return body and day of the meeting at which each was said, by the contribution's receipt.

    For those who reply: the caller was checked for sending replies, or is a job. What was not
    said at a meeting with minutes here is not in it. One query.
    """
    lines = MinuteLine.objects.filter(meeting__system=system, receipt__in=list(receipts))
    found = lines.select_related("meeting__body").order_by("pk")
    return {line.receipt: f"{line.meeting.body.name}, {_day(line)}" for line in found}


def _day(line: MinuteLine) -> str:
    day = timezone.localdate(line.meeting.starts_at)
    return f"meeting of {day.day} {day:%B %Y}"
