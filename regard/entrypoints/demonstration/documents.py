"""Emails, letters and reports as people send them. All are made here, and none is real."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING

import docx
import vl_convert

from regard.foundation.documents.blocks import Block, Heading, Paragraph
from regard.foundation.documents.rendering import render_pdf

if TYPE_CHECKING:
    from datetime import datetime

ANSWERS = "answers@northmarch.example"

LINE_HEIGHT = 34
"""Pixels from one line to the next in the photo of a letter."""


@dataclass(frozen=True)
class Attachment:
    """A file that comes with an email; `kind` as in "application/pdf"."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Sender:
    """Who writes an email: name, address, and what stands under the name."""

    name: str
    address: str
    under: str = ""


def make_email(
    *,
    sender: Sender,
    subject: str,
    words: str,
    quoted: str = "",
    attached: Sequence[Attachment] = (),
    at: datetime,
) -> bytes:
    """
    Return an email as a mail program sends it.

    :param quoted: what it answers, which is put under it line by line; empty for a new email.
    """
    message = EmailMessage()
    message["From"] = f"{sender.name} <{sender.address}>"
    message["To"] = ANSWERS
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    number = f"{at:%Y%m%d%H%M%S}.{sender.address.replace('@', '.')}"
    message["Message-ID"] = f"<{number}@post.example>"
    signature = "\n".join(filter(None, ("Kind regards,", sender.name, sender.under)))
    parts = [words, signature]
    if quoted:
        lines = "\n".join(f"> {line}" for line in quoted.splitlines())
        parts.append(
            f"On {at:%a, %-d %b %Y} at 09:30, Northmarch care partnership wrote:\n{lines}"
        )
    message.set_content("\n\n".join(parts))
    for each in attached:
        main, _, sub = each.kind.partition("/")
        message.add_attachment(each.content, maintype=main, subtype=sub, filename=each.name)
    return message.as_bytes()


def make_word_file(*, title: str, parts: Sequence[tuple[str, bool]]) -> bytes:
    """Return a Word document: its title, then each part, a heading or a paragraph."""
    document = docx.Document()
    document.add_heading(title, level=1)
    for text, is_heading in parts:
        if is_heading:
            document.add_heading(text, level=2)
        else:
            document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def make_pdf(*, title: str, parts: Sequence[tuple[str, bool]], at: datetime) -> bytes:
    """Return a report as PDF, in the same parts."""
    blocks: list[Block] = [
        Heading(text) if is_heading else Paragraph(text) for text, is_heading in parts
    ]
    return render_pdf(title=title, blocks=blocks, at=at)


def make_photo(lines: Sequence[str]) -> bytes:
    """Return a photo of a letter written by hand, as PNG: it holds no text that can be read."""
    height = LINE_HEIGHT * (len(lines) + 3)
    written = "".join(
        f'<text x="{60 + 3 * (number % 3)}" y="{LINE_HEIGHT * (number + 2)}" '
        f'transform="rotate({(-1) ** number * 0.4} 60 {LINE_HEIGHT * number})">{line}</text>'
        for number, line in enumerate(lines)
    )
    picture: bytes = vl_convert.svg_to_png(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="760" height="{height}" '
        'font-family="serif" font-style="italic" font-size="22" fill="#1d3d7a">'
        f'<rect width="760" height="{height}" fill="#f4efe0"/>{written}</svg>'
    )
    return picture
