"""Placing against an obvious slow way, over random places, locations and days."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regard.domains.register import actions, queries
from regard.domains.register.models import Boundary, Location, Place, PlaceCover, Placement
from regard.domains.register.rules.places import PlaceDraft
from regard.domains.register.rules.shapes import read_shape
from regard.domains.register.types import AreaLevel
from tests.factories.register import CouncilFactory, LocationFactory, SystemFactory

pytestmark = pytest.mark.django_db

BEGAN = date(2026, 11, 21)
POSTCODES = ("LN1 1AA", "LN1 1AB", "LN2 1AA", "LN3 1AA", "")
DISTRICTS = ("LN1", "LN2", "LN3")
NUMBERS = count()

FEW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

corner = st.integers(min_value=0, max_value=6)
points = st.none() | st.tuples(st.integers(0, 13), st.integers(0, 13)).map(
    lambda pair: (pair[0] / 2 + 0.25, pair[1] / 2 + 0.25)  # never on an edge
)
boxes = st.none() | st.tuples(corner, corner, st.integers(1, 4))
locations = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(POSTCODES), points), min_size=1, max_size=8
)
drafts = st.fixed_dictionaries(
    {
        "councils": st.frozensets(st.integers(0, 1), max_size=1),
        "districts": st.frozensets(st.sampled_from(DISTRICTS), max_size=2),
        "postcodes": st.frozensets(st.sampled_from(POSTCODES[:-1]), max_size=2),
        "box": boxes,
    }
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), drafts, st.sampled_from(["place", "neighbourhood"])),
        st.tuples(st.just("change"), drafts, st.integers(0, 3)),
        st.tuples(st.just("end"), st.just(None), st.integers(0, 3)),
    ),
    min_size=1,
    max_size=6,
)


def shape_of(box):
    if box is None:
        return None
    west, south, size = box
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return read_shape({"type": "Polygon", "coordinates": [ring]})


def draft_of(said, councils, name, level, parent_id=None):
    return PlaceDraft(
        name=name,
        level=AreaLevel(level),
        parent_id=parent_id,
        council_ids=frozenset(councils[number].pk for number in said["councils"]),
        districts=said["districts"],
        postcodes=said["postcodes"],
        area=shape_of(said["box"]),
    )


class World:
    """Two councils of one system, their locations, and the days that go by."""

    def __init__(self, told):
        number = next(NUMBERS)
        self.councils = [CouncilFactory(), CouncilFactory()]
        self.system = SystemFactory(slug=f"w{number}", council=self.councils[0])
        self.system.councils.add(self.councils[1])
        for council, postcode, point in told:
            LocationFactory(
                council=self.councils[council],
                postcode=postcode,
                longitude=point and point[0],
                latitude=point and point[1],
            )
        self.days = [BEGAN]

    def step(self, kind, said, which):
        """Do one thing on the next day; what is refused changes nothing."""
        day = self.days[-1] + timedelta(days=1)
        self.days.append(day)
        usual = {"on": day, "by": "test", "at": self.moment(day)}
        places = list(Place.objects.filter(system=self.system).order_by("pk"))
        try:
            if kind == "add":
                parents = [each for each in places if each.level == "place" and not each.valid_to]
                parent = parents[0].pk if which == "neighbourhood" and parents else None
                draft = draft_of(said, self.councils, f"P{day}", which, parent)
                actions.add_place(system=self.system, draft=draft, **usual)
            elif places and kind == "change":
                place = places[which % len(places)]
                draft = draft_of(said, self.councils, place.name, place.level)
                actions.change_place(place=place, draft=draft, **usual)
            elif places:
                actions.end_place(place=places[which % len(places)], **usual)
        except actions.CannotDrawPlace:
            pass
        actions.place_locations(at=self.moment(day))

    def moment(self, day):
        return datetime.combine(day, time(12), tzinfo=UTC)

    def held(self):
        rows = Placement.objects.filter(system=self.system)
        return {
            (row.location_id, row.place_id, row.neighbourhood_id, str(row.basis)) for row in rows
        }

    def as_at(self, day):
        rows = queries.list_placements_as_at(system=self.system, on=day)
        return {
            (row.location_id, row.place_id, row.neighbourhood_id, str(row.basis)) for row in rows
        }


def place_slowly(system, day):
    """Place every location one by one, asking of every cover whether it holds it."""
    found = set()
    for location in Location.objects.filter(council__in=system.councils.all()):
        place, basis = best(system, location, day, "place")
        part, part_basis = best(
            system,
            location,
            day,
            "neighbourhood",
            fits=lambda part, place=place: place is None or part.parent in {None, place},
        )
        if place is None and part is not None and part.parent is not None:
            place, basis = part.parent, part_basis
        found.add((location.pk, place and place.pk, part and part.pk, basis))
    return found


def best(system, location, day, level, fits=lambda _: True):
    holding = []
    for cover in PlaceCover.objects.filter(system=system, level=level).order_by("pk"):
        begun = cover.valid_from is None or cover.valid_from <= day
        over = cover.valid_to is not None and cover.valid_to <= day
        basis = how(cover, location)
        if begun and not over and basis and fits(cover.place):
            order = ["outline", "postcode", "district", "council"].index(basis)
            holding.append((order, cover.pk, cover.place, basis))
    if not holding:
        return None, "none"
    _, _, place, basis = min(holding, key=lambda each: each[:2])
    return place, basis


def how(cover, location):
    if cover.boundary is not None:
        box = Boundary.objects.get(pk=cover.boundary_id)
        inside = (
            location.longitude is not None
            and box.west < location.longitude < box.east
            and box.south < location.latitude < box.north
        )
        return "outline" if inside else None
    if cover.postcode:
        return "postcode" if cover.postcode == location.postcode else None
    if cover.postcode_district:
        return "district" if cover.postcode_district == location.postcode_district else None
    return "council" if cover.council_id == location.council_id else None


@FEW
@given(told=locations, done=steps)
def test_placing_agrees_with_asking_every_cover_of_every_location(told, done):
    world = World(told)

    for step in done:
        world.step(*step)

    assert world.held() == place_slowly(world.system, world.days[-1])


@FEW
@given(told=locations, done=steps)
def test_a_day_is_told_afterwards_as_it_was_on_that_day(told, done):
    world = World(told)
    on_the_day = {world.days[0]: world.held()}

    for step in done:
        world.step(*step)
        on_the_day[world.days[-1]] = world.held()

    assert {day: world.as_at(day) for day in world.days} == on_the_day
    for day in world.days:
        assert place_slowly(world.system, day) == on_the_day[day]
