"""Headers of emails in words, whatever encoding they are in."""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

_SPACES = re.compile(r"\s+")
_ID = re.compile(r"<([^<>\s]{1,900})>")


def header(message: Message, name: str) -> str:
    """Return a header in words, whatever its encoding; empty if there is none."""
    raw = next((str(v) for key, v in message.raw_items() if key.lower() == name.lower()), "")
    raw = undo_surrogates(raw)
    try:
        return "".join(
            piece if isinstance(piece, str) else decode(piece, charset)
            for piece, charset in decode_header(raw)
        )
    except (HeaderParseError, ValueError):
        return raw


def decode(content: bytes, charset: str | None) -> str:
    """Return bytes as text: by their charset, else as UTF-8, else as Windows writes English."""
    for each in (charset, "utf-8", "cp1252"):
        try:
            return content.decode(each or "utf-8").lstrip("\ufeff")
        except (LookupError, UnicodeError, ValueError):
            continue
    return content.decode("latin-1")


def undo_surrogates(text: str) -> str:
    """Return a header that came in bytes beyond ASCII as the text that it was meant to be."""
    return decode(text.encode("ascii", "surrogateescape"), None) if not text.isascii() else text


def one_line(text: str) -> str:
    return _SPACES.sub(" ", text.replace("\x00", "")).strip()


def ids_in(text: str) -> list[str]:
    """Return the numbers of messages in a header, without their brackets."""
    return _ID.findall(text[:20_000]) or text.split()[:1]
