from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from regard.domains.register.rules.as_at import read_as_at


class TestReadAsAt:
    def test_reads_what_the_regulator_writes(self):
        assert read_as_at(["This data was produced on 16 September 2026"]) == date(2026, 9, 16)
        assert read_as_at(["About", "Source: CQC database as at 01 October 2026"]) == date(
            2026, 10, 1
        )

    def test_takes_no_other_date_for_it(self):
        assert read_as_at(["Since 1 April 2010 every location is listed"]) is None
        assert read_as_at(["As at the time of writing"]) is None

    def test_goes_on_after_a_day_that_there_is_not(self):
        notes = ["as at 31 February 2026", "as at 32 Foo 2026", "as at 2nd Mar 2026"]

        assert read_as_at(notes) == date(2026, 3, 2)

    @given(st.lists(st.text(max_size=60), max_size=5))
    def test_reads_any_notes(self, notes):
        assert read_as_at(notes) is None or isinstance(read_as_at(notes), date)
