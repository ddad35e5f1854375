"""Send the emails of an exercise, one at a time and none twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from smtplib import SMTPException

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from regard.domains.engagement import actions, queries
from regard.domains.engagement.actions import waves as due
from regard.domains.engagement.queries.invitations import is_paused
from regard.domains.engagement.queries.mailboxes import list_reply_addresses
from regard.domains.engagement.queries.shields import list_shielded_invitations
from regard.domains.engagement.rules.letters import LINK
from regard.foundation.base.errors import Refusal
from regard.foundation.design.words import plural_words
from regard.foundation.jobs.progress import Progress, handles
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import State

BATCH = 50
"""Emails between two notes of how far the job is. A note repeats nothing: each email is marked
as being sent before the mail server is spoken to."""


class NoMailServer(Refusal):
    """The mail server does not answer."""


@handles("engagement.send_invitations")
def send_invitations(progress: Progress) -> str:
    """Write the missing invitations, or reminders, then send every email that waits."""
    exercise_id = progress.args["exercise_id"]
    if not progress.cursor and is_paused(exercise_id=exercise_id):
        return _put_off(progress)
    if not progress.cursor:
        with transaction.atomic():
            made = _write(progress)
            total = queries.count_messages_to_deliver(exercise_id=exercise_id)
            progress.advance(
                done=0,
                total=total,
                cursor={"made": made, "after": 0, "sent": 0, "tried": 0},
            )
    with mail_server() as connection:
        while waiting := queries.list_messages_to_deliver(
            exercise_id=exercise_id, after=progress.cursor["after"], limit=BATCH
        ):
            numbers = [number for number, _ in waiting]
            urls = queries.list_answer_urls(invitation_ids=numbers)
            reply_to = list_reply_addresses(invitation_ids=numbers)
            spoken = list_shielded_invitations(invitation_ids=numbers)
            fates = {
                number: mail.pass_over(message_id, at=timezone.now())
                if number in spoken
                else mail.deliver(
                    message_id,
                    at=timezone.now(),
                    connection=connection,
                    fill={LINK: urls[number]},
                    headers={"Reply-To": reply_to[number]} if number in reply_to else None,
                )
                for number, message_id in waiting
                if number in urls
            }
            failed = [number for number, fate in fates.items() if fate is State.FAILED]
            if failed:
                actions.record_failures(invitation_ids=failed, by=progress.by, at=timezone.now())
            _note(progress, last=waiting[-1][0], fates=list(fates.values()))
            if is_paused(exercise_id=exercise_id):
                return f"{_result(progress)} Then it was paused: what waits goes once it goes on."
    return _result(progress)


@contextmanager
def mail_server() -> Iterator[BaseEmailBackend]:
    """
    Hold one connection to the mail server for many emails.

    :raises NoMailServer: if it does not answer.
    """
    connection: BaseEmailBackend = get_connection()
    try:
        connection.open()
    except (SMTPException, OSError) as failure:
        raise NoMailServer(
            f"The mail server does not answer ({failure}). Nothing is lost: the emails wait, "
            "and are tried again within hours; you can also press send again."
        ) from failure
    try:
        yield connection
    finally:
        connection.close()


def _put_off(progress: Progress) -> str:
    """Leave a wave to be sent another day, as its exercise was paused before this began."""
    wave_id = progress.args.get("wave_id")
    if wave_id is not None and not progress.args["reminds"]:
        due.put_off_wave(wave_id=wave_id, by=progress.by, at=timezone.now())
    return "It was paused before anything was sent. Nothing went."


def _write(progress: Progress) -> int:
    """Write what is missing, unless only what waits is to be sent; return how much."""
    if progress.args.get("is_again"):
        return 0
    make = actions.make_reminders if progress.args["reminds"] else actions.make_invitations
    return make(
        exercise_id=progress.args["exercise_id"],
        by=progress.by,
        at=timezone.now(),
        wave_id=progress.args.get("wave_id"),
    )


def _note(progress: Progress, *, last: int, fates: list[State]) -> None:
    cursor = progress.cursor | {
        "after": last,
        "sent": progress.cursor["sent"] + fates.count(State.SENT),
        "tried": progress.cursor["tried"] + len(fates),
    }
    progress.advance(done=cursor["tried"], cursor=cursor)


def _result(progress: Progress) -> str:
    sent, tried = progress.cursor["sent"], progress.cursor["tried"]
    words = f"{sent:,} emails sent." if sent != 1 else "1 email sent."
    if tried > sent:
        words += f" {tried - sent:,} did not go: the list below says why."
    letters = progress.cursor["made"] - tried
    if not progress.args["reminds"] and letters > 0:
        words += f" {letters:,} services have no email address: print their letters."
    return words


@handles("engagement.send_due")
def send_due(progress: Progress) -> str:
    """
    Start the waves and reminders that are due, and what the mail server put off.

    Started hourly, by day.
    """
    waves, reminded = due.send_due(by=progress.by, at=timezone.now())
    again = due.send_put_off(by=progress.by, at=timezone.now())
    more = (
        f" What was put off in {plural_words(again, 'exercise')} is sent again." if again else ""
    )
    return f"{waves} waves begun, {reminded} with reminders.{more}"
