import pytest
from django.db import IntegrityError, transaction

from regard.domains.strategy import actions
from regard.domains.strategy.actions import CannotRemove, CannotWrite
from regard.domains.strategy.models import Passage
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import NotFound
from tests.factories.strategy import DECIDED, PassageFactory, Story, StrategyFactory

pytestmark = pytest.mark.django_db

WHO = {"by": "person:1", "at": DECIDED}


def refs(strategy):
    return list(strategy.passages.order_by("position").values_list("ref", flat=True))


class TestWritePassage:
    def test_adds_it_at_the_end_and_writes_one_ledger_entry(self):
        strategy = StrategyFactory()
        PassageFactory(strategy=strategy, ref="9", position=4)

        passage = actions.write_passage(
            strategy=strategy, ref=" 2.4 ", heading=" Travel  time", text=" We pay. ", **WHO
        )

        assert (passage.ref, passage.heading, passage.text) == ("2.4", "Travel time", "We pay.")
        assert refs(strategy) == ["9", "2.4"]
        assert Entry.objects.get().event == "passage.written"

    def test_changes_the_wording_of_the_one_that_has_the_number(self):
        passage = PassageFactory()

        actions.write_passage(
            strategy=passage.strategy, ref="2.4", heading="New", text="New.", **WHO
        )

        changed = Passage.objects.get()
        assert (changed.pk, changed.heading, changed.position) == (
            passage.pk,
            "New",
            passage.position,
        )

    @pytest.mark.parametrize(
        ("ref", "heading", "words"), [("x", "A", "a number such as"), ("1", " ", "a heading")]
    )
    def test_refuses_what_is_not_fit(self, ref, heading, words):
        with pytest.raises(CannotWrite, match=words):
            actions.write_passage(
                strategy=StrategyFactory(), ref=ref, heading=heading, text="", **WHO
            )

        assert not Passage.objects.exists()


class TestMovePassage:
    @pytest.mark.parametrize(
        ("ref", "places", "order"),
        [
            ("3", -1, ["1", "3", "2"]),
            ("1", 1, ["2", "1", "3"]),
            ("1", -1, ["1", "2", "3"]),
            ("1", 9, ["2", "3", "1"]),
            ("3", -9, ["3", "1", "2"]),
        ],
    )
    def test_moves_it_and_keeps_its_number(self, ref, places, order):
        strategy = StrategyFactory()
        for number in ("1", "2", "3"):
            PassageFactory(strategy=strategy, ref=number)

        actions.move_passage(strategy=strategy, ref=ref, places=places, **WHO)

        assert refs(strategy) == order
        assert Entry.objects.get().event == "passage.moved"

    def test_refuses_a_number_that_none_has(self):
        with pytest.raises(NotFound, match="no passage 7"):
            actions.move_passage(strategy=StrategyFactory(), ref="7", places=1, **WHO)


class TestRemovePassage:
    def test_takes_it_out_of_the_draft(self):
        passage = PassageFactory()

        actions.remove_passage(strategy=passage.strategy, ref="2.4", **WHO)

        assert not Passage.objects.exists()
        assert Entry.objects.get().event == "passage.removed"

    def test_refuses_one_that_an_outcome_names(self):
        story = Story().decides()

        with pytest.raises(CannotRemove, match="An outcome names passage"):
            actions.remove_passage(strategy=story.strategy, ref="2.4", **WHO)


class TestPassage:
    def test_cannot_bear_the_number_of_another(self):
        passage = PassageFactory()

        with pytest.raises(IntegrityError, match="ref_is_unique"), transaction.atomic():
            PassageFactory(strategy=passage.strategy)
