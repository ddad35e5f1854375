from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core import mail as outbox

from regard.domains.engagement.actions import CannotInvite, mark_misdirected, send_invitations
from regard.domains.engagement.actions import waves as actions
from regard.domains.engagement.jobs import invitations as jobs
from regard.domains.engagement.models import Invitation, Wave
from regard.domains.engagement.queries import waves as queries
from regard.domains.engagement.queries.reminders import list_to_remind
from regard.domains.engagement.types.inviting import CallResult, WavePlan
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Message, Refused, State
from tests.factories.engagement import (
    AudienceMemberFactory,
    ContributionFactory,
    ExerciseFactory,
)
from tests.factories.engagement_inviting import ChaseNoteFactory, WaveFactory
from tests.factories.engagement_questions import HandOverFactory
from tests.factories.register import ContactFactory, LocationFactory, ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_november")]

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 18, 12, tzinfo=UTC)
DAY = date(2026, 11, 10)


@pytest.fixture
def _november():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def exercise():
    return ExerciseFactory()


def service(exercise, email="", kind="care_home", **location):
    location = LocationFactory(system=exercise.system, **location)
    if email:
        ContactFactory(location=location, name="", email=email)
    made = ServiceFactory(location=location, service_type=kind)
    return AudienceMemberFactory(exercise=exercise, service=made)


def shielded(exercise):
    """Return an answer behind a shield: it names no service, so nobody is missed by it."""
    return ContributionFactory(exercise=exercise, speaker="provider", is_shielded=True)


def plan(**known):
    usual = {
        "title": "Home care",
        "criteria": {"service_types": ["home_care"]},
        "planned_on": DAY,
        "is_automatic": True,
        "most_reminders": 2,
        "days_between": 7,
    }
    return WavePlan(**(usual | known))


def wave(exercise, **known):
    return actions.plan_wave(exercise=exercise, plan=plan(**known), by="person:1", at=NOON)


def run_all():
    """Run every job that waits, and return what each said."""
    return [
        jobs.send_invitations(Progress(job))
        for job in Job.objects.filter(kind="engagement.send_invitations").order_by("pk")
    ]


def send(made, at=NOON):
    actions.send_wave(wave=made, by="person:1", at=at)
    return run_all()


class TestPlanWave:
    def test_keeps_it_and_writes_one_ledger_entry(self, exercise):
        made = wave(exercise)

        assert queries.plan_of_wave(Wave.objects.get()) == plan()
        entry = Entry.objects.get()
        assert (entry.event, entry.detail["most_reminders"]) == ("wave.planned", 2)
        assert made.by == "person:1"

    def test_refuses_a_day_after_the_last(self, exercise):
        with pytest.raises(actions.CannotPlanWave, match="30 November 2026"):
            wave(exercise, planned_on=date(2026, 12, 9))

        assert not Wave.objects.exists()

    def test_refuses_what_has_closed(self):
        with pytest.raises(actions.CannotPlanWave, match="closed"):
            wave(ExerciseFactory(closed=True))


class TestChangeWave:
    def test_changes_what_was_not_sent(self, exercise):
        made = wave(exercise)

        actions.change_wave(wave=made, plan=plan(title="West"), by="person:1", at=NOON)

        assert Wave.objects.get().title == "West"

    def test_changes_only_the_reminders_of_one_that_was_sent(self, exercise):
        made = WaveFactory(exercise=exercise, sent_at=NOON)
        changed = plan(title="West", most_reminders=1)

        actions.change_wave(wave=made, plan=changed, by="person:1", at=NOON)

        kept = Wave.objects.get()
        assert (kept.title, kept.most_reminders) == ("Everyone who is left", 1)


class TestRemoveWave:
    def test_removes_one_that_was_not_sent(self, exercise):
        actions.remove_wave(wave=wave(exercise), by="person:1", at=NOON)

        assert not Wave.objects.exists()
        assert Entry.objects.last().event == "wave.removed"

    def test_keeps_one_that_was_sent(self, exercise):
        made = WaveFactory(exercise=exercise, sent_at=NOON)

        with pytest.raises(CannotInvite, match="It was sent"):
            actions.remove_wave(wave=made, by="person:1", at=NOON)


