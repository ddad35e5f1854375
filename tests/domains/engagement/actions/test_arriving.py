from datetime import UTC, datetime

import docx
import pytest
import time_machine
from django.core import mail as outbox
from django.core.files.uploadedfile import SimpleUploadedFile

from regard.domains.engagement.actions.arriving import receive_documents, receive_email
from regard.domains.engagement.actions.reading_arrivals import read_arrival
from regard.domains.engagement.jobs.arrivals import acknowledge, read_arrivals
from regard.domains.engagement.models import Answer, Arrival, Contribution, Point
from regard.domains.engagement.queries.coverage import get_coverage
from regard.domains.engagement.queries.mailboxes import Mailbox
from regard.domains.engagement.types import ArrivalState, Channel, Speaker
from regard.foundation.accounts import links
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from regard.foundation.mail.models import Message
from regard.foundation.mail.numbers import number_of
from tests.factories.engagement import (
    AudienceMemberFactory,
    ExerciseFactory,
    InvitationFactory,
    QuestionFactory,
)
from tests.foundation.mail.test_emails import BOUNCE, email

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_november")]

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
EXPIRES = datetime(2027, 11, 20, 12, tzinfo=UTC)
WORDS = "Pay for the time between calls. Staff leave because of it."


@pytest.fixture
def _november(settings):
    settings.ANSWERS_DOMAIN = "answers.example.org"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def exercise():
    exercise = ExerciseFactory(keeps_emails=True)
    QuestionFactory(exercise=exercise)
    return exercise


@pytest.fixture
def mailbox(exercise):
    member = AudienceMemberFactory(exercise=exercise)
    invitation = InvitationFactory(exercise=exercise, location=member.location)
    links.issue(purpose="engagement.answer", subject_id=invitation.pk, expires_at=EXPIRES)
    return Mailbox(exercise, invitation)


def receive(mailbox, message=None, sender="ann@example.org"):
    content = (message or email(WORDS)).as_bytes()
    return receive_email(mailbox=mailbox, content=content, envelope_sender=sender, at=NOON)


def run(handler, kind):
    return handler(Progress(Job.objects.filter(kind=kind).latest("pk")))


class TestReceiveEmail:
    def test_keeps_a_reply_to_an_invitation_at_once(self, mailbox):
        text = f"{WORDS}\n\nKind regards\nAnn\n\nOn 2 Nov 2026, Northmarch wrote:\n> Dear Ann,\n"

        arrival = receive(mailbox, email(text))

        kept = Contribution.objects.get()
        assert (kept.channel, kept.speaker) == (Channel.EMAIL, Speaker.PROVIDER)
        assert (kept.location, kept.invitation) == (
            mailbox.invitation.location,
            mailbox.invitation,
        )
        assert (kept.name, kept.email) == ("Ann Smith", "ann@example.org")
        assert Answer.objects.get().text == WORDS
        assert Point.objects.count() == 2
        assert (arrival.state, arrival.contribution) == (ArrivalState.KEPT, kept)
        assert b"Dear Ann" in kept.file.path.read_bytes()
        assert set(Entry.objects.values_list("event", flat=True)) >= {
            "arrival.kept",
            "contribution.kept",
            "arrival.answered",
        }

    def test_tells_the_sender_with_a_link_that_is_not_kept(self, mailbox):
        receive(mailbox)

        assert run(acknowledge, "engagement.acknowledge") == "Sent."

        [sent] = outbox.outbox
        kept = Contribution.objects.get()
        assert sent.to == ["ann@example.org"]
        assert kept.receipt in sent.body
        assert "/k/" in sent.body
        assert "/k/" not in Message.objects.get().body
        assert sent.extra_headers["Auto-Submitted"] == "auto-replied"
        assert sent.extra_headers["In-Reply-To"] == "<one@example.org>"
        assert sent.extra_headers["Reply-To"].startswith("answer+")

    def test_keeps_the_same_message_once(self, mailbox):
        receive(mailbox)

        assert receive(mailbox) is None
        assert Arrival.objects.count() == Contribution.objects.count() == 1

    def test_keeps_other_words_that_come_under_the_same_number(self, mailbox):
        receive(mailbox)

        assert receive(mailbox, email("Quite another thing, which matters more.")) is not None
        assert receive(mailbox, email("Quite another thing, which matters more.")) is None
        assert Arrival.objects.count() == 2

    def test_keeps_once_what_has_no_number(self, mailbox):
        message = email(WORDS)
        del message["Message-ID"]

        assert receive(mailbox, message) is not None
        assert receive(mailbox, message) is None

    def test_a_second_email_is_another_answer_of_the_same_service(self, mailbox):
        first = receive(mailbox)
        ours = Message.objects.get()
        again = email(
            "And tell us the rota earlier.",
            Message_ID="<two@example.org>",
            In_Reply_To=f"<{number_of(ours)}>",
        )

        second = receive(mailbox, again)

        assert second.follows == first
        assert second.state == ArrivalState.KEPT
        assert Contribution.objects.count() == 2
        assert get_coverage(exercise=mailbox.exercise).asked == 1
        assert Contribution.objects.values("location").distinct().count() == 1

    def test_does_not_join_what_somebody_else_sent(self, mailbox):
        receive(mailbox)
        again = email(
            WORDS, Message_ID="<two@x.org>", In_Reply_To="<one@example.org>", From="b@example.org"
        )

        assert receive(mailbox, again).follows is None

    @pytest.mark.parametrize(
        "message",
        [email("I am away.", Auto_Submitted="auto-replied"), email("x", Precedence="bulk")],
    )
    def test_sets_aside_what_a_program_wrote_and_answers_nothing(self, mailbox, message):
        arrival = receive(mailbox, message)

        assert arrival.state == ArrivalState.SET_ASIDE
        assert arrival.why
        assert not Contribution.objects.exists()
        assert not Message.objects.exists()

    def test_sets_aside_a_notice_that_an_email_did_not_arrive(self, mailbox):
        arrival = receive_email(mailbox=mailbox, content=BOUNCE, envelope_sender="", at=NOON)

        assert arrival.why == "A notice that our email did not arrive"

    def test_lets_wait_what_came_to_the_open_address(self, exercise):
        arrival = receive(Mailbox(exercise))

        arrival.refresh_from_db()
        assert (arrival.state, arrival.location) == (ArrivalState.WAITING, None)
        assert "open address" in arrival.note

    def test_lets_wait_what_does_not_fit_and_says_why(self, mailbox):
        QuestionFactory(exercise=mailbox.exercise, choice=True, is_required=True, position=7)

        arrival = receive(mailbox)

        arrival.refresh_from_db()
        assert arrival.state == ArrivalState.WAITING
        assert "needs an answer" in arrival.note
        assert not Contribution.objects.exists()

    def test_keeps_each_file_as_an_arrival_of_its_own(self, mailbox):
        message = email("Please find our answer attached.")
        message.add_attachment(b"Pay.", maintype="text", subtype="plain", filename="a.txt")
        message.add_attachment(b"\xff\xd8", maintype="image", subtype="jpeg", filename="b.jpg")

        arrival = receive(mailbox, message)
        words = run(read_arrivals, "engagement.read_arrivals")

        letter, picture = arrival.attachments.order_by("pk")
        assert (letter.words, letter.location) == ("Pay.", mailbox.invitation.location)
        assert picture.needs_typing
        assert "picture" in picture.note
        assert words.startswith("1 read. 1 could not be read: It is a picture.")

    def test_reads_an_email_that_was_forwarded(self, mailbox):
        message = email("See below.")
        message.add_attachment(email("Inner words of another.", Message_ID="<x@y>"))

        arrival = receive(mailbox, message)
        run(read_arrivals, "engagement.read_arrivals")

        assert arrival.attachments.get().words == "Inner words of another."


