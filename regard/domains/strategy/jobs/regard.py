"""Remind those who record regard of what presses, once a week."""

from django.utils import timezone

from regard.domains.strategy import actions
from regard.domains.strategy.queries import regard_reminders as queries
from regard.foundation.design.words import plural_words
from regard.foundation.jobs.progress import Progress, handles
from regard.foundation.mail.actions import deliver
from regard.foundation.mail.models import State


@handles("strategy.remind_regard")
def remind_of_regard(progress: Progress) -> str:
    """Write what was not written this week, and send what waits. Run twice, it sends once."""
    for system in queries.list_systems_with_documents():
        actions.remind_of_regard(system=system, by=progress.by, at=timezone.now())
    waiting = queries.list_waiting_regard_reminders()
    fates = [deliver(number, at=timezone.now()) for number in waiting]
    sent = plural_words(fates.count(State.SENT), "reminder")
    left = sum(fate is not State.SENT for fate in fates)
    return f"{sent} sent." + (f" {left:,} did not go." if left else "")
