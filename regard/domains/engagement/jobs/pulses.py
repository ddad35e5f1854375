"""Begin the waves of pulses that are due, and send what they write to the partnership's people."""

from django.utils import timezone

from regard.domains.engagement.actions.pulse_waves import SEND, begin_due_waves, remind_raters
from regard.domains.engagement.queries.pulses import list_to_send
from regard.domains.engagement.rules.letters import LINK
from regard.foundation.jobs.progress import Progress, handles
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import State

from .invitations import mail_server


@handles("engagement.pulse")
def pulse(progress: Progress) -> str:
    """Begin what is due and remind who is silent. Started hourly, by day."""
    at = timezone.now()
    begun, refused = begin_due_waves(by=progress.by, at=at)
    reminded = remind_raters(by=progress.by, at=at)
    words = f"{begun} waves begun, {reminded} reminded."
    return " ".join((words, *refused))


@handles(SEND)
def ask_raters(progress: Progress) -> str:
    """Send the emails of one wave that wait, with the links put in that are not kept."""
    waiting = list_to_send(exercise_id=progress.args["exercise_id"])
    sent = 0
    with mail_server() as connection:
        for done, each in enumerate(waiting, start=1):
            fate = mail.deliver(
                each.message_id,
                at=timezone.now(),
                connection=connection,
                fill={LINK: each.url},
            )
            sent += fate is State.SENT
            progress.advance(done=done, total=len(waiting))
    return f"{sent:,} of {len(waiting):,} emails sent."
