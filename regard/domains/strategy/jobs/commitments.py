"""Tell those who asked when a promise ends, and remind who sees to promises."""

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone

from regard.domains.register import queries as register
from regard.domains.strategy import actions, queries, rules
from regard.domains.strategy.queries.commitments import ABOUT
from regard.foundation.base.errors import Refusal
from regard.foundation.design.words import plural_words
from regard.foundation.jobs.progress import Progress, handles
from regard.foundation.mail.actions import deliver
from regard.foundation.mail.models import State
from regard.foundation.mail.weekly import send_reminders

BATCH = 100
"""Notices that are written and sent at once. After a kill, so many are looked at again."""


class MailServerAway(Refusal):
    """It put everything off, and so it would again."""


@handles(queries.TELLING)
def tell_of_commitment(progress: Progress) -> str:
    """
    Write and send the emails of one end, in batches. Run twice, it sends once.

    :raises MailServerAway: if the mail server put off a whole batch. The emails still wait.
    """
    update = queries.get_update_for_job(update_id=progress.args["update_id"])
    while actions.write_notices(update=update, limit=BATCH, by=progress.by, at=timezone.now()):
        pass
    sent, seen, after = 0, 0, 0
    connection = get_connection()
    try:
        while batch := queries.list_notices_to_send(update_id=update.pk, after=after, limit=BATCH):
            urls = queries.list_own_urls(contribution_ids=[said for _, _, said in batch])
            fates = [
                deliver(
                    message,
                    at=timezone.now(),
                    connection=connection,
                    fill={rules.LINK: urls.get(said, settings.PUBLIC_ADDRESS)},
                )
                for _, message, said in batch
            ]
            after, seen = batch[-1][0], seen + len(batch)
            sent += fates.count(State.SENT)
            progress.advance(done=seen, total=seen)
            if len(fates) > 1 and set(fates) == {State.WAITING}:
                raise MailServerAway("The mail server put everything off. The emails still wait.")
    finally:
        connection.close()
    return f"{plural_words(sent, 'email')} sent."


@handles("strategy.remind_commitments")
def remind_of_commitments(progress: Progress) -> str:
    """Write what was not written this week, and send what waits. Run twice, it sends once."""
    for system in register.list_systems():
        actions.remind_of_commitments(system=system, by=progress.by, at=timezone.now())
    return send_reminders(ABOUT, at=timezone.now()).in_words()
