"""Remind those who record regard, once a week, of what is overdue or due soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from regard.domains.strategy.queries import regard_reminders as queries
from regard.domains.strategy.rules.regard_letters import regard_letter
from regard.foundation.audit import ledger
from regard.foundation.mail import actions as mail

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from regard.domains.register.models import System
    from regard.domains.strategy.types import OwedRow


@transaction.atomic
def remind_of_regard(*, system: System, by: str, at: datetime) -> int:
    """
    Write to everyone who records regard and had no reminder this week; return to how many.

    Each of the bodies for which they do, and of nothing where nothing presses. A job sends it.
    """
    on = timezone.localdate(at)
    pressing = queries.list_pressing(system=system, on=on)
    if not pressing:
        return 0
    about = queries.regard_reminder_about(system=system, on=on)
    address = f"{settings.PUBLIC_ADDRESS}{reverse('strategy:regards_owed', args=[system.slug])}"
    drafts = []
    for person, keys in queries.list_to_remind(system=system, on=on):
        rows = _rows_of(pressing, system, keys)
        if not rows:
            continue
        named = [row for row in rows if row.is_readable]
        letter = regard_letter(
            name=person.name,
            partnership=system.partnership_name,
            rows=named,
            hidden=len(rows) - len(named),
            address=address,
        )
        drafts.append(mail.Draft(person.email, letter.subject, letter.body, about))
    if drafts:
        mail.post(drafts, scope_key=f"system:{system.pk}")
        detail: dict[str, object] = {"people": len(drafts), "decisions": len(pressing)}
        ledger.record(event="regard.reminded", subject=system, by=by, at=at, detail=detail)
    return len(drafts)


def _rows_of(rows: list[OwedRow], system: System, keys: Collection[str]) -> list[OwedRow]:
    """Return what presses where somebody records regard: in the whole system, or for a body."""
    if f"system:{system.pk}" in keys:
        return rows
    return [row for row in rows if f"body:{row.body_id}" in keys]
