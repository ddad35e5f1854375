import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regard.domains.register.sources import staging

pytestmark = pytest.mark.django_db

TEXTS = st.text(
    st.characters(exclude_characters="\0\x1d\x1e\x1f", exclude_categories=["Cs"]), max_size=6
)
CELLS = st.one_of(st.none(), TEXTS, st.sampled_from(["\\N", "\\", "\t", "a\nb", "\r\n", "\\."]))


class TestCopy:
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=5))
    def test_keeps_every_cell_as_it_is(self, rows):
        with connection.cursor() as cursor:
            cursor.execute("drop table if exists copied")
            cursor.execute(
                "create temporary table copied"
                " (place integer generated always as identity, a text, b text, c text)"
            )
        staging.copy("copy copied (a, b, c) from stdin", rows)

        with connection.cursor() as cursor:
            cursor.execute("select a, b, c from copied order by place")
            assert cursor.fetchall() == rows

    def test_takes_out_what_it_parts_cells_by(self):
        assert staging.write_block([("a\x1fb\x1e", None, "c\x1d")]) == "ab\x1f\x1d\x1fc\n"
