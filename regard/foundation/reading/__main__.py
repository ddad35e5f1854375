"""Read one document and print its words as JSON: what `apart` starts."""

import json
import logging
import resource
import sys
from dataclasses import asdict, replace
from pathlib import Path

from .apart import MOST_CPU_SECONDS, MOST_MEMORY
from .found import CannotRead, Found, Kind
from .markdown_files import read_markdown
from .pdf_files import read_pdf
from .plain_files import read_text
from .word_files import read_docx

READERS = {
    Kind.PDF: read_pdf,
    Kind.DOCX: read_docx,
    Kind.TEXT: read_text,
    Kind.MARKDOWN: read_markdown,
}


def main(kind: str, path: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    logging.disable()  # what a library thinks of a broken file helps nobody
    try:
        said: dict[str, object] = asdict(_read(Kind(kind), Path(path)))
    except CannotRead as refusal:
        said = {"refused": str(refusal)}
    sys.stdout.write(json.dumps(said, ensure_ascii=True))


def _read(kind: Kind, path: Path) -> Found:
    found = READERS[kind](path)
    return replace(found, words=_safe(found.words))


def _safe(words: str) -> str:
    """Return words without what no database keeps, each in its place: half a character."""
    return words.encode("utf-8", "replace").decode().replace("\x00", " ")


if __name__ == "__main__":
    main(*sys.argv[1:])
