"""
Read an email as it came: who wrote, to what it replies, its words, what was attached.

Written for what people really send: headers in unknown encodings, text without a charset,
HTML only, parts within parts. Nothing in an email makes this fail; what cannot be read is left
out, as the original is always kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import cast

from .automatic import bounced_message, bytes_of, why_automatic
from .headers import decode, header, ids_in, one_line, undo_surrogates
from .html_words import words_of_html

MOST_PARTS = 200
"""Parts of one email that are looked at. A forwarded thread has some dozens."""

MOST_WORDS = 500_000
"""Characters of an email that are read: longer than any answer, a hundred pages."""


@dataclass(frozen=True)
class Attached:
    """A file in an email. `name` is empty where it was given none."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Email:
    """
    What stands in an email.

    Attributes:
        message_id: without its brackets; empty if it has none.
        replies_to: the messages that it answers, the nearest first, without brackets.
        sender: the address, in small letters; empty if none can be read.
        sent_at: aware; None where it does not say, or says nonsense.
        words: all of its text, with what was quoted.
        automatic: why no person wrote it, in words; empty if one did.
        bounced: the message of ours that did not arrive, without brackets; empty if none.
    """

    message_id: str
    replies_to: tuple[str, ...]
    sender: str
    sender_name: str
    subject: str
    sent_at: datetime | None
    words: str
    attached: tuple[Attached, ...]
    automatic: str = ""
    bounced: str = ""


def read_email(content: bytes, *, envelope_sender: str | None = None) -> Email:
    """
    Read an email from its bytes.

    :param envelope_sender: as the mail server gave it: empty for what no program should
        answer. None where nobody knows, e.g. of a file.
    """
    try:
        message = message_from_bytes(content)
        parts = list(_leaves(message))
    except RecursionError:  # made by hand: parts within parts, a thousand deep
        message, parts = message_from_bytes(content.split(b"\r\n\r\n", 1)[0][:100_000]), []
    name, address = parseaddr(header(message, "From"))
    return Email(
        message_id=next(iter(ids_in(header(message, "Message-ID"))), ""),
        replies_to=_answered(message),
        sender=address.strip().lower()[:320],
        sender_name=one_line(name)[:200],
        subject=one_line(header(message, "Subject"))[:500],
        sent_at=_date(header(message, "Date")),
        words=_words(parts),
        attached=tuple(_attached(parts)),
        automatic=why_automatic(message, envelope_sender),
        bounced=bounced_message(message, parts),
    )


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that hold something, in order; of an email within it, that email."""
    waiting: list[Message] = [message]
    seen = 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop()
        seen += 1
        if part.get_content_type() == "message/rfc822" and part is not message:
            yield part
        elif part.is_multipart():
            waiting += reversed(cast("list[Message]", part.get_payload()))
        else:
            yield part


def _words(parts: list[Message]) -> str:
    """Return the text of an email: its plain text or, where there is none, that of its HTML."""
    plain = [_text(part) for part in parts if _is_body(part, "text/plain")]
    if any(text.strip() for text in plain):
        return "\n".join(plain)[:MOST_WORDS]
    html = [_text(part) for part in parts if _is_body(part, "text/html")]
    return "\n".join(words_of_html(text) for text in html)[:MOST_WORDS]


def _is_body(part: Message, kind: str) -> bool:
    return part.get_content_type() == kind and not _is_attached(part)


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_file_name(part))


def _text(part: Message) -> str:
    text = decode(_bytes(part), part.get_content_charset())
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if str(part.get_param("format", "")).lower() == "flowed":
        text = _unflowed(text, deletes=str(part.get_param("delsp", "")).lower() == "yes")
    return text


def _unflowed(text: str, *, deletes: bool) -> str:
    """Join the lines that RFC 3676 broke: those that end in a space go on."""
    joined: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        own = line.removeprefix(" ") if not line.startswith(">") else line
        if goes_on and not own.startswith(">"):
            joined[-1] += own
        else:
            joined.append(own)
        goes_on = own.endswith(" ") and own != "-- " and not own.startswith(">")
        if goes_on and deletes:
            joined[-1] = joined[-1][:-1]
    return "\n".join(joined)


def _bytes(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError):  # a transfer encoding that is broken
        content = None
    return content if isinstance(content, bytes) else b""


def _attached(parts: list[Message]) -> Iterator[Attached]:
    for part in parts:
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = cast("list[Message]", part.get_payload())
            if inner and isinstance(inner, list):
                name = header(inner[0], "Subject")[:80] or "forwarded"
                yield Attached(f"{one_line(name)}.eml", kind, bytes_of(inner[0]))
        elif _is_attached(part) or not kind.startswith(("text/", "multipart/")):
            content = _bytes(part)
            if content and not _is_of_the_letter(part):
                yield Attached(_file_name(part), kind, content)


def _is_of_the_letter(part: Message) -> bool:
    """Test whether a picture is of the letterhead, or a signature of the mail program's."""
    kind = part.get_content_type()
    is_inline = part.get_content_disposition() == "inline" or "Content-ID" in part
    return (is_inline and kind.startswith("image/")) or kind in {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/ms-tnef",
        "message/delivery-status",
        "message/disposition-notification",
    }


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        return ""
    try:
        pieces = decode_header(undo_surrogates(name))
    except (HeaderParseError, ValueError):
        return one_line(name)[:200]
    return one_line("".join(p if isinstance(p, str) else decode(p, c) for p, c in pieces))[:200]


def _answered(message: Message) -> tuple[str, ...]:
    nearest = ids_in(header(message, "In-Reply-To"))
    thread = reversed(ids_in(header(message, "References")))
    return tuple(dict.fromkeys((*nearest, *thread)))[:50]


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    try:
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
