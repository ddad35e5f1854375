from dataclasses import replace
from datetime import date, timedelta

import pytest

from regard.domains.governance.rules import minutes as rules
from regard.domains.governance.types import LineKind, MeetingState

DAY = date(2026, 12, 3)
NOTE, ACTION = LineKind.NOTE, LineKind.ACTION
DECISION, CONTRIBUTION = LineKind.DECISION, LineKind.CONTRIBUTION
CALLED, HELD, AGREED = MeetingState.CALLED, MeetingState.HELD, MeetingState.AGREED
WRITTEN = rules.Written(state=HELD, held_on=DAY, lines=3)


class TestReasonNotToWrite:
    @pytest.mark.parametrize("state", MeetingState)
    @pytest.mark.parametrize("is_shut", [True, False])
    def test_is_none_from_the_agenda_until_they_are_agreed(self, state, is_shut):
        reason = rules.reason_not_to_write(state=state, is_shut=is_shut)

        assert (reason is None) == (state in {CALLED, HELD} and not is_shut)


class TestReasonNotToBecome:
    @pytest.mark.parametrize(
        ("kind", "state", "is_private", "may"),
        [
            (NOTE, HELD, False, {ACTION, DECISION, CONTRIBUTION}),
            (NOTE, HELD, True, {ACTION, DECISION}),
            (NOTE, AGREED, False, {CONTRIBUTION}),
            (NOTE, AGREED, True, set()),
            (NOTE, MeetingState.PLANNED, False, set()),
            (ACTION, HELD, False, set()),
            (DECISION, HELD, False, set()),
            (CONTRIBUTION, AGREED, False, set()),
        ],
    )
    def test_is_a_truth_table(self, kind, state, is_private, may):
        became = {
            wanted
            for wanted in (ACTION, DECISION, CONTRIBUTION)
            if rules.reason_not_to_become(
                wanted=wanted, kind=kind, state=state, is_private=is_private
            )
            is None
        }

        assert became == may


class TestReasonsNotToAgree:
    def test_are_none_once_all_is_written(self):
        assert rules.reasons_not_to_agree(WRITTEN, agreed_on=DAY, today=DAY) == []

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"state": AGREED}, "agreed already"),
            ({"state": CALLED}, "once the meeting was held"),
            ({"held_on": DAY + timedelta(days=1)}, "on the day of the meeting, or later"),
            ({"lines": 0}, "Nothing is written"),
            ({"draft_refs": ("D-2026-001",)}, "still a draft: D-2026-001"),
            ({"to_declare": ("Chair", "Vice")}, "declared by: Chair, Vice"),
        ],
    )
    def test_say_what_is_missing(self, change, words):
        [reason] = rules.reasons_not_to_agree(replace(WRITTEN, **change), agreed_on=DAY, today=DAY)

        assert words in reason

    def test_refuse_a_day_to_come(self):
        tomorrow = DAY + timedelta(days=1)

        assert rules.reasons_not_to_agree(WRITTEN, agreed_on=tomorrow, today=DAY) == [
            "That day is still to come"
        ]
