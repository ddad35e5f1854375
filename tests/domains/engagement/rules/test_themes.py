import pytest

from regard.domains.engagement.rules import themes as rules
from regard.domains.engagement.types import Stage, ThemeState


class TestReasonNotToEdit:
    @pytest.mark.parametrize("stage", [Stage.OPEN, Stage.CLOSED])
    def test_is_none_from_opening_until_it_is_answered(self, stage):
        assert rules.reason_not_to_edit(stage=stage) is None

    def test_refuses_what_has_not_begun_and_what_is_final(self):
        assert "not open" in rules.reason_not_to_edit(stage=Stage.DRAFT)
        assert "final" in rules.reason_not_to_edit(stage=Stage.ANSWERED)


class TestReasonNotToPropose:
    def test_needs_something_to_group(self):
        assert rules.reason_not_to_propose(stage=Stage.OPEN, points=1) is None
        assert "Nothing has been said" in rules.reason_not_to_propose(stage=Stage.OPEN, points=0)
        assert "not open" in rules.reason_not_to_propose(stage=Stage.DRAFT, points=0)
        assert "final" in rules.reason_not_to_propose(stage=Stage.ANSWERED, points=9)


class TestReasonNotToName:
    def test_needs_a_name_of_a_readable_length_that_no_other_theme_has(self):
        def reason(title):
            return rules.reason_not_to_name(title=title, others=["Travel"])

        assert reason("Pay") is None
        assert reason("x" * 120) is None
        assert reason("  ") == "Enter a name for the theme"
        assert "120 characters" in reason("x" * 121)
        assert "already" in reason(" travel ")


class TestReasonNotToMerge:
    def test_needs_another_theme_that_no_strategy_refers_to(self):
        assert rules.reason_not_to_merge(count=1, used=[]) is None
        assert "Choose at least one" in rules.reason_not_to_merge(count=0, used=[])
        assert "“Pay” already has" in rules.reason_not_to_merge(count=1, used=["Pay"])


class TestReasonNotToSplit:
    def test_leaves_something_behind(self):
        assert rules.reason_not_to_split(chosen=1, points=2) is None
        assert "Choose" in rules.reason_not_to_split(chosen=0, points=2)
        assert "every point" in rules.reason_not_to_split(chosen=2, points=2)


class TestReasonNotToMove:
    def test_needs_points_without_an_outcome_of_their_own(self):
        assert rules.reason_not_to_move(chosen=1, used=0) is None
        assert "Choose" in rules.reason_not_to_move(chosen=0, used=0)
        assert "outcome" in rules.reason_not_to_move(chosen=2, used=1)


class TestReasonNotToSignOff:
    def test_needs_something_in_it_and_happens_once(self):
        def reason(state, points):
            return rules.reason_not_to_sign_off(state=state, points=points)

        assert reason(ThemeState.PROPOSED, 1) is None
        assert "nothing in this theme" in reason(ThemeState.PROPOSED, 0)
        assert "already" in reason(ThemeState.SIGNED_OFF, 1)
