from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.foundation.audit.models import Entry
from regard.foundation.mail.bounces import read_bounce
from regard.foundation.mail.models import Message, State
from regard.foundation.mail.numbers import number_of, ours_among
from regard.foundation.mail.queries import is_of_the_address
from regard.foundation.mail.returned import mark_returned
from tests.foundation.mail.test_emails import BOUNCE, email

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)

IN_WORDS = """I'm sorry to have to inform you that your message could not be delivered.

<ann@example.org>:
550 5.1.1 unknown user

--- Below this line is a copy of the message.

Message-ID: <{number}>
Subject: What would help?
"""


def notice(number, **changed):
    content = BOUNCE.replace(b"regard.12@example.org", number.encode())
    for was, becomes in changed.items():
        content = content.replace(NAMED[was], becomes.encode())
    return content


NAMED = {"action": b"Action: failed", "status": b"Status: 5.1.1"}


@pytest.fixture
def message(db):
    return Message.objects.create(
        scope_key="system:1",
        about="",
        to="ann@example.org",
        subject="s",
        body="b",
        state=State.SENT,
        sent_at=NOON,
    )


def returned(content):
    bounce = read_bounce(content)
    return mark_returned(bounce=bounce, by="email", at=NOON) if bounce else None


class TestReadBounce:
    def test_reads_what_the_other_server_said(self):
        said = "Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 <ann@example.org>: No such user"

        bounce = read_bounce(notice("regard.1.a@b", status=said))

        assert bounce.texts == ("regard.1.a@b",)
        assert bounce.problem == "550 5.1.1 <ann@example.org>: No such user"

    @pytest.mark.parametrize(
        ("status", "problem"),
        [
            ("Status: 5.1.1", "550 5.1.1"),
            ("Status: 5.1.10\nDiagnostic-Code: x-exchange; not found", "550 5.1.10 not found"),
            ("Status: 5.2.2\nDiagnostic-Code: smtp; mailbox full", "554 5.2.2 mailbox full"),
            ("X: y", "554 It did not arrive"),
        ],
    )
    def test_gives_it_a_code_where_it_has_none(self, status, problem):
        assert read_bounce(notice("regard.1.a@b", status=status)).problem == problem

    def test_is_none_for_a_delay(self):
        assert read_bounce(notice("regard.1.a@b", action="Action: delayed")) is None

    def test_reads_one_in_words_only(self):
        content = email(IN_WORDS, From="MAILER-DAEMON@example.org").as_bytes()

        assert read_bounce(content).problem.startswith("550 5.1.1 unknown user")

    @pytest.mark.parametrize(
        ("words", "sender"),
        [
            (IN_WORDS, "Ann <ann@example.org>"),
            ("Warning: message delayed 4 hours\n\n550 later\n\n", "MAILER-DAEMON@example.org"),
            ("Thank you.", "postmaster@example.org"),
        ],
    )
    def test_is_none_for_what_is_no_such_notice(self, words, sender):
        assert read_bounce(email(words, From=sender).as_bytes()) is None

    def test_takes_no_telephone_number_of_somebody_away_for_a_refusal(self, message):
        away = email(
            "I am away. Ring 555 0123.",
            Auto_Submitted="auto-replied",
            In_Reply_To=f"<{number_of(message)}>",
        )

        assert returned(away.as_bytes()) is None

    @given(st.binary(max_size=400))
    def test_survives_anything(self, content):
        read_bounce(b"From: MAILER-DAEMON@example.org\r\n" + content)


class TestMarkReturned:
    def test_marks_the_message_with_what_was_said(self, message):
        assert returned(notice(number_of(message))) == message

        message.refresh_from_db()
        assert (message.state, message.sent_at) == (State.FAILED, None)
        assert message.problem == "It came back: 550 5.1.1"
        assert is_of_the_address(message)
        assert Entry.objects.get().event == "message.returned"

    def test_marks_one_that_is_named_in_words(self, message):
        words = IN_WORDS.format(number=number_of(message))

        assert returned(email(words, From="MAILER-DAEMON@example.org").as_bytes()) == message

    def test_marks_it_once(self, message):
        returned(notice(number_of(message)))

        assert returned(notice(number_of(message))) is None
        assert Entry.objects.count() == 1

    @pytest.mark.parametrize("number", ["regard.{pk}@x", "regard.{pk}.0123456789abcdef@x"])
    def test_heeds_no_number_that_somebody_made_up(self, message, number):
        assert returned(notice(number.format(pk=message.pk))) is None

        message.refresh_from_db()
        assert message.state == State.SENT

    def test_is_not_of_the_address_where_the_mailbox_is_full(self, message):
        returned(notice(number_of(message), status="Status: 5.2.2"))

        message.refresh_from_db()
        assert message.state == State.FAILED
        assert not is_of_the_address(message)


class TestOursAmong:
    def test_finds_each_once_in_order(self, message):
        number = number_of(message)

        assert ours_among([f"<{number}> and {number}", "regard.1.x@y"]) == [message.pk]
