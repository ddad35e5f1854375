"""Read what arrived, and tell those who wrote that it was kept."""

from django.utils import timezone

from regard.domains.engagement.actions.reading_arrivals import read_arrival
from regard.domains.engagement.queries.acknowledgements import get_acknowledgement
from regard.domains.engagement.rules.letters import LINK
from regard.foundation.jobs.progress import Progress, handles
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import State


@handles("engagement.read_arrivals")
def read_arrivals(progress: Progress) -> str:
    """Read the words of each; those that cannot be read wait, with why."""
    arrival_ids = progress.args["arrival_ids"]
    done = progress.cursor.get("done", 0)
    unread = progress.cursor.get("unread", [])
    for arrival_id in arrival_ids[done:]:
        problem = read_arrival(arrival_id=arrival_id, by=progress.by, at=timezone.now())
        done += 1
        unread = [*unread, problem] if problem else unread
        progress.advance(
            done=done, total=len(arrival_ids), cursor={"done": done, "unread": unread[:20]}
        )
    words = f"{done - len(unread):,} read."
    if unread:
        words += f" {len(unread):,} could not be read: {' '.join(dict.fromkeys(unread))}"
    return words


@handles("engagement.acknowledge")
def acknowledge(progress: Progress) -> str:
    """Send one email, with the link put in that is not kept."""
    found = get_acknowledgement(arrival_id=progress.args["arrival_id"])
    fate = mail.deliver(
        progress.args["message_id"],
        at=timezone.now(),
        fill={LINK: found.url},
        headers=found.headers,
    )
    return "Sent." if fate is State.SENT else "It did not go: the messages say why."
