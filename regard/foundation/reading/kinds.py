"""What kind of document it is, by its name and how it begins."""

from .found import CannotRead, Kind

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Of the compound files that Word wrote until 2007, and writes where a password is set."""

ENDINGS = {
    "pdf": Kind.PDF,
    "docx": Kind.DOCX,
    "txt": Kind.TEXT,
    "md": Kind.TEXT,
    "text": Kind.TEXT,
    "eml": Kind.EMAIL,
    "mbox": Kind.MAILBOX,
}
TAKEN = "PDF, DOCX, TXT, MD, EML or MBOX"

REFUSED = {
    "doc": "It is a Word document of before 2007. Open it, save it as DOCX, and send that.",
    "docm": "It holds macros, which are programs. Save it as DOCX, without them, and send that.",
    "dotm": "It holds macros, which are programs. Save it as DOCX, without them, and send that.",
    "rtf": "We cannot read RTF. Open it, save it as DOCX or PDF, and send that.",
    "odt": "We cannot read ODT. Open it, save it as DOCX or PDF, and send that.",
    "pages": "We cannot read Pages documents. Export it as DOCX or PDF, and send that.",
    "msg": "We cannot read Outlook’s own MSG files. Save the email as EML, or print it as PDF.",
    "zip": "It is a package of files. Unpack it, and send what is in it.",
    "xlsx": "It is a spreadsheet. Load answers from it on the page of the exercise.",
    "csv": "It is a spreadsheet. Load answers from it on the page of the exercise.",
    "jpg": "It is a picture. Save it as PDF, or type in what it says.",
    "jpeg": "It is a picture. Save it as PDF, or type in what it says.",
    "png": "It is a picture. Save it as PDF, or type in what it says.",
}


def kind_of(*, name: str, beginning: bytes) -> Kind:
    """
    Return what kind a document is; its first bytes must be of the kind that its name says.

    :param beginning: its first bytes, at least 8 where it has as many.
    :raises CannotRead: if it is empty, of a kind that we do not take, or not what it says.
    """
    ending = name.rpartition(".")[2].casefold() if "." in name else ""
    if not beginning:
        raise CannotRead("It is empty. Choose another file.")
    if ending in REFUSED:
        raise CannotRead(REFUSED[ending])
    if ending not in ENDINGS:
        raise CannotRead(f"We cannot read this kind of file. Send it as {TAKEN}.")
    kind = ENDINGS[ending]
    if kind is Kind.DOCX and beginning.startswith(OLE):
        raise CannotRead(
            "It is protected by a password. Take that off, save it, and send it again."
        )
    if (kind is Kind.PDF and b"%PDF-" not in beginning) or (
        kind is Kind.DOCX and not beginning.startswith(ZIP)
    ):
        raise CannotRead(
            f"It is no {ending.upper()} file, whatever its name says. Open it in the program that "
            "made it, save it again, and send that."
        )
    return kind
