from datetime import UTC, datetime
from smtplib import SMTPRecipientsRefused

import pytest
import time_machine
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend

from regard.domains.engagement import actions, queries
from regard.domains.engagement.jobs import invitations as jobs
from regard.domains.engagement.models import Invitation
from regard.domains.engagement.types import Channel, InvitationFilter
from regard.domains.register.models import Contact
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Message, Refused, State
from tests.domains.engagement.jobs.inviting import NOON, job, run, service
from tests.factories.engagement import (
    AudienceMemberFactory,
    ContributionFactory,
    ExerciseFactory,
)
from tests.factories.register import ServiceFactory
from tests.foundation.inbox import mail_server

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_november")]

WEEK_LATER = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.fixture
def _november():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def exercise():
    return ExerciseFactory()


class TestSendInvitations:
    def test_writes_to_each_address_once_with_its_own_link(self, exercise):
        member = service(exercise, "ashgrove@example.org", name="Ashgrove House")
        AudienceMemberFactory(
            exercise=exercise,
            service=ServiceFactory(location=member.location, service_type="home_care"),
        )
        service(exercise, "beech@example.org")

        result = run(job(exercise))

        assert result == "2 emails sent."
        [first, second] = sorted(outbox.outbox, key=lambda email: email.to)
        assert (first.to, second.to) == (["ashgrove@example.org"], ["beech@example.org"])
        assert "Ashgrove House" in first.subject
        assert "/a/" in first.body
        assert "Monday 30 November" in first.body
        assert first.body != second.body

    def test_keeps_no_link_in_the_database(self, exercise):
        service(exercise, "ashgrove@example.org")

        run(job(exercise))

        body = Message.objects.get().body
        assert "/a/" not in body
        assert "[your link]" in body

    def test_makes_letters_of_those_without_email(self, exercise):
        service(exercise, address="1 High Street")

        result = run(job(exercise))

        assert Invitation.objects.get().channel == Channel.LETTER
        assert result == "0 emails sent. 1 services have no email address: print their letters."

    def test_leaves_out_whom_nobody_can_reach(self, exercise):
        service(exercise, address="", city="", postcode="")

        run(job(exercise))

        assert not Invitation.objects.exists()

    def test_sends_nothing_twice_when_it_is_run_again(self, exercise):
        service(exercise, "ashgrove@example.org")
        started = job(exercise)

        run(started)
        run(started)
        run(job(exercise))

        assert len(outbox.outbox) == 1
        assert Invitation.objects.count() == 1

    def test_goes_on_from_where_a_killed_worker_was(self, exercise, monkeypatch):
        for number in range(5):
            service(exercise, f"service{number}@example.org")
        started = job(exercise)
        monkeypatch.setattr(jobs, "BATCH", 2)
        noting = jobs._note

        def die_after_the_second_batch(progress, **how):
            if progress.cursor["tried"] == 2:
                raise KeyboardInterrupt
            noting(progress, **how)

        monkeypatch.setattr(jobs, "_note", die_after_the_second_batch)
        with pytest.raises(KeyboardInterrupt):
            run(started)
        monkeypatch.setattr(jobs, "_note", noting)

        run(started)

        assert len(outbox.outbox) == 5
        assert len({email.to[0] for email in outbox.outbox}) == 5

    def test_does_not_send_again_what_was_being_sent_when_it_died(self, exercise):
        service(exercise, "ashgrove@example.org")
        started = job(exercise)
        run(started)
        Message.objects.update(state=State.SENDING, sent_at=None)

        run(job(exercise))

        assert len(outbox.outbox) == 1
        assert Message.objects.get().state == State.UNSURE

    def test_counts_what_the_mail_server_refused(self, exercise, monkeypatch):
        service(exercise, "nobody@example.org")

        def refuse(self, messages):
            raise SMTPRecipientsRefused({"nobody@example.org": (550, b"No such user")})

        monkeypatch.setattr(EmailBackend, "send_messages", refuse)

        result = run(job(exercise))

        assert "1 did not go" in result
        assert Message.objects.get().state == State.FAILED

    def test_says_that_the_mail_server_does_not_answer(self, exercise, monkeypatch):
        service(exercise, "ashgrove@example.org")

        def refuse(self):
            raise ConnectionRefusedError("refused")

        monkeypatch.setattr(EmailBackend, "open", refuse)

        with pytest.raises(jobs.NoMailServer, match="Nothing is lost"):
            run(job(exercise))

        assert Message.objects.get().state == State.WAITING

    def test_sends_nothing_by_a_link_that_was_withdrawn(self, exercise):
        service(exercise, "ashgrove@example.org")
        actions.make_invitations(exercise_id=exercise.pk, by="person:1", at=NOON)
        actions.revoke_link(invitation=Invitation.objects.get(), by="person:1", at=NOON)

        run(job(exercise))

        assert not outbox.outbox

    def test_writes_into_the_ledger(self, exercise):
        service(exercise, "ashgrove@example.org")

        run(job(exercise))

        events = list(Entry.objects.order_by("pk").values_list("event", flat=True))
        assert events == ["invitations.started", "invitations.made"]


