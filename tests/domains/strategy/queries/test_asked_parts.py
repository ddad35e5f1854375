import pytest

from regard.domains.engagement.models import Question
from regard.domains.engagement.types.asked_parts import NO_PARTS, AskedPart
from regard.domains.strategy.queries.asked_parts import name_passages, read_passages
from tests.factories.engagement import ExerciseFactory
from tests.factories.strategy_reviews import Reviewed

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Reviewed()


class TestPassages:
    def test_are_those_put_before_people_as_they_stood(self, story, django_assert_num_queries):
        story.strategy.passages.update(text="Other words.")

        with django_assert_num_queries(1):
            found = read_passages([story.review.question_id, 0])

        [parts] = found.values()
        assert parts.parts[1] == AskedPart(
            "1.1 Breaks", "Every carer can have a week’s break a year.", 1
        )
        assert (parts.noun, parts.whole, len(parts.parts)) == ("passage", "our draft", 3)

    def test_are_named_without_their_words(self, story, django_assert_num_queries):
        with django_assert_num_queries(1):
            found = name_passages(story.exercise.pk)

        assert [part.name for part in found.parts] == ["1 Carers", "1.1 Breaks", "2 Travel"]
        assert not any(part.words for part in found.parts)

    def test_are_none_of_what_asks_for_no_comments(self, story):
        other = ExerciseFactory(system=story.system)
        Question.objects.update(kind="choice", options=["Yes", "No"])

        assert name_passages(other.pk) is NO_PARTS
        assert name_passages(story.exercise.pk) is NO_PARTS
        assert read_passages([story.review.question_id]) == {}
