from datetime import date

import pytest

from regard.domains.register.rules.rolls import (
    Holds,
    guess,
    is_sure,
    line_key,
    read_line,
    reason_not_to_load,
    reasons_against_columns,
)

DAY = date(2026, 11, 1)


class TestGuess:
    def test_knows_columns_as_associations_call_them(self):
        header = ["Home Name", "Registered provider", "Address 1", "Address 2", "Town/City"]
        header += ["Post Code", "Tel.", "CQC Location ID", "Fee paid"]

        assert guess(header) == [
            Holds.NAME,
            Holds.PROVIDER,
            Holds.ADDRESS,
            Holds.ADDRESS,
            Holds.TOWN,
            Holds.POSTCODE,
            Holds.TELEPHONE,
            Holds.NUMBER,
            Holds.NOTHING,
        ]

    def test_takes_the_first_of_two_alike(self):
        assert guess(["Name", "Service name"]) == [Holds.NAME, Holds.NOTHING]

    def test_is_sure_with_name_and_postcode(self):
        assert is_sure([Holds.NAME, Holds.POSTCODE])
        assert not is_sure([Holds.NAME, Holds.TOWN])


class TestReasonsAgainstColumns:
    @pytest.mark.parametrize(
        ("held", "reason"),
        [
            ([Holds.POSTCODE], "Say which column holds the name of the service"),
            ([Holds.NAME, Holds.PROVIDER], "Names alone do not tell services apart"),
            ([Holds.NAME, Holds.TOWN, Holds.TOWN], "Two columns are said to hold the same: town"),
        ],
    )
    def test_say_what_is_missing(self, held, reason):
        [found] = reasons_against_columns(held)

        assert found.startswith(reason)

    def test_are_none_where_lines_can_be_told_apart(self):
        assert reasons_against_columns([Holds.NAME, Holds.ADDRESS, Holds.ADDRESS]) == []


class TestReadLine:
    def test_puts_the_lines_of_an_address_together(self):
        line = read_line(
            line=2,
            header=["Name", "Address 1", "Address 2", "Fee"],
            cells=["Elms", "The Green", "4 Mill Lane", "10\0"],
            held=[Holds.NAME, Holds.ADDRESS, Holds.ADDRESS, Holds.NOTHING],
        )

        assert (line.name, line.address, line.postcode) == ("Elms", "The Green, 4 Mill Lane", "")
        assert line.cells == {
            "Name": "Elms",
            "Address 1": "The Green",
            "Address 2": "4 Mill Lane",
            "Fee": "10",
        }


class TestLineKey:
    def test_is_one_for_the_same_line_however_it_is_written(self):
        one = dict.fromkeys(("provider", "address", "town", "postcode", "number"), "")

        assert line_key(one | {"name": "St Mary’s"}) == line_key(one | {"name": "ST. MARYS"})
        assert line_key(one | {"name": "Elms"}) != line_key(one | {"name": "Oak"})


class TestReasonNotToLoad:
    def test_is_none_for_a_newer_roll(self):
        assert reason_not_to_load(as_at=DAY, today=DAY, newest=DAY) is None
        assert reason_not_to_load(as_at=DAY, today=DAY, newest=None) is None

    def test_says_when_the_newest_is_from(self):
        reason = reason_not_to_load(as_at=date(2026, 1, 1), today=DAY, newest=DAY)

        assert reason is not None
        assert reason.startswith("A roll of 1 November 2026 has been taken already")
