from datetime import date

import pytest

from regard.domains.register.rules.mandate_letters import LINK, mandate_letter
from regard.domains.register.rules.networks import (
    MandateState,
    covers,
    mandate_state,
    reason_against_mandate,
    reason_not_to_leave,
)

DAY = date(2026, 6, 1)
BEFORE, AFTER = date(2026, 5, 1), date(2026, 7, 1)


class TestMandateState:
    @pytest.mark.parametrize(
        ("given_on", "until", "revoked_on", "state"),
        [
            (DAY, None, None, MandateState.IN_FORCE),
            (BEFORE, AFTER, AFTER, MandateState.IN_FORCE),
            (AFTER, None, None, MandateState.NOT_YET),
            (BEFORE, DAY, None, MandateState.OVER),
            (BEFORE, DAY, DAY, MandateState.TAKEN_BACK),
        ],
    )
    def test_is_told_from_its_days(self, given_on, until, revoked_on, state):
        assert (
            mandate_state(given_on=given_on, until=until, revoked_on=revoked_on, on=DAY) is state
        )
        assert state.label


class TestCovers:
    def test_of_everything_covers_all(self):
        assert covers(mandate_topic="", topic="fees")
        assert not covers(mandate_topic="fees", topic="")


class TestReasons:
    def test_say_why_nobody_leaves_before_joining(self):
        assert reason_not_to_leave(joined_on=DAY, left_on=BEFORE) == (
            "It joined on 1 June 2026. It cannot leave before that."
        )
        assert reason_not_to_leave(joined_on=None, left_on=BEFORE) is None

    def test_say_why_a_mandate_cannot_be_written_down(self):
        assert "not before" in str(reason_against_mandate(given_on=AFTER, until=None, today=DAY))
        assert "must end after" in str(reason_against_mandate(given_on=DAY, until=DAY, today=DAY))
        assert reason_against_mandate(given_on=DAY, until=AFTER, today=DAY) is None


class TestMandateLetter:
    def test_says_what_was_written_down_and_how_to_take_it_back(self):
        subject, body = mandate_letter(
            network="Association",
            member="The Elms",
            name="",
            topic="fees",
            given_by="Asha Bell",
            until=AFTER,
        )

        assert subject == "Association may speak for The Elms"
        assert "on fees, until 1 July 2026" in body
        assert body.startswith("Dear colleague,")
        assert LINK in body

    def test_says_so_where_it_is_on_everything_without_end(self):
        _, body = mandate_letter(
            network="A", member="B", name="Asha", topic="", given_by="C", until=None
        )

        assert "on everything, until you take it back" in body
