"""A system's places in a browser: an empty page, drawing one, the map, England."""

import json
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from regard.domains.register import actions
from regard.domains.register.models import Board, Boundary, Council, Location
from regard.domains.register.rules.places import PlaceDraft
from regard.domains.register.rules.shapes import read_shape
from regard.domains.register.types import AreaLevel
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory
from tests.factories.register import BoundaryFactory, PlaceFactory, ServiceFactory, SystemFactory

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
COAST = [[-1, 53], [-0.2, 53], [0.1, 53.3], [0.2, 53.7], [-0.4, 54], [-1, 53.8], [-1, 53]]


@pytest.fixture
def system(db):
    council = Council.objects.get(name="Lincolnshire")
    board = Board.objects.get(ods_code="QJM")
    system = SystemFactory(slug="here", name="Lincolnshire", council=council, board=board)
    for number in range(40):
        ServiceFactory(
            system=system,
            location__name=f"Ash House {number}",
            location__postcode=f"LN{1 + number % 4} 1AA",
            location__longitude=-0.9 + (number * 37 % 97) / 100,
            location__latitude=53.05 + (number * 53 % 89) / 120,
        )
    return system


@pytest.fixture
def boundaries(system):
    for level, code in ((AreaLevel.COUNCIL, "E10000019"), (AreaLevel.SYSTEM, "E54000013")):
        BoundaryFactory(
            level=level, code=code, geometry={"type": "Polygon", "coordinates": [COAST]}
        )


@pytest.fixture
def lead(page, sign_in, system):
    grant = GrantFactory(person__name="Amara Okafor", scope_key=f"system:{system.pk}")
    sign_in(page, grant.person)
    return page


def west():
    ring = [[-1, 53], [-0.55, 53], [-0.5, 53.92], [-1, 53.8], [-1, 53]]
    return {"type": "Polygon", "coordinates": [ring]}


class TestPlaces:
    def test_say_what_to_do_while_none_is_drawn(self, lead, check):
        lead.goto("/here/register/places/")

        check(lead, "places-empty")

    def test_are_drawn_and_looked_at_before_they_are_saved(self, lead, check):
        lead.goto("/here/register/places/new/")
        check(lead, "places-new")
        lead.get_by_label("Name").fill("City")
        lead.get_by_label("Postcode districts").fill("LN1, LN2")
        press(lead.get_by_role("button", name="Look at what would move"))
        check(lead, "places-preview")

        press(lead.get_by_role("button", name="Save it"))

        expect(lead.get_by_text("City is drawn.")).to_be_visible()
        check(lead, "place")

    def test_are_shown_on_a_map(self, page, system, boundaries, check):
        draft = PlaceDraft(name="West", area=read_shape(west()))
        place = actions.add_place(system=system, draft=draft, on=None, by="amara", at=NOW)
        PlaceFactory(system=system, name="City", districts=["LN1"])
        PlaceFactory(
            system=system,
            name="Uphill",
            level=AreaLevel.NEIGHBOURHOOD,
            parent=place,
            districts=["LN2"],
        )
        page.goto("/here/register/places/")

        expect(page.get_by_role("img", name="Map of Lincolnshire")).to_be_visible()
        check(page, "places-map")
        page.goto(f"/here/register/places/{place.slug}/")
        check(page, "place-map")

    def test_are_shown_on_a_map_without_javascript(self, no_script_page, system, boundaries):
        no_script_page.goto("/here/register/places/")

        expect(no_script_page.get_by_role("img", name="Map of Lincolnshire")).to_be_visible()

    def test_are_shown_as_many_circles_where_services_are_many(
        self, page, system, boundaries, screenshot
    ):
        Location.objects.bulk_create(
            Location(
                organisation=Location.objects.first().organisation,
                council=system.councils.get(),
                name=f"Home {number}",
                postcode="LN1 1AA",
                postcode_district="LN1",
                longitude=-0.6 + (number * 37 % 97) / 400 - (number % 3) * 0.1,
                latitude=53.1 + (number * 53 % 89) / 160,
                as_at=NOW.date(),
            )
            for number in range(700)
        )
        actions.place_locations(at=NOW)

        page.goto("/here/register/places/")

        screenshot(page, "places-many")


class TestEngland:
    def test_is_shown_from_its_regions_to_its_councils(self, page, system, boundaries, check):
        page.goto("/areas/")
        check(page, "areas")
        page.goto("/areas/system/E54000070/")
        check(page, "area-board")
        page.goto("/areas/council/E10000019/")
        check(page, "area-council")
        assert json.loads(Boundary.objects.first().drawing)["type"] == "Polygon"
