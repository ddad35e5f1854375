from datetime import UTC, datetime

import pytest

from regard.domains.engagement import queries
from regard.domains.engagement.actions import moderation as actions
from regard.domains.engagement.models import Redaction
from regard.domains.engagement.types import ContributionFilter
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import NotFound
from tests.factories.engagement import AnswerFactory, PointFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TEXT = "Mrs Hale shouted at staff. The rota comes too late."


@pytest.fixture
def answer():
    answer = AnswerFactory(text=TEXT)
    PointFactory(answer=answer, start=0, text=TEXT[:26])
    PointFactory(answer=answer, start=27, text=TEXT[27:])
    return answer


def take_out(answer, passages=(), words="", because="names a person"):
    return actions.take_words_out(
        contribution=answer.contribution,
        passages=passages,
        words=words,
        because=because,
        by="person:1",
        at=NOON,
    )


def points(answer, **more):
    exercise = answer.contribution.exercise
    return queries.list_points(exercise=exercise, shows_who=True, **more)


def found(answer, words):
    rows = queries.list_contributions(
        exercise=answer.contribution.exercise,
        which=ContributionFilter(words=words),
        shows_who=True,
        after=None,
        limit=10,
    )
    return [row.words for row in rows]


class TestTakeWordsOut:
    def test_takes_them_out_of_answers_points_lists_and_search(self, answer):
        take_out(answer, words="mrs hale")

        first, second = points(answer)
        assert first.text == "[taken out: names a person] shouted at staff."
        assert first.answer_text[first.start : first.end] == first.text
        assert second.text == "The rota comes too late."
        assert second.answer_text[second.start : second.end] == second.text
        [said] = queries.list_answers(contribution=answer.contribution)
        assert (
            said.text == "[taken out: names a person] shouted at staff. The rota comes too late."
        )
        assert found(answer, "Hale") == []
        assert found(answer, "rota") == [said.text]
        assert found(answer, "taken") == []

    def test_writes_one_entry_without_the_words(self, answer):
        take_out(answer, words="Mrs Hale")

        entry = Entry.objects.get(event="words.taken_out")
        assert "Hale" not in str(entry.detail)
        assert entry.detail == {"redactions": [Redaction.objects.get().pk]}

    def test_takes_out_the_sentences_that_were_chosen(self, answer):
        assert take_out(answer, [(answer.pk, 0, 26)]) == 1

        assert points(answer)[0].text == "[taken out: names a person]"

    def test_names_no_theme_by_them(self, answer):
        take_out(answer, words="Mrs Hale")

        said = queries.get_material(exercise_id=answer.contribution.exercise_id).said
        assert [each.text for each in said] == ["shouted at staff.", "The rota comes too late."]

    @pytest.mark.parametrize(
        ("more", "why"),
        [
            ({"words": "Mr Hill"}, "stand nowhere"),
            ({}, "Choose sentences"),
            ({"words": "Hale", "because": " "}, "Say why"),
            ({"passages": [(0, 0, 5)]}, "Choose sentences"),
        ],
    )
    def test_refuses_what_takes_nothing_out(self, answer, more, why):
        with pytest.raises(actions.CannotModerate, match=why):
            take_out(answer, **more)

    def test_refuses_what_stands_in_hundreds_of_places(self, answer):
        long = AnswerFactory(contribution=answer.contribution, text="a " * 600)

        with pytest.raises(actions.CannotModerate, match="too many places"):
            take_out(long, words="a")

    def test_refuses_a_passage_that_is_not_in_the_answer(self, answer):
        with pytest.raises(actions.CannotModerate):
            take_out(answer, [(answer.pk, 5, 500), (AnswerFactory().pk, 0, 3)])


class TestPutWordsBack:
    def test_shows_them_again_and_writes_it_once(self, answer):
        take_out(answer, words="Mrs Hale")
        number = Redaction.objects.get().pk

        for _ in range(2):
            actions.put_words_back(
                contribution=answer.contribution, redaction_id=number, by="person:2", at=NOON
            )

        assert points(answer)[0].text == TEXT[:26]
        assert found(answer, "Hale") == [TEXT]
        assert Entry.objects.filter(event="words.put_back").count() == 1

    def test_refuses_words_of_another_answer(self, answer):
        take_out(answer, words="Mrs Hale")
        other = AnswerFactory().contribution

        with pytest.raises(NotFound):
            actions.put_words_back(
                contribution=other, redaction_id=Redaction.objects.get().pk, by="x", at=NOON
            )


class TestWithholdContribution:
    def withhold(self, answer, because="Only about one person"):
        actions.withhold_contribution(
            contribution=answer.contribution, because=because, by="person:1", at=NOON
        )

    def test_keeps_it_from_readers_and_counts_it(self, answer):
        self.withhold(answer)

        assert points(answer) == []
        assert found(answer, "rota") == []
        assert found(answer, "") == []
        counts = queries.count_contributions(exercise=answer.contribution.exercise)
        assert sum(counts.values()) == 1
        assert Entry.objects.filter(event="contribution.withheld").count() == 1

    def test_is_undone_by_giving_it_back(self, answer):
        self.withhold(answer)
        give = actions.give_contribution_back
        give(contribution=answer.contribution, because="It is fair", by="person:1", at=NOON)

        assert len(points(answer)) == 2
        with pytest.raises(actions.CannotModerate, match="already"):
            give(contribution=answer.contribution, because="Again", by="person:1", at=NOON)

    def test_refuses_it_twice_and_without_a_reason(self, answer):
        with pytest.raises(actions.CannotModerate, match="Say why"):
            self.withhold(answer, because=" ")
        self.withhold(answer)
        with pytest.raises(actions.CannotModerate, match="already"):
            self.withhold(answer)
