from datetime import UTC, date, datetime

import pytest

from regard.domains.register import actions, queries
from regard.domains.register.models import (
    Board,
    BoardCouncil,
    Boundary,
    Location,
    PlaceCover,
    Placement,
    SystemCouncil,
)
from regard.domains.register.types import AreaLevel, Basis, Belonging
from tests.factories.register import (
    BoundaryFactory,
    CouncilFactory,
    LocationFactory,
    PlaceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def square(west, south, size=1.0):
    """Return a square as GeoJSON."""
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def placed(location, system):
    row = Placement.objects.get(location=location, system=system)
    return row.place and row.place.name, Basis(row.basis)


@pytest.fixture
def system():
    return SystemFactory()


@pytest.fixture
def council(system):
    return system.councils.get()


class TestPlaceLocations:
    def test_gives_each_live_location_of_a_system_one_placement(self, system):
        location = LocationFactory(system=system)
        LocationFactory(system=system, ended_on=date(2026, 6, 1))
        LocationFactory()
        Placement.objects.all().delete()

        changed = actions.place_locations(at=NOON)

        assert changed == 1
        row = Placement.objects.get()
        assert (row.system, row.location, row.place) == (system, location, None)
        assert (row.basis, row.belongs_by) == (Basis.NONE, Belonging.COUNCIL)

    def test_changes_nothing_the_second_time(self, system, council):
        PlaceFactory(system=system, council=council)
        LocationFactory(system=system)
        before = list(Placement.objects.values())

        assert actions.place_locations(at=NOON) == 0
        assert list(Placement.objects.values()) == before

    def test_takes_what_says_most_an_area_a_postcode_a_district_a_council(self, system, council):
        location = LocationFactory(
            system=system, postcode="LN1 3AB", longitude=-0.5, latitude=53.2
        )
        PlaceFactory(system=system, name="By council", council=council)
        assert placed(location, system) == ("By council", Basis.COUNCIL)

        PlaceFactory(system=system, name="By district", districts=["LN1"])
        assert placed(location, system) == ("By district", Basis.DISTRICT)

        exact = PlaceFactory(system=system, name="By postcode")
        PlaceCover.objects.create(system=system, place=exact, postcode="LN1 3AB")
        actions.place_locations(at=NOON)
        assert placed(location, system) == ("By postcode", Basis.POSTCODE)

        PlaceFactory(system=system, name="Drawn", outline=square(-1, 53))
        assert placed(location, system) == ("Drawn", Basis.OUTLINE)

    def test_takes_away_what_is_no_more(self, system):
        location = LocationFactory(system=system)
        Location.objects.update(ended_on=date(2026, 6, 1))

        assert actions.place_locations(location_ids=[location.pk], at=NOON) == 1
        assert not Placement.objects.exists()

    def test_leaves_other_locations_and_systems_alone(self, system):
        LocationFactory(system=system)
        other = LocationFactory(system=system)
        Placement.objects.all().delete()

        actions.place_locations(location_ids=[other.pk], at=NOON)
        assert [row.location for row in Placement.objects.all()] == [other]
        actions.place_locations(system=SystemFactory(), at=NOON)
        assert Placement.objects.count() == 1

    def test_takes_only_covers_of_the_day(self, system, council):
        place = PlaceFactory(system=system, council=council)
        location = LocationFactory(system=system)
        place_cover = PlaceCover.objects.filter(place=place)

        place_cover.update(valid_to=date(2026, 11, 21))
        actions.place_locations(at=NOON)
        assert placed(location, system) == (None, Basis.NONE)
        place_cover.update(valid_from=date(2026, 11, 22), valid_to=None)
        actions.place_locations(at=NOON)
        assert placed(location, system) == (None, Basis.NONE)

    def test_finds_a_neighbourhood_of_the_place_or_the_place_of_a_neighbourhood(self, system):
        city = PlaceFactory(system=system, name="City", districts=["LN1"])
        coast = PlaceFactory(system=system, name="Coast")
        for parent, postcode in [(city, "LN1 3AB"), (coast, "PE25 1AA"), (coast, "LN1 9ZZ")]:
            part = PlaceFactory(
                system=system, name=f"Part {postcode}", parent=parent, level="neighbourhood"
            )
            PlaceCover.objects.create(
                system=system, place=part, level="neighbourhood", postcode=postcode
            )
        in_city = LocationFactory(system=system, postcode="LN1 3AB")
        on_coast = LocationFactory(system=system, postcode="PE25 1AA")
        contradicted = LocationFactory(system=system, postcode="LN1 9ZZ")

        rows = {row.location_id: row for row in Placement.objects.all()}
        assert rows[in_city.pk].place == city
        assert rows[in_city.pk].basis == Basis.DISTRICT
        assert rows[in_city.pk].neighbourhood.name == "Part LN1 3AB"
        assert rows[on_coast.pk].place == coast
        assert rows[on_coast.pk].basis == Basis.POSTCODE
        assert rows[contradicted.pk].place == city
        assert rows[contradicted.pk].neighbourhood is None


class TestACouncilInSeveralBoards:
    """Of the council's small areas, most lie in the west."""

    @pytest.fixture(autouse=True)
    def _boards(self):
        self.council = CouncilFactory()
        self.west, self.east = (self.system(board, share) for board, share in [(0, 0.7), (1, 0.3)])

    def system(self, number, share):
        board = Board.objects.filter(valid_to=None).order_by("pk")[number]
        BoardCouncil.objects.create(
            board=board, council=self.council, small_areas=10, share=share, source="a test"
        )
        system = SystemFactory(board=board)
        SystemCouncil.objects.create(system=system, council=self.council, is_whole=False)
        return system

    def draw(self, system, west):
        BoundaryFactory(
            level=AreaLevel.SYSTEM, code=system.board.gss_code, geometry=square(west, 53)
        )

    def belongs(self, **where):
        location = LocationFactory(council=self.council, **where)
        row = Placement.objects.get(location=location)
        return row.system, Belonging(row.belongs_by)

    def test_is_told_by_coordinates_within_a_boundary(self):
        self.draw(self.west, -2)
        self.draw(self.east, -1)

        assert self.belongs(longitude=-1.5, latitude=53.5) == (self.west, Belonging.OUTLINE)
        assert self.belongs(longitude=-0.5, latitude=53.5) == (self.east, Belonging.OUTLINE)

    def test_counts_to_the_board_with_most_of_it_if_nothing_tells(self):
        assert self.belongs(longitude=-0.5, latitude=53.5) == (self.west, Belonging.MOST)
        self.draw(self.west, -2)
        self.draw(self.east, -1)

        assert self.belongs() == (self.west, Belonging.MOST)
        assert self.belongs(longitude=1.5, latitude=53.5) == (self.west, Belonging.MOST)

    def test_counts_to_another_than_the_one_it_is_known_to_lie_outside_of(self):
        self.draw(self.west, -2)

        assert self.belongs(longitude=-0.5, latitude=53.5) == (self.east, Belonging.MOST)

    def test_belongs_to_none_of_ours_if_its_board_has_no_system_here(self):
        self.west.delete()

        location = LocationFactory(council=self.council)
        assert not Placement.objects.filter(location=location).exists()

    def test_belongs_wholly_to_a_system_without_a_board(self):
        self.west.board = None
        self.west.save()

        location = LocationFactory(council=self.council)
        row = Placement.objects.get(location=location)
        assert (row.system, row.belongs_by) == (self.west, Belonging.COUNCIL)


class TestListPlacementsAsAt:
    def test_asks_of_the_places_and_locations_of_the_day(self, system, council):
        location = LocationFactory(system=system, registered_on=date(2026, 3, 1))
        gone = LocationFactory(system=system, ended_on=date(2026, 6, 1))
        place = PlaceFactory(system=system, council=council)
        PlaceCover.objects.update(valid_from=date(2026, 4, 1))

        def on(*day):
            found = queries.list_placements_as_at(system=system, on=date(*day))
            return {(row.location_id, row.place_id, row.basis) for row in found}

        assert on(2026, 2, 1) == {(gone.pk, None, "none")}
        assert on(2026, 3, 1) == {(gone.pk, None, "none"), (location.pk, None, "none")}
        assert on(2026, 4, 1) == {(each.pk, place.pk, "council") for each in (gone, location)}
        assert on(2026, 6, 1) == {(location.pk, place.pk, "council")}

    def test_asks_of_the_boundaries_of_the_day(self, system):
        place = PlaceFactory(system=system, outline=square(-1, 53))
        LocationFactory(system=system, longitude=-0.5, latitude=53.5)
        PlaceCover.objects.update(valid_from=date(2026, 4, 1))
        assert Boundary.objects.count() == 1

        for day, found in [(date(2026, 3, 31), None), (date(2026, 4, 1), place.pk)]:
            (row,) = queries.list_placements_as_at(system=system, on=day)
            assert row.place_id == found
