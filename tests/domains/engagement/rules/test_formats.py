import pytest

from regard.domains.engagement.rules.formats import (
    is_right_to_left,
    language_in_words,
    media_type_of,
    reason_against_file,
    reasons_against_format,
)
from regard.domains.engagement.types import FormatKind as F


class TestReasonsAgainstFormat:
    @pytest.mark.parametrize(
        ("kind", "language", "words", "has_file"),
        [
            (F.EASY_READ, "", "", True),
            (F.LARGE_PRINT, "", "Words", False),
            (F.LANGUAGE, "pl", "Co?", False),
            (F.RECORDING, "ur", "What is said", True),
        ],
    )
    def test_are_none_where_all_is_there(self, kind, language, words, has_file):
        assert not reasons_against_format(
            kind=kind, language=language, words=words, has_file=has_file
        )

    @pytest.mark.parametrize(
        ("kind", "language", "words", "has_file", "fields"),
        [
            (F.EASY_READ, "", " ", False, {"file"}),
            (F.LANGUAGE, "", "Words", False, {"language"}),
            (F.LANGUAGE, "polish!", "Words", False, {"language"}),
            (F.RECORDING, "", "", True, {"words"}),
            (F.SIGNED, "", "", False, {"file", "words"}),
        ],
    )
    def test_stand_at_what_is_missing(self, kind, language, words, has_file, fields):
        found = reasons_against_format(
            kind=kind, language=language, words=words, has_file=has_file
        )

        assert set(found) == fields


class TestReasonAgainstFile:
    @pytest.mark.parametrize(
        ("kind", "name", "beginning"),
        [
            (F.EASY_READ, "easy.pdf", b"%PDF-1.7"),
            (F.RECORDING, "said.mp3", b"ID3\x04"),
            (F.RECORDING, "said.mp3", b"\xff\xfb\x90"),
            (F.RECORDING, "said.m4a", b"\x00\x00\x00\x20ftypM4A "),
            (F.SIGNED, "bsl.webm", b"\x1a\x45\xdf\xa3"),
        ],
    )
    def test_is_none_for_what_it_says_it_is(self, kind, name, beginning):
        assert reason_against_file(kind=kind, name=name, size=9, beginning=beginning) is None

    @pytest.mark.parametrize(
        ("name", "size", "beginning", "words"),
        [
            ("easy.html", 9, b"<html>", "PDF, DOCX, ODT"),
            ("easy.pdf", 9, b"<html>", "is not a PDF file"),
            ("easy.pdf", 21 * 1024**2, b"%PDF-", "larger than 20 MB"),
        ],
    )
    def test_says_why_it_cannot_be_offered(self, name, size, beginning, words):
        reason = reason_against_file(kind=F.EASY_READ, name=name, size=size, beginning=beginning)

        assert words in str(reason)


def test_languages_have_names_and_directions():
    assert language_in_words("pl") == "Polish"
    assert language_in_words("") == "English"
    assert language_in_words("xh") == "xh"
    assert is_right_to_left("ur-PK")
    assert not is_right_to_left("pl")


def test_nothing_is_served_as_a_page():
    assert media_type_of("a.html") == "application/octet-stream"
    assert media_type_of("A.MP3") == "audio/mpeg"
