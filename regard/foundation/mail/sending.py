"""Speak to the mail server, and read its answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from smtplib import (
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from .models import Message, State
from .numbers import number_of

STOP = "You would rather not get emails like this? One press stops them:"
"""Ends every email that can be refused; RFC 8058's headers let mail programs offer the same."""

Fate = tuple[State, str]
"""What became of a message, and what the mail server said."""


@dataclass(frozen=True)
class Extra:
    """
    What a message is sent with and is not kept.

    Attributes:
        fill: secrets, by the words in the body that they replace.
        stop_url: where its reader stops such messages; empty where they cannot.
    """

    fill: Mapping[str, str]
    headers: Mapping[str, str]
    stop_url: str


def send(message: Message, connection: BaseEmailBackend, extra: Extra) -> Fate:
    """
    Send a message and return its fate.

    Waiting means that the mail server has not got it and may take it later; unsure, that the
    server went away when it may already have had it.
    """
    problem = _open(connection)
    if problem:
        return State.WAITING, problem
    try:
        _email(message, connection, extra).send()
    except SMTPRecipientsRefused as refusal:
        return _answered(*next(iter(refusal.recipients.values())))
    except SMTPResponseException as refusal:
        return _answered(refusal.smtp_code, refusal.smtp_error)
    except (SMTPNotSupportedError, ValueError) as failure:
        return State.FAILED, f"It cannot be sent to this address: {failure}"
    except (SMTPException, OSError) as failure:
        connection.close()
        return State.UNSURE, f"The mail server went away while it was being sent: {failure}"
    return State.SENT, ""


def _open(connection: BaseEmailBackend) -> str:
    """Make sure that the mail server is there, and return why it is not; empty if it is."""
    try:
        if not connection.open() and not _answers(connection):
            connection.close()
            connection.open()
    except (SMTPException, OSError) as failure:
        return f"The mail server does not answer: {failure}"
    return ""


def _answers(connection: BaseEmailBackend) -> bool:
    """Test whether a connection that was open before still is."""
    server = getattr(connection, "connection", None)
    if server is None:  # a file outbox
        return True
    try:
        code, _ = server.noop()
    except (SMTPException, OSError):
        return False
    return bool(code == 250)


def _answered(code: int, words: bytes | str) -> Fate:
    """Read a refusal: the 400s ask to try again, the 500s are final (RFC 5321, 4.2.1)."""
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    state = State.WAITING if 400 <= code < 500 else State.FAILED
    return state, f"{code} {said}"


def _email(message: Message, connection: BaseEmailBackend, extra: Extra) -> EmailMessage:
    body = message.body
    for words, secret in extra.fill.items():
        body = body.replace(words, secret)
    headers = {"Message-ID": f"<{number_of(message)}>", **extra.headers}
    if settings.BOUNCES_TO:
        headers["From"] = settings.DEFAULT_FROM_EMAIL
    if extra.stop_url:
        body = f"{body.rstrip()}\n\n{STOP}\n{extra.stop_url}\n"
        headers |= {
            "List-Unsubscribe": f"<{extra.stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return EmailMessage(
        subject=message.subject,
        body=body,
        from_email=settings.BOUNCES_TO or None,
        to=[message.to],
        headers=headers,
        connection=connection,
    )