def upload(name, content):
    return SimpleUploadedFile(name, content)


def bring(exercise, *uploads):
    return receive_documents(
        system=exercise.system, exercise=exercise, uploads=uploads, by="person:1", at=NOON
    )


class TestReceiveDocuments:
    def test_keeps_documents_and_reads_them_in_the_background(self, exercise, tmp_path):
        document = docx.Document()
        document.add_heading("Workforce", 1)
        document.add_paragraph(WORDS)
        document.save(tmp_path / "a.docx")

        brought = bring(exercise, upload("a.docx", (tmp_path / "a.docx").read_bytes()))
        run(read_arrivals, "engagement.read_arrivals")

        [arrival] = Arrival.objects.all()
        assert brought.refused == ()
        assert (arrival.exercise, arrival.state) == (exercise, ArrivalState.WAITING)
        assert arrival.words == f"Workforce\n\n{WORDS}"
        assert arrival.places == [[0, "Workforce"]]

    def test_says_by_name_what_was_not_kept(self, exercise):
        brought = bring(exercise, upload("a.rtf", b"{\\rtf1"), upload("b.txt", b"Pay."))

        assert [name for name, _ in brought.refused] == ["a.rtf"]
        assert "RTF" in brought.refused[0][1]
        assert len(brought.arrivals) == 1

    def test_takes_a_saved_email_as_an_email_and_once(self, exercise):
        content = email(WORDS).as_bytes()

        brought = bring(exercise, upload("a.eml", content), upload("b.eml", content))

        [arrival] = brought.arrivals
        assert (arrival.sender, arrival.words) == ("ann@example.org", WORDS)
        assert arrival.state == ArrivalState.WAITING
        assert "has come before" in brought.refused[0][1]
        assert brought.job is None

    def test_splits_a_mailbox_into_its_emails(self, exercise):
        mails = [email(f"{WORDS} {n}", Message_ID=f"<{n}@x>").as_bytes() for n in (1, 2, 2)]
        content = b"".join(b"From a@b Mon Nov 16 10:00:00 2026\n" + each + b"\n" for each in mails)

        bring(exercise, upload("a.mbox", content))
        run(read_arrivals, "engagement.read_arrivals")

        whole = Arrival.objects.get(part_of=None)
        assert whole.state == ArrivalState.SET_ASIDE
        assert whole.why == "It was split into its 3 emails, 1 of them here before."
        assert whole.attachments.count() == 2
        assert set(whole.attachments.values_list("exercise", flat=True)) == {exercise.pk}

    def test_waits_with_why_where_it_cannot_be_read(self, exercise):
        bring(exercise, upload("a.pdf", b"%PDF-1.4 broken"))
        run(read_arrivals, "engagement.read_arrivals")

        arrival = Arrival.objects.get()
        assert (arrival.state, arrival.words) == (ArrivalState.WAITING, "")
        assert "It is broken" in arrival.note

    def test_reads_nothing_twice(self, exercise):
        [arrival] = bring(exercise, upload("a.txt", b"Pay.")).arrivals
        read_arrival(arrival_id=arrival.pk, by="person:1", at=NOON)
        Arrival.objects.update(words="Typed by somebody.")

        assert read_arrival(arrival_id=arrival.pk, by="person:1", at=NOON) == ""
        assert Arrival.objects.get().words == "Typed by somebody."
