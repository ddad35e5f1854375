"""The register's pages in a browser, from an empty register to a refused row."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from regard.domains.register import actions, jobs
from regard.domains.register.models import Council
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.browser.pressing import press
from tests.domains.register.files import latest, line, write_latest, write_ratings
from tests.factories.accounts import GrantFactory
from tests.factories.register import ContactFactory, PlaceFactory, ServiceFactory, SystemFactory

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NAMES = ["Ash House", "Beech Lodge", "Cedar Court", "Damson Care", "Elm View", "Fern Home Care"]


@pytest.fixture
def system(db):
    council = Council.objects.get(name="Lincolnshire")
    system = SystemFactory(slug="here", name="Lincolnshire", council=council)
    PlaceFactory(system=system, name="City", districts=["LN1"])
    return system


@pytest.fixture
def lead(page, sign_in, system):
    grant = GrantFactory(person__name="Amara Okafor", scope_key=f"system:{system.pk}")
    sign_in(page, grant.person)
    return page


@pytest.fixture
def known(system, tmp_path):
    """Load thirty services, one of them with a contact."""
    lines = [
        line(
            number,
            name=f"{NAMES[number % 6]} {number}",
            provider_number=f"1-{900 + number % 9}",
            provider=f"Provider {number % 9} Limited",
            care_home="N" if number % 6 > 3 else "Y",
        )
        for number in range(100, 130)
    ]
    path = write_ratings(tmp_path / "a.csv", lines)
    actions.load_file(path=path, name=path.name, origin="a test", by="command", at=NOW)


def do_the_jobs():
    for job in Job.objects.filter(kind="register.load").order_by("pk"):
        jobs.load(Progress(job))


class TestRegister:
    def test_says_what_to_do_while_it_is_empty(self, lead, check):
        lead.goto("/here/register/")

        check(lead, "register-empty")
        press(lead.get_by_role("link", name="Load a file"))
        expect(lead.get_by_role("heading", name="Load a file into the register")).to_be_visible()

    def test_is_found_and_narrowed_by_anyone_without_javascript(
        self, no_script_page, known, check
    ):
        page = no_script_page
        page.goto("/here/register/")
        expect(page.get_by_text("30 services of 9 providers")).to_be_visible()
        press(page.get_by_role("link", name="Next page"))
        press(page.get_by_role("link", name="Previous page"))

        page.get_by_label("Name, provider, street, town, postcode or number").fill("fern")
        press(page.get_by_role("button", name="Find"))

        expect(page.get_by_text("5 services of 3 providers match, of 30")).to_be_visible()
        press(page.get_by_role("link", name="Fern Home Care 101"))
        expect(page.get_by_role("heading", name="Fern Home Care 101")).to_be_visible()

    def test_reads_well(self, page, known, check):
        page.goto("/here/register/")
        check(page, "register")
        press(page.get_by_role("link", name="Ash House 102"))
        check(page, "register-location")


class TestContact:
    def test_is_set_by_the_lead(self, lead, known, check):
        council = Council.objects.get(name="Lincolnshire")
        held = ContactFactory(location=ServiceFactory(location__council=council).location)
        lead.goto(f"/here/register/{held.location_id}/")
        check(lead, "register-location-of-lead")
        press(lead.get_by_role("link", name="Change how it is reached"))
        lead.get_by_label("Email address").fill("not an address")
        press(lead.get_by_role("button", name="Save"))
        check(lead, "register-contact")

        lead.get_by_label("Email address").fill("jo@example.org")
        press(lead.get_by_role("button", name="Save"))

        expect(lead.get_by_text("jo@example.org")).to_be_visible()


class TestLoad:
    def test_asks_answers_and_shows_what_was_refused(self, lead, known, check, tmp_path):
        path = write_latest(
            tmp_path / "latest.csv",
            [latest(number) for number in range(100, 120)] + [latest(200, postcode="Lincoln")],
        )
        lead.goto("/here/register/load/")
        check(lead, "register-load")
        lead.locator("input[type=file]").set_input_files(path)
        press(lead.get_by_role("button", name="Load"))
        lead.wait_for_url("**/jobs/*/")
        do_the_jobs()

        job = Job.objects.get(kind="register.load")
        lead.goto(job.next_url)
        expect(lead.get_by_text("Nothing has been changed yet")).to_be_visible()
        check(lead, "register-load-asks")
        lead.get_by_label("Yes, this is the right and whole file").check()
        press(lead.get_by_role("button", name="Load it"))
        lead.wait_for_url("**/jobs/*/")
        do_the_jobs()

        lead.goto(job.next_url)
        expect(lead.get_by_text("is not a postcode, like LN1 3AB")).to_be_visible()
        check(lead, "register-load-result")