class TestForecast:
    def test_counts_each_way_before_anything_is_sent(self, exercise):
        service(exercise, "a@example.org", kind="home_care")
        service(exercise, "", kind="home_care", address="1 High Street")
        service(exercise, "", kind="home_care", address="", city="", postcode="")
        held = service(exercise, "no@example.org", kind="home_care")
        service(exercise, "home@example.org")
        mail.opt_out(address="no@example.org", scope=Refused.ALL, by="person:1", at=NOON)

        found = queries.forecast_wave(exercise=exercise, wave=wave(exercise))

        assert held.location_id
        assert (found.matched, found.emails, found.letters) == (4, 1, 1)
        assert (found.held, found.unreachable, found.sends) == (1, 1, 2)

    def test_leaves_to_an_earlier_wave_what_that_means(self, exercise):
        service(exercise, "a@example.org", kind="home_care")
        service(exercise, "b@example.org")
        wave(exercise)
        everyone = wave(exercise, title="All", criteria={}, planned_on=date(2026, 11, 12))

        found = queries.forecast_wave(exercise=exercise, wave=everyone)

        assert (found.matched, found.sooner, found.emails) == (2, 1, 1)


class TestSendWave:
    def test_asks_only_those_it_means_and_each_once(self, exercise):
        service(exercise, "a@example.org", kind="home_care")
        service(exercise, "b@example.org")
        first = wave(exercise)
        everyone = wave(exercise, title="All", criteria={}, planned_on=date(2026, 11, 12))

        send(first)
        assert [email.to for email in outbox.outbox] == [["a@example.org"]]
        send(everyone)

        assert sorted(email.to[0] for email in outbox.outbox) == ["a@example.org", "b@example.org"]
        waves = {each.to: each.wave_id for each in Invitation.objects.all()}
        assert waves == {"a@example.org": first.pk, "b@example.org": everyone.pk}

    def test_is_refused_twice(self, exercise):
        made = wave(exercise)
        send(made)

        with pytest.raises(CannotInvite, match="sent before"):
            send(made)

    def test_sends_nothing_while_it_is_paused(self, exercise):
        made = wave(exercise)
        exercise.paused_on = DAY
        exercise.save()

        with pytest.raises(CannotInvite, match="paused since 10 November 2026"):
            send(made)

        assert not Job.objects.exists()

    def test_puts_it_off_if_it_is_paused_before_it_begins(self, exercise):
        service(exercise, "a@example.org", kind="home_care")
        made = wave(exercise)
        actions.send_wave(wave=made, by="person:1", at=NOON)
        exercise.paused_on = DAY
        exercise.save()

        assert run_all() == ["It was paused before anything was sent. Nothing went."]

        made.refresh_from_db()
        assert made.sent_at is None
        assert not Invitation.objects.exists()
        assert Entry.objects.last().event == "wave.put_off"

    def test_stops_when_it_is_paused_meanwhile(self, exercise, monkeypatch):
        monkeypatch.setattr(jobs, "BATCH", 1)
        for name in ("a", "b"):
            service(exercise, f"{name}@example.org", kind="home_care")
        made = wave(exercise)
        noting = jobs._note

        def pause(progress, **how):
            noting(progress, **how)
            exercise.paused_on = DAY
            exercise.save()

        monkeypatch.setattr(jobs, "_note", pause)

        [said] = send(made)

        assert len(outbox.outbox) == 1
        assert "Then it was paused" in said

    def test_leaves_those_of_a_planned_wave_when_the_rest_is_asked(self, exercise):
        service(exercise, "a@example.org", kind="home_care")
        service(exercise, "b@example.org")
        wave(exercise)

        send_invitations(exercise=exercise, by="person:1", at=NOON)
        run_all()

        assert [email.to for email in outbox.outbox] == [["b@example.org"]]

    def test_shows_a_lead_what_came_of_it(self, exercise):
        heard = service(exercise, "a@example.org", kind="home_care")
        service(exercise, "b@example.org", kind="home_care")
        send(wave(exercise))
        Message.objects.filter(to="b@example.org").update(state=State.FAILED, sent_at=None)
        ContributionFactory(exercise=exercise, location=heard.location)

        [row] = queries.list_waves(exercise=exercise)

        assert (row.asked, row.sent, row.bounced, row.answered) == (2, 1, 1, 1)

    def test_does_not_tell_that_a_shielded_service_answered(self, exercise):
        service(exercise, "a@example.org", kind="home_care")
        send(wave(exercise))
        shielded(exercise)

        [row] = queries.list_waves(exercise=exercise)

        assert row.answered == 0


