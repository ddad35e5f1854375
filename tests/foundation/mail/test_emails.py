from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.foundation.mail.emails import read_email


def email(body="Pay for travel.", **headers):
    message = EmailMessage()
    given = {
        "From": "Ann Smith <ann@example.org>",
        "To": "answer+x@answers.example.org",
        "Subject": "Re: What would help?",
        "Message-ID": "<one@example.org>",
        "Date": "Mon, 16 Nov 2026 10:00:00 +0000",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in given.items():
        message[name] = value
    message.set_content(body)
    return message


class TestReadEmail:
    def test_reads_who_wrote_what_when_and_in_answer_to_what(self):
        message = email(In_Reply_To="<a@b>", References="<z@b> <a@b>")

        read = read_email(message.as_bytes())

        assert (read.sender, read.sender_name) == ("ann@example.org", "Ann Smith")
        assert (read.message_id, read.replies_to) == ("one@example.org", ("a@b", "z@b"))
        assert read.subject == "Re: What would help?"
        assert read.sent_at == datetime(2026, 11, 16, 10, tzinfo=UTC)
        assert read.words.strip() == "Pay for travel."
        assert (read.automatic, read.bounced) == ("", "")

    def test_reads_plain_text_rather_than_html(self):
        message = email("Plain words.")
        message.add_alternative("<p>HTML words.</p>", subtype="html")

        assert read_email(message.as_bytes()).words.strip() == "Plain words."

    def test_makes_words_of_html_where_there_is_nothing_else(self):
        message = email()
        message.set_content("<p>Pay for <b>travel</b>.</p>", subtype="html")

        assert read_email(message.as_bytes()).words == "Pay for travel."

    def test_takes_out_files_and_leaves_pictures_of_the_letterhead(self):
        message = email()
        message.add_attachment(
            b"%PDF-1.4", maintype="application", subtype="pdf", filename="a.pdf"
        )
        message.add_attachment(
            b"\x89PNG", maintype="image", subtype="png", disposition="inline", cid="<logo>"
        )

        read = read_email(message.as_bytes())

        assert [(each.name, each.content) for each in read.attached] == [("a.pdf", b"%PDF-1.4")]
        assert read.words.strip() == "Pay for travel."

    def test_takes_out_an_email_that_was_forwarded(self):
        message = email("See below.")
        message.add_attachment(email("Inner words.", Subject="Inner"))

        read = read_email(message.as_bytes())

        assert read.words.strip() == "See below."
        assert [each.name for each in read.attached] == ["Inner.eml"]
        assert b"Inner words." in read.attached[0].content

    @pytest.mark.parametrize(
        ("charset", "content"),
        [
            ("utf-8", "café £5".encode()),
            ("iso-8859-1", "café £5".encode("latin-1")),
            ("windows-1252", "café £5".encode("cp1252")),
            ("us-ascii", "café £5".encode()),
            ("x-unknown", "café £5".encode("cp1252")),
            ("utf-16", "café £5".encode("utf-16")),
        ],
    )
    def test_reads_any_charset(self, charset, content):
        raw = b"From: a@b.org\r\nContent-Type: text/plain; charset=%b\r\n\r\n" % charset.encode()

        assert read_email(raw + content).words == "café £5"

    @pytest.mark.parametrize(
        "subject",
        [
            b"=?utf-8?q?Caf=C3=A9?=",
            b"=?iso-8859-1?b?Q2Fm6Q==?=",
            "Café".encode(),
            b"=?x-unknown?q?Caf=C3=A9?=",
        ],
    )
    def test_reads_headers_in_any_encoding(self, subject):
        raw = b"From: a@b.org\r\nSubject: %b\r\n\r\nWords" % subject

        assert read_email(raw).subject == "Café"

    def test_joins_lines_that_were_broken_for_the_way(self):
        raw = (
            b"Content-Type: text/plain; format=flowed\r\n\r\nPay for \r\ntravel.\r\nAnd rest.\r\n"
        )

        assert read_email(raw).words == "Pay for travel.\nAnd rest.\n"

    @pytest.mark.parametrize(
        ("headers", "why"),
        [
            ({"Auto_Submitted": "auto-replied"}, "automatic reply"),
            ({"Auto_Submitted": "auto-generated; x"}, "automatic reply"),
            ({"X_Autoreply": "yes"}, "automatic reply"),
            ({"Subject": "Automatic reply: What would help?"}, "out of office"),
            ({"Subject": "Out of Office Re: Hello"}, "out of office"),
            ({"Precedence": "bulk"}, "program"),
            ({"From": "MAILER-DAEMON@example.org"}, "mail server"),
        ],
    )
    def test_tells_what_a_program_wrote(self, headers, why):
        assert why in read_email(email(**headers).as_bytes()).automatic

    def test_tells_an_email_that_wants_no_reply(self):
        content = email(Auto_Submitted="no").as_bytes()

        assert read_email(content, envelope_sender="<>").automatic
        assert not read_email(content, envelope_sender="ann@example.org").automatic
        assert not read_email(content).automatic

    def test_tells_which_of_our_emails_did_not_arrive(self):
        read = read_email(BOUNCE)

        assert read.automatic == "A notice that our email did not arrive"
        assert read.bounced == "regard.12@example.org"

    def test_a_delay_is_no_failure(self):
        assert read_email(BOUNCE.replace(b"Action: failed", b"Action: delayed")).bounced == ""

    def test_survives_parts_within_parts_a_thousand_deep(self):
        parts = b"".join(
            b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n)
            for n in range(3000)
        )

        assert read_email(b"From: a@b.org\r\n" + parts).sender == "a@b.org"

    @given(st.binary(max_size=400))
    def test_survives_anything(self, content):
        read_email(content)

    @given(st.binary(max_size=80), st.sampled_from(["From", "Date", "References", "Content-Type"]))
    def test_survives_any_header(self, value, name):
        read_email(b"%b: %b\r\n\r\nWords" % (name.encode(), value))


BOUNCE = b"""From: Mail Delivery System <MAILER-DAEMON@example.org>
To: regard@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver it.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; example.org

Final-Recipient: rfc822; ann@example.org
Action: failed
Status: 5.1.1

--b
Content-Type: message/rfc822

Message-ID: <regard.12@example.org>
Subject: What would help?

Dear Ann
--b--
"""
