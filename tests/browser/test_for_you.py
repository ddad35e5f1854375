"""A team says what a passage means and for whom, and a service reads what it means for it."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.register.types import Criteria, ServiceType
from regard.domains.strategy import actions
from tests.browser.pressing import press
from tests.browser.test_strategy import Told, lead
from tests.factories.register import LocationFactory, ServiceFactory
from tests.factories.strategy_promises import CommitmentFactory

HOME_CARE = Criteria(service_types=(ServiceType.HOME_CARE,))
HERE = "/northmarch/strategy/care-2027/"


@pytest.fixture
def story():
    return Told().decides()


@pytest.fixture
def service(story):
    """A home care service of a provider that runs no other."""
    location = LocationFactory(system=story.system, name="Harbour Home Care", city="Westmere")
    ServiceFactory(location=location, service_type=ServiceType.HOME_CARE)
    return location


def write_meaning(page, check):
    page.goto(f"{HERE}write/")
    press(page.get_by_role("link", name="What it means, and for whom"))
    check(page, "meanings-empty")
    press(page.get_by_role("button", name="Say what a passage means"))
    page.get_by_label("Home care").check()
    press(page.get_by_role("button", name="Count them"))
    expect(page.get_by_text("Nothing is saved yet")).to_contain_text("Home care")
    expect(page.get_by_label("Home care")).to_be_checked()
    press(page.get_by_role("button", name="Save"))
    expect(page.get_by_role("alert")).to_contain_text("Choose the passage")
    check(page, "meaning-problem")
    page.get_by_label("Which passage?").select_option("2.4")
    page.get_by_label("What does it mean for owners").fill("You are paid for travel.")
    page.get_by_label("What does it mean for staff?").fill("The drive is paid as work.")
    page.get_by_label("What is to be done?").fill("Send your mileage of October")
    page.get_by_label("Day", exact=True).fill("15")
    page.get_by_label("Month", exact=True).fill("1")
    page.get_by_label("Year", exact=True).fill(str(timezone.localdate().year + 1))
    press(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("1 of 3 passages say what they mean. 1 thing to do.")).to_be_visible()
    check(page, "meanings")


class TestForYou:
    def test_is_written_found_read_and_printed(self, page, check, sign_in, story, service):
        lead(story, sign_in, page)
        write_meaning(page, check)
        CommitmentFactory(passage=story.passage, number=1)
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=timezone.now())
        page.context.clear_cookies()

        page.goto("/northmarch/for-you/")
        expect(page.get_by_text("1 thing that was decided means something")).to_be_visible()
        check(page, "for-you-find")
        page.get_by_label("Name, town or postcode").fill("harbour")
        press(page.get_by_role("button", name="Find"))
        check(page, "for-you-found")
        press(page.get_by_role("link", name="Harbour Home Care"))
        expect(page.get_by_role("heading", name="What to do")).to_be_visible()
        expect(page.get_by_text("Send your mileage of October")).to_be_visible()
        check(page, "for-you")
        assert page.pdf(format="A4").startswith(b"%PDF")
        sheet = page.get_by_role("link", name="The same as a sheet").get_attribute("href")
        assert page.request.get(sheet).body().startswith(b"%PDF")

    def test_is_on_the_service_s_own_page_without_javascript(self, no_script_page, story, service):
        actions.write_meaning(
            strategy=story.strategy,
            meant=actions.Meant(
                ref="2.4", criteria=HOME_CARE, whom="Home care", for_owners="You are paid."
            ),
            by="person:1",
            at=timezone.now(),
        )
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=timezone.now())
        page = no_script_page

        page.goto(f"/northmarch/register/{service.pk}/")
        press(page.get_by_role("link", name="What this means for Harbour Home Care"))

        expect(page.get_by_text("You are paid.")).to_be_visible()
        expect(page.get_by_text("Nothing has to be done.")).to_be_visible()
        page.goto("/northmarch/for-you/?words=nowhere")
        expect(page.get_by_text("No service here is called that")).to_be_visible()
