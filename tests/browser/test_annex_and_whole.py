"""Who was consulted, how far it all came, and what each board and network makes of it."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.governance.types import BodyKind
from regard.domains.strategy import actions
from tests.browser.pressing import press
from tests.browser.test_strategy import Told, lead
from tests.browser.work import work
from tests.factories.accounts import GrantFactory
from tests.factories.governance import BodyFactory
from tests.factories.networks import MembershipFactory, NetworkFactory

HERE = "/northmarch/strategy/care-2027/"


@pytest.fixture
def story():
    story = Told().decides()
    BodyFactory(
        system=story.system,
        kind=BodyKind.HEALTH_AND_WELLBEING_BOARD,
        name="Westmere Health and Wellbeing Board",
    )
    return story


def publish(story):
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=timezone.now())


class TestTheTeam:
    def test_writes_down_what_a_board_thinks(self, page, check, sign_in, story):
        lead(story, sign_in, page)
        page.goto(f"{HERE}annex/")
        expect(page.get_by_text("has not given its opinion.")).to_be_visible()
        check(page, "annex-missing")
        press(page.get_by_role("link", name="Write down its opinion"))
        press(page.get_by_role("button", name="Save"))
        expect(page.get_by_role("alert")).to_contain_text("Write down what the board said")
        check(page, "opinion-problem")
        page.get_by_label("Yes", exact=True).check()
        page.get_by_label("What did the board say?").fill("It follows our strategy.")
        page.get_by_label("Day", exact=True).fill("1")
        page.get_by_label("Month", exact=True).fill("4")
        page.get_by_label("Year", exact=True).fill("2026")
        press(page.get_by_role("button", name="Save"))

        expect(page.get_by_text("It follows our strategy.")).to_be_visible()
        expect(page.get_by_text("What is missing")).to_be_hidden()


class TestAnyone:
    def test_reads_the_annex_the_whole_and_the_version_in_force(self, page, check, story):
        publish(story)
        work()

        page.goto(HERE)
        press(page.get_by_role("link", name="Who was consulted"))
        check(page, "annex")
        annex = page.get_by_role("link", name="PDF").get_attribute("href")
        assert page.request.get(annex).body().startswith(b"%PDF")
        page.goto(HERE)
        press(page.get_by_role("link", name="From voices to decisions"))
        expect(page.get_by_role("row", name="Points that changed what it says")).to_be_visible()
        check(page, "whole")
        page.goto(f"{HERE}versions/1/")
        expect(page.get_by_text("Its content has the SHA-256")).to_be_visible()
        check(page, "version-files")
        file = page.get_by_role("link", name="PDF").get_attribute("href")
        assert page.request.get(file).body().startswith(b"%PDF")

    def test_reads_them_without_javascript(self, no_script_page, story):
        publish(story)
        page = no_script_page

        page.goto(f"{HERE}whole/")
        expect(page.get_by_role("img", name="Points that changed what it says")).to_be_visible()
        press(page.get_by_role("link", name="Everything said, and what became of it"))
        page.goto(f"{HERE}annex/")
        expect(page.get_by_text("Has not given its opinion", exact=True)).to_be_visible()


class TestANetwork:
    def test_reads_what_its_members_changed(self, page, check, sign_in, story):
        network = NetworkFactory(system=story.system, slug="forum", name="Homecare Forum")
        for member in story.members[:8]:
            MembershipFactory(network=network, location=member.location)
        publish(story)
        grant = GrantFactory(role="Association lead", scope_key=f"network:{network.pk}")
        sign_in(page, grant.person)

        page.goto(HERE)
        press(page.get_by_role("link", name="What members of Homecare Forum changed"))
        expect(page.get_by_text("of 8 members were heard")).to_be_visible()
        check(page, "members-report")
        report = page.get_by_role("link", name="The report to send to members")
        assert page.request.get(report.get_attribute("href")).body().startswith(b"%PDF")
