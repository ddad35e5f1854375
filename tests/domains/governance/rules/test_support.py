from datetime import date

import pytest

from regard.domains.governance.rules.support import first_day, read_pence, year_of, year_words


class TestReadPence:
    @pytest.mark.parametrize(
        ("written", "pence"),
        [("84.50", 8450), ("£84.50", 8450), (" 1,200 ", 120_000), ("12", 1200), ("£ 0.05", 5)],
    )
    def test_reads_pounds_as_people_write_them(self, written, pence):
        assert read_pence(written) == pence

    @pytest.mark.parametrize("written", ["", "ten", "84.5", "1,20", "-4", "84.505", "12345678"])
    def test_takes_nothing_else(self, written):
        assert read_pence(written) is None


class TestYearOf:
    @pytest.mark.parametrize(
        ("day", "year"), [(date(2026, 4, 1), 2026), (date(2026, 3, 31), 2025)]
    )
    def test_begins_in_april(self, day, year):
        assert year_of(day) == year

    def test_is_said_with_both_years(self):
        assert (year_words(2026), first_day(2026)) == ("2026 to 2027", date(2026, 4, 1))
