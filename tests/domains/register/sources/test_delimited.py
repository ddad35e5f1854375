import csv
from contextlib import ExitStack

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regard.domains.register.sources.delimited import open_delimited

CELLS = st.text(st.sampled_from('ab" ,\n\r;é'), max_size=6)


class TestOpenDelimited:
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6))
    def test_reads_what_a_spreadsheet_writes(self, tmp_path, rows):
        """Lines without a quotation mark are split, which is all that the csv module does."""
        path = tmp_path / "a.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["Name", "Town", "Postcode"], *rows])

        with ExitStack() as stack:
            table = open_delimited(stack, path, "a.csv")
            found = [cells for _, cells in table.rows]

        with path.open(encoding="utf-8", newline="") as file:
            assert found == [cells for cells in list(csv.reader(file))[1:] if any(cells)]
