"""Send what was written to members about a meeting, one email at a time and none twice."""

from django.conf import settings
from django.core.mail import get_connection
from django.urls import reverse
from django.utils import timezone

from regard.domains.governance import actions
from regard.domains.governance.queries import holder_links, told
from regard.domains.governance.rules.meeting_letters import CALENDAR_LINK, PAPERS_LINK
from regard.foundation.base.errors import Refusal
from regard.foundation.jobs.progress import Progress, handles
from regard.foundation.mail.actions import deliver
from regard.foundation.mail.models import State


class MailServerAway(Refusal):
    """It put everything off, and so it would again."""


@handles(actions.TELL)
def tell_members(progress: Progress) -> str:
    """
    Send the emails about a meeting that wait.

    :raises MailServerAway: if the mail server put all of several off. They still wait.
    """
    meeting_id: int = progress.args["meeting_id"]
    waiting = told.list_waiting(meeting_id=meeting_id)
    tokens = holder_links.list_tokens(holder_ids=[holder_id for _, holder_id in waiting])
    fates = []
    connection = get_connection()
    try:
        for done, (message_id, holder_id) in enumerate(waiting, start=1):
            fill = _addresses(tokens[holder_id], meeting_id)
            fates.append(deliver(message_id, at=timezone.now(), connection=connection, fill=fill))
            progress.advance(done=done, total=len(waiting))
    finally:
        connection.close()
    if len(fates) > 1 and set(fates) == {State.WAITING}:
        raise MailServerAway(
            "The mail server put everything off. Nothing is lost: the emails wait, and go out "
            "when you press send again."
        )
    return _result(fates)


def _addresses(token: str, meeting_id: int) -> dict[str, str]:
    """Return somebody's own addresses, by the words in a letter that stand for them."""
    papers = reverse("governance:my_meeting", kwargs={"token": token, "meeting_id": meeting_id})
    calendar = reverse("governance:my_calendar", kwargs={"token": token})
    return {
        PAPERS_LINK: f"{settings.PUBLIC_ADDRESS}{papers}",
        CALENDAR_LINK: f"{settings.PUBLIC_ADDRESS}{calendar}",
    }


def _result(fates: list[State]) -> str:
    sent = fates.count(State.SENT)
    words = "1 email sent." if sent == 1 else f"{sent:,} emails sent."
    left = len(fates) - sent
    return f"{words} {left:,} did not go." if left else words
