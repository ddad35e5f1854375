"""What the register says does not depend on the order in which files are loaded."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from regard.domains.register.actions.taking import take
from regard.domains.register.models import (
    Branding,
    Change,
    Council,
    Load,
    Location,
    Rating,
    Running,
    Service,
)
from regard.domains.register.rules import layouts
from regard.domains.register.rules.api_details import API_DETAILS
from regard.domains.register.rules.told import (
    ToldLocation,
    ToldOrganisation,
    ToldRating,
)
from regard.domains.register.sources.gazetteer import read_gazetteer
from regard.domains.register.sources.setting import Setting
from regard.domains.register.types import Fact
from tests.factories.register import LoadFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
FIRST = date(2026, 1, 1)

LISTS = (
    layouts.ACTIVE_LOCATIONS,
    layouts.DIRECTORY,
    layouts.LATEST_RATINGS,
    layouts.RATINGS_WITH_COORDINATES,
)
RATINGS = ("Good", "Outstanding", "Inadequate", "")


@dataclass(frozen=True)
class House:
    """A location in a made world. Nobody moves back to a postcode that they left."""

    number: int
    provider: int
    name: str = "House"
    postcode: int = 0
    rating: str = "Good"


@dataclass(frozen=True)
class World:
    """What a file tells: its houses by number, and its providers' groups."""

    houses: dict[int, House]
    brands: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class File:
    """A file of a layout, as opened, that tells of a world as it was on a day."""

    layout: layouts.Layout
    world: World
    as_at: date

    def read(self, setting, found) -> Iterator[ToldLocation]:
        found.as_at = self.as_at
        for house in self.world.houses.values():
            number = f"1-9{house.provider}"
            brand = self.world.brands.get(house.provider, "")
            found.organisations[number] = ToldOrganisation(
                number, f"Provider {house.provider}", f"BD{brand}" if brand else "", brand
            )
            if Fact.RATING in self.layout.facts and house.rating:
                told = ToldRating(
                    f"1-{house.number}", "", "overall", house.rating, self.as_at.isoformat()
                )
                found.ratings.append(told)
            yield self._tell(house)

    def _tell(self, house):
        facts = self.layout.facts
        is_located = Fact.COORDINATES in facts
        is_rated = Fact.RATING in facts
        kind = "care_home_nursing" if house.number % 2 else "care_home"
        return ToldLocation(
            line=house.number,
            number=f"1-{house.number}",
            provider_number=f"1-9{house.provider}",
            council_id=COUNCIL["id"],
            name=house.name,
            address=f"{house.postcode} High Street",
            city="Lincoln",
            postcode=f"LN1 {house.postcode % 10}AA",
            district="LN1",
            service_type="care_home" if self.layout in RATING_LAYOUTS else kind,
            longitude=-0.5 - house.postcode / 100 if is_located else None,
            latitude=53.2 if is_located else None,
            beds=house.number if Fact.BEDS in facts else None,
            rating=house.rating if is_rated else None,
            rated_on=self.as_at.isoformat() if is_rated and house.rating else None,
        )


RATING_LAYOUTS = (layouts.LATEST_RATINGS, layouts.RATINGS_WITH_COORDINATES)
COUNCIL: dict[str, int] = {}

EDITS = (
    "rename",
    "move",
    "rate",
    "sell",
    "brand",
    "close",
    "open",
    "register again",
)


def edit(world: World, step: int, edits: list[tuple[str, int]]) -> World:
    """Return the world after these things happened. The first house is never touched."""
    houses, brands = dict(world.houses), dict(world.brands)
    for place, (what, pick) in enumerate(edits):
        names = sorted(houses)[1:]
        if what == "open" or not names:
            number = 100 * (step + 1) + place
            houses[number] = House(number, pick % 3)
            continue
        house = houses[names[pick % len(names)]]
        if what in {"close", "register again"}:
            del houses[house.number]
        if what == "register again":
            number = 100 * (step + 1) + place
            houses[number] = replace(house, number=number)
        if what == "brand":
            brands[house.provider] = f"Group {step}{place}"
        changes = {
            "rename": {"name": f"House {step}{place}"},
            "move": {"postcode": 1 + 3 * step + place},
            "rate": {"rating": RATINGS[pick % len(RATINGS)]},
            "sell": {"provider": (house.provider + 1) % 3},
        }
        if what in changes:
            houses[house.number] = replace(house, **changes[what])
    return World(houses, brands)


START = World({n: House(n, n % 3) for n in range(1, 6)}, {1: "Group"})

STEPS = st.lists(
    st.tuples(st.sampled_from(EDITS), st.integers(min_value=0, max_value=7)),
    min_size=1,
    max_size=3,
)

few = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(autouse=True)
def _council():
    COUNCIL["id"] = Council.objects.get(name="Lincolnshire").pk


@pytest.fixture
def gazetteer():
    return read_gazetteer()


