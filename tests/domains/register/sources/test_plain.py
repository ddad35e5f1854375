from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regard.domains.register.sources.cannot_read import CannotRead
from regard.domains.register.sources.delimited import filled_rows
from regard.domains.register.sources.plain import LONGEST_CELL, NotPlain, Plain, read_columns

LINES = st.one_of(
    st.sampled_from(["a,b,c", '"a, b",,"c"', '"a ""b""",,c', ",,", "", "a,b"]),
    st.text(st.sampled_from('a",\n\r bé\u2028\x0b\x85'), max_size=20),
)


def read(path):
    """Return the rows that are read as columns, and whether they are all."""
    rows = []
    try:
        for columns in read_columns(Plain(path, ",", ["x", "y", "z"])):
            rows += zip(*(column.to_pylist() for column in columns), strict=True)
    except NotPlain:
        return rows, False
    return rows, True


def read_one_by_one(path):
    """Return line and cells of each row below the first, to where it cannot be read."""
    rows = []
    with path.open(encoding="utf-8-sig", newline="") as file, suppress(CannotRead):
        rows += ((line, tuple(cells)) for line, cells in filled_rows(file, ",", path.name))
    return rows[1:]


class TestReadColumns:
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(st.lists(LINES, max_size=6))
    def test_reads_as_one_by_one_while_each_line_is_a_row(self, tmp_path, lines):
        path = tmp_path / "a.csv"
        path.write_bytes("\n".join(["x,y,z", *lines]).encode())

        rows, is_whole = read(path)

        expected = read_one_by_one(path)
        assert list(enumerate(rows, start=2)) == expected[: len(rows)]
        assert not is_whole or len(rows) == len(expected)

    def test_leaves_a_line_that_is_too_long_to_be_read_alone(self, tmp_path):
        path = tmp_path / "a.csv"
        path.write_text(f"x,y,z\na,b,{'c' * (LONGEST_CELL + 1)}\n")

        assert read(path) == ([], False)

    def test_leaves_column_names_that_stand_there_again(self, tmp_path):
        path = tmp_path / "a.csv"
        path.write_text("x,y,z\na,b,c\nx,y,z\n")

        assert read(path) == ([], False)
