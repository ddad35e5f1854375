"""Tell those who look into worries about somebody's safety that there are new ones."""

from django.utils import timezone

from regard.domains.engagement.actions.safeguarding import ABOUT, tell_triage
from regard.domains.engagement.queries.safeguarding import list_to_send
from regard.foundation.jobs.progress import Progress, handles
from regard.foundation.mail.actions import deliver


@handles("engagement.tell_triage")
def tell(progress: Progress) -> str:
    """
    Write of what is new, and send what waits. Run twice, it tells once.

    What it returns is the same whether there was anything or not: the page of jobs is read by
    people who must not learn of it.
    """
    tell_triage(by=progress.by, at=timezone.now())
    for number in list_to_send(about=ABOUT):
        deliver(number, at=timezone.now())
    return "Done."
