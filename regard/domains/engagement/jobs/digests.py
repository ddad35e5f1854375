"""Send the week's ten lines to the services that asked for them."""

from datetime import timedelta

from django.utils import timezone

from regard.domains.engagement.actions import digests as actions
from regard.domains.engagement.queries import digests as queries
from regard.domains.engagement.rules.digests import STOP, monday_of
from regard.domains.register.queries.systems import list_systems
from regard.foundation.jobs.progress import Progress, handles
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import State

from .invitations import mail_server

BATCH = 50

KEPT_FOR = timedelta(days=365)
"""As the model promises."""


@handles("engagement.send_digests")
def send_digests(progress: Progress) -> str:
    """Write what is missing of the week, then send every email of it that waits."""
    monday = monday_of(timezone.localdate())
    for system in list_systems():
        actions.forget_digests(
            system=system, before=monday - KEPT_FOR, by=progress.by, at=timezone.now()
        )
    for system in queries.list_systems_with_wishes():
        actions.make_digests(system=system, by=progress.by, at=timezone.now())
    total = queries.count_to_deliver(week=monday)
    if not total:
        return "Nothing new to send."
    after, tried, sent = 0, 0, 0
    with mail_server() as connection:
        while waiting := queries.list_to_deliver(week=monday, after=after, limit=BATCH):
            stops, answers = queries.list_secrets(digests=waiting)
            fill = {f"[link {number}]": url for number, url in answers.items()}
            for digest in waiting:
                stop = stops.get((digest.system_id, digest.location_id))
                if stop is None:  # they ended it after it was written
                    continue
                fate = mail.deliver(
                    digest.message_id,
                    at=timezone.now(),
                    connection=connection,
                    fill=fill | {STOP: stop},
                )
                tried, sent = tried + 1, sent + (fate is State.SENT)
            after = waiting[-1].digest_id
            progress.advance(done=tried, total=total)
    return f"{sent:,} of {total:,} emails sent."
