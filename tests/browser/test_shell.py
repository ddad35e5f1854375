"""The frame of every page, and the pages that belong to no domain."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from regard.entrypoints.web.views import about
from regard.foundation.jobs.models import Job
from regard.foundation.mail.models import Message
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.engagement import ExerciseFactory
from tests.factories.register import ServiceFactory, SystemFactory
from tests.factories.strategy import PUBLISHED, Story


class TestGallery:
    def test_every_pattern_is_accessible(self, page, check):
        page.goto("/gallery/")

        check(page, "gallery")


class TestFrame:
    @pytest.mark.parametrize("address", ["/accessibility/", "/privacy/", "/open-data/"])
    def test_small_print_is_accessible(self, page, check, address):
        page.goto(address)

        check(page, address.strip("/"))

    def test_leads_past_the_menu_by_keyboard(self, page):
        page.goto("/privacy/")

        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        expect(page).to_have_url(re.compile("/privacy/#main$"))


class TestHome:
    def test_first_page_says_how_to_begin(self, page, check):
        page.goto("/")

        check(page, "start-empty")

    def test_several_systems_are_offered(self, page, check):
        SystemFactory(name="Northmarch")
        SystemFactory(name="Southmarch")

        page.goto("/")

        check(page, "start-several")

    def test_an_empty_system_says_what_comes(self, page, check):
        SystemFactory(name="Northmarch", slug="northmarch")

        page.goto("/")

        check(page, "home-empty")

    def test_a_system_at_work_tells_what_became_of_voices(self, page, check):
        story = Story().decides()
        story.strategy.stage, story.strategy.published_at = "published", PUBLISHED
        story.strategy.save()
        ServiceFactory(system=story.system)
        ExerciseFactory(system=story.system, title="And what of pay?")

        page.goto("/")

        page.get_by_role("heading", name="You said, we did").wait_for()
        check(page, "home")


class TestWithoutScripts:
    @pytest.mark.parametrize("address", ["/gallery/", "/privacy/", "/account/login/"])
    def test_a_page_is_whole(self, no_script_page, address):
        no_script_page.goto(address)

        expect(no_script_page.get_by_role("heading", level=1)).to_be_visible()
        expect(no_script_page.get_by_role("link", name="Accessibility")).to_be_visible()

    def test_signing_in_and_out(self, no_script_page):
        page = no_script_page
        PersonFactory(email="amara@example.org", name="Amara Okafor")
        page.goto("/account/login/")
        page.get_by_label("Your email address").fill("amara@example.org")
        press(page.get_by_role("button", name="Send me a code"))
        page.get_by_label("Code").fill(mail.outbox[0].body.split()[8])

        press(page.get_by_role("button", name="Sign in"))

        expect(page.get_by_text("Amara Okafor")).to_be_visible()
        press(page.get_by_role("button", name="Sign out"))
        expect(page.get_by_text("You have signed out.")).to_be_visible()

    def test_a_job_shows_its_end_by_itself(self, no_script_page, sign_in):
        person = PersonFactory()
        job = Job.objects.create(
            kind="x", title="Inviting", scope_key="everywhere",
            by=f"person:{person.pk}", state="running",
        )  # fmt: skip
        sign_in(no_script_page, person)
        no_script_page.goto(f"/jobs/{job.pk}/")

        Job.objects.update(state="finished", message="1,178 emails sent.")

        no_script_page.get_by_text("1,178 emails sent.").wait_for()


class TestMessages:
    def test_every_message_and_its_fate(self, page, check, sign_in):
        system = SystemFactory(name="Northmarch", slug="northmarch")
        Message.objects.create(
            scope_key=f"system:{system.pk}", about="engagement.Invitation:1",
            to="manager@ashgrove.example", subject="What would keep your staff next winter?",
            body="…", state="failed", problem="550 no such user",
        )  # fmt: skip
        sign_in(page, GrantFactory(scope_key=f"system:{system.pk}").person)

        page.goto("/northmarch/messages/")
        check(page, "messages")
        press(page.get_by_role("button", name="Send it again"))

        expect(page.get_by_text("It waits again.")).to_be_visible()


class TestFailures:
    def test_a_page_that_is_not_there(self, page, check):
        page.goto("/nowhere/")

        assert page.get_by_role("heading", level=1).inner_text().startswith("There is nothing")
        check(page, "failure-404")

    def test_something_of_ours_that_went_wrong(self, page, check, monkeypatch):
        monkeypatch.setattr(about, "render", None)

        page.goto("/privacy/")

        expect(page.get_by_text("Reference:")).to_be_visible()
        check(page, "failure-500")


class TestSigningIn:
    def test_with_the_code_from_the_message(self, page, check):
        GrantFactory(person=PersonFactory(email="amara@example.org", name="Amara Okafor"))
        page.goto("/privacy/")

        press(page.get_by_role("link", name="Sign in"))
        check(page, "sign-in")
        page.get_by_label("Your email address").fill("amara@example.org")
        press(page.get_by_role("button", name="Send me a code"))
        check(page, "sign-in-code")
        code = mail.outbox[0].body.split()[8]
        page.get_by_label("Code").fill(code)
        press(page.get_by_role("button", name="Sign in"))

        expect(page.get_by_text("Amara Okafor")).to_be_visible()
        press(page.get_by_role("button", name="Sign out"))
        expect(page.get_by_text("You have signed out.")).to_be_visible()

    def test_says_when_the_code_is_wrong(self, page, check):
        PersonFactory(email="amara@example.org")
        page.goto("/account/login/")
        page.get_by_label("Your email address").fill("amara@example.org")
        press(page.get_by_role("button", name="Send me a code"))

        page.get_by_label("Code").fill("WRONG1")
        press(page.get_by_role("button", name="Sign in"))

        expect(page.get_by_role("alert")).to_be_visible()
        check(page, "sign-in-wrong-code")


class TestPersonas:
    def test_steps_into_somebody_with_one_press(self, page, check, settings):
        settings.DEMO = True
        PersonFactory(email="lead@northmarch.example", name="Amara Okafor")
        SystemFactory(name="Northmarch", slug="northmarch", is_made_up=True)
        page.goto("/personas/")
        check(page, "personas")

        press(page.get_by_role("button", name="Step in as partnership lead"))

        expect(page.get_by_text("You are now Amara Okafor")).to_be_visible()


class TestJobPage:
    def test_shows_how_far_it_is_and_then_what_came_of_it(self, page, check, sign_in):
        person = PersonFactory()
        job = Job.objects.create(
            kind="x", title="Inviting to “Winter”", scope_key="everywhere",
            by=f"person:{person.pk}", state="running", done=412, total=1178, attempts=2,
        )  # fmt: skip
        sign_in(page, person)
        page.goto(f"/jobs/{job.pk}/")
        expect(page.get_by_text("412 of 1,178 done")).to_be_visible()
        check(page, "job-running")

        Job.objects.update(state="finished", message="1,178 emails sent.", next_url="/privacy/")

        expect(page.get_by_text("1,178 emails sent.")).to_be_visible()
        check(page, "job-finished")
        press(page.get_by_role("link", name="Go on").or_(page.get_by_role("button", name="Go on")))
        expect(page).to_have_url(re.compile("/privacy/$"))
