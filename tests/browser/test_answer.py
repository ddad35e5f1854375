"""A care home manager answers by link, on a phone."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.engagement.models import Answer, Contribution
from regard.foundation.accounts import links
from tests.browser.pressing import press
from tests.factories.engagement import ExerciseFactory, InvitationFactory, QuestionFactory
from tests.factories.register import SystemFactory

PHONE = {"width": 320, "height": 640}
WORDS = "Paid travel time. Two of my night staff have left for the hospital."


def given_an_open_exercise():
    today = timezone.localdate()
    exercise = ExerciseFactory(
        system=SystemFactory(name="Northmarch", slug="northmarch", receipt_prefix="NM"),
        slug="winter-staff",
        opens_on=today - timedelta(days=3),
        closes_on=today + timedelta(days=9),
        reply_by=today + timedelta(days=90),
        register_as_at=today - timedelta(days=3),
    )
    QuestionFactory(
        exercise=exercise,
        position=1,
        text="What is the one thing that would most help you keep staff this winter?",
        hint="In your own words. A sentence is enough.",
    )
    QuestionFactory(
        exercise=exercise,
        position=2,
        choice=True,
        text="How hard is it to find staff, compared with last winter?",
        options=["Harder", "About the same", "Easier"],
    )
    QuestionFactory(exercise=exercise, position=3, text="Is there anything else we should know?")
    return exercise


def given_an_invitation(exercise):
    invitation = InvitationFactory(
        exercise=exercise, location__name="Ashgrove House", location__city="Harrow Vale"
    )
    link = links.issue(
        purpose="engagement.answer",
        subject_id=invitation.pk,
        expires_at=datetime.now(UTC) + timedelta(days=100),
    )
    return reverse("engagement:answer", args=[links.token(link)])


def when_every_question_is_answered(page):
    page.get_by_label("What is the one thing").fill(WORDS)
    page.get_by_label("Anyone. Put our name to it").check()
    press(page.get_by_role("button", name="Continue"))
    page.get_by_label("Harder").check()
    press(page.get_by_role("button", name="Continue"))
    page.get_by_label("Is there anything else").fill("Rotas come too late to plan a life around.")
    press(page.get_by_role("button", name="Continue"))


def then_it_is_kept(page):
    kept = Contribution.objects.get()
    assert kept.kept_at is not None
    assert page.get_by_role("heading", level=1).inner_text() == "Thank you. We have kept it"
    assert kept.receipt in page.inner_text("main")


@pytest.fixture
def phone(page):
    page.set_viewport_size(PHONE)
    return page


class TestAnsweringByLink:
    def test_takes_a_handful_of_presses_on_a_small_phone(self, phone, check):
        address = given_an_invitation(given_an_open_exercise())

        phone.goto(address)
        check(phone, "answer-question")
        when_every_question_is_answered(phone)
        check(phone, "answer-check")
        press(phone.get_by_role("button", name="Send it"))

        then_it_is_kept(phone)
        check(phone, "answer-receipt")

    def test_works_without_javascript(self, no_script_page):
        page = no_script_page
        page.set_viewport_size(PHONE)
        page.goto(given_an_invitation(given_an_open_exercise()))

        when_every_question_is_answered(page)
        press(page.get_by_role("button", name="Send it"))

        then_it_is_kept(page)

    def test_is_left_and_come_back_to(self, phone):
        address = given_an_invitation(given_an_open_exercise())
        phone.goto(address)
        phone.get_by_label("What is the one thing").fill(WORDS)
        press(phone.get_by_role("button", name="Continue"))

        phone.goto("about:blank")
        phone.goto(address)

        assert "2 of 3" in phone.inner_text("main")
        press(phone.get_by_role("link", name="Back"))
        assert phone.get_by_label("What is the one thing").input_value() == WORDS

    def test_is_saved_while_it_is_written(self, phone):
        phone.goto(given_an_invitation(given_an_open_exercise()))

        phone.get_by_label("What is the one thing").fill("Paid travel")
        expect(phone.locator("#saved", has_text=re.compile(r"^Saved \d"))).to_be_visible()

        assert Answer.objects.get().text == "Paid travel"

    def test_numbers_what_it_saves(self, phone):
        phone.goto(given_an_invitation(given_an_open_exercise()))
        mark = phone.locator("input[name=mark]")
        page, _, changes = mark.input_value().partition(".")
        assert changes == "0"

        phone.get_by_label("What is the one thing").press_sequentially("Pay")

        expect(mark).to_have_value(f"{page}.3")

    def test_says_more_afterwards(self, phone):
        address = given_an_invitation(given_an_open_exercise())
        phone.goto(address)
        when_every_question_is_answered(phone)
        press(phone.get_by_role("button", name="Send it"))

        press(phone.get_by_role("button", name="Say something more"))

        assert "What you write now is added to it." in phone.inner_text("main")

    def test_not_being_you_leads_on(self, phone, check):
        phone.goto(given_an_invitation(given_an_open_exercise()))

        press(phone.get_by_role("link", name="Not you?"))

        check(phone, "answer-not-you")
        press(phone.get_by_role("button", name="It is not for me"))
        assert "no longer works" in phone.inner_text("main")


class TestAnsweringOnTheWeb:
    def test_names_what_is_missing_and_keeps_what_was_written(self, phone, check):
        exercise = given_an_open_exercise()
        phone.goto(f"/northmarch/asked/{exercise.slug}/answer/")
        phone.get_by_label("What is the one thing").fill(WORDS)

        press(phone.get_by_role("button", name="Send it"))

        check(phone, "answer-on-web-problem")
        assert phone.get_by_label("What is the one thing").input_value() == WORDS
        phone.get_by_label("Unpaid carer").check()
        press(phone.get_by_role("button", name="Send it"))
        then_it_is_kept(phone)

    def test_is_offered_where_it_is_asked(self, page, check):
        exercise = given_an_open_exercise()
        page.goto("/northmarch/asked/")
        check(page, "asked")

        press(page.get_by_role("link", name=exercise.title))
        check(page, "exercise-public")
        press(page.get_by_role("button", name="Have your say"))

        check(page, "answer-on-web")

    def test_has_a_place_for_the_code_of_a_letter(self, phone, check):
        address = given_an_invitation(given_an_open_exercise())
        phone.goto("/a/")
        check(phone, "answer-code")

        phone.get_by_label("The code in your letter").fill(address.split("/")[2].upper())
        press(phone.get_by_role("button", name="Go on"))

        assert "Ashgrove House" in phone.inner_text("main")
