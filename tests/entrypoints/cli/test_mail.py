import asyncio
import smtplib
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.utils import timezone

from regard.domains.engagement.models import Arrival, Contribution
from regard.domains.engagement.queries.mailboxes import get_public_address, list_reply_addresses
from regard.domains.engagement.types import Stage
from regard.entrypoints.cli.mail import make_post
from regard.foundation.accounts import links
from regard.foundation.base.errors import Refusal
from regard.foundation.mail import listening
from regard.foundation.mail.listening import CannotListen, Place, Post, place_of
from regard.foundation.mail.models import Message, State
from regard.foundation.mail.numbers import number_of
from tests.factories.engagement import ExerciseFactory, InvitationFactory, QuestionFactory
from tests.foundation.mail.test_bounces import notice
from tests.foundation.mail.test_emails import email

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "Pay for the time between calls. Staff leave because of it."


class Listener(threading.Thread):
    """The listener on a free port of this machine, in a thread of its own."""

    def __init__(self, post, *, is_lmtp=False):
        super().__init__(daemon=True)
        self.post, self.place = post, Place("127.0.0.1", 0, is_lmtp=is_lmtp)
        self.ready = threading.Event()

    def run(self):
        asyncio.run(self.hold())

    async def hold(self):
        self.loop, self.told = asyncio.get_running_loop(), asyncio.Event()
        async with listening.listening(self.place, self.post) as server:
            self.port = server.sockets[0].getsockname()[1]
            self.ready.set()
            await self.told.wait()

    def __enter__(self):
        self.start()
        assert self.ready.wait(30)
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.told.set)
        self.join(30)


@pytest.fixture
def listener(settings):
    settings.ANSWERS_DOMAIN = "answers.example.org"
    with Listener(make_post()) as listener:
        yield listener


@pytest.fixture
def exercise():
    today = timezone.localdate()
    exercise = ExerciseFactory(
        keeps_emails=True,
        opens_on=today - timedelta(days=9),
        closes_on=today + timedelta(days=9),
        reply_by=today + timedelta(days=90),
    )
    QuestionFactory(exercise=exercise)
    return exercise


@pytest.fixture
def address(exercise, settings):
    settings.ANSWERS_DOMAIN = "answers.example.org"
    invitation = InvitationFactory(exercise=exercise)
    later = timezone.now() + timedelta(days=90)
    links.issue(purpose="engagement.answer", subject_id=invitation.pk, expires_at=later)
    return list_reply_addresses(invitation_ids=[invitation.pk])[invitation.pk]


def send(listener, to, message=None):
    with smtplib.SMTP("127.0.0.1", listener.port, timeout=30) as server:
        return server.send_message(
            message or email(WORDS), from_addr="ann@example.org", to_addrs=[to]
        )


