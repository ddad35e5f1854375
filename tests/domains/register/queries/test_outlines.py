"""What maps are drawn from, and which loaded boundaries a place can be."""

import json
from datetime import date

import pytest

from regard.domains.register import queries
from regard.domains.register.models import Board, Boundary, PlaceCover
from regard.domains.register.rules.drawing import Point
from regard.domains.register.types import AreaLevel
from tests.factories.register import (
    BoundaryFactory,
    CouncilFactory,
    LocationFactory,
    PlaceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)


def square(west, south=53, size=1):
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def system():
    return SystemFactory(name="Here")


def known(council, west):
    return BoundaryFactory(code=council.gss_code, name=council.name, geometry=square(west))


class TestListOutlines:
    def test_is_of_the_councils_and_the_board_while_no_place_has_an_outline(self, system):
        council = system.councils.get()
        assert queries.list_outlines(system=system, on=TODAY) == []
        known(council, 0)
        system.board = Board.objects.get(ods_code="QJM")
        BoundaryFactory(level="system", code="E54000013", name="Board", geometry=square(0))

        area, edge = queries.list_outlines(system=system, on=TODAY)

        assert (area.key, area.name, area.is_edge) == (
            f"council:{council.pk}",
            council.name,
            False,
        )
        assert (edge.key, edge.is_edge) == ("board:E54000013", True)

    def test_joins_the_councils_and_areas_of_a_place(self, system):
        place = PlaceFactory(system=system, name="Both", outline=square(1))
        council = CouncilFactory()
        PlaceCover.objects.create(system=system, place=place, council=council)
        known(council, 0)
        PlaceFactory(system=system, name="By district", districts=["LN1"])

        (outline,) = queries.list_outlines(system=system, on=TODAY)

        assert (outline.key, outline.name) == (f"place:{place.pk}", "Both")
        drawn = json.loads(outline.drawing)
        assert drawn["type"] == "Polygon"  # the border between the two is gone

    def test_is_of_the_day(self, system):
        known(system.councils.get(), 0)
        Boundary.objects.update(valid_from=TODAY)

        assert len(queries.list_outlines(system=system, on=TODAY)) == 1
        assert queries.list_outlines(system=system, on=date(2026, 11, 20)) == []


def test_points_are_of_live_locations_whose_coordinates_are_known(system):
    place = PlaceFactory(system=system, districts=["LN1"])
    part = PlaceFactory(
        system=system, parent=place, level=AreaLevel.NEIGHBOURHOOD, districts=["LN2"]
    )
    LocationFactory(system=system, longitude=1, latitude=53, postcode="LN1 1AA")
    LocationFactory(system=system, longitude=2, latitude=53, postcode="LN2 1AA")
    LocationFactory(system=system, longitude=3, latitude=53, ended_on=TODAY)
    LocationFactory(system=system)

    assert queries.list_points(system=system) == [Point(1, 53), Point(2, 53)]
    assert Point(1, 53) in queries.list_points(system=system, place=place)
    assert queries.list_points(system=system, place=part) == [Point(2, 53)]


class TestListLoadedOutlines:
    @pytest.fixture(autouse=True)
    def _loaded(self):
        self.near = BoundaryFactory(level="sub_board", name="Near", geometry=square(0.5))
        self.far = BoundaryFactory(level="sub_board", name="Far", geometry=square(9))

    def test_offers_all_while_it_is_not_known_where_the_system_lies(self, system):
        assert queries.list_loaded_outlines(system=system, on=TODAY) == [
            (self.far.pk, "Far (sub-board area)"),
            (self.near.pk, "Near (sub-board area)"),
        ]

    def test_offers_those_that_touch_it_and_none_drawn_for_a_place(self, system):
        known(system.councils.get(), 0)
        BoundaryFactory(level="place", code="here/city", geometry=square(0))

        assert queries.list_loaded_outlines(system=system, on=TODAY) == [
            (self.near.pk, "Near (sub-board area)")
        ]


def test_an_area_drawn_for_a_place_is_written_out_to_be_changed(system):
    place = PlaceFactory(system=system, districts=["LN1"], outline=square(0))
    Boundary.objects.update(code=f"{system.slug}/{place.slug}")

    covers = queries.list_covers_of_day(place=place, on=TODAY)

    assert sorted(map(queries.write_outline, covers)) == ["", json.dumps(square(0))]
    assert {row.what for row in queries.list_covers(place=place)} == {
        "The area drawn for it",
        "Postcode district LN1",
    }
