"""
What other mail servers send back: that a message of ours did not arrive, for good.

Either as RFC 3464 has it, with a part for machines; or in words only, as some servers still do
after they took a message. A delay is no failure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from typing import TYPE_CHECKING

from .automatic import is_of_a_mail_server
from .emails import read_email
from .headers import header, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

BOUNCES = "bounces"
"""Before the @ of our domain, where what did not arrive comes back to."""

MOST_WORDS = 400
"""Characters of what another server said."""

MOST_READ = 100_000
"""Bytes in which the headers of an email end."""

_FAILED = re.compile(r"\b5[0-5]\d(?=[ -])|\b5\.\d{1,3}\.\d{1,3}\b")
_DELAYED = re.compile(
    r"\b(?:delay(?:ed)?|will (?:be retried|keep trying|retry)|warning)\b", re.IGNORECASE
)
_NO_SUCH_MAILBOX = ("5.1.", "5.4.1")
"""Statuses of RFC 3463 by which it is the address that is wrong."""


@dataclass(frozen=True)
class Bounce:
    """
    A notice that something did not arrive.

    Attributes:
        texts: where the number of our message may stand.
        problem: what the other server said, beginning with its code of three figures.
    """

    texts: tuple[str, ...]
    problem: str


def read_bounce(content: bytes) -> Bounce | None:
    """Return what a notice says did not arrive; None if it is none, or says "not yet"."""
    email = read_email(content)
    if email.bounced:
        status, said = next(_failures(content), ("", ""))
        return Bounce((email.bounced,), _problem(status, said))
    message = message_from_bytes(content[:MOST_READ])
    if message.get_content_type() == "multipart/report" or not is_of_a_mail_server(message):
        return None
    failed = _FAILED.search(email.words)
    if failed is None or _DELAYED.search(f"{email.subject} {email.words[:2000]}"):
        return None
    line = email.words[failed.start() :].split("\n\n", 1)[0]
    _, _, body = content.replace(b"\r\n", b"\n").partition(b"\n\n")
    return Bounce((body.decode("ascii", "replace"),), _problem("", one_line(line)))


def _failures(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield status and diagnosis of each address at which it failed."""
    for part in message_from_bytes(content).walk():  # as deep as `read_email` has read it
        blocks = part.get_payload() if part.get_content_type().endswith("/delivery-status") else ()
        for block in blocks if isinstance(blocks, list) else ():
            if isinstance(block, Message) and header(block, "Action").strip().lower() == "failed":
                said = header(block, "Diagnostic-Code").partition(";")[2]
                yield header(block, "Status").strip()[:11], one_line(said)


def _problem(status: str, said: str) -> str:
    """Return what was said with a code of three figures before it, as mail servers say it."""
    said = said.strip()
    if re.match(r"5[0-5]\d[ -]", said):
        return f"{said[:3]} {said[4:]}"[:MOST_WORDS]
    found = _FAILED.search(f"{status} {said}")
    known = found[0] if found else ""
    code = "550" if known.startswith(_NO_SUCH_MAILBOX) else "554"
    words = said if status in said else f"{status} {said}"
    return f"{code} {words.strip() or 'It did not arrive'}"[:MOST_WORDS]
