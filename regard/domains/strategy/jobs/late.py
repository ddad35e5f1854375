"""Remind those who decide of voices that came late and wait for their answer."""

from django.utils import timezone

from regard.domains.strategy import actions
from regard.domains.strategy.queries import late_reminders as queries
from regard.domains.strategy.queries.regard_reminders import list_systems_with_documents
from regard.foundation.design.words import plural_words
from regard.foundation.jobs.progress import Progress, handles
from regard.foundation.mail.actions import deliver
from regard.foundation.mail.models import State


@handles("strategy.remind_late")
def remind_of_late(progress: Progress) -> str:
    """Write what was not written this week, and send what waits. Run twice, it sends once."""
    for system in list_systems_with_documents():
        actions.remind_of_late(system=system, by=progress.by, at=timezone.now())
    waiting = queries.list_waiting_late_reminders()
    fates = [deliver(number, at=timezone.now()) for number in waiting]
    sent = plural_words(fates.count(State.SENT), "reminder")
    left = sum(fate is not State.SENT for fate in fates)
    return f"{sent} sent." + (f" {left:,} did not go." if left else "")
