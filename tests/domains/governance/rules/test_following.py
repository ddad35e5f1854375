from datetime import date, timedelta

import pytest

from regard.domains.governance.rules import following as rules
from regard.domains.governance.types import ActionState

GIVEN = date(2026, 11, 3)
OPEN, DONE, DROPPED = ActionState.OPEN, ActionState.DONE, ActionState.DROPPED


class TestDaysLate:
    @pytest.mark.parametrize(
        ("state", "days", "late"),
        [
            (OPEN, -1, 0),
            (OPEN, 0, 0),
            (OPEN, 1, 1),
            (OPEN, 40, 40),
            (DONE, 40, 0),
            (DROPPED, 9, 0),
        ],
    )
    def test_counts_from_the_day_after_it_was_due(self, state, days, late):
        on = GIVEN + timedelta(days=days)

        assert rules.days_late(state=state, due_on=GIVEN, on=on) == late


class TestReasonNotToGive:
    def test_is_a_day_before_it_was_given(self):
        before = GIVEN - timedelta(days=1)

        assert rules.reason_not_to_give(given_on=GIVEN, due_on=GIVEN) is None
        assert rules.reason_not_to_give(given_on=GIVEN, due_on=before)


class TestReasonNotToEnd:
    @pytest.mark.parametrize(
        ("state", "days", "note", "words"),
        [
            (OPEN, 0, "It was written.", None),
            (OPEN, -1, "It was written.", "before it was given"),
            (OPEN, 9, "It was written.", "still to come"),
            (OPEN, 1, " ", "Say what came of it"),
            (DONE, 1, "It was written.", "done already"),
        ],
    )
    def test_is_a_truth_table(self, state, days, note, words):
        found = rules.reason_not_to_end(
            state=state,
            given_on=GIVEN,
            ended_on=GIVEN + timedelta(days=days),
            today=GIVEN + timedelta(days=8),
            note=note,
        )

        assert found is None if words is None else words in found


class TestReasonNotToReopen:
    @pytest.mark.parametrize(
        ("state", "note", "may"),
        [(OPEN, "Why", False), (DONE, "", False), (DONE, "Not yet", True), (DROPPED, "W", True)],
    )
    def test_is_a_truth_table(self, state, note, may):
        assert (rules.reason_not_to_reopen(state=state, note=note) is None) == may
