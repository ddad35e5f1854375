from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from regard.domains.engagement.models import Answer, Contribution
from regard.domains.engagement.queries.results import get_results
from regard.domains.engagement.types import Visibility
from tests.factories.engagement import (
    AnswerFactory,
    AudienceMemberFactory,
    ContributionFactory,
    ExerciseFactory,
    QuestionFactory,
)
from tests.factories.engagement_questions import QuestionOfKindFactory

pytestmark = pytest.mark.django_db

EARLY = datetime(2026, 11, 9, tzinfo=UTC)


def services(exercise, how_many):
    return [AudienceMemberFactory(exercise=exercise) for _ in range(how_many)]


def say(question, words, value=None, **contribution):
    kept = ContributionFactory(exercise=question.exercise, **contribution)
    return AnswerFactory(contribution=kept, question=question, text=words, value=value)


def counts(tally):
    return {bar.label: bar.count for bar in tally.bars}


@pytest.fixture
def question():
    return QuestionFactory(position=1, choice=True)


class TestGetResults:
    def test_tells_services_and_people_apart(self, question):
        for member in services(question.exercise, 12)[:8]:
            say(question, "Worse", location=member.location)
        for _ in range(7):
            say(question, "Better")

        found = get_results(exercise=question.exercise)

        assert (found.audience, found.services, found.people) == (12, 8, 7)
        [result] = found.questions
        assert counts(result.services) == {"Better": 0, "The same": 0, "Worse": 8}
        assert counts(result.people) == {"Better": 7, "The same": 0, "Worse": 0}
        assert result.services.bars[2].low is not None
        assert result.people.bars[0].low is None

    def test_counts_a_service_once_with_its_newest_answer(self, question):
        for member in services(question.exercise, 8):
            say(question, "Better", location=member.location, kept_at=EARLY)
            say(question, "Worse", location=member.location)

        [result] = get_results(exercise=question.exercise).questions

        assert counts(result.services)["Worse"] == 8
        assert result.services.answered == 8

    def test_counts_providers_outside_the_audience_with_people(self, question):
        for member in services(ExerciseFactory(), 6):
            say(question, "Worse", location=member.location)

        found = get_results(exercise=question.exercise)

        assert (found.audience, found.services, found.people) == (0, 0, 6)

    def test_leaves_out_drafts_and_counts_what_nobody_reads(self, question):
        for member in services(question.exercise, 6):
            say(question, "Worse", location=member.location, visibility=Visibility.COUNTED)
        say(question, "Worse", draft=True)

        found = get_results(exercise=question.exercise)

        assert (found.services, found.people) == (6, 0)

    def test_hides_who_answered_while_they_are_few(self, question):
        say(question, "Worse", location=services(question.exercise, 9)[0].location)

        found = get_results(exercise=question.exercise)

        assert found.services is None
        assert found.questions[0].services.answered is None

    def test_reads_values_and_the_words_of_before_there_were_values(self):
        question = QuestionOfKindFactory(scale=True, position=1)
        for _ in range(6):
            say(question, "5 (very)", 5)
            say(question, "1")

        [result] = get_results(exercise=question.exercise).questions

        assert counts(result.people)["5 (very)"] == 6
        assert counts(result.people)["1 (not at all)"] == 6

    def test_never_reads_words_or_files_and_says_how_many_there_are(self):
        question = QuestionFactory(position=1)
        for number in range(6):
            say(question, f"Words {number}")

        [result] = get_results(exercise=question.exercise).questions

        assert result.people.answered == 6
        assert not result.people.bars

    def test_says_of_whom_a_question_was_asked(self, question):
        QuestionFactory(
            exercise=question.exercise, position=2, shown_if=question, shown_for=["Worse"]
        )

        [_, then] = get_results(exercise=question.exercise).questions

        assert then.condition == "only those who answered “Worse” to question 1"

    def test_takes_five_queries_and_then_two(self, question, django_assert_num_queries):
        for position in range(2, 5):
            QuestionFactory(exercise=question.exercise, position=position, choice=True)
        for member in services(question.exercise, 6):
            say(question, "Worse", location=member.location)

        with django_assert_num_queries(5):
            first = get_results(exercise=question.exercise)
        with django_assert_num_queries(2):
            assert get_results(exercise=question.exercise) == first

    def test_counts_anew_once_one_more_has_answered(self, question):
        for member in services(question.exercise, 8):
            say(question, "Worse", location=member.location)
        get_results(exercise=question.exercise)
        [again, more] = (services(question.exercise, 1)[0] for _ in range(2))

        say(question, "Worse", location=again.location)
        assert get_results(exercise=question.exercise).services == 9

        say(question, "Better", location=more.location)
        found = get_results(exercise=question.exercise)
        assert (found.audience, found.services) == (10, 10)

    def test_counts_anew_once_an_answer_is_another_services(self, question):
        members = services(question.exercise, 8)
        for member in members:
            say(question, "Worse", location=member.location)
        get_results(exercise=question.exercise)

        Contribution.objects.filter(location=members[0].location).update(
            location=members[1].location
        )

        assert get_results(exercise=question.exercise).services == 7

    def test_counts_as_from_nothing_whatever_becomes_another(self, question):
        members = services(question.exercise, 20)
        for place, member in enumerate(members * 2):
            say(question, question.options[place % 3], location=member.location)
        for place in range(20):
            say(question, question.options[place % 2])
        of_services = Contribution.objects.filter(location__isnull=False)

        def becomes_a_persons():
            newest = of_services.latest("pk")
            Contribution.objects.filter(pk=newest.pk).update(location=None, speaker="person")

        def becomes_anothers():
            first = of_services.earliest("pk")
            of_services.filter(location=first.location).update(location=members[7].location)

        def is_said_once_more():
            say(question, "Worse", location=members[3].location)

        for change in (becomes_a_persons, becomes_anothers, is_said_once_more) * 2:
            get_results(exercise=question.exercise)
            change()
            kept = get_results(exercise=question.exercise)
            cache.clear()
            assert get_results(exercise=question.exercise) == kept

    def test_counts_as_one_by_one_does(self, question):
        members = services(question.exercise, 9)
        for place, member in enumerate(members * 3):
            at = datetime(2026, 11, 1 + place // 9, tzinfo=UTC)
            words = question.options[(place * 7 + place // 5) % 3]
            say(question, words, location=member.location, kept_at=at)
        newest = {}
        for kept in Contribution.objects.order_by("kept_at", "pk"):
            newest[kept.location_id] = Answer.objects.get(contribution=kept).text

        [result] = get_results(exercise=question.exercise).questions

        assert result.services.answered == len(newest)
        for label, count in counts(result.services).items():
            assert count in (list(newest.values()).count(label), None)
