import pytest

from regard.domains.engagement.rules.answers import DoesNotFit
from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.rules.file_kinds import check_file, file_in_words, size_in_words
from regard.domains.engagement.types import QuestionKind

ASKED = Asked(1, 1, QuestionKind.FILE, settings={"kinds": ["pdf", "jpg", "odt"], "most_mb": 1})
ODT = b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text"


class TestCheckFile:
    @pytest.mark.parametrize(
        ("name", "beginning"),
        [("rota.pdf", b"%PDF-1.7"), ("Rota.JPEG", b"\xff\xd8\xff\xe0"), ("rota.odt", ODT)],
    )
    def test_takes_what_it_says_it_is(self, name, beginning):
        check_file(ASKED, name=name, size=9, beginning=beginning)

    @pytest.mark.parametrize(
        ("name", "size", "beginning", "words"),
        [
            ("rota.exe", 9, b"MZ", "takes these kinds of file: PDF, Photo (JPEG)"),
            ("rota", 9, b"%PDF-", "takes these kinds"),
            ("rota.png", 9, b"\x89PNG\r\n\x1a\n", "takes these kinds"),
            ("rota.pdf", 0, b"", "is empty"),
            ("rota.pdf", 9, b"<html>", "is not a PDF file, whatever its name says"),
            ("rota.odt", 9, b"PK\x03\x04word/document.xml", "is not a OpenDocument text"),
            ("rota.pdf", 1024**2 + 1, b"%PDF-", "larger than 1 MB"),
        ],
    )
    def test_says_why_it_does_not(self, name, size, beginning, words):
        with pytest.raises(DoesNotFit) as refused:
            check_file(ASKED, name=name, size=size, beginning=beginning)

        assert words in str(refused.value)


def test_a_file_in_words_names_kind_and_size():
    assert file_in_words("rota.pdf", 120 * 1024) == "rota.pdf (PDF, 120 KB)"
    assert file_in_words("rota.odd", 10) == "rota.odd (1 KB)"
    assert size_in_words(3 * 1024**2) == "3.0 MB"
