"""Agendas that go out, and what members are told afterwards; to the email that arrives."""

from datetime import UTC, date, datetime, timedelta

import pytest

from regard.domains.governance import actions
from regard.domains.governance.actions import CannotChangeMeeting, CannotSendAgain
from regard.domains.governance.jobs import tell_members
from regard.domains.governance.jobs.telling import MailServerAway
from regard.domains.governance.queries import told
from regard.domains.governance.queries.holder_links import HOLDER
from regard.domains.governance.types import AppointmentKind, MeetingState
from regard.foundation.accounts import links
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from regard.foundation.mail import actions as mail_actions
from regard.foundation.mail.models import Message, Refused, State
from tests.factories.accounts import Holder
from tests.factories.governance import AgendaItemFactory, AppointmentFactory, BodyFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def meeting():
    body = BodyFactory(name="Westmere Health and Wellbeing Board")
    seat = AppointmentFactory(
        seat__body=body, holder__name="Priya Raman", holder__email="priya@example.org"
    ).seat
    AppointmentFactory(
        seat=seat,
        kind=AppointmentKind.DEPUTY,
        holder__name="Bo Finch",
        holder__email="bo@example.org",
    )
    AppointmentFactory(seat__body=body, holder__name="Without Email", holder__email="")
    AppointmentFactory(
        seat__body=body, holder__email="left@example.org", valid_to=date(2026, 12, 3)
    )
    return AgendaItemFactory(meeting__body=body, title="Travel time").meeting


def call(meeting, at=NOON):
    return actions.call_meeting(meeting=meeting, by="person:1", at=at)


def run_jobs():
    for job in Job.objects.filter(kind=actions.TELL, state="waiting"):
        result = tell_members(Progress(job))
        Job.objects.filter(pk=job.pk).update(state="finished")
        yield result


class TestCallMeeting:
    def test_writes_to_holders_and_deputies_and_nobody_else(self, meeting):
        called = call(meeting)

        assert (called.state, called.called_at) == (MeetingState.CALLED, NOON)
        assert set(Message.objects.values_list("to", flat=True)) == {
            "priya@example.org",
            "bo@example.org",
        }
        entry = Entry.objects.get(event="meeting.called")
        assert entry.detail == {"told": 2}
        assert Job.objects.get().kind == actions.TELL

    def test_sends_each_the_agenda_and_links_of_their_own(self, meeting, mailoutbox):
        call(meeting)

        assert list(run_jobs()) == ["2 emails sent."]
        by_address = {mail.to[0]: mail for mail in mailoutbox}
        letter = by_address["priya@example.org"]
        assert letter.subject == "Agenda: Westmere Health and Wellbeing Board, 3 December 2026"
        assert "1. Travel time" in letter.body
        assert "Thursday 3 December 2026, 2 pm to 4 pm" in letter.body
        assert f"/{meeting.pk}/" in letter.body
        assert "calendar.ics" in letter.body
        assert "{link" not in letter.body
        assert letter.body != by_address["bo@example.org"].body

    def test_keeps_no_link_in_the_database(self, meeting):
        call(meeting)
        list(run_jobs())

        for body in Message.objects.values_list("body", flat=True):
            assert "my-meetings" not in body

    def test_leaves_out_who_asked_us_not_to_write(self, meeting, mailoutbox):
        mail_actions.opt_out(
            address="priya@example.org", scope=Refused.ASKING, by="person:1", at=NOON
        )

        call(meeting)
        list(run_jobs())

        assert [mail.to for mail in mailoutbox] == [["bo@example.org"]]
        assert Message.objects.get(to="priya@example.org").state == State.HELD

    def test_renews_a_link_that_would_soon_end(self, meeting):
        call(meeting)
        first = set(links.Link.objects.values_list("pk", flat=True))
        links.Link.objects.update(expires_at=NOON + timedelta(days=30))
        meeting.refresh_from_db()

        actions.cancel_meeting(meeting=meeting, why="Snow", by="person:1", at=NOON)

        new = links.Link.objects.filter(purpose=HOLDER).exclude(pk__in=first)
        assert new.count() == 2

    def test_starts_no_job_where_nobody_can_be_written_to(self):
        call(AgendaItemFactory().meeting)

        assert not Job.objects.exists()

    def test_refuses_twice_and_without_items(self, meeting):
        call(meeting)

        with pytest.raises(CannotChangeMeeting, match="out already"):
            call(meeting)

    def test_refuses_after_the_day(self, meeting):
        with pytest.raises(CannotChangeMeeting, match="is over"):
            call(meeting, at=datetime(2026, 12, 4, 9, tzinfo=UTC))


