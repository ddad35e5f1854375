"""Publish, and send what was written."""

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from regard.domains.strategy import actions, queries, rules
from regard.domains.strategy.types import StrategyStage
from regard.foundation.audit.sealing import seal
from regard.foundation.base.errors import Refusal
from regard.foundation.design.words import plural_words
from regard.foundation.jobs.progress import Progress, handles
from regard.foundation.mail.actions import deliver
from regard.foundation.mail.models import State as MailState

CHUNK = 1_000
"""Contributions whose replies are written in one transaction. After a kill, none twice."""

BATCH = 100
"""Replies whose fate is written down at once. After a kill, so many are looked at again."""


class MailServerDown(Refusal):
    """A whole batch was put off, and so would the next be."""


@handles(queries.PUBLISHING)
def publish(progress: Progress) -> str:
    """
    Publish a strategy, in one transaction or not at all, and seal the ledger.

    Another job writes to everyone.

    :raises CannotPublish: if something was said or undone since it was started.
    """
    strategy = queries.get_strategy_for_job(strategy_id=progress.args["strategy_id"])
    if strategy.stage == StrategyStage.DRAFT:
        actions.publish_strategy(strategy=strategy, by=progress.by, at=timezone.now())
        seal(at=timezone.now())
    written = sum(row.total for row in queries.count_replies(strategy_id=strategy.pk))
    left = queries.count_unwritten(strategy=strategy)
    more = f" {left:,} more are being written." if left else ""
    return f"Published. {plural_words(written, 'reply', 'replies')} written.{more}"


@handles(queries.SENDING)
def send_replies(progress: Progress) -> str:
    """
    Write every reply that is not written yet, then send every email still owed, in batches.

    Whoever has a reply is passed over, and each message knows whether it was sent, so that what
    is begun again sends nothing twice.

    :raises MailServerDown: if the mail server put off a whole batch. Those replies stay owed.
    """
    strategy_id: int = progress.args["strategy_id"]
    _write_replies(progress)
    done: int = progress.cursor.get("done", 0)
    after: int = progress.cursor.get("after", 0)
    left = queries.count_replies_to_send(strategy_id=strategy_id, after=after)
    progress.advance(done=done, total=done + left)
    connection = get_connection()
    try:
        while fates := _send_batch(strategy_id, after, connection):
            after, done = max(fates), done + len(fates)
            with transaction.atomic():
                actions.record_fates(
                    strategy_id=strategy_id, fates=fates, by=progress.by, at=timezone.now()
                )
                cursor = progress.cursor | {"after": after, "done": done}
                progress.advance(done=done, cursor=cursor)
            _refuse_if_down(fates)
    finally:
        connection.close()
    return _summary(strategy_id)


@handles(queries.REPLYING_LATE)
def reply_late(progress: Progress) -> str:
    """
    Start the replies to those who came after publishing, or were answered anew since.

    Those that the mail server put off are tried again too. Marks first whose email came back.
    """
    now = timezone.now()
    returned = actions.record_returned(by=progress.by, at=now)
    started = 0
    for strategy in queries.list_newest_published():
        if queries.has_to_write(strategy=strategy) or queries.has_put_off(
            strategy=strategy, at=now
        ):
            started += actions.start_late_replies(strategy=strategy, by=progress.by, at=now)
    back = f" {plural_words(returned, 'email')} came back." if returned else ""
    return f"{plural_words(started, 'wave')} of replies started.{back}"


def _write_replies(progress: Progress) -> None:
    """
    Write the replies that are owed, a thousand at a time, unless that was done before.

    Says how many of them are looked at; then the count begins anew with those to send.
    """
    if progress.cursor.get("is_written"):
        return
    strategy = queries.get_strategy_for_job(strategy_id=progress.args["strategy_id"])
    number = progress.cursor.get("wave") or progress.args.get("wave")
    wave = actions.begin_wave(strategy=strategy, number=number)
    looked_at: int = progress.cursor.get("looked_at", 0)
    after: int = progress.cursor.get("written_to", 0)
    total = queries.count_to_write(strategy=strategy, after=after) + looked_at
    chunk: actions.Chunk | None = None
    while chunk is None or chunk.last is not None:
        with transaction.atomic():
            chunk = actions.write_replies(
                wave=wave, after=after, limit=CHUNK, by=progress.by, at=timezone.now()
            )
            looked_at, after = looked_at + chunk.looked_at, chunk.last or after
            cursor = {"wave": wave.number, "written_to": after, "looked_at": looked_at}
            progress.advance(
                done=looked_at,
                total=total,
                cursor=cursor | {"is_written": chunk.last is None},
            )


def _send_batch(
    strategy_id: int, after: int, connection: BaseEmailBackend
) -> dict[int, MailState]:
    """Return the fate of each reply's message in the next batch; none when all are done."""
    batch = queries.list_replies_to_send(strategy_id=strategy_id, after=after, limit=BATCH)
    messages = actions.write_messages(replies=batch)
    urls = queries.list_reply_urls(replies=batch)
    return {
        reply_id: deliver(
            message_id,
            at=timezone.now(),
            connection=connection,
            fill={rules.LINK: urls.get(reply_id, "")},
        )
        for reply_id, message_id in messages.items()
    }


def _refuse_if_down(fates: dict[int, MailState]) -> None:
    if len(fates) > 1 and set(fates.values()) == {MailState.WAITING}:
        raise MailServerDown(
            "The mail server put everything off. The replies are still owed: "
            "send them again from the page of replies."
        )


def _summary(strategy_id: int) -> str:
    by_email, by_letter, by_note, on_page = queries.count_replies(strategy_id=strategy_id)
    sentences = [f"{plural_words(by_email.sent, 'reply', 'replies')} sent by email."]
    if by_email.failed:
        sentences.append(f"{by_email.failed:,} failed.")
    if by_email.held:
        sentences.append(f"{by_email.held:,} not sent, as they asked us not to write.")
    if by_email.owed:
        sentences.append(f"{by_email.owed:,} put off, and still owed.")
    if by_letter.owed:
        sentences.append(f"{plural_words(by_letter.owed, 'letter')} to print and post.")
    if by_note.owed:
        sentences.append(f"{plural_words(by_note.owed, 'note')} to hand on.")
    if on_page.sent:
        sentences.append(f"{on_page.sent:,} on their receipt page.")
    return " ".join(sentences)
