import json

import pytest

from regard.domains.register.models import Board, Location, PlaceCover, System
from regard.domains.register.sources.reference import load_reference
from regard.entrypoints.cli.register import CannotReadPlace, read_places
from regard.foundation.accounts.models import Grant
from tests.domains.register.files import latest, line, write_latest, write_ratings
from tests.factories.register import ServiceFactory, SystemFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reference(db):
    """Bring back the reference tables where a test with transactions of its own emptied them."""
    if not Board.objects.exists():
        load_reference()


class TestLoad:
    def test_loads_files_in_order_and_says_what_came_of_each(self, regard, tmp_path):
        first = write_ratings(tmp_path / "a.csv", [line(100), line(101, postcode="?")])
        second = write_latest(tmp_path / "b.csv", [latest(100), latest(101)])

        done = regard("register", "load", str(first), str(second))

        assert done.exit_code == 0
        assert "a.csv, as at 30 January 2021" in done.output
        assert "Refused: line 3, Location Post Code: “?” is not a postcode" in done.output
        assert "b.csv, as at 29 May 2026" in done.output
        assert Location.objects.count() == 2

    def test_reports_as_json(self, regard, tmp_path):
        path = write_ratings(tmp_path / "a.csv", [line(100)])

        done = regard("register", "load", "--json", "--dry-run", str(path))

        [report] = json.loads(done.output)
        assert (report["state"], report["dry_run"], report["as_at"]) == (
            "finished",
            True,
            "2021-01-30",
        )
        assert report["counts"]["added"] == 1
        assert not Location.objects.exists()

    def test_says_that_the_same_file_changes_nothing(self, regard, tmp_path):
        path = str(write_ratings(tmp_path / "a.csv", [line(100)]))
        regard("register", "load", path)

        assert "nothing was changed" in regard("register", "load", path).output

    def test_ends_with_1_at_a_file_that_asks_and_takes_it_when_told(self, regard, tmp_path):
        first = write_ratings(tmp_path / "a.csv", [line(n) for n in range(100, 110)])
        second = write_latest(tmp_path / "b.csv", [latest(100)])
        third = write_latest(tmp_path / "c.csv", [latest(100)])

        done = regard("register", "load", str(first), str(second), str(third))

        assert done.exit_code == 1
        assert "add --accept-drift" in done.stderr
        assert "not looked at: 1" in done.stderr
        assert Location.objects.filter(ended_on=None).count() == 10
        told = regard("register", "load", "--accept-drift", str(second))
        assert told.exit_code == 0
        assert Location.objects.filter(ended_on=None).count() == 1

    def test_ends_with_1_at_a_file_that_is_none(self, regard, tmp_path):
        path = tmp_path / "a.csv"
        path.write_text("")

        done = regard("register", "load", "--json", str(path))

        assert done.exit_code == 1
        assert "a.csv is empty" in done.stderr
        assert json.loads(done.stdout)[0]["state"] == "refused"


class TestAddSystem:
    def test_begins_a_system_with_places_and_a_lead(self, regard):
        done = regard(
            "register",
            "add-system",
            "North East Lincolnshire",
            "--council",
            "North East Lincolnshire",
            "--board",
            "QOQ",
            "--place",
            "Grimsby=DN31,DN32",
            "--place",
            "All of it=North East Lincolnshire",
            "--lead",
            "amara@example.org",
            "--lead-name",
            "Amara Okafor",
        )

        assert done.exit_code == 0, done.output
        system = System.objects.get(slug="north-east-lincolnshire")
        assert system.receipt_prefix == "NEL"
        assert PlaceCover.objects.filter(system=system).count() == 3
        grant = Grant.objects.get()
        assert (grant.role, grant.scope_key) == ("Partnership lead", f"system:{system.pk}")
        assert grant.person.name == "Amara Okafor"

    def test_makes_two_letters_of_one_word(self, regard):
        done = regard(
            "register", "add-system", "Lincolnshire", "--council", "Lincolnshire", "--json"
        )

        assert json.loads(done.output)["slug"] == "lincolnshire"
        assert System.objects.get().receipt_prefix == "LI"

    def test_adds_nothing_where_a_part_is_wrong(self, regard):
        done = regard(
            "register", "add-system", "Here", "--council", "Kent", "--place", "Nowhere=Atlantis"
        )

        assert done.exit_code == 1
        assert not System.objects.exists()


class TestSystems:
    def test_lists_each_with_its_reach(self, regard):
        ServiceFactory(system=SystemFactory(name="Here"))

        [row] = json.loads(regard("register", "systems", "--json").output)

        assert (row["name"], row["services"], row["without_email"]) == ("Here", 1, 1)
        assert "Here" in regard("register", "systems").output

    def test_says_how_to_begin(self, regard):
        assert "regard register add-system" in regard("register", "systems").output


class TestReadPlaces:
    def test_reads_each_name_with_what_it_covers(self):
        assert read_places(["City = LN1, LN2", "County=Kent", "City=LN5"]) == {
            "City": ["LN1", "LN2", "LN5"],
            "County": ["Kent"],
        }

    @pytest.mark.parametrize("text", ["City", "=LN1", "City= , "])
    def test_refuses_what_is_no_place(self, text):
        with pytest.raises(CannotReadPlace):
            read_places([text])


class TestIndex:
    def test_writes_words_once_and_says_how_many(self, regard):
        ServiceFactory.create_batch(2)

        assert "2 locations can be found by their words" in regard("register", "index").output
        assert "already" in regard("register", "index").output
        again = regard("register", "index", "--json")
        assert json.loads(again.output)["locations"] == 0
