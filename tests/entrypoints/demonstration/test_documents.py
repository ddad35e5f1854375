from datetime import datetime
from zoneinfo import ZoneInfo

from regard.entrypoints.demonstration.corpus import read
from regard.entrypoints.demonstration.documents import (
    Attachment,
    Sender,
    make_email,
    make_pdf,
    make_photo,
    make_word_file,
)
from regard.foundation.mail.emails import read_email
from regard.foundation.mail.own_words import own_words
from regard.foundation.reading import Kind, read_apart

AT = datetime(2026, 11, 19, 7, 40, tzinfo=ZoneInfo("Europe/London"))
SENDER = Sender("Ottoline Spratley", "ottoline@post.example", "Registered manager")
WORDS = "Guaranteed hours. I lost two good women in October.\n\nA mortgage does not wait."
PARTS = [("When people come", True), ("They came at night. Nobody had told us.", False)]


class TestMakeEmail:
    def test_leaves_only_its_own_words_once_it_is_read(self):
        content = make_email(
            sender=SENDER,
            subject="Re: Winter",
            words=WORDS,
            quoted="What would help?\nTell us.",
            at=AT,
        )

        email = read_email(content)

        assert own_words(email.words) == WORDS
        assert (email.sender, email.sender_name) == (SENDER.address, SENDER.name)
        assert email.message_id

    def test_holds_its_files(self):
        photo = Attachment("Letter.png", "image/png", make_photo(["Dear Partnership,"]))

        email = read_email(
            make_email(sender=SENDER, subject="A letter", words=WORDS, attached=[photo], at=AT)
        )

        [attached] = email.attached
        assert attached.name == "Letter.png"
        assert attached.content.startswith(b"\x89PNG")

    def test_says_of_an_automatic_reply_that_it_is_one(self):
        automatic = next(
            each for each in read("arrivals")["emails"] if "Automatic" in each.get("subject", "")
        )
        content = make_email(
            sender=SENDER, subject=automatic["subject"], words=automatic["words"], at=AT
        )

        assert read_email(content).automatic


class TestDocuments:
    def test_a_word_file_is_read_as_it_was_written(self, tmp_path):
        path = tmp_path / "letter.docx"
        path.write_bytes(make_word_file(title="Leaving hospital", parts=PARTS))

        words = read_apart(path, Kind.DOCX).words

        assert words.split("\n\n") == ["Leaving hospital", *(text for text, _ in PARTS)]

    def test_a_report_has_pages(self, tmp_path):
        path = tmp_path / "report.pdf"
        path.write_bytes(make_pdf(title="Staff", parts=PARTS * 30, at=AT))

        found = read_apart(path, Kind.PDF)

        assert "They came at night." in found.words
        assert len(found.places) > 1
