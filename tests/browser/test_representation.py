"""Who speaks for whom, in a browser: what is found, what to do about it, and by what rule."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.register import SystemFactory
from tests.factories.structure import Structure

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def northmarch(time_machine):
    time_machine.move_to(NOON)
    return Structure(SystemFactory(slug="northmarch", name="Northmarch"))


def test_a_board_secretary_finds_a_gap_and_who_could_fill_it(northmarch, page, check, sign_in):
    secretary = PersonFactory()
    GrantFactory(
        person=secretary,
        role="Board secretary",
        scope_key=f"system:{northmarch.system.pk}",
    )
    sign_in(page, secretary)

    page.goto("/northmarch/representation/")

    check(page, "representation")
    row = page.get_by_role("row", name="NHS Northmarch Integrated Care Board").first
    assert "Not their own" in row.inner_text()

    press(
        page.get_by_role("row", name="Northmarch Care Partnership").first.get_by_role("link").first
    )
    check(page, "representation-of-a-body")
    expect(page.get_by_text("Vacant since May 2026").first).to_be_visible()


def test_everyone_reads_the_table_of_checks(northmarch, page, check):
    page.goto("/northmarch/representation/")
    press(page.get_by_role("link", name="What is checked, and who says so").first)

    check(page, "representation-checks")
    assert page.get_by_text("Never counts", exact=True).count() == 8

    page.goto("/northmarch/representation/seats/")
    check(page, "seats-to-fill")


def test_everything_is_there_without_scripts(northmarch, no_script_page):
    page = no_script_page
    page.goto("/northmarch/representation/")
    page.get_by_role("textbox", name="As at").fill("2025-11-21")
    press(page.get_by_role("button", name="Show that day"))

    expect(page.get_by_text("This is how it was on 21 November 2025.")).to_be_visible()
