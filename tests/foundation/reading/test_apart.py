import pytest

from regard.foundation.reading import CannotRead, Kind, kind_of, list_emails, read_apart
from regard.foundation.reading.plain_files import read_text


class TestReadApart:
    def test_reads_a_document_in_a_process_of_its_own(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_text("Pay for travel.\n\nCafé.", encoding="utf-8")

        found = read_apart(path, Kind.TEXT)

        assert found.words == "Pay for travel.\n\nCafé."
        assert found.places == ((0, "beginning"),)

    def test_says_why_it_cannot_be_read(self, tmp_path):
        path = tmp_path / "a.pdf"
        path.write_bytes(b"%PDF-1.4 nothing")

        with pytest.raises(CannotRead, match="broken"):
            read_apart(path, Kind.PDF)

    def test_gives_up_what_takes_too_much(self, tmp_path):
        with pytest.raises(CannotRead, match="too long or too much memory"):
            read_apart(tmp_path / "missing.txt", Kind.TEXT)

    def test_gives_up_what_takes_too_long(self, tmp_path, monkeypatch):
        monkeypatch.setattr("regard.foundation.reading.apart.MOST_SECONDS", 0.001)
        path = tmp_path / "a.txt"
        path.write_text("Words", encoding="utf-8")

        with pytest.raises(CannotRead, match="too long or too much memory"):
            read_apart(path, Kind.TEXT)


class TestReadText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_reads_any_usual_encoding(self, tmp_path, encoding):
        path = tmp_path / "a.txt"
        path.write_bytes("Café, £5\r\n".encode(encoding))

        assert read_text(path).words == "Café, £5"

    def test_refuses_what_is_no_text(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_bytes(b"\x7fELF\x00\x00")

        with pytest.raises(CannotRead, match="no text file"):
            read_text(path)

    def test_refuses_what_nobody_would_read(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_text("word " * 200_000, encoding="utf-8")

        with pytest.raises(CannotRead, match="600,000"):
            read_text(path)


class TestKindOf:
    @pytest.mark.parametrize(
        ("name", "beginning", "words"),
        [
            ("a.rtf", b"{\\rtf1", "RTF"),
            ("a.doc", b"\xd0\xcf", "before 2007"),
            ("a.docm", b"PK\x03\x04", "macros"),
            ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
            ("a.docx", b"%PDF-1.4", "no DOCX file"),
            ("a.pdf", b"PK\x03\x04", "no PDF file"),
            ("a.exe", b"MZ", "this kind of file"),
            ("a", b"x", "this kind of file"),
            ("a.pdf", b"", "empty"),
            ("scan.jpg", b"\xff\xd8", "picture"),
        ],
    )
    def test_refuses_with_what_to_do(self, name, beginning, words):
        with pytest.raises(CannotRead, match=words):
            kind_of(name=name, beginning=beginning)

    def test_knows_what_is_taken(self):
        assert kind_of(name="A.PDF", beginning=b"%PDF-1.4") is Kind.PDF
        assert kind_of(name="a.md", beginning=b"# A") is Kind.TEXT


class TestListEmails:
    def test_yields_each_email_as_it_came(self, tmp_path):
        path = tmp_path / "a.mbox"
        path.write_bytes(b"From a@b Mon\nSubject: 1\n\nOne\n\nFrom a@b Mon\nSubject: 2\n\nTwo\n")

        found = list(list_emails(path))

        assert [each.split(b"\n")[0] for each in found] == [b"Subject: 1", b"Subject: 2"]

    def test_refuses_what_is_no_mailbox(self, tmp_path):
        path = tmp_path / "a.mbox"
        path.write_bytes(b"Hello")

        with pytest.raises(CannotRead, match="no MBOX"):
            list(list_emails(path))
