import pytest

from regard.domains.engagement.queries.questions import list_asked
from regard.domains.engagement.queries.told_before import get_told_before, list_told_before
from regard.domains.engagement.types import Channel
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    InvitationFactory,
    QuestionFactory,
)

pytestmark = pytest.mark.django_db

TEXT = "What would most help you keep staff this winter?"


@pytest.fixture
def now():
    exercise = ExerciseFactory(title="This winter")
    QuestionFactory(exercise=exercise, position=1, text=TEXT)
    return InvitationFactory(exercise=exercise)


def said_before(now, *, system=None, location=None, by_link=True, draft=False):
    """Keep an answer to the same question, a year ago."""
    exercise = ExerciseFactory(title="Last winter", system=system or now.system)
    location = location or now.location
    invitation = InvitationFactory(exercise=exercise, location=location) if by_link else None
    kept = ContributionFactory(
        exercise=exercise,
        location=location,
        invitation=invitation,
        channel=Channel.LINK if by_link else Channel.WEB,
        draft=draft,
    )
    question = QuestionFactory(exercise=exercise, position=1, text=TEXT)
    return AnswerFactory(contribution=kept, question=question, text="Pay for travel.")


def told(now):
    [question] = now.exercise.questions.all()
    [asked] = list_asked(exercise=now.exercise)
    return list_told_before(invitation=now, asked=asked, question=question, limit=3)


class TestListToldBefore:
    def test_returns_the_services_own_words_from_other_exercises(self, now):
        said_before(now)

        [found] = told(now)

        assert (found.text, found.exercise) == ("Pay for travel.", "Last winter")

    def test_takes_one_query(self, now, django_assert_num_queries):
        said_before(now)
        [question] = now.exercise.questions.all()
        [asked] = list_asked(exercise=now.exercise)

        with django_assert_num_queries(1):
            list_told_before(invitation=now, asked=asked, question=question, limit=3)

    def test_leaves_out_another_service(self, now):
        said_before(now, location=InvitationFactory().location)

        assert told(now) == []

    def test_leaves_out_another_system(self, now):
        said_before(now, system=ExerciseFactory().system)

        assert told(now) == []

    def test_leaves_out_what_anybody_could_have_said_in_its_name(self, now):
        said_before(now, by_link=False)

        assert told(now) == []

    def test_leaves_out_drafts(self, now):
        said_before(now, draft=True)

        assert told(now) == []


class TestGetToldBefore:
    def test_returns_none_for_what_is_not_the_services(self, now):
        mine = said_before(now)
        theirs = said_before(now, location=InvitationFactory().location)
        [question] = now.exercise.questions.all()
        [asked] = list_asked(exercise=now.exercise)

        def get(answer):
            return get_told_before(
                invitation=now, asked=asked, question=question, answer_id=answer.pk
            )

        assert get(mine).text == "Pay for travel."
        assert get(theirs) is None
