"""Send email, and know what became of it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.base.locks import Family, alone

from .models import Message, State
from .sending import send

MOST_ATTEMPTS = 4
"""A message that the mail server put off this often is given up and shown to a person."""


class CannotPutBack(Refusal):
    """The message is not one that can be sent again."""


@dataclass(frozen=True)
class Draft:
    """
    An email to be.

    Attributes:
        about: what it belongs to, e.g. "strategy.Reply:12".
    """

    to: str
    subject: str
    body: str
    about: str


def post(drafts: Iterable[Draft], *, scope_key: str) -> list[Message]:
    """
    Write down messages to send, in the caller's transaction and in order. Nothing is sent yet.

    The caller's job then hands each to `deliver`.
    """
    return Message.objects.bulk_create(
        [
            Message(
                scope_key=scope_key,
                about=draft.about,
                to=draft.to,
                subject=" ".join(draft.subject.split()),
                body=draft.body,
            )
            for draft in drafts
        ],
        batch_size=1000,
    )


@transaction.atomic
def put_back(*, message: Message, by: str, at: datetime) -> None:
    """
    Let a message that did not go, or may not have gone, wait to be sent again.

    It goes out when the job that sends messages of its kind next runs. Nothing is ever put
    back by itself: if it had gone after all, the person gets it twice.

    :raises CannotPutBack: if it was sent, or is still to be sent.
    """
    found = Message.objects.select_for_update().get(pk=message.pk)
    if found.state not in {State.FAILED, State.UNSURE}:
        raise CannotPutBack("Only a message that failed, or may have, can be sent again")
    was: dict[str, object] = {"was": found.state}
    found.state, found.attempts, found.problem = State.WAITING, 0, ""
    found.save(update_fields=["state", "attempts", "problem", "updated_at"])
    ledger.record(event="message.put_back", subject=found, by=by, at=at, detail=was)


def deliver(
    message_id: int,
    *,
    at: datetime,
    connection: BaseEmailBackend | None = None,
    fill: Mapping[str, str] | None = None,
) -> State:
    """
    Send one message, unless it was sent before, and return its fate.

    Call outside a transaction: what becomes of the message is written down at once. Of two
    processes that deliver the same message, one sends it and the other learns its fate.

    :param connection: an open connection to reuse for many messages; None opens one.
    :param fill: secrets, such as a signed link, by the words in the body that they replace.
        They are sent and never kept, so that a copy of the database opens nothing.
    """
    with alone(Family.MESSAGE, message_id):
        message = _take(message_id)
        if message is None:
            return State(Message.objects.values_list("state", flat=True).get(pk=message_id))
        with _one_of(connection) as server:
            state, problem = send(message, server, fill or {})
        if state is State.WAITING and message.attempts >= MOST_ATTEMPTS:
            state = State.FAILED
        Message.objects.filter(pk=message_id).update(
            state=state, problem=problem, sent_at=at if state is State.SENT else None
        )
    return state


@contextmanager
def _one_of(connection: BaseEmailBackend | None) -> Iterator[BaseEmailBackend]:
    """Lend the given connection or, where there is none, one that is closed afterwards."""
    server: BaseEmailBackend = connection or get_connection()
    try:
        yield server
    finally:
        if connection is None:
            server.close()


@transaction.atomic
def _take(message_id: int) -> Message | None:
    """
    Return the message for sending, marked as being sent; None if it is not to be sent.

    One found already marked was left so by a process that died: nobody knows if it went.
    """
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.state == State.SENDING:
        Message.objects.filter(pk=message_id).update(
            state=State.UNSURE, problem="Regard was stopped while it was being sent"
        )
    if message.state != State.WAITING:
        return None
    message.attempts += 1
    message.state = State.SENDING
    message.save(update_fields=["attempts", "state", "updated_at"])
    return message