class TestSendDue:
    def test_sends_what_is_planned_for_today_by_itself(self, exercise):
        service(exercise, "a@example.org", kind="home_care")
        wave(exercise)
        wave(exercise, title="By hand", is_automatic=False)
        wave(exercise, title="Later", planned_on=date(2026, 11, 12))

        begun = actions.send_due(by="schedule", at=NOON)
        run_all()

        assert begun == (1, 0)
        assert len(outbox.outbox) == 1
        assert Wave.objects.get(title="Home care").sent_at == NOON

    def test_leaves_a_paused_exercise_alone(self, exercise):
        service(exercise, "a@example.org", kind="home_care")
        wave(exercise)
        exercise.paused_on = DAY
        exercise.save()

        assert actions.send_due(by="schedule", at=NOON) == (0, 0)

    def test_reminds_as_planned_and_no_oftener(self, exercise):
        service(exercise, "a@example.org", kind="home_care")
        send(wave(exercise, most_reminders=1))

        with time_machine.travel(LATER, tick=False):
            assert actions.send_due(by="schedule", at=LATER) == (0, 1)
            run_all()
            assert actions.send_due(by="schedule", at=LATER) == (0, 0)
        after = datetime(2026, 11, 28, 12, tzinfo=UTC)
        assert actions.send_due(by="schedule", at=after) == (0, 0)

        assert len(outbox.outbox) == 2
        assert Invitation.objects.get().reminders == 1


class TestWhoIsReminded:
    @pytest.fixture
    def invitation(self, exercise):
        service(exercise, "a@example.org", kind="home_care")
        send(wave(exercise))
        return Invitation.objects.get()

    @staticmethod
    def due(exercise):
        return list_to_remind(exercise=exercise, today=LATER.date())

    def test_is_a_silent_service(self, exercise, invitation):
        assert self.due(exercise) == [invitation]

    def test_is_none_that_passed_it_on(self, exercise, invitation):
        HandOverFactory(invitation=invitation)

        assert not self.due(exercise)

    def test_is_none_that_declined_on_the_telephone(self, exercise, invitation):
        ChaseNoteFactory(
            exercise=exercise, location=invitation.location, result=CallResult.DECLINED
        )

        assert not self.due(exercise)

    def test_is_none_that_it_was_not_for(self, exercise, invitation):
        mark_misdirected(invitation=invitation, by="invitation:1", at=NOON)

        assert not self.due(exercise)

    def test_is_none_that_asked_us_not_to(self, exercise, invitation):
        mail.opt_out(address=invitation.to, scope=Refused.ASKING, by="person:1", at=NOON)

        assert not self.due(exercise)

    def test_is_none_whose_email_did_not_arrive(self, exercise, invitation):
        Message.objects.update(state=State.FAILED, sent_at=None)

        assert not self.due(exercise)
        assert invitation.reminders == 0

    def test_is_also_a_shielded_service_lest_its_absence_tells(self, exercise, invitation):
        shielded(exercise)

        assert self.due(exercise) == [invitation]
