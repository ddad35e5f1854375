"""Remind those who offer evidence, once a week, of what is overdue or falls due soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from regard.domains.governance.queries import duty_reminders as queries
from regard.domains.governance.rules import duty_letters as letters
from regard.domains.governance.types import DutyState
from regard.foundation.audit import ledger
from regard.foundation.mail import actions as mail

if TYPE_CHECKING:
    from datetime import date, datetime

    from regard.domains.governance.queries import DutyRow
    from regard.domains.register.models import System


@transaction.atomic
def remind_of_duties(*, system: System, by: str, at: datetime) -> int:
    """
    Write to everyone who offers evidence and had no reminder this week; return to how many.

    Nothing is written where nothing presses. A job sends what is written.
    """
    on = timezone.localdate(at)
    people = queries.list_to_remind(system=system, on=on)
    rows = queries.list_pressing(system=system, on=on) if people else []
    if not rows:
        return 0
    lines = [_line(row, on) for row in rows]
    address = f"{settings.PUBLIC_ADDRESS}{reverse('governance:duties', args=[system.slug])}"
    drafts = []
    for person in people:
        letter = letters.duty_letter(
            name=person.name, partnership=system.partnership_name, lines=lines, address=address
        )
        about = queries.reminder_about(system=system, on=on)
        drafts.append(mail.Draft(person.email, letter.subject, letter.body, about))
    mail.post(drafts, scope_key=f"system:{system.pk}")
    detail: dict[str, object] = {"people": len(drafts), "duties": len(rows)}
    ledger.record(event="duties.reminded", subject=system, by=by, at=at, detail=detail)
    return len(drafts)


def _line(row: DutyRow, on: date) -> letters.DueLine:
    return letters.DueLine(
        title=f"{row.code} {row.duty.title}",
        holder=row.holder_name,
        day=row.next_on or on,
        is_past=row.state is not DutyState.DUE,
    )
