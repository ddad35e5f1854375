"""What is promised is followed to its end, and those who asked for it read what came of it."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.strategy import actions
from regard.domains.strategy.models import Reply
from regard.foundation.accounts import links
from tests.browser.pressing import press
from tests.browser.test_strategy import Told, lead

HERE = "/northmarch/commitments/"
PROMISED = "Every home care contract in Westmere pays for travel"


@pytest.fixture
def story():
    return Told().decides()


def fill_day(page, year):
    page.get_by_label("Day", exact=True).fill("1")
    page.get_by_label("Month", exact=True).fill("4")
    page.get_by_label("Year", exact=True).fill(str(year))


def promise(page, check):
    page.goto("/northmarch/strategy/care-2027/write/")
    press(page.get_by_role("link", name="What it promises"))
    check(page, "promises-empty")
    press(page.get_by_role("button", name="Promise something"))
    page.get_by_label("Which passage says so?").select_option("2.4")
    page.get_by_label("What will be done?").fill(f"{PROMISED}.")
    fill_day(page, timezone.localdate().year + 1)
    press(page.get_by_role("button", name="Save"))
    expect(page.get_by_role("alert")).to_contain_text("Say who answers for it")
    check(page, "promise-problem")
    page.get_by_label("Which post sees to it?").fill("Head of commissioning, Westmere Council")
    press(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("C1 is promised in this draft.")).to_be_visible()
    check(page, "promises-draft")


def report(page, check):
    page.goto(f"{HERE}1/")
    page.get_by_label("What is the step?").fill("The lawyers have read the terms")
    fill_day(page, timezone.localdate().year + 1)
    press(page.get_by_role("button", name="Add"))
    press(page.get_by_role("button", name="Done today"))
    expect(page.get_by_text("1 of 1 step done.")).to_be_visible()
    press(page.get_by_role("button", name="Report how far it has come"))
    expect(page.get_by_text("led to it, and hear when it is done")).to_be_visible()
    check(page, "promise-report")
    page.get_by_label("Done", exact=True).check()
    press(page.get_by_role("button", name="Report"))
    expect(page.get_by_role("alert")).to_contain_text("Say what was done")
    page.get_by_label("What was done, or why is it dropped?").fill("All 14 contracts say so.")
    page.get_by_label("What shows it?").fill("The terms of April")
    press(page.get_by_role("button", name="Report"))
    expect(page.get_by_text("All 14 contracts say so.")).to_be_visible()
    check(page, "promise-done")


class TestAPromise:
    def test_is_made_kept_and_read_by_those_who_asked(
        self, page, check, sign_in, no_script_page, story
    ):
        no_script_page.goto(HERE)
        expect(no_script_page.get_by_text("Nothing is promised yet")).to_be_visible()
        lead(story, sign_in, page)
        promise(page, check)
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=timezone.now())
        page.goto(HERE)
        expect(page.get_by_text("1 promise: 0 kept")).to_be_visible()
        check(page, "promises")

        report(page, check)

        reply = Reply.objects.get(contribution=story.home.contribution)
        known = links.list_links(purpose="strategy.reply", subject_ids=[reply.pk])
        no_script_page.goto(f"/r/{links.token(known[reply.pk])}/")
        expect(no_script_page.get_by_text("What came of what we promised")).to_be_visible()
        expect(no_script_page.get_by_text("All 14 contracts say so.")).to_be_visible()
        no_script_page.goto(f"{HERE}?standing=done")
        press(no_script_page.get_by_role("link", name=PROMISED))
        expect(no_script_page.get_by_text("that asked for it were told")).to_be_visible()
