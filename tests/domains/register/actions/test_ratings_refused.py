from datetime import date

import pytest

from regard.domains.register import actions
from regard.domains.register.models import Location, Organisation
from regard.domains.register.types import LoadState
from regard.foundation.audit.models import Entry
from tests.domains.register.files import latest, line, write_latest, write_ratings

pytestmark = pytest.mark.django_db


class TestRefuses:
    @pytest.mark.parametrize(
        ("change", "column", "reason"),
        [
            ({"postcode": "Lincoln"}, "Location Post Code", "is not a postcode"),
            ({"council": "Atlantis"}, "Location Local Authority", "is not a council"),
            ({"council": "Cumbria", "postcode": "ZZ1 1AA"}, "Location Local Authority", "split"),
            ({"published": "05/29/2026"}, "Publication Date", "written like 31/12/2026"),
            ({"published": "22/11/2026"}, "Publication Date", "in the future"),
            ({"care_home": "perhaps"}, "Care Home?", "neither Y nor N"),
            ({"name": " "}, "Location Name", "is empty"),
            ({"provider_number": "-"}, "Provider ID", "numbers"),
            ({"provider": "", "provider_number": "1-77"}, "Provider Name", "is empty"),
            ({"longitude": "53.2", "latitude": "-0.5"}, "Longitude", "not in the British Isles"),
        ],
    )
    def test_a_row_with_its_line_column_value_and_reason(
        self, load, tmp_path, change, column, reason
    ):
        loaded = load(write_ratings(tmp_path / "a.csv", [line(100), line(101, **change)]))

        assert (loaded.counts["added"], loaded.counts["refused"]) == (1, 1)
        row = loaded.refused_rows.get()
        assert (row.line, row.column) == (3, column)
        assert reason in row.reason

    @pytest.mark.parametrize(
        ("lines", "words"),
        [
            ([line(100), line(101), line(100)], "line 4, Location ID: 1-100 stands here a second"),
            ([], "has its column names and no rows under them"),
            ([line(100, kind="Primary Dental Care")], "lists no adult social care"),
            ([line(100, published="", rating="Not Rated")], "no date of publication"),
            ([line(100, postcode="?")], "1 of 1 rows cannot be read, so nothing was taken"),
            (
                [line(n, published="05/29/2020") for n in range(100, 130)]
                + [line(n) for n in range(130, 200)],
                "30 of 100 rows cannot be read, so nothing was taken. The first is line 2",
            ),
        ],
        ids=["twice", "no rows", "other care", "no dates", "all refused", "many refused"],
    )
    def test_a_file_that_is_not_to_be_trusted(self, load, tmp_path, lines, words):
        path = write_ratings(tmp_path / "a.csv", lines)

        with pytest.raises(actions.CannotLoad) as refused:
            load(path)

        assert words in str(refused.value)
        assert str(refused.value).startswith("a.csv")
        assert refused.value.load.state == LoadState.REFUSED
        assert not Location.objects.exists()
        assert not Organisation.objects.exists()
        assert Entry.objects.get().event == "register.load_refused"

    def test_a_file_with_another_header(self, load, tmp_path):
        path = tmp_path / "a.csv"
        path.write_text("Town,Weather\nLincoln,Fair\n")

        with pytest.raises(actions.CannotLoad, match="does not hold the column names of any file"):
            load(path)

    def test_a_file_with_a_column_twice(self, load, tmp_path):
        path = write_ratings(tmp_path / "a.csv", [line(100)])
        path.write_text(path.read_text().replace("Latitude", "Longitude"))

        with pytest.raises(actions.CannotLoad, match="two columns called “Longitude”"):
            load(path)

    def test_a_kind_of_care_at_a_location_that_is_not_there(self, load, tmp_path):
        lines = [latest(100), latest(101, group="Homecare")]

        loaded = load(write_latest(tmp_path / "a.csv", lines))

        row = loaded.refused_rows.get()
        assert (row.line, row.reason) == (3, "has no row for it as a whole")

    def test_a_file_that_breaks_off_leaves_all_as_it_was(self, load, tmp_path):
        load(write_ratings(tmp_path / "a.csv", [line(100)]))
        path = write_latest(tmp_path / "b.csv", [latest(n) for n in range(100, 200)])
        path.write_bytes(path.read_bytes()[:-100])

        with pytest.raises(actions.CannotLoad, match="line 101"):
            load(path)

        assert Location.objects.get().as_at == date(2021, 1, 30)


class TestDrift:
    def test_is_asked_about_with_the_numbers_and_changes_nothing(self, load, tmp_path):
        load(write_ratings(tmp_path / "a.csv", [line(n) for n in range(100, 110)]))

        with pytest.raises(actions.CannotLoad, match=r"Of 10 locations .* 2 are not") as refused:
            load(write_latest(tmp_path / "b.csv", [latest(n) for n in range(100, 108)]))

        asking = refused.value.load
        assert (asking.state, asking.counts["ended"]) == (LoadState.ASKING, 2)
        assert not Location.objects.exclude(ended_on=None).exists()

    def test_is_counted_without_a_question_in_a_dry_run(self, load, tmp_path):
        load(write_ratings(tmp_path / "a.csv", [line(n) for n in range(100, 110)]))

        with pytest.raises(actions.CannotLoad) as refused:
            load(write_latest(tmp_path / "b.csv", [latest(100)]), is_dry_run=True)

        assert refused.value.load.counts["ended"] == 9

    def test_is_taken_when_somebody_says_yes(self, load, tmp_path):
        load(write_ratings(tmp_path / "a.csv", [line(n) for n in range(100, 110)]))

        loaded = load(write_latest(tmp_path / "b.csv", [latest(100)]), accepts_drift=True)

        assert loaded.counts["ended"] == 9
        assert Location.objects.filter(ended_on=None).count() == 1
