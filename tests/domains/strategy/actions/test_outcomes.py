import pytest
from django.db import IntegrityError, transaction

from regard.domains.engagement.types import ThemeState
from regard.domains.strategy import actions
from regard.domains.strategy.actions import CannotDecide
from regard.domains.strategy.models import Outcome
from regard.domains.strategy.types import Decision, OutcomeKind
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import NotFound
from tests.factories.engagement import ThemeFactory
from tests.factories.strategy import (
    DECIDED,
    REASON,
    OutcomeFactory,
    PassageFactory,
    Story,
    StrategyFactory,
)

pytestmark = pytest.mark.django_db


def decide(story, **known):
    known = {"kind": OutcomeKind.NOT_ADOPTED, "reason": REASON} | known
    return actions.decide_outcome(strategy=story.strategy, by="person:1", at=DECIDED, **known)


class TestDecideOutcome:
    def test_gives_a_theme_its_outcome_and_writes_one_ledger_entry(self):
        story = Story()
        passage = PassageFactory(strategy=story.strategy)

        outcome = decide(
            story, theme_id=story.theme.pk, kind=OutcomeKind.ADOPTED, passage_ref="2.4"
        )

        outcome.refresh_from_db()
        assert (outcome.theme, outcome.point, outcome.passage) == (story.theme, None, passage)
        assert (outcome.kind, outcome.reason, outcome.decided_by) == (
            "adopted",
            REASON,
            "person:1",
        )
        entry = Entry.objects.get()
        assert (entry.event, entry.by) == ("outcome.decided", "person:1")
        assert entry.detail == {"theme": story.theme.pk, "point": None, "kind": "adopted"}

    def test_gives_a_lone_point_its_outcome(self):
        story = Story()

        outcome = decide(
            story,
            point_id=story.person.pk,
            kind=OutcomeKind.PASSED_ON,
            passed_to=" Eastmarch Council ",
        )

        assert (outcome.point, outcome.passed_to) == (story.person, "Eastmarch Council")

    def test_replaces_an_earlier_outcome(self):
        story = Story()
        PassageFactory(strategy=story.strategy)
        decide(story, theme_id=story.theme.pk, kind=OutcomeKind.ADOPTED, passage_ref="2.4")

        decide(story, theme_id=story.theme.pk)

        outcome = Outcome.objects.get()
        assert (outcome.kind, outcome.passage) == (OutcomeKind.NOT_ADOPTED, None)

    def test_names_no_passage_where_nothing_changed(self):
        story = Story()
        PassageFactory(strategy=story.strategy)

        outcome = decide(story, theme_id=story.theme.pk, passage_ref="2.4")

        assert outcome.passage is None

    @pytest.mark.parametrize(
        ("known", "words"),
        [
            ({"reason": "No."}, "at least 5 words"),
            ({"kind": OutcomeKind.ADOPTED}, "Choose the passage"),
            ({"kind": OutcomeKind.ADOPTED, "passage_ref": "9"}, "has no passage 9"),
            ({"kind": OutcomeKind.PASSED_ON}, "Say who"),
        ],
    )
    def test_refuses_what_is_not_fit(self, known, words):
        story = Story()

        with pytest.raises(CannotDecide, match=words):
            decide(story, theme_id=story.theme.pk, **known)

        assert not Outcome.objects.exists()
        assert not Entry.objects.exists()

    def test_refuses_a_theme_that_was_merged(self):
        story = Story()
        merged = ThemeFactory(
            exercise=story.exercise, state=ThemeState.MERGED, merged_into=story.theme
        )

        with pytest.raises(CannotDecide, match="merged into another"):
            decide(story, theme_id=merged.pk)

    def test_refuses_what_the_strategy_does_not_answer(self):
        story, other = Story(), Story()

        with pytest.raises(NotFound):
            decide(story, theme_id=other.theme.pk)
        with pytest.raises(NotFound):
            decide(story, point_id=other.person.pk)
        with pytest.raises(NotFound):
            decide(story)

    def test_refuses_a_point_that_is_in_a_theme(self):
        story = Story()

        with pytest.raises(NotFound, match="in a theme"):
            decide(story, point_id=story.home.pk)


class TestDecidePoints:
    def give(self, story, *points, **known):
        decision = Decision(**({"kind": OutcomeKind.NOT_ADOPTED, "reason": REASON} | known))
        return actions.decide_points(
            strategy=story.strategy,
            point_ids=[point.pk for point in points],
            decision=decision,
            by="person:1",
            at=DECIDED,
        )

    def test_gives_several_points_the_same_outcome_and_writes_one_ledger_entry(self):
        story = Story()
        other = story.says("Longer leases for cars.")

        assert self.give(story, story.person, other) == 2

        assert {(o.point, o.kind, o.reason) for o in Outcome.objects.all()} == {
            (story.person, "not_adopted", REASON),
            (other, "not_adopted", REASON),
        }
        assert Entry.objects.get().event == "outcomes.decided"

    def test_replaces_what_one_of_them_had(self):
        story = Story().decides()
        PassageFactory(strategy=story.strategy, ref="3")

        self.give(story, story.person, kind=OutcomeKind.ADOPTED, passage_ref="3")

        story.refused.refresh_from_db()
        assert (story.refused.kind, story.refused.passage.ref) == ("adopted", "3")

    def test_refuses_none_at_all(self):
        with pytest.raises(CannotDecide, match="at least one"):
            self.give(Story())

    def test_gives_none_where_one_is_not_to_be_had(self):
        story = Story()

        with pytest.raises(NotFound):
            self.give(story, story.person, story.home)

        assert not Outcome.objects.exists()


class TestOutcome:
    """What the database itself refuses."""

    @pytest.mark.parametrize(
        ("known", "constraint"),
        [
            ({"theme": None}, "is_of_a_theme_or_a_point"),
            ({"kind": OutcomeKind.ADOPTED}, "adopted_names_its_passage"),
            ({"kind": OutcomeKind.IN_PART}, "adopted_names_its_passage"),
            ({"kind": OutcomeKind.PASSED_ON}, "passed_on_names_to_whom"),
            ({"reason": ""}, "outcome_has_a_reason"),
        ],
    )
    def test_cannot_break_its_rules(self, known, constraint):
        strategy = StrategyFactory()

        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            OutcomeFactory(strategy=strategy, **known)

    def test_cannot_be_of_both(self):
        story = Story()

        with pytest.raises(IntegrityError, match="theme_or_a_point"), transaction.atomic():
            OutcomeFactory(strategy=story.strategy, theme=story.theme, point=story.person)

    def test_is_the_only_one_of_its_theme(self):
        story = Story().decides()

        with pytest.raises(IntegrityError), transaction.atomic():
            OutcomeFactory(strategy=story.strategy, theme=story.theme)
