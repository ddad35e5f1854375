"""With what words an audience was asked, and what became of those messages. Names nobody."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone

from regard.domains.engagement.models import Invitation
from regard.domains.engagement.rules import letters as rules
from regard.domains.engagement.rules.sent_letters import GREETING, SERVICE, for_everyone
from regard.domains.engagement.types import Channel
from regard.foundation.mail.models import State

from .invitations import ask_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from regard.domains.engagement.models import Exercise

TOGETHER = 2_000
"""Invitations whose emails are read at once: some megabytes."""

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

SENT = """
    with asked as (
        select id from engagement_invitation
        where exercise_id = %(exercise)s and id > %(after)s
        order by id
        limit %(limit)s
    )
    select id, nth > 1, subject, body, sent_at
    from (
        select asked.id, message.subject, message.body, message.state, message.sent_at,
            row_number() over (partition by asked.id order by message.id) as nth
        from asked left join mail_message message on message.about = %(about)s || asked.id
    ) numbered
    where state = %(sent)s or nth = 1
    order by id, nth
"""
"""Each invitation at least once, so that the next are known; without a time if none went."""


@dataclass(frozen=True)
class SentWords:
    """
    What emails said, as they were sent.

    Attributes:
        subject, body: with what differed from one to another in square brackets.
        sent: how many said so, between these two days.
    """

    subject: str
    body: str
    sent: int
    first_on: date
    last_on: date


@dataclass(frozen=True)
class AskedText:
    """
    The words of one kind of message, and how many went.

    Attributes:
        subject, body: as Regard writes them now, with what differs in square brackets.
        as_sent: as they were sent, the first first; where an exercise changed, there are several.
            What was sent and is in none of these is forgotten, as mail is after two years.
        written: of these, `sent` were taken by a mail server, `bounced` refused or may not have
            gone, and `held` not sent, as their reader had asked us not to write.
    """

    subject: str
    body: str
    as_sent: tuple[SentWords, ...]
    written: int
    sent: int
    bounced: int
    held: int

    @property
    def forgotten(self) -> int:
        """How many were sent whose words are not kept."""
        return self.sent - sum(each.sent for each in self.as_sent)


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
    Return with what words an exercise asked, whose reader was checked.

    Seven queries, and one more for each 2,000 who were asked.
    """
    ask = ask_of(exercise)
    fates = _count_fates(exercise)
    words = _list_sent_words(exercise)
    letters = Invitation.objects.filter(exercise=exercise, channel=Channel.LETTER)
    texts = [
        _text(
            write(ask, service=SERVICE, greeting=GREETING),
            tuple(each for again, each in words if again is is_again),
            {state: count for (again, state), count in fates.items() if again is is_again},
        )
        for write, is_again in ((rules.invitation_email, False), (rules.reminder_email, True))
    ]
    return AskedTexts(
        first=texts[0],
        again=texts[1],
        letters=letters.count(),
        posted=letters.filter(printed_at__isnull=False).count(),
    )


def _count_fates(exercise: Exercise) -> dict[tuple[bool, str], int]:
    with connection.cursor() as cursor:
        cursor.execute(FATES, {"about": _about(), "exercise": exercise.pk})
        return {(is_again, state): count for is_again, state, count in cursor.fetchall()}


def _list_sent_words(exercise: Exercise) -> list[tuple[bool, SentWords]]:
    """Return each text that was sent, with whether it was sent to those asked before."""
    counts: Counter[tuple[bool, rules.Email]] = Counter()
    days: dict[tuple[bool, rules.Email], tuple[date, date]] = {}
    for is_again, subject, body, at in _stream_sent(exercise):
        email = for_everyone(subject=subject, body=body)
        if email is None:
            continue
        text, on = (is_again, email), timezone.localdate(at)
        first, last = days.get(text, (on, on))
        counts[text] += 1
        days[text] = min(first, on), max(last, on)
    return [
        (text[0], SentWords(text[1].subject, text[1].body, counts[text], *between))
        for text, between in sorted(days.items(), key=lambda each: each[1])
    ]


def _stream_sent(exercise: Exercise) -> Iterator[tuple[bool, str, str, datetime]]:
    after, about, sent = 0, _about(), State.SENT.value
    while True:
        with connection.cursor() as cursor:
            which = {"exercise": exercise.pk, "after": after, "limit": TOGETHER}
            cursor.execute(SENT, {"about": about, "sent": sent, **which})
            rows = cursor.fetchall()
        if not rows:
            return
        after = rows[-1][0]
        yield from (tuple(row[1:]) for row in rows if row[4] is not None)


def _about() -> str:
    return f"{Invitation._meta.label}:"


def _text(email: rules.Email, as_sent: tuple[SentWords, ...], counts: dict[str, int]) -> AskedText:
    return AskedText(
        subject=email.subject,
        body=email.body,
        as_sent=as_sent,
        written=sum(counts.values()),
        sent=counts.get(State.SENT, 0),
        bounced=counts.get(State.FAILED, 0) + counts.get(State.UNSURE, 0),
        held=counts.get(State.HELD, 0),
    )
