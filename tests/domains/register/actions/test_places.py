"""Drawing places from a day on: what they cover, what moves, and what stays on record."""

from datetime import UTC, date, datetime, timedelta

import pytest

from regard.domains.register import actions, queries
from regard.domains.register.models import Boundary, Place, PlaceCover, Placement
from regard.domains.register.rules.places import PlaceDraft
from regard.domains.register.rules.shapes import read_shape
from regard.domains.register.types import AreaLevel
from regard.foundation.audit.models import Entry
from tests.factories.register import (
    BoundaryFactory,
    CouncilFactory,
    LocationFactory,
    PlaceFactory,
    ServiceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = NOON.date()
TOMORROW = TODAY + timedelta(days=1)


def square(west, south=53, size=1):
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def system():
    return SystemFactory(slug="here")


@pytest.fixture
def add(system):
    def add(name="City", *, on=TODAY, at=NOON, **said):
        said = {
            key: frozenset(value) if isinstance(value, set) else value
            for key, value in said.items()
        }
        draft = PlaceDraft(name=name, **said)
        return actions.add_place(system=system, draft=draft, on=on, by="amara", at=at)

    return add


def change(place, *, on=TODAY, at=NOON, name=None, **said):
    said = {
        key: frozenset(value) if isinstance(value, set) else value for key, value in said.items()
    }
    draft = PlaceDraft(name=name or place.name, level=AreaLevel(place.level), **said)
    return actions.change_place(place=place, draft=draft, on=on, by="amara", at=at)


def covers(place):
    rows = PlaceCover.objects.filter(place=place).order_by("pk")
    return [(str(row), row.valid_from, row.valid_to) for row in rows]


class TestAddPlace:
    def test_draws_it_places_services_and_writes_one_entry(self, system, add):
        location = LocationFactory(system=system, postcode="LN1 3AB")

        place = add(districts={"LN1"}, postcodes={"LN2 1AA"})

        assert (place.slug, place.valid_from) == ("city", TODAY)
        assert covers(place) == [("LN1", TODAY, None), ("LN2 1AA", TODAY, None)]
        assert Placement.objects.get(location=location).place == place
        entry = Entry.objects.get()
        assert (entry.event, entry.by) == ("place.added", "amara")
        assert entry.detail == {"from": "2026-11-21", "moved": 1}

    def test_keeps_the_area_drawn_for_it(self, add):
        place = add(area=read_shape(square(-1)))

        boundary = PlaceCover.objects.get(place=place).boundary
        assert (boundary.level, boundary.code, boundary.west) == ("place", "here/city", -1)
        assert boundary.source == f"drawn by the {place.system.partnership_name}"

    def test_can_begin_later(self, system, add):
        LocationFactory(system=system)
        add(districts={"LN1"}, on=TOMORROW)

        assert Placement.objects.get().place is None
        actions.place_locations(at=NOON + timedelta(days=1))
        assert Placement.objects.get().place.name == "City"

    def test_can_have_been_so_always(self, system, add):
        place = add(districts={"LN1"}, on=None)

        assert covers(place) == [("LN1", None, None)]
        assert queries.places_as_at(system=system, on=date(2020, 1, 1)) == [place]

    def test_can_be_a_neighbourhood_of_a_place(self, system, add):
        city = add(districts={"LN1"})
        part = add(
            "Uphill", level=AreaLevel.NEIGHBOURHOOD, parent_id=city.pk, postcodes={"LN1 3AB"}
        )
        LocationFactory(system=system, postcode="LN1 3AB")

        row = Placement.objects.get()
        assert (row.place, row.neighbourhood) == (city, part)

    def test_gives_it_an_address_that_is_free(self, add):
        first = add("New", districts={"LN1"})
        actions.end_place(place=first, on=TODAY, by="amara", at=NOON)

        assert first.slug == "new-2"
        assert add("New", districts={"LN1"}).slug == "new-3"

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ({}, "Say what City covers"),
            ({"districts": {"LN9"}}, "There is a place called City already"),
            ({"name": "B", "districts": {"LN1"}}, "LN1 lies in City; it can lie in one place"),
            ({"name": "B", "districts": {"LN2"}, "on": date(2026, 11, 20)}, "is over"),
            (
                {"name": "B", "districts": {"LN2"}, "parent_id": 1},
                "Only a neighbourhood is part of a place",
            ),
            (
                {
                    "name": "B",
                    "districts": {"LN2"},
                    "parent_id": 0,
                    "level": AreaLevel.NEIGHBOURHOOD,
                },
                "Choose one of the system’s places",
            ),
        ],
    )
    def test_refuses_what_cannot_be(self, add, said, words):
        add(districts={"LN1"})

        with pytest.raises(actions.CannotDrawPlace) as refused:
            add(**said)

        assert words in str(refused.value)
        assert Place.objects.count() == 1
        assert Entry.objects.count() == 1

    def test_refuses_what_was_another_places_if_it_always_was_so(self, add):
        first = add(districts={"LN1"}, on=None)
        change(first, districts={"LN2"}, on=TODAY)

        with pytest.raises(actions.CannotDrawPlace, match="LN1 lies in City until 21 November"):
            add("Uphill", districts={"LN1"}, on=None)
        add("Uphill", districts={"LN1"}, on=TODAY)

    def test_refuses_a_boundary_that_another_place_is(self, add):
        boundary = BoundaryFactory(level=AreaLevel.SUB_BOARD, name="West", geometry=square(0))
        add(boundary_id=boundary.pk)

        with pytest.raises(actions.CannotDrawPlace, match="West lies in City"):
            add("Another", boundary_id=boundary.pk)


