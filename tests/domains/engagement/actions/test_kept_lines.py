from datetime import UTC, date, datetime

import pytest

from regard.domains.engagement.actions.contributions import CannotKeep
from regard.domains.engagement.actions.kept_lines import SaidInMinutes, keep_minute_line
from regard.domains.engagement.models import Contribution, Point
from regard.domains.engagement.types import Channel, Speaker, Visibility
from regard.domains.governance.actions import CannotBecome
from regard.domains.governance.types import LineKind, MeetingState
from regard.foundation.audit.models import Entry
from tests.factories.engagement import ExerciseFactory, QuestionFactory
from tests.factories.governance import AgendaItemFactory, MeetingFactory, MinuteLineFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 10, tzinfo=UTC)


@pytest.fixture
def line():
    meeting = MeetingFactory(
        state=MeetingState.HELD, starts_at=datetime(2026, 11, 12, 14, tzinfo=UTC)
    )
    return MinuteLineFactory(meeting=meeting, text="Travel time must be paid.")


@pytest.fixture
def question(line):
    exercise = ExerciseFactory(system=line.meeting.system)
    QuestionFactory(exercise=exercise, is_required=True)
    return QuestionFactory(exercise=exercise)


def keep(line, question, **known):
    usual = {
        "question_id": question.pk,
        "speaker": Speaker.PROVIDER,
        "visibility": Visibility.NAMED,
        "name": "Mo Hart, Home care seat",
    }
    said = SaidInMinutes(**(usual | known))
    return keep_minute_line(line=line, said=said, by="person:1", at=AT)


class TestKeepingALineOfMinutes:
    def test_keeps_its_words_as_said_at_the_meeting(self, line, question):
        kept = keep(line, question)

        line.refresh_from_db()
        assert (line.kind, line.receipt) == (LineKind.CONTRIBUTION, kept.receipt)
        assert (kept.channel, kept.said_on) == (Channel.MEETING, date(2026, 11, 12))
        assert (kept.name, kept.location, kept.entered_by) == (
            "Mo Hart, Home care seat",
            None,
            "person:1",
        )
        assert [point.text for point in Point.objects.all()] == ["Travel time must be paid."]
        events = set(Entry.objects.values_list("event", flat=True))
        assert {"contribution.kept", "line.kept"} <= events

    def test_keeps_it_once(self, line, question):
        keep(line, question)

        with pytest.raises(CannotBecome, match="already"):
            keep(line, question)
        assert Contribution.objects.count() == 1

    def test_refuses_what_was_said_in_private(self, line, question):
        line.item = AgendaItemFactory(meeting=line.meeting, is_private=True, why_private="Bids")
        line.save()

        with pytest.raises(CannotBecome, match="private"):
            keep(line, question)
        assert not Contribution.objects.exists()

    def test_refuses_a_day_before_the_exercise(self, line, question):
        question.exercise.opens_on = date(2026, 11, 13)
        question.exercise.save()

        with pytest.raises(CannotKeep, match="This opened on 13 November 2026"):
            keep(line, question)

    def test_refuses_a_question_of_elsewhere_or_that_is_no_words(self, line, question):
        choice = QuestionFactory(exercise=question.exercise, choice=True)

        for other in (QuestionFactory(), choice):
            with pytest.raises(CannotKeep, match="answered in words"):
                keep(line, other)
