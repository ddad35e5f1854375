from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.foundation.analysis.sheet_cells import (
    RefusedCell,
    Unread,
    read_cells,
    read_day,
    reason_not_to_read,
    unharmed,
    unknown_columns,
)
from regard.foundation.files.tables import harmless

KNOWN = ("Need", "Regulator’s number")


class TestColumns:
    def test_are_known_by_name_however_it_is_written(self):
        cells = read_cells(
            header=["regulator's  NUMBER", "Colour"], cells=[" 1-234 ", "red"], known=KNOWN
        )

        assert cells == {"Need": "", "Regulator’s number": "1-234"}

    def test_that_are_missing_are_named(self):
        reason = reason_not_to_read(["need"], needed=KNOWN)

        assert reason_not_to_read(["NEED", "Regulator's number"], needed=KNOWN) is None
        assert "names no column “Regulator’s number”." in reason

    def test_that_nobody_knows_are_named(self):
        assert unknown_columns(["Need", "Colour"], known=KNOWN) == ["Colour"]


class TestCells:
    @given(st.text().map(str.strip).filter(lambda text: not text.startswith("'")))
    def test_come_back_as_our_own_files_sent_them(self, text):
        assert unharmed(str(harmless(text))) == text

    def test_keep_an_apostrophe_of_their_own(self):
        assert unharmed("'Tis cold") == "'Tis cold"
        assert unharmed("'=1+1") == "=1+1"

    @pytest.mark.parametrize("text", ["2026-04-01", "1/4/2026", "1 April 2026", "01.04.2026"])
    def test_say_a_day_in_many_ways(self, text):
        assert read_day(text) == date(2026, 4, 1)

    def test_say_no_day(self):
        assert read_day("31/2/2026") is None

    def test_that_cannot_be_taken_are_named_by_line(self):
        assert Unread("Need", "x" * 300, "Why").at(7) == RefusedCell(7, "Need", "x" * 200, "Why")