class TestChangePlace:
    def test_ends_what_is_no_more_covered_and_begins_what_is(self, system, add):
        place = add(districts={"LN1", "LN2"}, on=None)
        LocationFactory(system=system, postcode="LN1 3AB")

        change(place, districts={"LN2", "LN3"}, name="The city")

        place.refresh_from_db()
        assert place.name == "The city"
        assert set(covers(place)) == {
            ("LN1", None, TODAY),
            ("LN2", None, None),
            ("LN3", TODAY, None),
        }
        assert Placement.objects.get().place is None
        assert Entry.objects.latest("pk").event == "place.changed"
        before = queries.list_placements_as_at(system=system, on=TODAY - timedelta(days=1))
        assert [row.place_id for row in before] == [place.pk]

    def test_keeps_the_same_drawing_and_ends_another(self, add):
        place = add(area=read_shape(square(0)), on=None)

        change(place, area=read_shape(square(0)))
        assert Boundary.objects.count() == 1
        change(place, area=read_shape(square(1)))

        old, new = Boundary.objects.order_by("pk")
        assert (old.valid_to, new.valid_from, new.valid_to) == (TODAY, TODAY, None)
        change(place, districts={"LN1"})
        assert list(Boundary.objects.all()) == [old]

    def test_takes_back_what_had_not_begun(self, add):
        place = add(districts={"LN1"}, on=TODAY)
        change(place, districts={"LN1", "LN2"}, on=TOMORROW)

        change(place, districts={"LN1"})

        assert covers(place) == [("LN1", TODAY, None)]

    def test_leaves_a_loaded_boundary_where_it_is(self, add):
        boundary = BoundaryFactory(level=AreaLevel.SUB_BOARD, geometry=square(0))
        place = add(boundary_id=boundary.pk)

        change(place, districts={"LN1"}, on=TOMORROW)

        boundary.refresh_from_db()
        assert boundary.valid_to is None
        assert PlaceCover.objects.get(boundary=boundary).valid_to == TOMORROW

    def test_refuses_the_past_and_what_has_ended(self, add):
        place = add(districts={"LN1"})
        with pytest.raises(actions.CannotDrawPlace, match="20 November 2026 is over"):
            change(place, districts={"LN2"}, on=date(2026, 11, 20))
        actions.end_place(place=place, on=TOMORROW, by="amara", at=NOON)
        with pytest.raises(actions.CannotDrawPlace, match="City ends on 22 November 2026"):
            change(place, districts={"LN2"})