class TestTellingOfChanges:
    def test_a_move_says_what_it_was_and_is(self, meeting, mailoutbox):
        call(meeting)
        list(run_jobs())
        meeting.refresh_from_db()
        details = actions.MeetingDetails(
            starts_at=meeting.starts_at + timedelta(days=1), minutes_long=60, venue="Online"
        )

        actions.edit_meeting(meeting=meeting, details=details, by="person:1", at=NOON)
        list(run_jobs())

        assert len(mailoutbox) == 4
        letter = mailoutbox[-1]
        assert letter.subject.startswith("Changed: ")
        assert "It was to be: Thursday 3 December 2026, 2 pm to 4 pm" in letter.body
        assert "Friday 4 December 2026, 2 pm to 3 pm\nOnline" in letter.body

    def test_cancelling_says_why(self, meeting, mailoutbox):
        call(meeting)
        list(run_jobs())
        meeting.refresh_from_db()

        actions.cancel_meeting(meeting=meeting, why="Snow", by="person:1", at=NOON)
        list(run_jobs())

        assert "Why: Snow" in mailoutbox[-1].body

    def test_nobody_is_told_before_the_agenda_is_out(self, meeting):
        actions.cancel_meeting(meeting=meeting, why="Snow", by="person:1", at=NOON)

        assert not Message.objects.exists()


class TestSendAgain:
    def test_sends_what_failed_and_what_waits(self, meeting, mailoutbox):
        call(meeting)
        Message.objects.filter(to="bo@example.org").update(
            state=State.FAILED, problem="550 no such mailbox"
        )
        Job.objects.all().delete()

        waiting = actions.send_again(meeting=meeting, by="person:1", at=NOON)

        assert waiting == 2
        assert list(run_jobs()) == ["2 emails sent."]
        assert len(mailoutbox) == 2

    def test_refuses_where_all_went(self, meeting):
        call(meeting)
        list(run_jobs())

        with pytest.raises(CannotSendAgain):
            actions.send_again(meeting=meeting, by="person:1", at=NOON)


class TestTheJob:
    def test_sends_nothing_twice(self, meeting, mailoutbox):
        call(meeting)
        job = Job.objects.get()

        tell_members(Progress(job))
        assert tell_members(Progress(job)) == "0 emails sent."
        assert len(mailoutbox) == 2

    def test_says_what_did_not_go(self, meeting):
        call(meeting)
        message = Message.objects.order_by("pk").first()
        mail_actions.opt_out(address=message.to, scope=Refused.ALL, by="person:1", at=NOON)

        assert list(run_jobs()) == ["1 email sent. 1 did not go."]

    def test_stops_where_the_mail_server_is_away(self, meeting, monkeypatch):
        call(meeting)
        monkeypatch.setattr(
            "regard.domains.governance.jobs.telling.deliver", lambda *_, **__: State.WAITING
        )

        with pytest.raises(MailServerAway, match="Nothing is lost"):
            list(run_jobs())


class TestListTold:
    def test_says_what_became_of_each_email(self, meeting):
        call(meeting)
        list(run_jobs())
        secretary = Holder(role="Board secretary", scope=meeting.system)

        rows = told.list_told(meeting=meeting, caller=secretary)

        assert {(row.name, row.state) for row in rows} == {
            ("Priya Raman", State.SENT),
            ("Bo Finch", State.SENT),
        }
