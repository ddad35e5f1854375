"""What kind a file is, by how it begins: its name can say anything."""

from regard.domains.engagement.types.questions import FileKind

from .answers import DoesNotFit
from .asked import Asked

LOOKED_AT = 4096
"""Bytes at the beginning of a file that are enough to tell its kind."""

_ZIP = b"PK\x03\x04"

_BEGINNINGS: dict[FileKind, bytes] = {
    FileKind.PDF: b"%PDF-",
    FileKind.WORD: _ZIP,
    FileKind.TEXT: _ZIP,
    FileKind.EXCEL: _ZIP,
    FileKind.SHEET: _ZIP,
    FileKind.JPEG: b"\xff\xd8\xff",
    FileKind.PNG: b"\x89PNG\r\n\x1a\n",
}

_WITHIN: dict[FileKind, bytes] = {
    FileKind.TEXT: b"application/vnd.oasis.opendocument.text",
    FileKind.SHEET: b"application/vnd.oasis.opendocument.spreadsheet",
}
"""What an OpenDocument file says of itself in its first part."""

_ALSO = {"jpeg": FileKind.JPEG}


def kind_of_name(name: str) -> FileKind | None:
    """Return the kind of file that a name says; None if it says none that we take."""
    ending = name.rpartition(".")[2].casefold()
    if ending in _ALSO:
        return _ALSO[ending]
    return FileKind(ending) if ending in set(FileKind) else None


def is_of_kind(kind: FileKind, beginning: bytes) -> bool:
    """Test whether a file's first bytes are those of this kind."""
    return beginning.startswith(_BEGINNINGS[kind]) and _WITHIN.get(kind, b"") in beginning


def kinds_asked_for(asked: Asked) -> list[FileKind]:
    """Return the kinds of file that a question takes."""
    return [FileKind(kind) for kind in asked.listed("kinds") if kind in set(FileKind)]


def check_file(asked: Asked, *, name: str, size: int, beginning: bytes) -> None:
    """:raises DoesNotFit: if the question takes no file of this name, size and beginning."""
    kinds = kinds_asked_for(asked)
    kind = kind_of_name(name)
    if kind not in kinds or kind is None:
        takes = ", ".join(each.label for each in kinds)
        raise DoesNotFit(f"Question {asked.number} takes these kinds of file: {takes}.")
    if not size:
        raise DoesNotFit(f"“{name}” is empty. Choose another file.")
    if not is_of_kind(kind, beginning):
        raise DoesNotFit(
            f"“{name}” is not a {kind.label} file, whatever its name says. Open it in the "
            "program that made it, save it again, and choose that."
        )
    most = asked.whole("most_mb") or 1
    if size > most * 1024**2:
        raise DoesNotFit(f"“{name}” is larger than {most} MB. Choose a smaller one.")


def file_in_words(name: str, size: int) -> str:
    """Return e.g. "rota.pdf (PDF, 120 KB)"."""
    kind = kind_of_name(name)
    label = f"{kind.label.partition(' (')[0]}, " if kind else ""
    return f"{name} ({label}{size_in_words(size)})"


def size_in_words(size: int) -> str:
    """Return e.g. "120 KB", from bytes."""
    if size >= 1024**2:
        return f"{size / 1024**2:.1f} MB"
    return f"{max(1, round(size / 1024))} KB"
