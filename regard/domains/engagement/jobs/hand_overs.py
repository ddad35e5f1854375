"""Send the email by which a question is passed on."""

from django.utils import timezone

from regard.domains.engagement.queries.hand_overs import get_hand_over_url
from regard.domains.engagement.rules.letters import LINK
from regard.foundation.jobs.progress import Progress, handles
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import State


@handles("engagement.send_hand_over")
def send_hand_over(progress: Progress) -> str:
    """Send one email, with the link put in that is not kept; nothing if it was taken back."""
    url = get_hand_over_url(hand_over_id=progress.args["hand_over_id"])
    if not url:
        return "It was taken back before it went."
    fate = mail.deliver(progress.args["message_id"], at=timezone.now(), fill={LINK: url})
    return "Sent." if fate is State.SENT else "It did not go: the messages say why."