class TestListen:
    def test_takes_a_reply_to_an_invitation_and_keeps_it(self, listener, address):
        send(listener, address.upper())

        kept = Contribution.objects.get()
        assert kept.answers.get().text == WORDS
        assert kept.file.path.is_file()

    def test_answers_the_same_message_again_and_keeps_it_once(self, listener, address):
        send(listener, address)
        send(listener, address)

        assert Arrival.objects.count() == 1

    def test_takes_what_came_back_and_keeps_nothing_of_it(self, listener):
        message = Message.objects.create(
            scope_key="system:1",
            about="",
            to="ann@example.org",
            subject="s",
            body="b",
            state=State.SENT,
            sent_at=timezone.now(),
        )
        with smtplib.SMTP("127.0.0.1", listener.port, timeout=30) as server:
            server.sendmail("", ["bounces@answers.example.org"], notice(number_of(message)))

        message.refresh_from_db()
        assert message.state == State.FAILED
        assert not Arrival.objects.exists()

    def test_takes_what_is_sent_to_the_open_address(self, listener, exercise):
        send(listener, get_public_address(exercise=exercise))

        assert Arrival.objects.get().exercise == exercise

    @pytest.mark.parametrize(
        "to",
        [
            "nobody@answers.example.org",
            "winter.northmarch@answers.example.org",
            "answer+2b-7f3k-29xq-2dm4-8gha@answers.example.org",
            "ann@elsewhere.org",
        ],
    )
    def test_refuses_other_addresses_in_words(self, listener, exercise, to):
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            send(listener, to)

        [(code, words)] = refused.value.recipients.values()
        assert code == 550
        assert b"nobody at this address" in words
        assert not Arrival.objects.exists()

    def test_refuses_a_link_that_opens_the_page_as_an_address(self, listener, address):
        link = links.Link.objects.get()

        with pytest.raises(smtplib.SMTPRecipientsRefused):
            send(listener, f"answer+{links.token(link)}@answers.example.org")

    def test_refuses_an_address_that_was_withdrawn(self, listener, address):
        links.Link.objects.update(revoked_at=timezone.now())

        with pytest.raises(smtplib.SMTPRecipientsRefused, match="withdrawn"):
            send(listener, address)

    def test_takes_what_comes_after_the_answer_for_the_team_to_look_at(
        self, listener, exercise, address
    ):
        exercise.stage = Stage.ANSWERED
        exercise.save()

        send(listener, address)

        assert Arrival.objects.get().exercise == exercise
        assert not Contribution.objects.exists()

    def test_refuses_what_is_too_large(self, listener, address, monkeypatch):
        monkeypatch.setattr(listening, "MOST_BYTES", 2_000)

        with pytest.raises(smtplib.SMTPException, match=r"552|size"):
            send(listener, address, email("word " * 2_000))
        assert not Arrival.objects.exists()


class TestPost:
    """What the listener answers, whoever decides."""

    def test_asks_to_try_again_when_it_could_not_be_kept(self):
        def break_down(arrived):
            raise OSError(f"no room for {len(arrived.content)} bytes")

        with Listener(Post(lambda _: "", break_down)) as listener:
            with pytest.raises(smtplib.SMTPDataError) as failed:
                send(listener, "a@b.org")
            assert failed.value.smtp_code == 451

    def test_refuses_for_good_what_is_refused(self):
        def refuse(_):
            raise Refusal("It’s no email – at all")

        with Listener(Post(lambda _: "", refuse)) as listener:
            with pytest.raises(smtplib.SMTPDataError) as failed:
                send(listener, "a@b.org")
            assert failed.value.smtp_error == b"5.6.0 It's no email - at all"

    def test_asks_to_try_again_when_nobody_can_say_for_whom(self):
        def break_down(address):
            raise OSError(address)

        with Listener(Post(break_down, print)) as listener:
            with pytest.raises(smtplib.SMTPRecipientsRefused) as failed:
                send(listener, "a@b.org")
            assert next(iter(failed.value.recipients.values()))[0] == 451

    def test_speaks_lmtp_with_one_recipient_a_message(self):
        got = []
        with (
            Listener(Post(lambda _: "", got.append), is_lmtp=True) as listener,
            smtplib.LMTP("127.0.0.1", listener.port) as server,
        ):
            refused = server.sendmail("", ["a@b.org", "c@b.org"], "Subject: x\r\n\r\nWords")

        assert [each.recipients for each in got] == [("a@b.org",)]
        assert refused["c@b.org"][0] == 452
        assert got[0].sender == ""


class TestPlaceOf:
    def test_reads_where_to_listen(self):
        assert place_of("smtp://127.0.0.1:8025") == Place("127.0.0.1", 8025, is_lmtp=False)
        assert place_of("lmtp://[::1]:24").is_lmtp

    @pytest.mark.parametrize("address", ["", "8025", "http://a:1", "smtp://a", "smtp://a:x"])
    def test_says_how_to_write_it(self, address):
        with pytest.raises(CannotListen, match="REGARD_MAIL_LISTEN"):
            place_of(address)

    def test_says_that_a_port_is_taken(self):
        post = Post(lambda _: "", print)
        with Listener(post) as listener:
            taken = Place("127.0.0.1", listener.port, is_lmtp=False)
            with ThreadPoolExecutor() as apart, pytest.raises(CannotListen, match="in use"):
                apart.submit(
                    lambda: asyncio.run(listening.listen(taken, post, until=asyncio.Event()))
                ).result()
