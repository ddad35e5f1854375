"""
Every layout of the regulator's from file to register.

The export is real; the other files are made, with rows of our own under the regulator's columns.
"""

from collections import Counter
from datetime import date

import pytest

from benchmarks._active_file import list_locations, write_active
from regard.domains.register.models import Location, Organisation, Rating, Relation, Service
from regard.domains.register.types import LoadState
from tests.domains.register.sources.test_active_locations import ASH
from tests.domains.register.sources.test_deactivated import ASH as ENDED_ASH
from tests.domains.register.sources.test_deactivated import write_deactivated
from tests.domains.register.sources.test_directory import ASH as LISTED_ASH
from tests.domains.register.sources.test_directory import write_directory

pytestmark = pytest.mark.django_db

NOTHING = {"added": 0, "changed": 0, "ended": 0, "refused": 0}


class TestActiveLocations:
    def test_are_taken_whole_and_the_second_time_change_nothing(self, load, tmp_path):
        path = write_active(tmp_path / "active.ods", list_locations(300))

        first = load(path)

        assert (first.state, first.layout) == (LoadState.FINISHED, "active_locations")
        assert first.as_at == date(2026, 10, 1)
        assert first.counts["added"] == Location.objects.count() == 300
        assert Location.objects.exclude(uprn="").count() == 300
        assert Location.objects.filter(beds__gt=0).exists()
        kinds = Counter(Service.objects.values_list("service_type", flat=True))
        assert kinds["care_home_nursing"] > 10 < kinds["home_care"]

        second = load(path)

        assert second.counts | NOTHING == second.counts

    def test_keep_all_that_they_tell(self, load, tmp_path):
        dual = {"Location ID": "1-100", "Linked Organisation ID": "1-200"}
        other = ASH | {"Location ID": "1-200"}
        load(write_active(tmp_path / "active.ods", [ASH, other], dual=[dual]))

        place = Location.objects.get(regulator_id="1-100")
        assert (place.beds, place.is_dormant, place.uprn) == (24, False, "100071453")
        assert (place.telephone, place.website) == ("01522000000", "www.ash.example")
        assert place.people_served == ["Dementia", "Older people"]
        assert place.registered_on == date(2013, 11, 20)
        provider = Organisation.objects.get()
        assert (provider.sector, provider.charity_number) == ("voluntary", "1035628")
        assert (provider.ownership_type, provider.brand_name) == ("Organisation", "Ash Group")
        assert Rating.objects.filter(location=place, is_inherited=True).count() == 1
        tie = Relation.objects.get(location=place)
        assert (tie.kind, tie.other_location.regulator_id) == ("dual", "1-200")


class TestDeactivatedLocations:
    def test_end_what_is_held_on_its_day_and_add_nothing_live(self, load, tmp_path):
        load(write_active(tmp_path / "active.ods", [ASH, ASH | {"Location ID": "1-200"}]))
        unknown = ENDED_ASH | {"Location ID": "1-300"}
        ended = ENDED_ASH | {"Location HSCA End Date": "2026-10-20"}

        loaded = load(
            write_deactivated(tmp_path / "ended.ods", ended, unknown, as_at="01 November 2026"),
            accepts_drift=True,
        )

        assert loaded.state == LoadState.FINISHED
        assert Location.objects.get(regulator_id="1-100").ended_on == date(2026, 10, 20)
        live = Location.objects.filter(ended_on=None).values_list("regulator_id", flat=True)
        assert list(live) == ["1-200"]


class TestDirectory:
    def test_takes_nothing_away_from_what_the_active_locations_tell(self, load, tmp_path):
        load(write_active(tmp_path / "active.ods", [ASH]))

        loaded = load(write_directory(tmp_path / "directory.csv", LISTED_ASH))

        assert loaded.layout == "directory"
        place = Location.objects.get()
        assert (place.beds, place.name) == (24, "Ash & Elm House")
        assert place.longitude == -0.54


class TestExport:
    def test_is_taken_whole_and_the_second_time_changes_nothing(self, load, shared_data):
        path = shared_data / "register" / "cqc_locations_sample_2025-08.csv"

        first = load(path)

        assert (first.state, first.layout) == (LoadState.FINISHED, "locations_export")
        assert (first.rows_read, first.counts["added"]) == (999, 991)
        assert first.counts["not_social_care"] == 8
        assert str(first.as_at) == "2025-08-26"
        assert Location.objects.filter(is_dormant=True).count() == 52

        second = load(path)

        assert second.counts | NOTHING == second.counts

    def test_ends_nothing_that_it_leaves_out(self, load, shared_data, tmp_path):
        load(write_active(tmp_path / "active.ods", [ASH], as_at="01 January 2025"))

        loaded = load(shared_data / "register" / "cqc_locations_sample_2025-08.csv")

        assert loaded.counts["ended"] == 0
        assert Location.objects.get(regulator_id="1-100").postcode == "LN1 3AB"
