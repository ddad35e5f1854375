import pytest

from regard.domains.engagement.types import Stage
from tests.domains.engagement.views.addresses import at, day
from tests.factories.engagement import ContributionFactory, ExerciseFactory
from tests.factories.engagement_exercises import TimetableChangeFactory

pytestmark = pytest.mark.django_db

WHY = {"because": "Many services asked for more time."}
LATER = {**day("closes_on", "2026-12-14"), **day("reply_by", "2027-03-14"), **WHY}


class TestTimetable:
    def test_moves_days_and_shows_everyone_why(self, lead, client_as):
        exercise = ExerciseFactory()

        lead(exercise).post(at("timetable", exercise), LATER)

        page = client_as().get(at("exercise", exercise)).content.decode()
        assert "moved from 30 November 2026 to 14 December 2026" in page
        assert WHY["because"] in page

    def test_shows_what_is_wrong_at_its_field(self, lead):
        exercise = ExerciseFactory()
        shorter = LATER | day("closes_on", "2026-11-25")

        page = lead(exercise).post(at("timetable", exercise), shorter).content.decode()

        assert "People were told that they have until 30 November 2026" in page

    def test_lets_a_phase_be_added_that_everyone_sees(self, lead, client_as):
        exercise = ExerciseFactory()
        browser = lead(exercise)
        listed = browser.get(at("phases", exercise)).content.decode()
        where = at("add_phase", exercise, phase="deliberate")
        assert where in listed
        assert at("add_phase", exercise, phase="inform") not in listed
        given = {
            **day("starts_on", "2026-11-23"),
            **day("ends_on", "2026-11-30"),
            "open_to": "everyone",
            "words": "Say what you think.",
        }

        refused = browser.post(where, given | {"because": "So"}).content.decode()
        browser.post(where, given | WHY)

        assert "Say why, in a sentence" in refused
        page = client_as().get(at("exercise", exercise)).content.decode()
        assert "Added: “" in page
        assert "23 November 2026 to 30 November 2026" in page
        assert WHY["because"] in page
        assert browser.get(where).url == at("phases", exercise)

    def test_says_that_a_closed_one_opens_again(self, lead):
        exercise = ExerciseFactory(closed=True)
        browser = lead(exercise)

        page = browser.get(at("timetable", exercise)).content.decode()
        browser.post(at("timetable", exercise), LATER)

        assert "it opens again" in page
        exercise.refresh_from_db()
        assert exercise.stage == Stage.OPEN

    def test_has_nothing_to_move_in_a_draft(self, lead):
        draft = ExerciseFactory(draft=True)
        browser = lead(draft)

        page = browser.get(at("timetable", draft)).content.decode()
        refused = browser.post(at("timetable", draft), LATER).content.decode()

        assert "Its days are those of the draft" in page
        assert "Change the days of the draft" in refused

    def test_counts_what_came_late_for_the_team(self, lead):
        change = TimetableChangeFactory()
        ContributionFactory(exercise=change.exercise, is_late=True)

        page = lead(change.exercise).get(at("timetable", change.exercise)).content.decode()

        assert "1 answer came after the last day. It is marked as late, and counted." in page
        assert "1 change since it opened" in page


class TestPausing:
    def test_tells_everyone_and_goes_on_with_days_added(self, lead, client_as, time_machine):
        exercise = ExerciseFactory()
        browser = lead(exercise)
        assert (
            "It still takes answers"
            in browser.get(at("pause_exercise", exercise)).content.decode()
        )
        browser.post(at("pause_exercise", exercise), WHY)
        paused = client_as().get(at("exercise", exercise)).content.decode()
        assert "Paused since 21 November 2026. You can still answer." in paused

        form = browser.get(at("resume_exercise", exercise)).content.decode()
        browser.post(
            at("resume_exercise", exercise),
            {**day("closes_on", "2026-12-05"), **day("reply_by", "2027-03-05"), **WHY},
        )

        assert "Paused for no days" in form
        exercise.refresh_from_db()
        assert exercise.paused_on is None
        page = client_as().get(at("exercise", exercise)).content.decode()
        assert "Goes on: invitations and reminders are sent again" in page

    def test_needs_a_reason(self, lead):
        exercise = ExerciseFactory()

        lead(exercise).post(at("pause_exercise", exercise), {"because": "Why?"})

        exercise.refresh_from_db()
        assert exercise.paused_on is None

    def test_is_refused_twice(self, lead):
        exercise = ExerciseFactory(paused_on="2026-11-14")

        page = lead(exercise).post(at("pause_exercise", exercise), WHY).content.decode()

        assert "It has been paused since 14 November 2026" in page


class TestLateAnswers:
    def test_are_told_to_anyone_where_they_are_many(self, client_as):
        exercise = ExerciseFactory(closed=True)
        for _ in range(6):
            ContributionFactory(exercise=exercise, is_late=True)

        page = client_as().get(at("exercise", exercise)).content.decode()

        assert "6 answers came late, and are counted too." in page

    def test_are_not_told_where_they_are_few(self, client_as):
        exercise = ContributionFactory(is_late=True).exercise

        assert "came late" not in client_as().get(at("exercise", exercise)).content.decode()
