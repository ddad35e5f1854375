"""What people need is written down, tied to what answers it, and read by anybody."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.strategy import actions
from regard.domains.strategy.types import NeedTopic
from tests.browser.pressing import press
from tests.browser.test_strategy import Told, lead
from tests.factories.strategy import NeedFactory

NEEDS = "/northmarch/needs/"
MATRIX = "/northmarch/strategy/care-2027/needs/"
SHEET = (
    "Need,Topic,What was found,Whose need,Source,Web address,Date\n"
    "A warm house in winter,Housing,,,Housing survey 2026,,1/4/2026\n"
    "Buses after ten at night,Buses,,,Housing survey 2026,,1/4/2026\n"
)


@pytest.fixture
def story():
    """A draft of three passages, two of which promise something."""
    story = Told().decides()
    story.strategy.passages.exclude(ref="3").update(kind="commitment")
    return story


def in_row(page, row, words):
    """Return the link in a row of the matrix."""
    return page.get_by_role("row", name=row).get_by_role("link", name=words)


def record_one(page, check):
    page.goto(NEEDS)
    check(page, "needs-empty")
    press(page.get_by_role("button", name="Add a need"))
    press(page.get_by_role("button", name="Add"))
    check(page, "need-problem")
    page.get_by_label("What is needed?").fill("Care where the road is long")
    page.get_by_label("What is it about?").select_option("Social care")
    page.get_by_label("What did the assessment find?").fill(
        "On the Fellside 38% of hours were not found within two weeks."
    )
    page.get_by_label("Which assessment found it?").fill("Joint needs assessment, section 5")
    page.get_by_label("Day", exact=True).fill("1")
    page.get_by_label("Month", exact=True).fill("4")
    page.get_by_label("Year", exact=True).fill("2026")
    press(page.get_by_role("button", name="Add"))
    expect(page.get_by_text("Nothing published answers it yet.", exact=True)).to_be_visible()
    check(page, "need")


def load_more(page, check):
    page.goto(f"{NEEDS}load/")
    check(page, "needs-load")
    page.locator("input[type=file]").set_input_files(
        {"name": "needs.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
    )
    press(page.get_by_role("button", name="Load it"))
    expect(page.get_by_text("1 need added. 1 row could not be taken.")).to_be_visible()
    expect(page.get_by_role("row", name="Buses")).to_contain_text("Write one of these: Health")
    check(page, "needs-loaded")


class TestTheTeam:
    def test_records_needs_and_leaves_none_alone(self, page, check, sign_in, story):
        lead(story, sign_in, page)
        record_one(page, check)
        load_more(page, check)

        page.goto(f"{MATRIX}?draft=1")
        expect(page.get_by_text("2 needs that nothing answers and 2 passages")).to_be_visible()
        check(page, "need-matrix-missing")
        press(in_row(page, "N1", "Say what answers it"))
        check(page, "need-answer")
        page.get_by_label("2.4 Travel between visits").check()
        page.get_by_label("How will they meet it?").fill("A paid road keeps hours.")
        press(page.get_by_role("button", name="Save"))
        press(in_row(page, "N2", "Say what answers it"))
        page.get_by_label("Or why is it left aside?").fill("The housing plan answers it.")
        press(page.get_by_role("button", name="Save"))
        press(in_row(page, "2.5", "Say what it rests on"))
        check(page, "need-base")
        page.get_by_label("N1 Care where the road is long").check()
        press(page.get_by_role("button", name="Save"))

        expect(page.get_by_text("Every one of 2 needs is answered or left aside")).to_be_visible()
        expect(page.get_by_text("Nothing answers it")).to_be_hidden()
        check(page, "need-matrix")

    def test_ties_them_without_javascript(self, no_script_page, sign_in, story):
        NeedFactory(system=story.system, number=1, title="Care where the road is long")
        page = no_script_page
        lead(story, sign_in, page)
        page.goto(f"{MATRIX}?draft=1&missing=1")

        press(in_row(page, "N1", "Say what answers it"))
        page.get_by_label("2.4 Travel between visits").check()
        press(page.get_by_role("button", name="Save"))

        expect(page.get_by_text("Saved what answers N1.")).to_be_visible()
        page.goto(f"{MATRIX}?draft=1&missing=1")
        expect(page.get_by_text("Every need is answered")).to_be_visible()
        expect(in_row(page, "2.5", "Say what it rests on")).to_be_visible()


class TestAnyone:
    def test_goes_from_a_need_to_what_answers_it_and_back(self, page, check, story):
        need = NeedFactory(
            system=story.system,
            number=1,
            title="Care where the road is long",
            topic=NeedTopic.SOCIAL_CARE,
        )
        for ref in ("2.4", "2.5"):
            actions.base_passage(
                strategy=story.strategy,
                ref=ref,
                numbers=[need.number],
                no_need_because="",
                by="person:1",
                at=timezone.now(),
            )
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=timezone.now())

        page.goto("/northmarch/strategy/")
        check(page, "strategies-beside")
        press(page.get_by_role("link", name="What people need, and what answers it"))
        expect(page.get_by_text("No need is recorded under Employment")).to_be_visible()
        check(page, "needs")
        press(page.get_by_role("link", name="N1 Care where the road is long"))
        press(page.get_by_role("link", name="2.4 Travel between visits"))
        press(page.get_by_role("link", name="N1 Care where the road is long"))
        press(page.get_by_role("link", name="All needs beside all of its passages"))
        check(page, "need-matrix-public")
