"""Send the emails that say what came of what people told."""

from django.utils import timezone

from regard.foundation.jobs.progress import Progress, handles
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Message, State

from .invitations import mail_server


@handles("engagement.send_upshot")
def send_upshot(progress: Progress) -> str:
    """Send those that wait. Run twice, it sends each once."""
    about = f"engagement.Upshot:{progress.args['upshot_id']}"
    waiting = list(
        Message.objects.filter(about=about, state=State.WAITING)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    sent = 0
    with mail_server() as connection:
        for done, number in enumerate(waiting, start=1):
            fate = mail.deliver(number, at=timezone.now(), connection=connection)
            sent += fate is State.SENT
            progress.advance(done=done, total=len(waiting))
    return f"{sent:,} of {len(waiting):,} emails sent."