def load(file: File, gazetteer) -> Load:
    kept = LoadFactory(accepts_drift=True)
    setting = Setting("a file", file.layout, gazetteer, None, NOW.date())
    outcome = take(file, setting, load=kept, at=NOW, step=lambda _: None)
    kept.counts = dict(outcome.counts)
    return kept


def live() -> list[tuple[object, ...]]:
    """Return all that the register says of what is live."""
    places = Location.objects.filter(ended_on=None).order_by("regulator_id")
    kinds = Service.objects.filter(ended_on=None, location__ended_on=None)
    return [
        *places.values_list(
            "regulator_id",
            "name",
            "address",
            "postcode",
            "organisation__regulator_id",
            "organisation__name",
            "organisation__brand_name",
            "rating",
            "rated_on",
            "beds",
            "longitude",
            "as_at",
        ),
        *kinds.order_by("location__regulator_id", "service_type").values_list(
            "location__regulator_id", "service_type", "rating"
        ),
    ]


def after(*files: File, gazetteer) -> list[tuple[object, ...]]:
    """Return what the register says after these files, and forget them again."""
    with transaction.atomic():
        for file in files:
            load(file, gazetteer)
        found = live()
        transaction.set_rollback(True)
    return found


def without_coordinates(rows):
    """
    Leave out where locations lie.

    Coordinates go with the postcode that they were told with, so those of a postcode that a lesser
    source told to be left, and a better one to be kept, may have to wait for the next file.
    """
    return [row[:LONGITUDE] + row[LONGITUDE + 1 :] for row in rows]


LONGITUDE = 10
"""Where `live` has the longitude. Rows of kinds of care are shorter."""


class TestYesterdayAndToday:
    @few
    @given(st.sampled_from([*LISTS]), STEPS)
    def test_equal_today(self, gazetteer, layout, edits):
        yesterday = File(layout, START, FIRST)
        today = File(layout, edit(START, 1, edits), FIRST + timedelta(days=1))

        both = after(yesterday, today, gazetteer=gazetteer)

        assert both == after(today, gazetteer=gazetteer)
        assert both == after(today, yesterday, gazetteer=gazetteer)
        assert both == after(yesterday, today, today, gazetteer=gazetteer)


class TestFilesOfSeveralSources:
    @few
    @given(
        st.lists(st.sampled_from([*LISTS, API_DETAILS]), min_size=3, max_size=3),
        STEPS,
        STEPS,
    )
    def test_come_to_the_same_in_any_order(self, gazetteer, chosen, first, second):
        middle = edit(START, 1, first)
        worlds = [START, middle, edit(middle, 2, second)]
        files = [
            File(layout, world, FIRST + timedelta(days=day))
            for day, (layout, world) in enumerate(zip(chosen, worlds, strict=True))
        ]
        note(f"{[layout.code for layout in chosen]}, {first}, {second}")
        ends = [
            without_coordinates(after(*order, gazetteer=gazetteer))
            for order in permutations(files)
        ]

        for end in ends[1:]:
            assert end == ends[0]


class TestTheSameFileTwice:
    @few
    @given(st.sampled_from([*LISTS, API_DETAILS]), STEPS)
    def test_changes_nothing_and_says_so(self, gazetteer, layout, edits):
        with transaction.atomic():
            file = File(layout, edit(START, 1, edits), FIRST)
            load(file, gazetteer)
            before = live()

            again = load(file, gazetteer)

            assert live() == before
            assert not Change.objects.filter(load=again).exists()
            counts = again.counts
            assert not any(counts[name] for name in ("added", "changed", "ended", "returned"))
            transaction.set_rollback(True)


class TestHistory:
    def test_keeps_what_happened_between_two_files(self, gazetteer):
        happened = [("sell", 0), ("close", 1), ("brand", 2), ("rate", 2)]
        today = FIRST + timedelta(days=1)
        world = edit(START, 1, happened)
        load(File(layouts.ACTIVE_LOCATIONS, START, FIRST), gazetteer)

        done = load(File(layouts.ACTIVE_LOCATIONS, world, today), gazetteer)

        sold = Running.objects.get()
        assert (sold.location.regulator_id, sold.valid_to) == ("1-2", today)
        assert sold.organisation.regulator_id == "1-92"
        assert sold.location.run_since == today
        branded = Branding.objects.get()
        assert (branded.brand_name, branded.valid_to) == ("", today)
        assert Location.objects.get(regulator_id="1-3").ended_on == today
        kinds = sorted(
            Change.objects.filter(load=done).values_list("kind", "location__regulator_id")
        )
        assert ("ended", "1-3") in kinds
        change = Change.objects.get(load=done, kind="changed", location__regulator_id="1-2")
        assert change.was["provider"] == "Provider 2"
        assert change.became["provider"] == "Provider 0"
        assert Rating.objects.filter(location__regulator_id="1-1").count() == 2
