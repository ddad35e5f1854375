"""A lead puts a draft before people; one of them comments on a phone; the lead reads it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.engagement.models import Contribution, Exercise
from regard.domains.engagement.types import Stage
from regard.domains.strategy.models import ReviewRound
from regard.foundation.accounts import links
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import InvitationFactory
from tests.factories.register import SystemFactory
from tests.factories.strategy import PassageFactory, StrategyFactory
from tests.factories.strategy_reviews import Reviewed

PHONE = {"width": 375, "height": 740}

BREAKS = (
    "Every carer who asks for a break has one within four weeks. Westmere and Harrow pay for it "
    "from one fund, and say each quarter how many waited longer."
)

DRAFT = (
    ("1", "p1", "Carers", "Carers are a partner in the care of whom they care for.", None),
    (
        "1.1",
        "p2",
        "A break when it is needed",
        BREAKS,
        "1",
    ),
    (
        "2",
        "p3",
        "Travel between visits",
        "From 1 April 2027 every home care contract pays for the time between visits.",
        None,
    ),
)


@pytest.fixture
def strategy():
    system = SystemFactory(
        name="Northmarch", slug="northmarch", receipt_prefix="NM", partnership_name="Northmarch"
    )
    found = StrategyFactory(system=system, slug="care-2027", title="Care in Northmarch 2027")
    made = {}
    for place, (ref, key, heading, text, parent) in enumerate(DRAFT, start=1):
        made[ref] = PassageFactory(
            strategy=found,
            ref=ref,
            key=key,
            heading=heading,
            text=text,
            parent=made.get(parent),
            position=place,
        )
    return found


@pytest.fixture
def lead(page, sign_in, strategy):
    grant = GrantFactory(role="Partnership lead", scope_key=f"system:{strategy.system_id}")
    sign_in(page, grant.person)
    return page


def given_that_it_opened():
    """Open the exercise as if its audience, gate and information had been seen to."""
    today = timezone.localdate()
    Exercise.objects.update(stage=Stage.OPEN, register_as_at=today, opens_on=today)
    return link_of(
        InvitationFactory(
            exercise=Exercise.objects.get(),
            location__name="Ashgrove House",
            location__city="Harrow Vale",
        )
    )


def link_of(invitation):
    link = links.issue(
        purpose="engagement.answer",
        subject_id=invitation.pk,
        expires_at=timezone.now() + timedelta(days=100),
    )
    return reverse("engagement:answer", args=[links.token(link)])


def when_a_review_is_begun(page):
    page.goto("/northmarch/strategy/care-2027/write/")
    press(page.get_by_role("link", name="Put it before people"))
    press(page.get_by_role("link", name="Put the draft before people"))
    page.get_by_label("What is decided already").fill("The board has settled how long it holds.")
    press(page.get_by_role("button", name="Take the passages"))


def comment(page, ref, words):
    page.get_by_text(f"Comment on {ref}", exact=True).click()
    page.get_by_label(f"Your comment on {ref}", exact=True).fill(words)


def when_two_passages_are_commented(phone):
    comment(phone, "1.1", "Four weeks is too long at the end of life. Say three days there.")
    comment(phone, "2", "Say which rate is paid on rural roads.")
    press(phone.get_by_role("button", name="Save and finish"))
    phone.get_by_label("Anyone. Put our name to it").check()
    press(phone.get_by_role("button", name="Send it"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you. We have kept it")


def then_they_stand_beside_the_passages(page):
    page.goto("/northmarch/strategy/care-2027/write/")
    for key, words in (("p2", "Four weeks is too long"), ("p3", "Say which rate is paid")):
        page.locator(f"#{key}").get_by_text("1 comment, 1 without an outcome").click()
        expect(page.locator(f"#{key}")).to_contain_text(words)


def then_they_stand_on_the_review(page):
    press(page.get_by_role("link", name="What would you change"))
    expect(page.locator("main")).to_contain_text("2 comments on 2 of 3 passages")
    expect(page.locator("main")).to_contain_text("Ashgrove House")


class TestReview:
    def test_goes_from_a_lead_to_a_phone_without_javascript_and_back(
        self, lead, no_script_page, check, screenshot
    ):
        when_a_review_is_begun(lead)
        check(lead, "review-begun")
        assert ReviewRound.objects.get().passages.count() == len(DRAFT)

        no_script_page.set_viewport_size(PHONE)
        no_script_page.goto(given_that_it_opened())
        when_two_passages_are_commented(no_script_page)
        screenshot(no_script_page, "review-kept")
        assert Contribution.objects.get().kept_at

        then_they_stand_beside_the_passages(lead)
        check(lead, "review-beside")
        lead.goto("/northmarch/strategy/care-2027/reviews/")
        check(lead, "reviews")
        then_they_stand_on_the_review(lead)
        check(lead, "review")
        lead.goto("/northmarch/strategy/care-2027/write/p2/")
        expect(lead.locator("main")).to_contain_text("1 comment by people who read the draft")
        check(lead, "review-said-on")


class TestCommenting:
    def test_is_saved_while_it_is_written_and_come_back_to(self, page, check):
        story = Reviewed(
            [
                (f"{part}.{n}" if n else f"{part}", f"Part {part}, {n}", "Words. " * 40, None)
                for part in range(1, 4)
                for n in range(11)
            ]
        )
        address = reverse("strategy:comment", args=[story.token])
        page.set_viewport_size(PHONE)
        page.goto(address)
        comment(page, "1.1", "Say by when.")
        expect(page.locator("#saved")).to_contain_text("Saved ")
        expect(page.locator("#saved")).not_to_contain_text("press")
        check(page, "review-comment")
        press(page.get_by_role("button", name="Save and go on"))
        comment(page, "3.4", "And by whom.")
        page.get_by_text("Go to another part").click()
        check(page, "review-comment-last")
        press(page.get_by_role("button", name="1 Part 1"))

        expect(page.get_by_label("Your comment on 1.1", exact=True)).to_have_value("Say by when.")
        page.goto("about:blank")
        page.goto(address)
        expect(page.get_by_label("Your comment on 3.4", exact=True)).to_have_value("And by whom.")
