"""Write to members of a network of their part in what it said."""

from django.utils import timezone

from regard.domains.engagement.queries.member_parts import list_part_urls, list_parts_to_tell
from regard.domains.engagement.rules.letters import LINK
from regard.foundation.jobs.progress import Progress, handles
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import State

from .invitations import BATCH, mail_server


@handles("engagement.tell_members")
def tell_members(progress: Progress) -> str:
    """Send each email that waits, with its link put in that is not kept, and none twice."""
    sent = tried = after = 0
    with mail_server() as connection:
        while waiting := list_parts_to_tell(
            contribution_id=progress.args["contribution_id"], after=after, limit=BATCH
        ):
            urls = list_part_urls(part_ids=[part_id for part_id, _ in waiting])
            for part_id, message_id in waiting:
                after = part_id
                if part_id in urls:
                    fate = mail.deliver(
                        message_id,
                        at=timezone.now(),
                        connection=connection,
                        fill={LINK: urls[part_id]},
                    )
                    sent, tried = sent + (fate is State.SENT), tried + 1
    return f"{sent} of {tried} emails sent." if tried else "There was nobody to write to."