class TestSendReminders:
    def test_writes_only_to_those_who_have_not_answered(self, exercise):
        heard = service(exercise, "heard@example.org")
        service(exercise, "silent@example.org")
        run(job(exercise))
        ContributionFactory(exercise=exercise, location=heard.location)

        with time_machine.travel(WEEK_LATER, tick=False):
            result = run(job(exercise, reminds=True))

        assert result == "1 email sent."
        assert outbox.outbox[-1].to == ["silent@example.org"]
        assert "We have not heard from" in outbox.outbox[-1].body

    def test_reminds_nobody_within_a_week(self, exercise):
        service(exercise, "silent@example.org")
        run(job(exercise))

        result = run(job(exercise, reminds=True))

        assert result == "0 emails sent."

    def test_counts_a_draft_as_silence(self, exercise):
        silent = service(exercise, "silent@example.org")
        run(job(exercise))
        ContributionFactory(exercise=exercise, location=silent.location, draft=True)

        with time_machine.travel(WEEK_LATER, tick=False):
            run(job(exercise, reminds=True))

        assert len(outbox.outbox) == 2

    def test_leaves_alone_who_said_that_it_was_not_for_them(self, exercise):
        service(exercise, "wrong@example.org")
        run(job(exercise))
        actions.mark_misdirected(invitation=Invitation.objects.get(), by="invitation:1", at=NOON)

        with time_machine.travel(WEEK_LATER, tick=False):
            run(job(exercise, reminds=True))

        assert len(outbox.outbox) == 1


class TestRefusals:
    @pytest.mark.parametrize(
        ("stage", "reason"), [("draft", "Open it first"), ("closed", "It closed on 30 November")]
    )
    def test_names_why_nobody_can_be_asked(self, stage, reason):
        exercise = ExerciseFactory(**{stage: True})

        with pytest.raises(actions.CannotInvite, match=reason):
            job(exercise)

        assert not Job.objects.exists()

    def test_needs_an_address_for_a_new_link(self, exercise):
        service(exercise, "ashgrove@example.org", address="", city="", postcode="")
        actions.make_invitations(exercise_id=exercise.pk, by="person:1", at=NOON)
        invitation = Invitation.objects.get()
        invitation.location.contact.delete()

        with pytest.raises(actions.CannotInvite, match="Nobody holds an email"):
            actions.renew_link(invitation=invitation, by="person:1", at=NOON)


class TestThoseWhoAskedUsNotToWrite:
    """Against a real mail server, as the whole way has to hold."""

    @pytest.fixture
    def inbox(self, settings):
        with mail_server() as kept:
            settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
            settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", kept.port
            yield kept

    @staticmethod
    def refuse(address, scope):
        return mail.opt_out(address=address, scope=scope, by="person:1", at=NOON)

    def test_are_not_asked_by_email_and_are_still_shown(self, exercise, inbox):
        service(exercise, "nothing@example.org", name="Ash House")
        service(exercise, "yes@example.org", name="Beech Lodge")
        self.refuse("Nothing@example.org", Refused.ALL)

        run(job(exercise))

        assert inbox.recipients == ["yes@example.org"]
        counts = queries.count_invitations(exercise=exercise)
        assert (counts.asked, counts.held, counts.not_asked) == (1, 1, 0)
        [row] = queries.list_invitations(
            exercise=exercise, which=InvitationFilter.HELD, after=0, limit=9
        )
        assert (row.location_name, row.is_held) == ("Ash House", True)
        assert row.fate == "Not asked: they asked us not to write"

    def test_get_a_letter_if_it_was_only_questions_by_email(self, exercise, inbox):
        service(exercise, "letters@example.org", address="1 High Street")
        self.refuse("letters@example.org", Refused.ASKING)

        run(job(exercise))

        assert inbox.recipients == []
        assert Invitation.objects.get().channel == Channel.LETTER

    def test_are_not_reminded(self, exercise, inbox):
        service(exercise, "later@example.org")
        run(job(exercise))
        self.refuse("later@example.org", Refused.ASKING)

        made = actions.make_reminders(exercise_id=exercise.pk, by="person:1", at=WEEK_LATER)

        assert made == 0
        assert inbox.recipients == ["later@example.org"]

    def test_are_on_the_list_to_call_with_what_they_asked(self, exercise):
        made = service(exercise, "only-questions@example.org", name="Ash House")
        Contact.objects.update(telephone="01522 000000")
        other = service(exercise, "nothing@example.org", name="Beech Lodge")
        self.refuse("only-questions@example.org", Refused.ASKING)
        self.refuse("nothing@example.org", Refused.ALL)

        rows = queries.add_contacts(
            exercise=exercise,
            rows=queries.list_missing(
                exercise=exercise, coverage=queries.get_coverage(exercise=exercise)
            ),
        )

        shown = {row.location_id: (row.telephone, row.email, row.wish[:9]) for row in rows}
        assert shown == {
            made.location_id: ("01522 000000", "", "Asked not"),
            other.location_id: ("", "", "Asked us "),
        }


class TestWhatSendingTellsTheRegister:
    @pytest.fixture
    def inbox(self, settings):
        with mail_server() as kept:
            settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
            settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", kept.port
            yield kept

    @pytest.mark.parametrize(
        ("answer", "failed_on"),
        [
            ("550 5.1.1 No such person", NOON.date()),
            ("550 5.7.1 Relaying denied", None),
            ("530 Sign in first", None),
        ],
    )
    def test_is_an_address_that_is_not_there_and_not_our_server_s_trouble(
        self, exercise, inbox, answer, failed_on
    ):
        service(exercise, "gone@example.org")
        inbox.refuses["gone@example.org"] = answer

        run(job(exercise))

        assert Contact.objects.get().failed_on == failed_on
