import pytest
from django.urls import reverse

from regard.domains.engagement.models import Invitation, QuietPeriod, Wave
from regard.domains.engagement.types import Stage
from regard.foundation.jobs.models import Job
from tests.domains.engagement.views.addresses import at, day
from tests.factories.engagement import (
    AudienceMemberFactory,
    ExerciseFactory,
    InvitationFactory,
    QuestionFactory,
)
from tests.factories.engagement_inviting import QuietPeriodFactory, WaveFactory
from tests.factories.governance import MeetingFactory
from tests.factories.register import ContactFactory, LocationFactory, ServiceFactory

pytestmark = pytest.mark.django_db

PLAN = {
    "title": "Home care first",
    **day("planned_on", "2026-11-22"),
    "how": "itself",
    "most_reminders": "1",
    "days_between": "5",
    "service_types": ["home_care"],
}


def service(exercise, kind="home_care", email="a@example.org"):
    location = LocationFactory(system=exercise.system)
    if email:
        ContactFactory(location=location, email=email)
    made = ServiceFactory(location=location, service_type=kind)
    return AudienceMemberFactory(exercise=exercise, service=made)


def page(browser, address):
    return browser.get(address).content.decode()


class TestPlanningAWave:
    def test_shows_what_it_would_send_before_it_is_sent(self, lead):
        exercise = ExerciseFactory()
        service(exercise)
        service(exercise, email="")
        service(exercise, kind="care_home")
        browser = lead(exercise)
        assert "No wave is planned yet" in page(browser, at("waves", exercise))

        answer = browser.post(at("new_wave", exercise), PLAN, follow=True).content.decode()

        assert "It would ask 2 services: 1 by email and 1 by letter." in answer
        assert "At most 1 reminder, at least 5 days apart" in answer
        assert Wave.objects.get().criteria == {"service_types": ["home_care"]} or (
            Wave.objects.get().criteria["service_types"] == ["home_care"]
        )
        assert "Goes by itself" in page(browser, at("waves", exercise))

    def test_says_at_the_field_what_is_wrong(self, lead):
        exercise = ExerciseFactory()
        late = PLAN | day("planned_on", "2026-12-22")

        answer = lead(exercise).post(at("new_wave", exercise), late).content.decode()

        assert "The last day for answers is 30 November 2026" in answer

    def test_warns_of_quiet_days_and_of_others_who_ask_and_stops_nobody(self, lead):
        exercise, other = ExerciseFactory(), None
        member = service(exercise)
        other = ExerciseFactory(system=exercise.system, title="And beds?")
        InvitationFactory(exercise=other, location=member.location)
        AudienceMemberFactory(exercise=other, service=member.service)
        QuietPeriodFactory(system=exercise.system, starts_on="2026-11-20", ends_on="2026-11-23")
        made = WaveFactory(exercise=exercise)

        shown = page(lead(exercise), at("wave", exercise, wave_id=made.pk))

        assert "1 of these services is asked by “And beds?” within the same fortnight" in shown
        assert "lies in a quiet period: School holidays" in shown
        assert "Send the wave" in shown

    def test_can_be_changed_and_removed_until_it_is_sent(self, lead):
        exercise = ExerciseFactory()
        made = WaveFactory(exercise=exercise)
        browser = lead(exercise)

        browser.post(at("edit_wave", exercise, wave_id=made.pk), PLAN)
        made.refresh_from_db()
        assert made.title == "Home care first"
        assert "Home care first" in page(browser, at("edit_wave", exercise, wave_id=made.pk))
        browser.post(at("remove_wave", exercise, wave_id=made.pk))

        assert not Wave.objects.exists()


