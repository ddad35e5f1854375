"""Write to those who sit on a body about its meetings. Their opt-outs hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from regard.domains.governance.models import Holder, Meeting
from regard.domains.governance.queries import told
from regard.domains.governance.queries.holder_links import HOLDER
from regard.domains.governance.rules import meeting_letters as letters
from regard.domains.governance.rules.clock import span_words
from regard.foundation.accounts import links
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.design.words import date_words, day_words
from regard.foundation.jobs.actions import start_job
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import State

TELL = "governance.tell_members"
"""The job that sends what was written about a meeting."""

WORKS_FOR = timedelta(days=400)
"""A member's link lasts from one yearly meeting to the next; each agenda brings it anew."""

RENEWED_BEFORE = timedelta(days=120)
"""A link with less time left is not sent again: a new one is."""


class CannotSendAgain(Refusal):
    """There is no email that could be sent."""


Write = Callable[[letters.MeetingWords, str], letters.Letter]
"""Makes the letter about a meeting for somebody of this name."""


def tell_members(*, meeting: Meeting, write: Write, by: str, at: datetime) -> int:
    """
    Write to each holder and deputy with an email address; return how many. Nothing is sent yet.

    Call inside an action: the job that sends them starts once it is done.
    """
    holders = told.list_recipients(meeting=meeting)
    _give_links(holders, at)
    words = words_of(meeting)
    drafts = []
    for holder in holders:
        letter = write(words, holder.name)
        about = told.about(meeting, holder.pk)
        drafts.append(mail.Draft(holder.email, letter.subject, letter.body, about))
    mail.post(drafts, scope_key=f"system:{meeting.system_id}")
    if drafts:
        _start(meeting, by)
    return len(drafts)


def tell_of_move(*, meeting: Meeting, was: letters.MeetingWords, by: str, at: datetime) -> int:
    """Write that a meeting's time or place changed, as `tell_members`."""
    before = ", ".join(filter(None, (was.when, was.where)))

    def write(words: letters.MeetingWords, name: str) -> letters.Letter:
        return letters.moved_letter(words, greeting=name, was=before)

    return tell_members(meeting=meeting, write=write, by=by, at=at)


def tell_of_cancelling(*, meeting: Meeting, by: str, at: datetime) -> int:
    """Write that a meeting will not be, as `tell_members`."""

    def write(words: letters.MeetingWords, name: str) -> letters.Letter:
        return letters.cancelled_letter(words, greeting=name, why=meeting.why_cancelled)

    return tell_members(meeting=meeting, write=write, by=by, at=at)


@transaction.atomic
def send_again(*, meeting: Meeting, by: str, at: datetime) -> int:
    """
    Let emails about a meeting that did not go be sent once more, and return how many wait.

    :raises CannotSendAgain: if all went, or are held because somebody asked us not to write.
    """
    messages = told.messages_about(meeting)
    for message in messages:
        if message.state in {State.FAILED, State.UNSURE}:
            mail.put_back(message=message, by=by, at=at)
    waiting = sum(message.state not in {State.SENT, State.HELD} for message in messages)
    if not waiting:
        raise CannotSendAgain("Every email about this meeting has gone, or they asked us not to")
    ledger.record(event="meeting.told_again", subject=meeting, by=by, at=at)
    _start(meeting, by)
    return waiting


def words_of(meeting: Meeting) -> letters.MeetingWords:
    """Return a meeting in the words of a letter."""
    starts = timezone.localtime(meeting.starts_at)
    ends = timezone.localtime(meeting.starts_at + timedelta(minutes=meeting.minutes_long))
    return letters.MeetingWords(
        body=meeting.title or meeting.body.name,
        partnership=meeting.system.partnership_name,
        day=date_words(starts),
        when=f"{day_words(starts)} {starts:%Y}, {span_words(starts, ends)}",
        where=meeting.venue,
        joining=meeting.joining,
    )


def _give_links(holders: list[Holder], at: datetime) -> None:
    """Make sure that each has a link of their own that lasts."""
    held = links.list_links(purpose=HOLDER, subject_ids=[holder.pk for holder in holders])
    lacking = [
        holder.pk
        for holder in holders
        if holder.pk not in held or held[holder.pk].expires_at < at + RENEWED_BEFORE
    ]
    links.issue_many(purpose=HOLDER, subject_ids=lacking, expires_at=at + WORKS_FOR)


def _start(meeting: Meeting, by: str) -> None:
    where = {"system": meeting.system.slug, "meeting_id": meeting.pk}
    start_job(
        kind=TELL,
        title=f"Writing to the members of {meeting.body.name}",
        scope_key=f"system:{meeting.system_id}",
        by=by,
        args={"meeting_id": meeting.pk},
        next_url=reverse("governance:called", kwargs=where),
    )
