"""The two real files, with counts worked out from them by hand."""

from collections import Counter

import pytest

from regard.domains.register import actions, queries
from regard.domains.register.models import (
    Branding,
    Change,
    Council,
    Listing,
    Location,
    Organisation,
    Placement,
    Rating,
    Running,
    Service,
)
from regard.domains.register.types import Criteria, LoadState, Sector, SizeBand
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db

NOTHING = {"added": 0, "changed": 0, "ended": 0, "refused": 0}


@pytest.fixture
def england(shared_data):
    return shared_data / "register" / "cqc_ratings_england_2021-02.csv"


@pytest.fixture
def lincolnshire(shared_data):
    return shared_data / "register" / "cqc_ratings_lincolnshire_2026-05.csv"


def live():
    """Return what the register holds that has not ended, whatever the order of loading."""
    actions.count_for_planning()  # the database cannot count what is not committed by itself
    return set(
        Location.objects.filter(ended_on=None).values_list(
            "regulator_id", "council__name", "organisation__name", "rating", "as_at"
        )
    )


class TestEngland:
    def test_is_taken_whole_and_the_second_time_changes_nothing(self, load, england):
        first = load(england)

        assert first.state == LoadState.FINISHED
        assert first.layout == "ratings_with_coordinates"
        assert str(first.as_at) == "2021-01-30"
        assert (first.rows_read, first.counts["added"]) == (23_084, 23_084)
        assert first.counts["refused"] == 0
        assert Location.objects.count() == 23_084
        assert Service.objects.filter(service_type="care_home").count() == 14_801
        assert Service.objects.filter(service_type="not_stated").count() == 8_283
        assert Organisation.objects.count() == 12_407
        assert Organisation.objects.filter(sector=Sector.PUBLIC).count() == 133
        assert Location.objects.filter(longitude=None).count() == 92

        councils = Council.objects.filter(listed_as_at="2021-01-30")
        assert councils.count() == 153
        assert not Location.objects.filter(council__valid_to__isnull=False).exists()
        in_cumbria = ["Cumberland", "Westmorland and Furness"]
        assert Location.objects.filter(council__name__in=in_cumbria).count() == 210
        in_northants = ["North Northamptonshire", "West Northamptonshire"]
        assert Location.objects.filter(council__name__in=in_northants).count() == 392

        second = load(england)

        assert second.counts | NOTHING == second.counts
        assert second.counts["unchanged"] == 23_084

    def test_says_the_same_with_its_rows_in_another_order(self, load, england, tmp_path):
        load(england)
        header, *rows = england.read_text(encoding="utf-8").splitlines(keepends=True)
        turned = tmp_path / "turned.csv"
        turned.write_text(header + "".join(reversed(rows)), encoding="utf-8")

        again = load(turned)

        assert again.counts | NOTHING == again.counts


class TestLincolnshire:
    def test_is_taken_by_location_whatever_its_rows(self, load, lincolnshire):
        loaded = load(lincolnshire)

        assert loaded.layout == "latest_ratings"
        assert str(loaded.as_at) == "2026-05-29"
        assert (loaded.rows_read, loaded.counts["added"]) == (4_159, 356)
        assert loaded.counts["not_social_care"] == 1_533
        assert Organisation.objects.count() == 230
        kinds = Counter(Service.objects.values_list("service_type", flat=True))
        assert kinds == {
            "care_home": 262,
            "not_stated": 74,
            "home_care": 17,
            "supported_living": 4,
        }
        assert not Location.objects.filter(rating=None).exists()  # seven, by their services
        assert not Location.objects.filter(ods_code="").exists()
        rated = Service.objects.filter(service_type="home_care").exclude(rating=None)
        assert rated.count() == 17

    def test_after_england_asks_first_and_then_ends_what_it_does_not_list(
        self, load, england, lincolnshire
    ):
        load(england)
        before = live()

        with pytest.raises(actions.CannotLoad, match="81 are not in the file") as refused:
            load(lincolnshire)

        assert refused.value.load.state == LoadState.ASKING
        assert live() == before

        loaded = load(lincolnshire, accepts_drift=True)

        assert (loaded.counts["added"], loaded.counts["ended"]) == (78, 81)
        in_order = live()
        assert len(in_order) == 23_084 + 78 - 81
        self.check_groups()

        older = load(england)

        assert older.counts["older"] == 278
        assert live() == in_order

        forget_everything()
        load(lincolnshire)
        load(england)

        assert live() == in_order
        here = Location.objects.filter(council__name="Lincolnshire", ended_on=None)
        assert here.exclude(longitude=None).count() > 250  # which only the older file has

    def check_groups(self):
        """A group's size is what it runs in all of England."""
        system = SystemFactory(council=Council.objects.get(name="Lincolnshire"))

        rows = queries.list_audience(system=system, criteria=Criteria())

        assert len(rows) == 357
        sizes = {row.size_band for row in rows if row.brand_name == "HC-One Limited"}
        assert sizes <= {SizeBand.TWENTY_OR_MORE}
        ones = [row for row in rows if row.size_band is SizeBand.ONE]
        assert len(ones) == len({row.organisation_id for row in ones})


class TestEveryFile:
    """Ratings of one council and the sample of an export; the API's are fetched elsewhere."""

    @pytest.fixture
    def export(self, shared_data):
        return shared_data / "register" / "cqc_locations_sample_2025-08.csv"

    def test_is_loaded_in_either_order_and_a_second_time_changes_nothing(
        self, load, lincolnshire, export
    ):
        load(lincolnshire, accepts_drift=True)
        load(export, accepts_drift=True)
        in_order = live()

        for path in (lincolnshire, export):
            again = load(path, accepts_drift=True)
            assert again.counts | {"added": 0, "changed": 0, "ended": 0} == again.counts

        forget_everything()
        load(export, accepts_drift=True)
        load(lincolnshire, accepts_drift=True)

        assert live() == in_order


def forget_everything():
    told = (Service, Location, Branding, Organisation)
    for model in (Placement, Change, Rating, Running, Listing, *told):
        model.objects.all()._raw_delete("default")  # nothing else points at them here
    Council.objects.update(listed_as_at=None)
