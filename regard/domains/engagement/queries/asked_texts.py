"""With what words an audience was asked, and what became of those messages. Names nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from regard.domains.engagement.models import Invitation
from regard.domains.engagement.rules import letters as rules
from regard.domains.engagement.types import Channel
from regard.foundation.mail.models import State

from .invitations import ask_of

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise

SERVICE, GREETING = "[the service]", "[name]"
"""Stand where each message names whom it is for."""

FATES = """
    select nth > 1, state, count(*)
    from (
        select message.state,
            row_number() over (partition by message.about order by message.id) as nth
        from engagement_invitation invitation
        join mail_message message on message.about = %(about)s || invitation.id
        where invitation.exercise_id = %(exercise)s
    ) numbered
    group by 1, 2
"""


@dataclass(frozen=True)
class AskedText:
    """
    The words of one kind of message, and how many went.

    Attributes:
        subject, body: as Regard writes them, with what differs in square brackets.
        written: of these, `sent` were taken by a mail server, `bounced` refused or may not have
            gone, and `held` not sent, as their reader had asked us not to write.
    """

    subject: str
    body: str
    written: int
    sent: int
    bounced: int
    held: int


@dataclass(frozen=True)
class AskedTexts:
    """
    How an exercise asked its audience.

    Attributes:
        again: reminders, and links that were sent anew.
        letters: on paper; posted: of these.
    """

    first: AskedText
    again: AskedText
    letters: int
    posted: int


def get_asked_texts(*, exercise: Exercise) -> AskedTexts:
    """
    Return with what words an exercise asked, whose reader was checked. Five queries.

    The words are those of the exercise as it stands: its days may have moved since they went.
    """
    ask = ask_of(exercise)
    fates = _count_fates(exercise)
    letters = Invitation.objects.filter(exercise=exercise, channel=Channel.LETTER)
    return AskedTexts(
        first=_text(
            rules.invitation_email(ask, service=SERVICE, greeting=GREETING), fates, is_again=False
        ),
        again=_text(
            rules.reminder_email(ask, service=SERVICE, greeting=GREETING), fates, is_again=True
        ),
        letters=letters.count(),
        posted=letters.filter(printed_at__isnull=False).count(),
    )


def _count_fates(exercise: Exercise) -> dict[tuple[bool, str], int]:
    about = f"{Invitation._meta.label}:"
    with connection.cursor() as cursor:
        cursor.execute(FATES, {"about": about, "exercise": exercise.pk})
        return {(is_again, state): count for is_again, state, count in cursor.fetchall()}


def _text(email: rules.Email, fates: dict[tuple[bool, str], int], *, is_again: bool) -> AskedText:
    counts = {state: count for (again, state), count in fates.items() if again is is_again}
    return AskedText(
        subject=email.subject,
        body=email.body,
        written=sum(counts.values()),
        sent=counts.get(State.SENT, 0),
        bounced=counts.get(State.FAILED, 0) + counts.get(State.UNSURE, 0),
        held=counts.get(State.HELD, 0),
    )
