import smtplib
import socket
from datetime import UTC, datetime
from threading import Event, Thread

import pytest
from django.core.mail import get_connection
from django.db import connection as database
from django.db import connections

from regard.foundation.accounts.links import list_links, token
from regard.foundation.accounts.models import Link
from regard.foundation.base.locks import Family, alone
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Message, Purpose, State
from regard.foundation.mail.numbers import number_of
from regard.foundation.mail.stopping import STOP, WORKS_FOR, stop_url
from tests.foundation.inbox import mail_server

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def inbox(settings):
    with mail_server() as kept:
        settings.EMAIL_BACKEND = SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", kept.port
        settings.EMAIL_TIMEOUT = 5
        yield kept


@pytest.fixture
def nobody(settings):
    """A port where nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = probe.getsockname()
        yield


def post(*addresses, subject="Your words", body="What became of them"):
    drafts = [mail.Draft(to=to, subject=subject, body=body, about="test") for to in addresses]
    return mail.post(drafts, scope_key="system:1")


def fate(message):
    message.refresh_from_db()
    return State(message.state)


@pytest.mark.django_db
class TestPost:
    def test_writes_messages_down_in_order_and_sends_none(self, inbox):
        messages = post("a@example.org", "b@example.org")

        assert [message.to for message in messages] == ["a@example.org", "b@example.org"]
        assert {fate(message) for message in messages} == {State.WAITING}
        assert inbox.recipients == []

    def test_lets_no_subject_add_a_header(self):
        (message,) = post("a@example.org", subject="Hello\r\nBcc: all@example.org")

        assert message.subject == "Hello Bcc: all@example.org"

    def test_makes_the_links_that_stop_them_all_at_once(self, django_assert_num_queries):
        with django_assert_num_queries(3):  # the messages, their links, and which are refused
            messages = post("a@example.org", "b@example.org", "c@example.org")

        links = list_links(purpose=STOP, subject_ids=[message.pk for message in messages])
        assert links.keys() == {message.pk for message in messages}
        for message in messages:
            assert links[message.pk].expires_at == messages[0].created_at + WORKS_FOR
            assert token(links[message.pk]) in stop_url(message, at=NOON)

    def test_makes_no_link_to_stop_a_code(self):
        draft = mail.Draft("a@example.org", "S", "B", "test", Purpose.ACCESS)
        (message,) = mail.post([draft], scope_key="system:1")

        assert not list_links(purpose=STOP, subject_ids=[message.pk])


@pytest.mark.django_db
class TestDeliver:
    def test_sends_once_and_says_when(self, inbox):
        (message,) = post("a@example.org")

        assert mail.deliver(message.pk, at=NOON) is State.SENT
        assert mail.deliver(message.pk, at=NOON) is State.SENT

        assert inbox.recipients == ["a@example.org"]
        message.refresh_from_db()
        assert (message.sent_at, message.attempts, message.problem) == (NOON, 1, "")

    def test_asks_the_database_four_things(self, inbox, django_assert_num_queries):
        (message,) = post("a@example.org")

        with django_assert_num_queries(4):  # lock, take, what became of it, unlock
            mail.deliver(message.pk, at=NOON)

        assert stop_url(message, at=NOON) in inbox.messages[0].get_content()

    def test_makes_a_link_to_stop_for_a_message_of_an_earlier_time(self, inbox):
        (message,) = post("a@example.org")
        Link.objects.all().delete()

        assert mail.deliver(message.pk, at=NOON) is State.SENT

        assert stop_url(message, at=NOON) in inbox.messages[0].get_content()
        assert Link.objects.get().expires_at == NOON + WORKS_FOR

    def test_sends_what_was_written(self, inbox, settings):
        settings.MAIL_DOMAIN = "regard.example.org"
        (message,) = post("a@example.org", subject="Dwy iaith – two", body="Â£5 · ünïcode\n.\nEnd")

        mail.deliver(message.pk, at=NOON)

        (received,) = inbox.messages
        assert received["Subject"] == "Dwy iaith – two"
        assert received["Message-ID"] == f"<{number_of(message)}>"
        assert received["Message-ID"].endswith("@regard.example.org>")
        words = received.get_content().split()
        assert words[:5] == ["Â£5", "·", "ünïcode", ".", "End"]

    def test_lets_what_does_not_arrive_come_back_to_an_address_of_its_own(self, inbox, settings):
        settings.BOUNCES_TO = "bounces@answers.example.org"
        settings.DEFAULT_FROM_EMAIL = "Northmarch <regard@example.org>"
        (message,) = post("a@example.org")

        mail.deliver(message.pk, at=NOON)

        assert inbox.messages[0]["From"] == "Northmarch <regard@example.org>"
        assert inbox.senders == ["bounces@answers.example.org"]

    def test_sends_a_secret_and_does_not_keep_it(self, inbox):
        (message,) = post("a@example.org", body="Open (your link)")

        mail.deliver(message.pk, at=NOON, fill={"(your link)": "http://127.0.0.1/a/secret/"})

        assert "a/secret" in inbox.messages[0].get_content()
        message.refresh_from_db()
        assert message.body == "Open (your link)"

    def test_goes_on_after_one_recipient_is_refused(self, inbox):
        inbox.refuses["b@example.org"] = "550 No such person"
        messages = post("a@example.org", "b@example.org", "c@example.org")
        server = get_connection()

        fates = [mail.deliver(message.pk, at=NOON, connection=server) for message in messages]
        server.close()

        assert fates == [State.SENT, State.FAILED, State.SENT]
        assert inbox.recipients == ["a@example.org", "c@example.org"]
        messages[1].refresh_from_db()
        assert messages[1].problem == "550 No such person"

    def test_waits_when_the_server_says_later_and_gives_up_after_some_tries(self, inbox):
        inbox.refuses["a@example.org"] = "450 Try again later"
        (message,) = post("a@example.org")

        fates = [mail.deliver(message.pk, at=NOON) for _ in range(mail.MOST_ATTEMPTS + 1)]

        assert fates == [State.WAITING] * (mail.MOST_ATTEMPTS - 1) + [State.FAILED] * 2
        assert message.problem == ""
        message.refresh_from_db()
        assert message.problem == "450 Try again later"

    @pytest.mark.parametrize(
        ("answer", "expected"),
        [("451 Busy", State.WAITING), ("554 It looks like spam", State.FAILED)],
    )
    def test_reads_a_refusal_of_the_message_itself(self, inbox, answer, expected):
        inbox.on_message = lambda _: answer
        (message,) = post("a@example.org")

        assert mail.deliver(message.pk, at=NOON) is expected
        message.refresh_from_db()
        assert message.problem == answer

    def test_waits_while_the_server_is_away(self, nobody):
        (message,) = post("a@example.org")

        assert mail.deliver(message.pk, at=NOON) is State.WAITING
        message.refresh_from_db()
        assert message.problem.startswith("The mail server does not answer")

    def test_sends_what_waited_once_the_server_is_back(self, inbox):
        inbox.refuses["a@example.org"] = "450 Try again later"
        (message,) = post("a@example.org")
        mail.deliver(message.pk, at=NOON)
        inbox.refuses.clear()

        assert mail.deliver(message.pk, at=NOON) is State.SENT
        message.refresh_from_db()
        assert message.problem == ""

    def test_opens_a_connection_again_that_the_server_closed(self, inbox):
        one, other = post("a@example.org", "b@example.org")
        server = get_connection()
        mail.deliver(one.pk, at=NOON, connection=server)
        server.connection.sock.shutdown(socket.SHUT_RDWR)

        assert mail.deliver(other.pk, at=NOON, connection=server) is State.SENT
        server.close()

    def test_is_unsure_when_the_server_goes_away_with_the_message(self, inbox, monkeypatch):
        def vanish(*arguments, **options):
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")

        monkeypatch.setattr(smtplib.SMTP, "sendmail", vanish)
        (message,) = post("a@example.org")

        assert mail.deliver(message.pk, at=NOON) is State.UNSURE
        assert mail.deliver(message.pk, at=NOON) is State.UNSURE
        assert message.attempts == 0
        message.refresh_from_db()
        assert message.attempts == 1

    def test_never_sends_again_what_a_dead_process_was_sending(self, inbox):
        (message,) = post("a@example.org")
        Message.objects.update(state=State.SENDING)

        assert mail.deliver(message.pk, at=NOON) is State.UNSURE

        assert inbox.recipients == []
        message.refresh_from_db()
        assert "stopped" in message.problem

    @pytest.mark.parametrize("address", ["a\nb@example.org", "ünï@example.org", "@", ""])
    def test_fails_in_words_for_what_is_no_address(self, inbox, address):
        (message,) = post(address)

        assert mail.deliver(message.pk, at=NOON) in {State.FAILED, State.SENT}
        message.refresh_from_db()
        assert message.state != State.SENDING

    def test_keeps_mail_as_files_where_there_is_no_server(self, settings, tmp_path):
        settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
        settings.EMAIL_FILE_PATH = tmp_path / "outbox"
        (message,) = post("a@example.org")

        assert mail.deliver(message.pk, at=NOON) is State.SENT

        (path,) = settings.EMAIL_FILE_PATH.iterdir()
        assert "To: a@example.org" in path.read_text()


@pytest.mark.django_db(transaction=True)
class TestTwoWhoDeliverTheSameMessage:
    def test_send_it_once_and_both_learn_its_fate(self, inbox):
        (message,) = post("a@example.org")
        fates = []
        is_held = Event()

        def deliver():
            is_held.set()
            fates.append(mail.deliver(message.pk, at=NOON))
            connections.close_all()

        threads = [Thread(target=deliver) for _ in range(2)]
        with alone(Family.MESSAGE, message.pk):
            for thread in threads:
                thread.start()
            is_held.wait(5)
        for thread in threads:
            thread.join(10)

        assert fates == [State.SENT, State.SENT]
        assert inbox.recipients == ["a@example.org"]
        assert database.is_usable()
