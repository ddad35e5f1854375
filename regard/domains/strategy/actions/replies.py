"""Send replies, and know what became of each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from regard.domains.register import actions as register
from regard.domains.register.types import Proof
from regard.domains.strategy import rules
from regard.domains.strategy.models import Reply, Strategy
from regard.domains.strategy.queries.replies import SENDING, find_job
from regard.domains.strategy.types import ReplyChannel, ReplyState
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.jobs.actions import start_job
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.models import State as JobState
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Purpose
from regard.foundation.mail.models import State as MailState
from regard.foundation.mail.queries import is_of_the_address

FATES = {
    MailState.SENT: ReplyState.SENT,
    MailState.FAILED: ReplyState.FAILED,
    MailState.UNSURE: ReplyState.FAILED,
    MailState.HELD: ReplyState.HELD,
}
"""What the fate of its message makes of a reply. One that was put off stays owed."""


class CannotSend(Refusal):
    """Replies cannot be sent now."""


def start_sending(strategy: Strategy, *, wave: int | None = None, by: str) -> Job:
    """
    Start the job that writes replies not written yet and sends all emails still owed.

    Call inside an action.

    :param wave: the wave that was begun and is to be gone on with; None: none was.
    """
    system = strategy.system
    return start_job(
        kind=SENDING,
        title=f"Sending replies: {strategy.title}",
        scope_key=f"system:{strategy.system_id}",
        by=by,
        args={"strategy_id": strategy.pk} | ({"wave": wave} if wave else {}),
        next_url=reverse(
            "strategy:replies", kwargs={"system": system.slug, "slug": strategy.slug}
        ),
    )


@transaction.atomic
def send_again(*, strategy: Strategy, by: str, at: datetime) -> Job:
    """
    Try once more to send what failed, and whatever else is still owed by email.

    What was held is tried too: they may have asked us since to write again.

    :raises CannotSend: if replies are being sent now, or there is none to send.
    """
    Strategy.objects.select_for_update().get(pk=strategy.pk)
    job = find_job(kind=SENDING, strategy=strategy)
    if job is not None and job.state in {JobState.WAITING, JobState.RUNNING}:
        raise CannotSend("Replies are being sent now. Wait until that has ended.")
    emails = Reply.objects.filter(strategy=strategy, channel=ReplyChannel.EMAIL)
    again = emails.filter(state__in=[ReplyState.FAILED, ReplyState.HELD])
    failed = again.update(state=ReplyState.OWED, message=None)
    if not emails.filter(state=ReplyState.OWED).exists():
        raise CannotSend("Every email has been sent")
    detail: dict[str, object] = {"failed": failed}
    ledger.record(event="replies.sent_again", subject=strategy, by=by, at=at, detail=detail)
    return start_sending(strategy, by=by)


@transaction.atomic
def start_late_replies(*, strategy: Strategy, by: str, at: datetime) -> bool:
    """
    Start the job that writes and sends what came due since, and return whether it was started.

    It is not while replies of the document are being sent: the next look finds them.
    """
    Strategy.objects.select_for_update().get(pk=strategy.pk)
    job = find_job(kind=SENDING, strategy=strategy)
    if job is not None and job.state in {JobState.WAITING, JobState.RUNNING}:
        return False
    ledger.record(event="replies.late_started", subject=strategy, by=by, at=at)
    start_sending(strategy, by=by)
    return True


@transaction.atomic
def write_messages(*, replies: list[Reply]) -> dict[int, int]:
    """
    Write the emails of those of these replies that have none yet. Nothing is sent.

    Part of the job that sends them, which the ledger names.

    :return: the message of every reply, by the reply's number and in their order.
    """
    _write_missing([reply for reply in replies if reply.message_id is None])
    return {reply.pk: reply.message_id for reply in replies if reply.message_id is not None}


def _write_missing(unwritten: list[Reply]) -> None:
    if not unwritten:
        return
    messages = mail.post(
        [_draft(reply) for reply in unwritten],
        scope_key=f"system:{unwritten[0].system_id}",
    )
    for reply, message in zip(unwritten, messages, strict=True):
        reply.message = message
    Reply.objects.bulk_update(unwritten, ["message"])


@transaction.atomic
def record_fates(
    *, strategy_id: int, fates: Mapping[int, MailState], by: str, at: datetime
) -> None:
    """Write down what became of these replies' messages, by the reply's number."""
    changed = [
        Reply(
            pk=reply_id,
            state=FATES[fate],
            sent_at=at if fate is MailState.SENT else None,
        )
        for reply_id, fate in fates.items()
        if fate in FATES
    ]
    Reply.objects.bulk_update(changed, ["state", "sent_at"])
    states = [reply.state for reply in changed]
    _note_addresses_that_failed(changed, by=by, at=at)
    detail: dict[str, object] = {
        "sent": states.count(ReplyState.SENT),
        "failed": states.count(ReplyState.FAILED),
        "held": states.count(ReplyState.HELD),
        "put_off": len(fates) - len(changed),
    }
    strategy = Strategy(pk=strategy_id)
    ledger.record(event="replies.sent", subject=strategy, by=by, at=at, detail=detail)


@transaction.atomic
def record_returned(*, by: str, at: datetime) -> int:
    """
    Mark the replies whose emails came back after a server had taken them, and return how many.

    They are shown among those that failed, and can be sent again.
    """
    went = Reply.objects.filter(
        channel=ReplyChannel.EMAIL, state=ReplyState.SENT, message__state=MailState.FAILED
    )
    back = list(went.select_for_update(of=("self",)).order_by("pk"))
    for reply in back:
        reply.state, reply.sent_at = ReplyState.FAILED, None
    Reply.objects.bulk_update(back, ["state", "sent_at"], batch_size=1000)
    _note_addresses_that_failed(back, by=by, at=at)
    for strategy_id in sorted({reply.strategy_id for reply in back}):
        count = sum(reply.strategy_id == strategy_id for reply in back)
        detail: dict[str, object] = {"returned": count}
        strategy = Strategy(pk=strategy_id)
        ledger.record(event="replies.returned", subject=strategy, by=by, at=at, detail=detail)
    return len(back)


def _note_addresses_that_failed(replies: list[Reply], *, by: str, at: datetime) -> None:
    """Let the register know of contacts that took no email."""
    failed = [reply.pk for reply in replies if reply.state == ReplyState.FAILED]
    found = Reply.objects.filter(pk__in=failed, contribution__location__isnull=False)
    for reply in found.select_related("message", "contribution"):
        if reply.message and is_of_the_address(reply.message) and reply.contribution.location_id:
            register.fail_contact(
                location_id=reply.contribution.location_id,
                why=reply.message.problem,
                address=reply.to,
                by=by,
                at=at,
            )


@transaction.atomic
def mark_letters_posted(
    *, strategy: Strategy, reply_ids: Collection[int], by: str, at: datetime
) -> int:
    """
    Say that these letters were posted, and return how many had not been before.

    Numbers of anything else are passed over.
    """
    letters = Reply.objects.filter(
        strategy=strategy,
        channel=ReplyChannel.LETTER,
        state=ReplyState.OWED,
        pk__in=list(reply_ids),
    )
    posted = letters.update(state=ReplyState.SENT, sent_at=at)
    if posted:
        detail: dict[str, object] = {"letters": posted}
        ledger.record(event="letters.posted", subject=strategy, by=by, at=at, detail=detail)
    return posted


@transaction.atomic
def mark_notes_handed_on(*, strategy: Strategy, to: str, by: str, at: datetime) -> int:
    """
    Say that who carried several voices has their notes, and return how many had none before.

    :param to: who it is, as the notes name them.
    """
    notes = Reply.objects.filter(
        strategy=strategy, channel=ReplyChannel.NOTE, state=ReplyState.OWED, to=to
    )
    handed_on = notes.update(state=ReplyState.SENT, sent_at=at)
    if handed_on:
        detail: dict[str, object] = {"to": to, "notes": handed_on}
        ledger.record(event="notes.handed_on", subject=strategy, by=by, at=at, detail=detail)
    return handed_on


@transaction.atomic
def record_read(*, reply: Reply, at: datetime) -> None:
    """
    Write down when the reply was first read on its page; only the first time counts.

    It proves that whoever it went to is reached by what the register holds, if that is the same.
    """
    if not Reply.objects.filter(pk=reply.pk, read_at=None).update(read_at=at):
        return
    by = f"reply:{reply.pk}"
    ledger.record(event="reply.read", subject=reply, by=by, at=at)
    location_id = reply.contribution.location_id
    if location_id and reply.channel == ReplyChannel.EMAIL:
        register.prove_contact(
            location_id=location_id, how=Proof.OPENED_LINK, address=reply.to, by=by, at=at
        )


@transaction.atomic
def record_verdict(*, reply: Reply, answers_them: bool, at: datetime) -> None:
    """Write down whether the reply answers whoever it went to, as they say. They may change it."""
    Reply.objects.filter(pk=reply.pk).update(answers_them=answers_them)
    detail: dict[str, object] = {"answers_them": answers_them}
    ledger.record(
        event="reply.judged", subject=reply, by=f"reply:{reply.pk}", at=at, detail=detail
    )


def _draft(reply: Reply) -> mail.Draft:
    """Return the email, with a place for the secret link, which is put in only as it is sent."""
    content = rules.read_content(reply.content)
    path = reverse(
        "strategy:strategy",
        kwargs={"system": reply.strategy.system.slug, "slug": content.strategy_slug},
    )
    return mail.Draft(
        to=reply.to,
        subject=rules.email_subject(content),
        body=rules.email_body(content, strategy_url=settings.PUBLIC_ADDRESS + path),
        about=f"strategy.Reply:{reply.pk}",
        purpose=Purpose.ANSWERING,
    )
