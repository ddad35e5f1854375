"""Send email, and know what became of it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection as database
from django.db import transaction
from django.utils import timezone

from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.base.locks import Family, alone

from .models import Message, OptOut, Purpose, Refused, State
from .sending import Extra, send
from .stopping import STOP, make_stop_links, stop_url

KEPT_FOR = timedelta(days=2 * 365 + 1)
"""As the model says of whom a message went to and what it said."""

MOST_ATTEMPTS = 4
"""A message that the mail server put off this often is given up and shown to a person."""


HOLD = """
update mail_message
set state = 'held'
where id = any(%s) and state = 'waiting' and mail_is_refused("to", purpose)
returning id
"""


TAKE = """
update mail_message
set state = case
        when state = 'sending' then 'unsure'
        when mail_is_refused("to", purpose) then 'held'
        else 'sending'
    end,
    attempts = attempts + (state = 'waiting' and not mail_is_refused("to", purpose))::int,
    problem = case
        when state = 'sending' then 'Regard was stopped while it was being sent' else problem
    end,
    updated_at = %(now)s
where id = %(id)s and state in ('waiting', 'sending')
returning *, (
    select array[l.id, l.nonce]
    from accounts_link l
    where l.purpose = %(stop)s and l.subject_id = mail_message.id and l.revoked_at is null
    order by l.id desc
    limit 1
) as stop_link
"""
"""
One found already marked was left so by a process that died: nobody knows if it went. What the
link that stops it is made of comes with it.
"""

END = """
update mail_message set state = %(state)s, problem = %(problem)s, sent_at = %(sent_at)s
where id = %(id)s
"""


class CannotPutBack(Refusal):
    """The message is not one that can be sent again."""


class CannotOptOut(Refusal):
    """There is nothing that could be stopped."""


@dataclass(frozen=True)
class Draft:
    """
    An email to be.

    Attributes:
        about: what it belongs to, e.g. "strategy.Reply:12".
        purpose: what its reader may refuse; a message that says nothing of it asks.
    """

    to: str
    subject: str
    body: str
    about: str
    purpose: Purpose = Purpose.ASKING


def post(drafts: Iterable[Draft], *, scope_key: str) -> list[Message]:
    """
    Write down messages to send, in the caller's transaction and in order. Nothing is sent yet.

    Those to addresses that refused them are held. The caller's job hands each to `deliver`,
    which looks again.
    """
    messages = Message.objects.bulk_create(
        [
            Message(
                scope_key=scope_key,
                about=draft.about,
                to=draft.to,
                subject=" ".join(draft.subject.split()),
                body=draft.body,
                purpose=draft.purpose,
            )
            for draft in drafts
        ],
        batch_size=1000,
    )
    make_stop_links(messages)
    held = _hold([message.pk for message in messages])
    for message in messages:
        if message.pk in held:
            message.state = State.HELD
    return messages


@transaction.atomic
def opt_out(*, address: str, scope: Refused, how: str = "", by: str, at: datetime) -> OptOut:
    """
    Take down that an address is not to be written to. A later wish replaces an earlier one.

    :param how: how they said so, in words.
    :raises CannotOptOut: if there is no address.
    """
    address = address.strip().lower()
    if not address:
        raise CannotOptOut("There is no email address to stop writing to")
    wish = {"scope": scope, "opted_out_at": at, "how": how, "by": by}
    kept, _ = OptOut.objects.update_or_create(address=address, defaults=wish)
    detail: dict[str, object] = {"scope": scope}
    ledger.record(event="address.opted_out", subject=kept, by=by, at=at, detail=detail)
    return kept


@transaction.atomic
def opt_in(*, address: str, by: str, at: datetime) -> bool:
    """Take back the wish not to be written to, and return whether there was one."""
    kept = OptOut.objects.filter(address=address.strip().lower()).first()
    if kept is None:
        return False
    ledger.record(event="address.opted_in", subject=kept, by=by, at=at)
    kept.delete()
    return True


@transaction.atomic
def put_back(*, message: Message, by: str, at: datetime) -> None:
    """
    Let a message that did not go, or may not have gone, wait to be sent again.

    One that was held waits only if they have since asked us to write again.

    It goes out when the job that sends messages of its kind next runs. Nothing is ever put
    back by itself: if it had gone after all, the person gets it twice.

    :raises CannotPutBack: if it was sent, is still to be sent, is forgotten, or not wanted.
    """
    found = Message.objects.select_for_update().get(pk=message.pk)
    if not found.to:
        raise CannotPutBack("It is two years old, so we have forgotten whom it was to")
    if found.state not in {State.FAILED, State.UNSURE, State.HELD}:
        raise CannotPutBack("Only a message that failed, or may have, can be sent again")
    was: dict[str, object] = {"was": found.state}
    found.state, found.attempts, found.problem = State.WAITING, 0, ""
    found.save(update_fields=["state", "attempts", "problem", "updated_at"])
    if _hold([found.pk]):
        raise CannotPutBack("They asked us not to write to this address")
    ledger.record(event="message.put_back", subject=found, by=by, at=at, detail=was)


def deliver(
    message_id: int,
    *,
    at: datetime,
    connection: BaseEmailBackend | None = None,
    fill: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> State:
    """
    Send one message, unless it was sent before or is refused, and return its fate.

    Call outside a transaction: what becomes of the message is written down at once. Of two
    processes that deliver the same message, one sends it and the other learns its fate.

    :param connection: an open connection to reuse for many messages; None opens one.
    :param fill: secrets, such as a signed link, by the words in the body that they replace.
        They are sent and never kept, so that a copy of the database opens nothing.
    :param headers: more of them, such as Reply-To. Sent and never kept, as they may be secret.
    """
    with alone(Family.MESSAGE, message_id):
        message, state = _take(message_id)
        if message is None:
            return state
        with _one_of(connection) as server:
            extra = Extra(fill or {}, headers or {}, stop_url(message, at=at))
            state, problem = send(message, server, extra)
        if state is State.WAITING and message.attempts >= MOST_ATTEMPTS:
            state = State.FAILED
        _end(message_id, state, problem, at if state is State.SENT else None)
    return state


def pass_over(message_id: int, *, at: datetime) -> State:
    """
    Take one message as sent without sending it, and return its fate.

    For a reminder to somebody who has answered in confidence: that they get none must not show.
    What asks for them must not show either, so nothing of it is written down.
    """
    with alone(Family.MESSAGE, message_id):
        _hold([message_id])
        waiting = Message.objects.filter(pk=message_id, state=State.WAITING)
        waiting.update(state=State.SENT, attempts=1, sent_at=at)
    return State(Message.objects.values_list("state", flat=True).get(pk=message_id))


def erase(*, about: str) -> int:
    """
    Delete the messages about one thing, and return how many; inside the action that forgets it.

    :param about: as it was posted with, e.g. "register.Individual:12".
    """
    count, _ = Message.objects.filter(about=about).delete()
    return count


def forget_messages(*, at: datetime) -> int:
    """
    Forget whom messages went to and what they said, two years after, and return how many.

    When each was written, what it belongs to, its subject and its fate stay. What is still to be
    sent is left alone.
    """
    old = Message.objects.filter(created_at__lt=at - KEPT_FOR).exclude(to="")
    over = old.exclude(state__in=[State.WAITING, State.SENDING])
    return over.update(to="", body="")


@contextmanager
def _one_of(connection: BaseEmailBackend | None) -> Iterator[BaseEmailBackend]:
    """Lend the given connection or, where there is none, one that is closed afterwards."""
    server: BaseEmailBackend = connection or get_connection()
    try:
        yield server
    finally:
        if connection is None:
            server.close()


def _take(message_id: int) -> tuple[Message | None, State]:
    """
    Return the message for sending, marked as being sent, and its state.

    None for it if it is not to be sent, now or any more. In one statement, so that a message
    costs the database two steps: this, and what became of it.
    """
    parameters = {"id": message_id, "now": timezone.now(), "stop": STOP}
    found = Message.objects.raw(TAKE, parameters)
    for message in found:
        is_taken = message.state == State.SENDING
        return message if is_taken else None, State(message.state)
    return None, State(Message.objects.values_list("state", flat=True).get(pk=message_id))


def _end(message_id: int, state: State, problem: str, sent_at: datetime | None) -> None:
    """Write down what became of a message."""
    fate: dict[str, Any] = {
        "id": message_id,
        "state": state.value,
        "problem": problem,
        "sent_at": sent_at,
    }
    with database.cursor() as cursor:
        cursor.execute(END, fate)


def _hold(message_ids: list[int]) -> set[int]:
    """Hold those of these waiting messages that are refused, and return their numbers."""
    with database.cursor() as cursor:
        cursor.execute(HOLD, [message_ids])
        return {number for (number,) in cursor.fetchall()}
