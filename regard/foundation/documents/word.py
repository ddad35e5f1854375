"""The same document for Word, with real headings, lists and tables."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from functools import singledispatch

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Length, Pt

from .blocks import (
    Block,
    Contents,
    Heading,
    KeyValues,
    Link,
    List,
    PageBreak,
    Paragraph,
    Table,
    Tone,
)
from .letters import without_controls
from .rendering import LINKS

EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 (as Word's files have it, without a zone)


A4 = (Cm(21), Cm(29.7))

MARGIN = Cm(2.2)

NUMBER = Cm(2.2)
"""How wide a column of numbers is."""


def render_docx(
    *, title: str, blocks: Iterable[Block], language: str = "en-GB", at: datetime | None = None
) -> bytes:
    """
    Return a document as DOCX, whose headings, lists and tables are Word's own.

    :param title: of the whole, on one line.
    :param language: what it is written in, as "en-GB".
    :param at: when it was made, aware; None: not said.
    """
    document = docx.Document()
    _describe(document, _fit(title), language, at)
    document.add_heading(_fit(title), level=0)
    for block in blocks:
        _add(block, document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _describe(document: Document, title: str, language: str, at: datetime | None) -> None:
    about = document.core_properties
    about.title, about.language, about.author, about.comments = title, language, "", ""
    about.created = about.modified = at.replace(tzinfo=None) if at else EPOCH
    about.last_modified_by, about.revision = "", 1
    page = document.sections[0]
    page.page_width, page.page_height = A4
    page.left_margin = page.right_margin = MARGIN
    fonts = document.styles["Normal"].element.get_or_add_rPr()
    spoken = fonts.find(qn("w:lang"))
    if spoken is None:
        spoken = OxmlElement("w:lang")
        fonts.append(spoken)
    spoken.set(qn("w:val"), language)


@singledispatch
def _add(block: Block, document: Document) -> None:  # noqa: ARG001 (those below want it)
    raise TypeError(f"{type(block).__name__} is no part of a document")


@_add.register
def _(block: Heading, document: Document) -> None:
    document.add_heading(_fit(block.text), level=block.level)


@_add.register
def _(block: Paragraph, document: Document) -> None:
    for text in block.text.replace("\r\n", "\n").split("\n\n"):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(_fit(text, one_line=False))
        if block.tone is Tone.LEDE:
            run.font.size = Pt(14)
        elif block.tone is Tone.QUIET:
            run.font.size = Pt(9)


@_add.register
def _(block: Link, document: Document) -> None:
    paragraph = document.add_paragraph()
    if not block.url.startswith(LINKS):
        paragraph.add_run(_fit(block.text))
        return
    related = document.part.relate_to(block.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), related)
    run = paragraph.add_run(_fit(block.text))
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)
    if block.text != block.url:
        paragraph.add_run(f" ({block.url})")


@_add.register
def _(block: List, document: Document) -> None:
    style = "List Number" if block.is_numbered else "List Bullet"
    for item in block.items:
        document.add_paragraph(_fit(item), style=style)


@_add.register
def _(block: KeyValues, document: Document) -> None:
    for key, value in block.rows:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{_fit(key)}: ").bold = True
        paragraph.add_run(_fit(value, one_line=False))


@_add.register
def _(block: Table, document: Document) -> None:
    document.add_paragraph(_fit(block.caption), style="Caption")
    table = document.add_table(rows=1, cols=len(block.head), style="Table Grid")
    table.autofit = False
    for place, width in enumerate(_widths(block)):
        table.columns[place].width = table.cell(0, place).width = width
    for cell, text in zip(table.rows[0].cells, block.head, strict=True):
        cell.paragraphs[0].add_run(_fit(text)).bold = True
    repeats = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeats)
    for row in block.rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = _cell(value)


@_add.register
def _(block: Contents, document: Document) -> None:  # noqa: ARG001 (Word makes its own of the headings)
    return


@_add.register
def _(block: PageBreak, document: Document) -> None:  # noqa: ARG001 (it says all by being there)
    document.add_page_break()  # type: ignore[no-untyped-call]


def _widths(block: Table) -> list[Length]:
    """Return how wide each column is: numbers as they need, the others by their shares."""
    widths = block.widths or [1] * len(block.head)
    shares = {n: share for n, share in enumerate(widths) if n not in block.numeric}
    left = A4[0] - 2 * MARGIN - NUMBER * len(block.numeric)
    whole = sum(shares.values())
    return [
        Emu(left * shares[place] // whole) if place in shares else NUMBER
        for place in range(len(block.head))
    ]


def _cell(value: str | int | None) -> str:
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, int) else _fit(value, one_line=False)


def _fit(text: str, *, one_line: bool = True) -> str:
    """Return words that Word's XML can hold; of a heading or a list, on one line."""
    clean = without_controls(text)
    return " ".join(clean.split()) or "–" if one_line else clean
