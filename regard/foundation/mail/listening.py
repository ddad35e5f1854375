"""
Take email in, over SMTP or LMTP, from a mail server on the same machine.

Who may be written to and what becomes of a message is decided by whoever starts the listener.
A message is answered with 250 only once it was taken; if that fails for a reason that may
pass, with 451, and the mail server that brought it tries again.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP
from django.db import connections

from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from aiosmtpd.smtp import Envelope, Session

log = structlog.get_logger()
T = TypeVar("T")

MOST_BYTES = 25 * 1024 * 1024
"""Of one message, with its attachments: what most mail servers let through."""

MOST_RECIPIENTS = 10
"""Addresses of ours in one message. An invitation has one."""

THREADS = 4
"""Messages that are written down at the same time; the others wait."""

AT_ONCE = 20
"""Messages that are taken in at the same time, so that memory has an end. One more waits."""

PORTS = {"smtp": 25, "lmtp": 24}

TOO_MANY = "452 4.5.3 Too many recipients: send the message to the others by itself"
BUSY = "421 4.3.2 Too many connections. Please try again in a minute"
LATER = "451 4.3.0 It could not be kept just now. Please try again later"


class CannotListen(Refusal):
    """There is nowhere to listen."""


@dataclass(frozen=True)
class Arrived:
    """
    A message as it came.

    Attributes:
        sender: of the envelope; empty for what no program should answer (RFC 5321, 4.5.5).
        recipients: addresses of ours, in small letters, each once.
    """

    sender: str
    recipients: tuple[str, ...]
    content: bytes


@dataclass(frozen=True)
class Place:
    """Where to listen. `is_lmtp`: for a mail server that hands over for good, RFC 2033."""

    host: str
    port: int
    is_lmtp: bool


@dataclass(frozen=True)
class Post:
    """
    What the listener asks of whoever started it. Both are called in threads of their own.

    Attributes:
        reason_not_for: why no message is taken for an address, in words; empty if it is.
        take: keeps a message; returns when it is safe. A `Refusal` refuses it for good.
    """

    reason_not_for: Callable[[str], str]
    take: Callable[[Arrived], None]


def place_of(address: str) -> Place:
    """
    Return where to listen, from e.g. "smtp://127.0.0.1:8025".

    :raises CannotListen: if it says no such thing.
    """
    found = urlsplit(address)
    try:
        port = found.port
    except ValueError:
        port = None
    if found.scheme not in PORTS or not found.hostname or port is None:
        raise CannotListen(
            "Set REGARD_MAIL_LISTEN to where email is to be taken in, such as "
            "smtp://127.0.0.1:8025 or lmtp://127.0.0.1:8024"
        )
    return Place(found.hostname, port, is_lmtp=found.scheme == "lmtp")


async def listen(place: Place, post: Post, *, until: asyncio.Event) -> None:
    """
    Take email in until told to stop; then let what is being taken come to its end.

    :raises CannotListen: if the port is taken, or is not ours.
    """
    async with listening(place, post):
        await until.wait()


@asynccontextmanager
async def listening(place: Place, post: Post) -> AsyncIterator[asyncio.Server]:
    """Hold the listener open. Port 0 takes any that is free; the server says which."""
    loop = asyncio.get_running_loop()
    protocol = LMTP if place.is_lmtp else SMTP
    with ThreadPoolExecutor(THREADS, thread_name_prefix="mail") as threads:
        handler = _Handler(post, threads, most=1 if place.is_lmtp else MOST_RECIPIENTS)

        def connect() -> SMTP:
            return protocol(
                handler,
                data_size_limit=MOST_BYTES,
                enable_SMTPUTF8=True,
                hostname="regard",
                ident="Regard",
                loop=loop,
            )

        try:
            server = await loop.create_server(connect, place.host, place.port)
        except OSError as failure:
            raise CannotListen(f"{place.host}:{place.port}: {failure.strerror}") from failure
        async with server:
            yield server


class _Handler:
    """
    Answers what a mail server says. The names are those that aiosmtpd calls.

    LMTP would answer for each recipient of a message; one a message gives one answer.
    """

    def __init__(self, post: Post, threads: ThreadPoolExecutor, *, most: int) -> None:
        self.post, self.threads, self.most = post, threads, most
        self.busy = asyncio.Semaphore(AT_ONCE)

    async def handle_MAIL(  # noqa: N802 (aiosmtpd's own)
        self,
        server: SMTP,  # noqa: ARG002
        session: Session,  # noqa: ARG002
        envelope: Envelope,
        address: str,
        mail_options: list[str],
    ) -> str:
        if self.busy.locked():
            return BUSY
        envelope.mail_from = address
        envelope.mail_options.extend(mail_options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self,
        server: SMTP,  # noqa: ARG002
        session: Session,  # noqa: ARG002
        envelope: Envelope,
        address: str,
        rcpt_options: list[str],  # noqa: ARG002
    ) -> str:
        if len(envelope.rcpt_tos) >= self.most:
            return TOO_MANY
        try:
            reason = await self._in_thread(self.post.reason_not_for, address.lower())
        except Exception:
            log.exception("mail.not_asked")
            return LATER
        if reason:
            return f"550 5.1.1 {_one_line(reason)}"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self,
        server: SMTP,  # noqa: ARG002
        session: Session,  # noqa: ARG002
        envelope: Envelope,
    ) -> str:
        recipients = tuple(dict.fromkeys(address.lower() for address in envelope.rcpt_tos))
        content = envelope.original_content or b""
        sender = (envelope.mail_from or "").removeprefix("<").removesuffix(">")
        arrived = Arrived(sender, recipients, content)
        try:
            async with self.busy:
                await self._in_thread(self.post.take, arrived)
        except Refusal as refusal:
            return f"554 5.6.0 {_one_line(str(refusal))}"
        except Exception:
            log.exception("mail.not_kept")
            return LATER
        return "250 2.0.0 Kept"

    async def _in_thread(self, function: Callable[..., T], *given: object) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.threads, lambda: _fresh(function, *given))


def _fresh(function: Callable[..., T], *given: object) -> T:
    """Call with a connection to the database of its own, closed afterwards: emails are few."""
    try:
        return function(*given)
    finally:
        connections.close_all()


def _one_line(words: str) -> str:
    """Return words fit for a reply: printable ASCII on one line, RFC 5321, 4.2.1."""
    plain = words.replace("’", "'").replace("“", '"').replace("”", '"').replace("–", "-")
    return " ".join(plain.encode("ascii", "replace").decode().split())[:400]