class TestEndPlace:
    def test_ends_it_and_all_that_it_covers(self, system, add):
        place = add(districts={"LN1"}, area=read_shape(square(0)), on=None)
        LocationFactory(system=system, postcode="LN1 3AB")

        actions.end_place(place=place, on=TODAY, by="amara", at=NOON)

        assert {row[2] for row in covers(place)} == {TODAY}
        assert Placement.objects.get().place is None
        assert Boundary.objects.get().valid_to == TODAY
        assert Entry.objects.latest("pk").event == "place.ended"
        assert queries.list_places(system=system) == []

    def test_refuses_while_a_neighbourhood_of_it_has_not_ended(self, system, add):
        place = add(districts={"LN1"})
        PlaceFactory(system=system, parent=place, name="Uphill", level=AreaLevel.NEIGHBOURHOOD)

        with pytest.raises(actions.CannotDrawPlace, match="for example Uphill"):
            actions.end_place(place=place, on=TODAY, by="amara", at=NOON)


class TestPreviewPlace:
    def preview(self, system, place=None, on=TODAY, **said):
        return actions.preview_place(
            system=system, draft=PlaceDraft(**said), place=place, on=on, at=NOON
        )

    def test_says_what_would_move_and_changes_nothing(self, system, add):
        county = add("County", council_ids={system.councils.get().pk})
        for _ in range(2):
            ServiceFactory(system=system, location__postcode="LN1 3AB")
        before = list(Placement.objects.values())

        found = self.preview(system, name="City", districts=frozenset({"LN1"}))

        assert found.moves == (("County", "City", 2),)
        assert found.lies_in_it == 2
        assert found.twice == ()
        assert list(Placement.objects.values()) == before
        assert list(Place.objects.all()) == [county]
        assert Entry.objects.count() == 1

    def test_says_what_a_change_would_move_from_a_later_day(self, system, add):
        place = add(districts={"LN1"})
        LocationFactory(system=system, postcode="LN1 3AB")

        found = self.preview(
            system, place=place, on=TOMORROW, name="City", districts=frozenset({"LN2"})
        )

        assert found.moves == (("City", None, 1),)
        assert found.lies_in_it == 0

    def test_says_which_drawn_areas_hold_the_same_locations(self, system, add):
        add("West", area=read_shape(square(0)))
        LocationFactory(system=system, longitude=0.75, latitude=53.5)
        LocationFactory(system=system, longitude=1.25, latitude=53.5)

        found = self.preview(system, name="East", area=read_shape(square(0.5)))

        assert found.twice == (("West", "East", 1),)
        assert found.moves == ((None, "East", 1),)

    def test_looks_at_neighbourhoods_if_it_is_one(self, system):
        LocationFactory(system=system, postcode="LN1 3AB")

        found = self.preview(
            system,
            name="Uphill",
            level=AreaLevel.NEIGHBOURHOOD,
            postcodes=frozenset({"LN1 3AB"}),
        )

        assert found.moves == ((None, "Uphill", 1),)

    def test_refuses_what_cannot_be(self, system):
        with pytest.raises(actions.CannotDrawPlace):
            self.preview(system, name="City")


def test_a_place_of_another_council_is_kept_apart_by_system():
    council = CouncilFactory()
    ours, theirs = SystemFactory(council=council), SystemFactory(council=council)
    for system in (ours, theirs):
        draft = PlaceDraft(name="All", council_ids=frozenset({council.pk}))
        actions.add_place(system=system, draft=draft, on=TODAY, by="amara", at=NOON)
    LocationFactory(council=council)

    assert {row.place.system for row in Placement.objects.all()} == {ours, theirs}
