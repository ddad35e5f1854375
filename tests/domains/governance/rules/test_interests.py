import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.governance.rules import interests as rules
from regard.domains.governance.types import Attended, InterestAct, MeetingState

CALLED, HELD = MeetingState.CALLED, MeetingState.HELD
CAME = rules.SeatAtItem("Chair", Attended.PRESENT)
DECLARED = rules.SeatAtItem("Home care", Attended.DEPUTY, InterestAct.NONE)
AWAY = rules.SeatAtItem("Carers", Attended.APOLOGIES)

SEATS = st.lists(
    st.builds(
        rules.SeatAtItem,
        name=st.text(min_size=1, max_size=5),
        attended=st.sampled_from(Attended),
        act=st.none() | st.sampled_from(InterestAct),
    )
)


def reason(*, is_commissioning=True, state=HELD, is_open=False, seats=()):
    return rules.reason_not_to_open(
        is_commissioning=is_commissioning, state=state, is_open=is_open, seats=seats
    )


class TestReasonNotToOpen:
    @pytest.mark.parametrize(
        ("seats", "words"),
        [
            ((), "Say first who came"),
            ((AWAY,), "Say first who came"),
            ((CAME, DECLARED), "declared by: Chair"),
            ((DECLARED, AWAY), None),
        ],
    )
    def test_is_that_somebody_has_not_declared(self, seats, words):
        found = reason(seats=seats)

        assert found is None if words is None else words in found

    @pytest.mark.parametrize("state", MeetingState)
    def test_is_never_an_interest_where_no_care_is_bought(self, state):
        assert (reason(is_commissioning=False, state=state) is None) == (state in {CALLED, HELD})

    def test_is_that_it_is_open(self):
        assert reason(is_open=True, seats=[DECLARED]) == "This item is open already"

    @given(SEATS, st.sampled_from(MeetingState))
    def test_leaves_nobody_in_the_room_undeclared(self, seats, state):
        if reason(state=state, seats=seats) is None:
            here = [seat for seat in seats if seat.attended in rules.IN_THE_ROOM]
            assert here
            assert all(seat.act is not None for seat in here)


class TestReasonNotToDeclare:
    @pytest.mark.parametrize(
        ("state", "attended", "act", "text", "words"),
        [
            (HELD, Attended.PRESENT, InterestAct.NONE, "", None),
            (CALLED, Attended.DEPUTY, InterestAct.WITHDREW, "Owns a bidder", None),
            (HELD, Attended.PRESENT, InterestAct.STAYED, " ", "Say what the interest is"),
            (HELD, Attended.ABSENT, InterestAct.NONE, "", "Only who came"),
            (HELD, None, InterestAct.NONE, "", "Only who came"),
            (MeetingState.AGREED, Attended.PRESENT, InterestAct.NONE, "", "until the minutes"),
        ],
    )
    def test_is_a_truth_table(self, state, attended, act, text, words):
        found = rules.reason_not_to_declare(state=state, attended=attended, act=act, text=text)

        assert found is None if words is None else words in found


class TestIsNamedIn:
    @pytest.mark.parametrize(
        ("name", "words", "is_named"),
        [
            ("Harbour Home Care Limited", "A contract for Harbour Home Care", True),
            ("Harbour Home Care Ltd.", "harbour home care: second year", True),
            ("Harbour Home Care", "Harbour Home Carers", False),
            ("Harbour Home Care", "Home care in Westmere", False),
            ("ABC Ltd", "ABC of fees", False),
            ("A. (B) Care", "Fees of A. (B) Care", True),
        ],
    )
    def test_looks_for_the_name_as_people_write_it(self, name, words, is_named):
        assert rules.is_named_in(name, words) is is_named
