"""Remind those who decide of voices that came late and wait for their answer."""

from django.utils import timezone

from regard.domains.strategy import actions
from regard.domains.strategy.queries import late_reminders as queries
from regard.domains.strategy.queries.regard_reminders import list_systems_with_documents
from regard.foundation.jobs.progress import Progress, handles
from regard.foundation.mail.weekly import send_reminders


@handles("strategy.remind_late")
def remind_of_late(progress: Progress) -> str:
    """Write what was not written this week, and send what waits. Run twice, it sends once."""
    for system in list_systems_with_documents():
        actions.remind_of_late(system=system, by=progress.by, at=timezone.now())
    return send_reminders(queries.ABOUT, at=timezone.now()).in_words()
