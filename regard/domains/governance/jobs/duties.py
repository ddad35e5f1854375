"""Remind those who offer evidence of duties that press, once a week."""

from django.utils import timezone

from regard.domains.governance import actions
from regard.domains.governance.queries import duty_reminders as queries
from regard.foundation.jobs.progress import Progress, handles
from regard.foundation.mail.weekly import send_reminders


@handles("governance.remind_duties")
def remind_of_duties(progress: Progress) -> str:
    """Write what was not written this week, and send what waits. Run twice, it sends once."""
    for system in queries.list_followed_systems():
        actions.remind_of_duties(system=system, by=progress.by, at=timezone.now())
    return send_reminders(queries.ABOUT, at=timezone.now()).in_words()
