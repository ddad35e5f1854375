"""The finder in a browser: as a list, a table and a map, found, misspelt, narrowed and saved."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from regard.domains.register import actions
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory
from tests.factories.register import (
    BoundaryFactory,
    LocationFactory,
    PlaceFactory,
    ServiceFactory,
    SystemFactory,
)

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NAMES = ["Willow Lodge", "Beech Court", "Cedar View", "Damson House", "Elm Grange"]
KINDS = ["care_home", "home_care", "care_home_nursing"]
RATINGS = ["Outstanding", "Good", "Requires improvement", "Inadequate", None]

AREA = {
    "type": "Polygon",
    "coordinates": [[[-0.8, 52.9], [0.1, 52.8], [0.2, 53.5], [-0.5, 53.6], [-0.8, 52.9]]],
}


@pytest.fixture
def system(db):
    system = SystemFactory(slug="here", name="Lincolnshire")
    PlaceFactory(system=system, name="City", districts=["LN1"])
    PlaceFactory(system=system, name="Coast", districts=["PE21"])
    return system


@pytest.fixture
def known(system):
    """Sixty services at thirty-odd locations, indexed."""
    for number in range(34):
        location = LocationFactory(
            system=system,
            name=f"{NAMES[number % 5]} {number}",
            organisation__name=f"Provider {number % 7} Limited",
            organisation__brand_id="BD1" if number % 4 == 0 else "",
            organisation__brand_name="BRAND Nightingale" if number % 4 == 0 else "",
            rating=RATINGS[number % 5],
            beds=number * 3 or None,
            postcode="LN1 3AB" if number % 3 else "PE21 0AA",
            city="Lincoln" if number % 3 else "Boston",
            people_served=["Dementia"] if number % 2 else [],
            longitude=-0.6 + number / 60,
            latitude=53.0 + number % 6 / 12,
        )
        for kind in KINDS[: 1 + number % 2]:
            ServiceFactory(location=location, service_type=kind)
    actions.index_locations(at=NOW)


@pytest.fixture
def lead(page, sign_in, system):
    grant = GrantFactory(person__name="Amara Okafor", scope_key=f"system:{system.pk}")
    sign_in(page, grant.person)
    return page


class TestFinder:
    def test_forgives_a_slip_and_takes_out_what_narrows_without_javascript(
        self, no_script_page, known
    ):
        page = no_script_page
        page.goto("/here/register/")
        page.get_by_label("Name, provider, street, town, postcode or number").fill("wilow")
        press(page.get_by_role("button", name="Find"))
        expect(page.get_by_text("Showing results for “willow”.")).to_be_visible()

        press(page.get_by_role("link", name="Home care"))
        press(page.get_by_role("link", name="Take out Kind of care: Home care"))
        press(page.get_by_role("link", name="Search instead for “wilow”"))
        expect(page.get_by_text("Nothing here is called “wilow”.")).to_be_visible()

    def test_reads_well_as_a_list(self, page, known, check):
        page.goto("/here/register/?words=wilow+lodge&type=care_home")
        check(page, "finder-list")
        page.goto("/here/register/?at=2024-05-01&size=twenty_or_more")
        check(page, "finder-nothing")

    def test_reads_well_as_a_table(self, page, known, check):
        page.goto("/here/register/table/?rating=Good&rating=none")
        check(page, "finder-table")

    def test_reads_well_as_a_map_with_and_without_boundaries(self, page, system, known, check):
        page.goto("/here/register/map/")
        expect(page.get_by_text("There is no map")).to_be_visible()
        check(page, "finder-map-none")
        council = system.councils.get()
        BoundaryFactory(code=council.gss_code, name=council.name, geometry=AREA)
        page.goto("/here/register/map/?type=care_home")
        check(page, "finder-map")

    def test_reads_well_for_all_of_england(self, page, known, check):
        page.goto("/register/")
        check(page, "finder-england")


class TestSavedSearches:
    def test_are_saved_opened_renamed_and_deleted(self, lead, known, check):
        lead.goto("/here/register/?rating=Good")
        lead.get_by_text("Save this search").click()
        lead.get_by_label("A name for it").fill("The good ones")
        press(lead.get_by_role("button", name="Save"))
        check(lead, "segments")

        press(lead.get_by_role("link", name="Rename The good ones"))
        lead.get_by_label("A name for this search").fill("Rated good")
        check(lead, "segment-rename")
        press(lead.get_by_role("button", name="Rename it"))
        press(lead.get_by_role("link", name="Rated good", exact=True))
        expect(lead.get_by_role("link", name="Take out Rating: Good")).to_be_visible()

        press(lead.get_by_role("link", name="Saved searches"))
        press(lead.get_by_role("button", name="Delete"))
        expect(lead.get_by_text("No search is saved yet.")).to_be_visible()
        check(lead, "segments-none")
