"""Other forms of what is asked: which files they are, and in which language."""

import re
from collections.abc import Mapping

from regard.domains.engagement.types import FormatKind

LANGUAGES: Mapping[str, str] = {
    "ar": "Arabic",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "cy": "Welsh",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fil": "Filipino",
    "fr": "French",
    "gu": "Gujarati",
    "hi": "Hindi",
    "hu": "Hungarian",
    "it": "Italian",
    "ku": "Kurdish",
    "lt": "Lithuanian",
    "ml": "Malayalam",
    "ne": "Nepali",
    "pa": "Panjabi",
    "pl": "Polish",
    "ps": "Pashto",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sn": "Shona",
    "so": "Somali",
    "ta": "Tamil",
    "ti": "Tigrinya",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "yo": "Yoruba",
    "zh": "Chinese",
}
"""By their code of BCP 47: those most spoken at home in England and Wales by the Census of 2021,
and in care work. Any other code can be typed."""

RIGHT_TO_LEFT = frozenset({"ar", "fa", "ku", "ps", "ur"})

_CODE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")

_DOCUMENTS = {
    "pdf": ("application/pdf", b"%PDF-"),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        b"PK\x03\x04",
    ),
    "odt": ("application/vnd.oasis.opendocument.text", b"PK\x03\x04"),
}
_SOUND = {
    "mp3": ("audio/mpeg", b"ID3"),
    "ogg": ("audio/ogg", b"OggS"),
    "m4a": ("audio/mp4", b"ftyp"),
}
_FILM = {"mp4": ("video/mp4", b"ftyp"), "webm": ("video/webm", b"\x1a\x45\xdf\xa3")}

FILES: Mapping[FormatKind, Mapping[str, tuple[str, bytes]]] = {
    FormatKind.EASY_READ: _DOCUMENTS,
    FormatKind.LARGE_PRINT: _DOCUMENTS,
    FormatKind.LANGUAGE: _DOCUMENTS | _SOUND,
    FormatKind.RECORDING: _SOUND,
    FormatKind.SIGNED: _FILM,
}
"""The files that each form may be in, by how their names end: media type, and how they begin."""

MOST_MB = {
    "pdf": 20,
    "docx": 20,
    "odt": 20,
    "mp3": 50,
    "ogg": 50,
    "m4a": 50,
    "mp4": 200,
    "webm": 200,
}


def language_in_words(code: str) -> str:
    """Return e.g. "Polish"; the code itself where we have no name for it."""
    return LANGUAGES.get(code.partition("-")[0].casefold(), code) if code else "English"


def is_right_to_left(code: str) -> bool:
    return code.partition("-")[0].casefold() in RIGHT_TO_LEFT


def ending_of(name: str) -> str:
    return name.rpartition(".")[2].casefold()


def media_type_of(name: str) -> str:
    """Return the media type by which a kept form is served; never one that a browser runs."""
    for kinds in FILES.values():
        if ending_of(name) in kinds:
            return kinds[ending_of(name)][0]
    return "application/octet-stream"


def reasons_against_format(
    *, kind: FormatKind, language: str, words: str, has_file: bool
) -> dict[str, str]:
    """Return what is wrong with another form, by its field; empty if nothing."""
    reasons = {}
    if language and not _CODE.fullmatch(language):
        reasons["language"] = "Choose a language, or give its code, like pl or zh-Hant"
    if kind is FormatKind.LANGUAGE and language.casefold() in {"", "en"}:
        reasons["language"] = "Say which language it is"
    if kind in {FormatKind.RECORDING, FormatKind.SIGNED}:
        if not has_file:
            reasons["file"] = "Choose the recording"
        if not words.strip():
            reasons["words"] = "Write what is said in it, for those who cannot hear or play it"
    elif not has_file and not words.strip():
        reasons["file"] = "Choose a file, or write the text below"
    return reasons


def reason_against_file(*, kind: FormatKind, name: str, size: int, beginning: bytes) -> str | None:
    """Return why a file cannot be offered as this form; None if it can."""
    ending = ending_of(name)
    kinds = FILES[kind]
    if ending not in kinds:
        return f"This form takes {', '.join(each.upper() for each in kinds)} files"
    start = kinds[ending][1]
    is_so = start in beginning[:12] or (ending == "mp3" and beginning[:1] == b"\xff")
    if not is_so:
        return f"“{name}” is not a {ending.upper()} file, whatever its name says"
    if size > MOST_MB[ending] * 1024**2:
        return f"“{name}” is larger than {MOST_MB[ending]} MB. Make it smaller, or part it"
    return None
