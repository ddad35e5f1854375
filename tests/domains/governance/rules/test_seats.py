from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.governance.rules import seats
from regard.domains.governance.types import Constituency, SeatState, Side
from regard.domains.register.types import Sector

ON = date(2026, 11, 3)


class TestEndOfTerm:
    @pytest.mark.parametrize(
        ("begins_on", "months", "ends_on"),
        [
            (date(2024, 4, 1), 36, date(2027, 4, 1)),
            (date(2024, 4, 1), 1, date(2024, 5, 1)),
            (date(2026, 12, 15), 1, date(2027, 1, 15)),
            (date(2026, 3, 31), 6, date(2026, 9, 30)),
            (date(2023, 11, 30), 3, date(2024, 2, 29)),
            (date(2024, 4, 1), None, None),
        ],
    )
    def test_is_the_same_day_so_many_months_on(self, begins_on, months, ends_on):
        assert seats.end_of_term(begins_on=begins_on, term_months=months) == ends_on

    @given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 120))
    def test_is_always_later_and_in_the_right_month(self, begins_on, months):
        ends_on = seats.end_of_term(begins_on=begins_on, term_months=months)

        assert ends_on
        passed = (ends_on.year - begins_on.year) * 12 + ends_on.month - begins_on.month
        assert passed == months


class TestStateOfSeat:
    @pytest.mark.parametrize(
        ("is_held", "term_ends_on", "state"),
        [
            (False, None, SeatState.VACANT),
            (True, None, SeatState.FILLED),
            (True, date(2026, 11, 4), SeatState.FILLED),
            (True, ON, SeatState.LAPSED),
            (True, date(2025, 4, 1), SeatState.LAPSED),
        ],
    )
    def test_is_vacant_filled_or_held_past_its_term(self, is_held, term_ends_on, state):
        found = seats.state_of_seat(is_held=is_held, term_ends_on=term_ends_on, on=ON)

        assert found is state


class TestReasonNotToSet:
    def _reason(self, **given):
        said = {
            "name": "Chair",
            "speaks_for": Constituency.INDEPENDENT,
            "names_providers": False,
            "term_months": 36,
        }
        return seats.reason_not_to_set(**said | given)

    def test_lets_a_plain_seat_pass(self):
        assert self._reason() is None
        assert self._reason(term_months=None) is None

    def test_wants_a_name(self):
        assert "name" in self._reason(name=" ")

    def test_lets_only_provider_seats_name_kinds_of_providers(self):
        assert self._reason(names_providers=True)
        assert self._reason(names_providers=True, speaks_for=Constituency.PROVIDERS) is None

    def test_knows_no_term_of_no_time(self):
        assert self._reason(term_months=0)


class TestReasonNotToHold:
    @pytest.mark.parametrize("side", list(Side))
    def test_never_takes_a_public_service_for_a_care_provider(self, side):
        reason = seats.reason_not_to_hold(name="Tom Ellery", side=side, sector=Sector.PUBLIC)

        assert (reason is not None) == (side in {Side.PROVIDER, Side.ASSOCIATION})

    @pytest.mark.parametrize("sector", [None, Sector.INDEPENDENT, Sector.NOT_KNOWN])
    def test_takes_others_at_their_word(self, sector):
        found = seats.reason_not_to_hold(name="Tom", side=Side.PROVIDER, sector=sector)

        assert found is None

    def test_wants_a_name(self):
        assert seats.reason_not_to_hold(name="", side=Side.NHS, sector=None)


class TestReasonNotToAppoint:
    def _reason(self, *others, seat_from=None, seat_to=None):
        return seats.reason_not_to_appoint(
            on=ON, seat_from=seat_from, seat_to=seat_to, others=others
        )

    def test_lets_anybody_into_an_empty_seat(self):
        assert self._reason(seat_from=ON, seat_to=date(2027, 1, 1)) is None

    def test_lets_a_successor_follow(self):
        assert self._reason(("Priya", date(2024, 4, 1), None)) is None
        assert self._reason(("Priya", date(2024, 4, 1), ON)) is None

    def test_knows_when_there_is_a_seat(self):
        assert "from 4 November 2026" in self._reason(seat_from=date(2026, 11, 4))
        assert "ended on 3 November 2026" in self._reason(seat_to=ON)

    def test_does_not_put_two_into_one_seat(self):
        assert "Choose a later day" in self._reason(("Priya", ON, None))
        assert "until 4 November 2026" in self._reason(
            ("Priya", date(2024, 4, 1), date(2026, 11, 4))
        )


class TestReasonNotToEnd:
    def test_lets_nothing_end_before_it_began(self):
        assert seats.reason_not_to_end(who="Priya", begun_on=ON, on=ON)
        assert seats.reason_not_to_end(who="Priya", begun_on=date(2026, 11, 2), on=ON) is None
        assert seats.reason_not_to_end(who="The seat", begun_on=None, on=ON) is None
