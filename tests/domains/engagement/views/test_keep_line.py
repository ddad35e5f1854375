from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from regard.domains.engagement.models import Contribution
from regard.domains.engagement.types import Speaker, Stage, Visibility
from regard.domains.governance.types import Constituency, MeetingState
from tests.domains.engagement.views.addresses import at
from tests.factories.engagement import ExerciseFactory, QuestionFactory
from tests.factories.governance import MeetingFactory, MinuteLineFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def line():
    """A line of published minutes, said by somebody in a carers' seat."""
    meeting = MeetingFactory(
        state=MeetingState.HELD, starts_at=datetime(2026, 11, 12, 14, tzinfo=UTC)
    )
    seat = SeatFactory(body=meeting.body, name="Carers’ seat", speaks_for=Constituency.CARERS)
    line = MinuteLineFactory(meeting=meeting, seat=seat, text="Nobody rings back.")
    meeting.state, meeting.agreed_on = MeetingState.AGREED, date(2026, 11, 19)
    meeting.minutes_public_at = datetime(2026, 11, 20, tzinfo=UTC)
    meeting.save()
    return line


@pytest.fixture
def question(line):
    return QuestionFactory(exercise=ExerciseFactory(system=line.meeting.system))


def keep(line):
    where = {"system": line.meeting.system.slug, "line_id": line.pk}
    return reverse("engagement:keep_line", kwargs=where)


def minutes(line):
    where = {"system": line.meeting.system.slug, "meeting_id": line.meeting_id}
    return reverse("governance:minutes", kwargs=where)


def text(response):
    return response.content.decode()


class TestKeepingALine:
    def test_leads_from_the_minutes_to_the_contribution_and_back(self, lead, line, question):
        browser = lead(question.exercise)
        assert keep(line) in text(browser.get(minutes(line)))
        page = text(browser.get(keep(line)))
        assert "Nobody rings back." in page
        assert 'value="Carers’ seat"' in page

        filled = {
            "question": question.pk,
            "speaker": "carer",
            "name": "Carers’ seat",
            "visibility": "named",
        }
        back = text(browser.post(keep(line), filled, follow=True))

        kept = Contribution.objects.get()
        assert (kept.speaker, kept.visibility) == (Speaker.CARER, Visibility.NAMED)
        contribution = at("contribution", question.exercise, receipt=kept.receipt)
        assert contribution in back
        shown = text(browser.get(contribution))
        assert f"{minutes(line)}#line-{line.pk}" in shown
        assert "Carers’ seat" in shown

    def test_shows_the_public_no_way_to_what_they_may_not_read(self, client, lead, line, question):
        filled = {"question": question.pk, "speaker": "carer", "visibility": "team"}
        lead(question.exercise).post(keep(line), filled)
        kept = Contribution.objects.get()

        before = text(client.get(minutes(line)))
        question.exercise.stage = Stage.ANSWERED
        question.exercise.closed_at = question.exercise.opened_at
        question.exercise.save()
        after = text(client.get(minutes(line)))

        address = at("contribution", question.exercise, receipt=kept.receipt)
        assert f"Kept as contribution {kept.receipt}" in before
        assert address not in before
        assert address in after

    def test_says_when_no_exercise_takes_it(self, lead, line):
        page = text(lead(ExerciseFactory(system=line.meeting.system, draft=True)).get(keep(line)))

        assert "No exercise takes it." in page

    def test_tells_the_secretary_whom_to_ask(self, client_as, line, question):
        secretary = client_as("Board secretary", line.meeting.system)

        page = text(secretary.get(keep(line)))
        secretary.post(keep(line), {"question": question.pk, "speaker": "carer"})

        assert "Somebody of the partnership’s team" in page
        assert not Contribution.objects.exists()

    def test_says_why_it_cannot_be_kept(self, lead, line, question):
        browser = lead(question.exercise)
        filled = {"question": question.pk, "speaker": "carer", "visibility": "team"}
        browser.post(keep(line), filled)

        page = text(browser.post(keep(line), filled))

        assert "This line is a contribution already." in page
        assert Contribution.objects.count() == 1

    def test_asks_which_question_it_answers(self, lead, line, question):
        QuestionFactory(exercise=question.exercise)

        page = text(lead(question.exercise).post(keep(line), {"speaker": "carer"}))

        assert "Choose the question that it answers" in page