class TestSendingAWave:
    def test_starts_a_job_that_shows_how_far_it_is(self, lead):
        exercise = ExerciseFactory()
        service(exercise)
        made = WaveFactory(exercise=exercise)

        answer = lead(exercise).post(at("send_wave", exercise, wave_id=made.pk))

        job = Job.objects.get()
        assert answer.url == reverse("jobs:job", args=[job.pk])
        assert job.args["wave_id"] == made.pk

    def test_says_why_a_paused_exercise_sends_nothing(self, lead):
        exercise = ExerciseFactory(paused_on="2026-11-20")
        service(exercise)
        made = WaveFactory(exercise=exercise)
        browser = lead(exercise)

        shown = page(browser, at("wave", exercise, wave_id=made.pk))
        browser.post(at("send_wave", exercise, wave_id=made.pk))

        assert "It has been paused since 20 November 2026" in shown
        assert "Send the wave" not in shown
        assert not Job.objects.exists()

    def test_shows_what_came_of_it(self, lead):
        exercise = ExerciseFactory()
        member = service(exercise)
        made = WaveFactory(exercise=exercise, sent_at="2026-11-20T12:00Z")
        InvitationFactory(exercise=exercise, location=member.location, wave=made)
        browser = lead(exercise)

        shown = page(browser, at("wave", exercise, wave_id=made.pk))

        assert "0 of 1 asked have answered. 0 were reminded." in shown
        assert "1 of 1 wave sent" in page(browser, at("waves", exercise))
        assert "only its reminders can change" in page(
            browser, at("edit_wave", exercise, wave_id=made.pk)
        )

    def test_has_nothing_to_plan_once_it_has_closed(self, lead):
        closed = ExerciseFactory(closed=True)

        assert "No waves were planned." in page(lead(closed), at("waves", closed))
        assert closed.stage == Stage.CLOSED


class TestTheCalendar:
    @pytest.fixture
    def exercise(self):
        exercise = ExerciseFactory(title="What keeps staff?")
        QuestionFactory(exercise=exercise)
        return exercise

    @staticmethod
    def calendar(exercise):
        return reverse("engagement:asks_calendar", args=[exercise.system.slug])

    def test_says_when_two_exercises_ask_the_same_services(self, lead, exercise):
        member = service(exercise)
        InvitationFactory(exercise=exercise, location=member.location)
        other = ExerciseFactory(system=exercise.system, title="And beds?")
        AudienceMemberFactory(exercise=other, service=member.service)
        InvitationFactory(exercise=other, location=member.location)

        shown = page(lead(exercise), self.calendar(exercise))

        assert "1 home care service is asked by two exercises in one fortnight" in shown
        assert "Saturday 21 November" in shown
        assert "about 5" in shown

    def test_shows_waves_meetings_and_other_systems_that_ask_the_same(self, lead, exercise):
        member = service(exercise)
        WaveFactory(exercise=exercise, title="West")
        other = ExerciseFactory(title="From next door")
        AudienceMemberFactory(exercise=other, service=member.service)
        elsewhere = ExerciseFactory(title="Somewhere else")
        service(elsewhere)
        MeetingFactory(body__system=exercise.system, title="Forum", is_public=True)

        shown = page(lead(exercise), self.calendar(exercise))

        assert "Planned: West" in shown
        assert f"From next door ({other.system.name})" in shown
        assert "Somewhere else" not in shown
        assert "Forum" in shown

    def test_takes_down_quiet_periods(self, lead, exercise):
        browser = lead(exercise)
        period = {
            "title": "School holidays",
            **day("starts_on", "2026-12-19"),
            **day("ends_on", "2027-01-03"),
        }

        shown = browser.post(self.calendar(exercise), period, follow=True).content.decode()
        [kept] = QuietPeriod.objects.all()
        wrong = period | day("ends_on", "2026-12-01")
        refused = browser.post(self.calendar(exercise), wrong).content.decode()
        browser.post(
            reverse("engagement:remove_quiet", args=[exercise.system.slug, kept.pk]), follow=True
        )

        assert "19 December 2026 to 3 January 2027" in shown
        assert "The last day must not come before the first" in refused
        assert not QuietPeriod.objects.exists()

    def test_takes_as_many_queries_however_many_exercises_there_are(
        self, lead, exercise, django_assert_max_num_queries
    ):
        for _ in range(5):
            other = ExerciseFactory(system=exercise.system)
            InvitationFactory(exercise=other, location=service(other).location)
        browser = lead(exercise)
        page(browser, self.calendar(exercise))

        with django_assert_max_num_queries(22):
            page(browser, self.calendar(exercise))

        assert Invitation.objects.count() == 5
