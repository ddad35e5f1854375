"""The words of a text file, whatever its encoding."""

from pathlib import Path

from .found import CannotRead, Found, check_length

BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def read_text(path: Path) -> Found:
    """
    Return the words of a text file; its paragraphs are those with an empty line between.

    :raises CannotRead: if it is no text, or too long.
    """
    content = path.read_bytes()
    words = _decoded(content).replace("\r\n", "\n").replace("\r", "\n").strip()
    check_length(len(words))
    return Found(words, ((0, "beginning"),) if words else ())


def _decoded(content: bytes) -> str:
    encoding = next((name for bom, name in BOMS if content.startswith(bom)), "")
    if not encoding and b"\x00" in content:
        raise CannotRead("It is no text file, whatever its name says. Send it as DOCX or PDF.")
    try:
        return content.decode(encoding or "utf-8").replace("\x00", "")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace").replace("\x00", "")
