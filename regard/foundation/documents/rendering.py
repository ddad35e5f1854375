"""Set a document in type."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from functools import cache
from pathlib import Path

import typst

from .blocks import Block, Heading, Link, Paragraph, Table
from .letters import spell_out, without_controls

LAYOUT = Path(__file__).parent / "layout.typ"

LINKS = ("https://", "http://", "mailto:")
"""The addresses that a document may lead to."""


def render_pdf(
    *, title: str, blocks: Iterable[Block], language: str = "en-GB", at: datetime | None = None
) -> bytes:
    """
    Return a document as a tagged PDF, the same bytes for the same document.

    The text is handed to the typesetter as data, so that none of it is read as markup. Letters
    that no font here has are spelled out by their Unicode names, in square brackets.

    :param title: of the whole, on one line.
    :param language: what it is written in, as "en-GB".
    :param at: when it was made, aware, as its reader's program shows it; None: not said.
    """
    document = {"title": _one_line(title), "blocks": [_told(block) for block in blocks]}
    text = json.dumps(_clean(document), ensure_ascii=False)
    try:
        return _set(text, language, at)
    except typst.TypstError as problem:
        if "could not be displayed" not in str(problem):
            raise
    return _set(spell_out(text), language, at)


def _set(document: str, language: str, at: datetime | None) -> bytes:
    """Return the PDF of a document in JSON."""
    lang, _, region = language.partition("-")
    compiler = typst.Compiler(str(LAYOUT), root=str(LAYOUT.parent), font_paths=_fonts())
    made = compiler.compile(
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()) if at else 0,
        sys_inputs={
            "document": document,
            "lang": lang,
            "region": region,
            "dated": "yes" if at else "",
        },
    )
    if not isinstance(made, bytes):
        raise TypeError("The typesetter gave back no document")
    return made


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts that the typesetter brings, so that every machine sets the same page."""
    return typst.Fonts(include_system_fonts=False)


def _told(block: Block) -> dict[str, object]:
    """Return a block as the layout reads it."""
    told: dict[str, object] = {"is": type(block).__name__} | asdict(block)
    match block:
        case Heading(text):
            told["text"] = _one_line(text)
        case Paragraph(text):
            told["parts"] = _paragraphs(text)
        case Link(_, url):
            told["url"] = url if url.startswith(LINKS) else ""
        case Table(rows=rows):
            told["rows"] = [[_cell(cell) for cell in row] for row in rows]
    return told


def _clean(value: object) -> object:
    """Return what the layout is told, without the controls in any of its words."""
    match value:
        case str():
            return without_controls(value)
        case dict():
            return {key: _clean(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_clean(inner) for inner in value]
    return value


def _one_line(text: str) -> str:
    """Return a heading or title, which may not be empty: PDF/UA-1 refuses it."""
    return " ".join(without_controls(text).split()) or "–"


def _cell(cell: str | int | None) -> str:
    if cell is None:
        return "–"
    return f"{cell:,}" if isinstance(cell, int) else cell


def _paragraphs(text: str) -> list[str]:
    """Return what empty lines part, without the empty lines."""
    lines = text.replace("\r\n", "\n").split("\n")
    joined = "\n".join(line.strip() for line in lines)
    return [part.strip() for part in joined.split("\n\n") if part.strip()]
