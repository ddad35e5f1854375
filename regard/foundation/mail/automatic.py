"""Whether a person wrote an email, or a program did."""

from __future__ import annotations

import re
from email.message import Message
from email.utils import parseaddr

from .headers import decode, header

_BULK = {"bulk", "junk", "list", "auto_reply", "auto-reply"}
_AUTOMATIC_SUBJECT = re.compile(
    r"\s*(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out[- ]of[- ](?:the[- ])?office)"
    r"\b",
    re.IGNORECASE,
)
_MACHINES = ("mailer-daemon", "postmaster")


def why_automatic(message: Message, envelope_sender: str | None) -> str:
    """Return why no person wrote it, by RFC 3834, RFC 3464 and what mail programs do."""
    if message.get_content_type() == "multipart/report":
        report = str(message.get_param("report-type", "")).lower()
        is_receipt = report == "disposition-notification"
        return f"A notice that our email {'was opened' if is_receipt else 'did not arrive'}"
    if is_of_a_mail_server(message):
        return "A notice of a mail server"
    if _is_automatic_reply(message):
        return "An automatic reply, such as out of office"
    if header(message, "Precedence").strip().lower() in _BULK:
        return "Sent by a program to many people at once"
    if envelope_sender is not None and not envelope_sender.strip("<> "):
        return "Sent by a program that wants no reply"
    return ""


def is_of_a_mail_server(message: Message) -> bool:
    """Test whether a mail server itself wrote it, by the name that they all use."""
    sender = parseaddr(header(message, "From"))[1].lower()
    return sender.partition("@")[0] in _MACHINES


def _is_automatic_reply(message: Message) -> bool:
    submitted = header(message, "Auto-Submitted").split(";")[0].strip().lower()
    answers = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply")
    return (
        submitted not in {"", "no"}
        or any(header(message, name) for name in answers)
        or _AUTOMATIC_SUBJECT.match(header(message, "Subject")) is not None
    )


def bounced_message(message: Message, parts: list[Message]) -> str:
    """Return the message that a notice says did not arrive for good; empty if it says none."""
    report = str(message.get_param("report-type", "")).lower()
    if message.get_content_type() != "multipart/report" or report != "delivery-status":
        return ""
    has_failed = any(
        re.search(rb"^Action:\s*failed", bytes_of(part), re.IGNORECASE | re.MULTILINE)
        for part in message.walk()
        if part.get_content_type() == "message/delivery-status"
    )
    if not has_failed:
        return ""
    for part in parts:
        if part.get_content_type() in {"message/rfc822", "text/rfc822-headers"}:
            content = part.get_payload(decode=True)
            inner = content if isinstance(content, bytes) else bytes_of(part)
            found = re.search(rb"^Message-ID:\s*<([^<>\s]+)>", inner, re.IGNORECASE | re.MULTILINE)
            if found:
                return decode(found[1], None)
    return ""


def bytes_of(message: Message) -> bytes:
    """Return an email within another as it came, as far as it can be put together."""
    try:
        return message.as_bytes()
    except (UnicodeError, ValueError, LookupError, RecursionError):
        return b""
