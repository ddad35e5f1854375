from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from regard.domains.engagement.actions.keying import (
    CannotKey,
    draw_to_type_again,
    settle_typing,
    type_again,
)
from regard.domains.engagement.models import SecondKeying
from regard.domains.engagement.queries.keying import (
    get_difference,
    get_keying,
    get_to_type,
    list_differences,
    list_drawn,
)
from regard.domains.engagement.types import Channel
from regard.domains.engagement.types.keying import Settled
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import NotAllowed, NotFound
from tests.factories.engagement import AnswerFactory, ExerciseFactory, QuestionFactory
from tests.factories.engagement_care import RedactionFactory
from tests.factories.engagement_gathered import SecondKeyingFactory, TypedFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def exercise():
    return ExerciseFactory()


@pytest.fixture
def question(exercise):
    return QuestionFactory(exercise=exercise, position=1)


def typed(exercise, question, text="Pay 14 an hour", **known):
    said = TypedFactory(exercise=exercise, **known)
    AnswerFactory(contribution=said, question=question, text=text)
    return said


def draw(exercise, how_many=100):
    return draw_to_type_again(exercise=exercise, how_many=how_many, by="person:1", at=NOON)


def again(said, answers, by="person:2"):
    return type_again(contribution=said, answers=answers, by=by, at=NOON)


class TestDrawToTypeAgain:
    def test_draws_each_once_and_keeps_the_lot(self, exercise, question):
        for _ in range(6):
            typed(exercise, question)

        assert draw(exercise, 4) == 4
        assert draw(exercise, 4) == 2

        assert SecondKeying.objects.values("contribution").distinct().count() == 6
        entry = Entry.objects.filter(event="keying.drawn").order_by("pk").first()
        assert entry.detail.keys() == {"lot", "from", "drawn"}
        assert entry.detail["from"] == 6

    def test_draws_only_what_somebody_typed_and_may_be_shown(self, exercise, question):
        typed(exercise, question, entered_by="")
        typed(exercise, question, channel=Channel.LINK)
        typed(exercise, question, is_shielded=True)
        typed(exercise, question, withheld_at=NOON)
        typed(exercise, question, kept_at=None)
        taken_out = typed(exercise, question)
        RedactionFactory(answer=taken_out.answers.get())

        with pytest.raises(CannotKey, match="nothing was"):
            draw(exercise)

    @pytest.mark.parametrize("how_many", [0, -1, 501])
    def test_refuses_too_few_and_too_many(self, exercise, how_many):
        with pytest.raises(CannotKey, match="between 1 and 500"):
            draw(exercise, how_many)

    def test_leaves_questions_out_that_ask_for_a_file(self, exercise, question):
        QuestionFactory(exercise=exercise, position=2, kind="file")
        typed(exercise, question)

        draw(exercise)

        assert SecondKeying.objects.get().question == question


class TestTypeAgain:
    def test_keeps_how_like_the_two_are(self, exercise, question):
        said = typed(exercise, question)
        draw(exercise)

        assert again(said, {question.pk: "Pay 41 an hour."}) == 1

        row = SecondKeying.objects.get()
        assert (row.differing_words, row.compared_words, row.likeness) == (1, 4, 0.75)
        assert (row.is_asked_for, row.by, row.text) == (False, "person:2", "Pay 41 an hour.")
        assert Entry.objects.get(event="contribution.typed_again").detail["differing"] == 1

    def test_finds_what_one_of_the_two_left_out(self, exercise, question):
        said = typed(exercise, question)
        other = QuestionFactory(exercise=exercise, position=2, choice=True)
        draw(exercise)

        assert again(said, {question.pk: "Pay 14 an hour", other.pk: "Worse"}) == 1

    def test_is_for_somebody_else(self, exercise, question):
        said = typed(exercise, question)
        draw(exercise)

        with pytest.raises(CannotKey, match="Somebody else"):
            again(said, {}, by="person:1")
        with pytest.raises(NotAllowed):
            get_to_type(exercise=exercise, receipt=said.receipt, by="person:1")

    def test_is_done_once(self, exercise, question):
        said = typed(exercise, question)
        draw(exercise)
        again(said, {question.pk: "Pay"})

        with pytest.raises(CannotKey, match="already"):
            again(said, {question.pk: "Pay"})
        with pytest.raises(NotFound):
            get_to_type(exercise=exercise, receipt=said.receipt, by="person:2")


class TestSettleTyping:
    def settle(self, row, settled, note=""):
        return settle_typing(
            exercise=row.contribution.exercise,
            keying_id=row.pk,
            settled=settled,
            note=note,
            by="person:3",
            at=NOON,
        )

    def test_keeps_who_decided_what(self):
        row = self.settle(SecondKeyingFactory(differs=True), Settled.NEITHER, "Pay for travel")

        assert (row.settled_as, row.settled_by, row.note) == (
            "neither", "person:3", "Pay for travel",
        )  # fmt: skip
        assert Entry.objects.get(event="contribution.typing_settled").detail["as"] == "neither"

    def test_asks_what_is_right_where_neither_is(self):
        with pytest.raises(CannotKey, match="what the original says"):
            self.settle(SecondKeyingFactory(differs=True), Settled.NEITHER)


class TestGetKeying:
    def test_counts_and_gives_rates(self, exercise, question):
        for _ in range(10):
            typed(exercise, question)
        draw(exercise, 5)
        rows = list(SecondKeying.objects.select_related("contribution"))
        for n, row in enumerate(rows[:4]):
            again(row.contribution, {question.pk: "Pay 41 an hour" if n < 2 else "Pay 14 an hour"})
        settle_typing(
            exercise=exercise,
            keying_id=rows[0].pk,
            settled=Settled.FIRST,
            note="",
            by="x",
            at=NOON,
        )

        found = get_keying(exercise=exercise)

        assert (found.typed, found.drawn, found.done) == (10, 5, 4)
        assert (found.differing, found.open, found.wrong) == (2, 1, 1)
        assert found.of_contributions.share == 0.25
        assert found.of_words.share == 1 / 16
        assert found.of_contributions.low < 0.25 < found.of_contributions.high

    def test_asks_the_same_number_of_questions_however_many(
        self, exercise, question, django_assert_num_queries
    ):
        for _ in range(7):
            typed(exercise, question)
        draw(exercise)

        with django_assert_num_queries(4):
            get_keying(exercise=exercise)
            list_drawn(exercise=exercise, by="person:1")


class TestListDifferences:
    def test_shows_both_with_what_differs(self):
        row = SecondKeyingFactory(differs=True)

        [found] = list_differences(exercise=row.contribution.exercise)

        assert [p.words for p in found.first if p.differs] == ["calls."]
        assert [p.words for p in found.second if p.differs] == ["falls."]

    def test_shows_nothing_of_what_readers_no_longer_see(self):
        row = SecondKeyingFactory(differs=True)
        RedactionFactory(answer=row.contribution.answers.get())
        exercise = row.contribution.exercise

        assert list_differences(exercise=exercise) == []
        with pytest.raises(NotFound):
            get_difference(exercise=exercise, keying_id=row.pk)


class TestSecondKeying:
    @pytest.mark.parametrize(
        "wrong", [{"is_asked_for": False}, {"settled_as": "first"}, {"likeness": 1.5}]
    )
    def test_is_kept_whole_by_the_database(self, wrong):
        with pytest.raises(IntegrityError):
            SecondKeyingFactory(**wrong)
