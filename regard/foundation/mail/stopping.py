"""The link by which whoever got an email stops more of them, without a password."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from regard.foundation.accounts import links
from regard.foundation.accounts.models import Link

from .models import Message, Purpose

STOP = "mail.stop"
"""Purpose of the link. Its subject is the message that it was sent in."""

WORKS_FOR = timedelta(days=731)
"""As long as the message is kept."""


def make_stop_links(messages: Iterable[Message]) -> None:
    """Make the links of messages that were just written down, but for codes, all at once."""
    made = [message for message in messages if message.purpose != Purpose.ACCESS]
    if made:
        links.issue_many(
            purpose=STOP,
            subject_ids=[message.pk for message in made],
            expires_at=made[0].created_at + WORKS_FOR,
        )


def stop_url(message: Message, *, at: datetime) -> str:
    """
    Return the address in full, of the link that was made with it; empty for a code.

    :param message: with what its link is made of as `stop_link` (number and nonce), or its link
        is looked up; one that has none, as it is of an earlier time, gets one.
    """
    if message.purpose == Purpose.ACCESS:
        return ""
    link = _made_of(message) or links.list_links(purpose=STOP, subject_ids=[message.pk]).get(
        message.pk
    )
    if link is None:
        link = links.issue(purpose=STOP, subject_id=message.pk, expires_at=at + WORKS_FOR)
    path = reverse("mail:stop", kwargs={"token": links.token(link)})
    return f"{settings.PUBLIC_ADDRESS}{path}"


def _made_of(message: Message) -> Link | None:
    made_of: list[int] | None = getattr(message, "stop_link", None)
    if made_of is None:
        return None
    number, nonce = made_of
    return Link(pk=number, purpose=STOP, subject_id=message.pk, nonce=nonce)
