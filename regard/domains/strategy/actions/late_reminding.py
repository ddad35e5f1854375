"""Remind those who decide, once a week, of voices that came late and wait for their answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from regard.domains.strategy.queries import late_reminders as queries
from regard.domains.strategy.rules.late_letters import Waiting, late_letter
from regard.foundation.audit import ledger
from regard.foundation.mail import actions as mail

if TYPE_CHECKING:
    from datetime import datetime

    from regard.domains.register.models import System


@transaction.atomic
def remind_of_late(*, system: System, by: str, at: datetime) -> int:
    """
    Write to everyone who gives outcomes and had no reminder this week; return to how many.

    Of nothing where nobody waits. A job sends it.
    """
    on = timezone.localdate(at)
    people = queries.list_deciders_to_remind(system=system, on=on)
    found = queries.list_documents_waited_for(system=system, on=on) if people else []
    if not found:
        return 0
    waiting = [
        Waiting(
            title=strategy.title,
            points=points,
            overdue=overdue,
            address=settings.PUBLIC_ADDRESS
            + reverse("strategy:late", args=[system.slug, strategy.slug]),
        )
        for strategy, points, overdue in found
    ]
    about = queries.late_reminder_about(system=system, on=on)
    drafts = []
    for person in people:
        letter = late_letter(
            name=person.name, partnership=system.partnership_name, waiting=waiting
        )
        drafts.append(mail.Draft(person.email, letter.subject, letter.body, about))
    mail.post(drafts, scope_key=f"system:{system.pk}")
    detail: dict[str, object] = {
        "people": len(drafts),
        "points": sum(each.points for each in waiting),
    }
    ledger.record(event="late.reminded", subject=system, by=by, at=at, detail=detail)
    return len(drafts)
