"""What is made to prove how a strategy came about."""

from enum import StrEnum


class BundleKind(StrEnum):
    COURT = "court"
    INFORMATION_REQUEST = "information_request"
    REGULATOR = "regulator"

    @property
    def label(self) -> str:
        return _BUNDLES[self]


_BUNDLES = {
    BundleKind.COURT: "For a court",
    BundleKind.INFORMATION_REQUEST: "For an information request",
    BundleKind.REGULATOR: "For the regulator",
}


class FileKind(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    JSON = "json"

    @property
    def label(self) -> str:
        return _FILES[self]


_FILES = {
    FileKind.PDF: "PDF",
    FileKind.DOCX: "Word document",
    FileKind.JSON: "Its canonical content",
}
