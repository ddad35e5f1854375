"""A lead shows that an exercise is fair, plans it, and sees it as others do."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.engagement.models import PackSent
from regard.foundation.accounts import links
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import ExerciseFactory, InvitationFactory, QuestionFactory
from tests.factories.engagement_exercises import (
    AlternativeFactory,
    GateOverrideFactory,
    GateProofFactory,
    InformationPackFactory,
    TimetableChangeFactory,
)
from tests.factories.register import LocationFactory, SystemFactory


def given_an_exercise(**more):
    today = timezone.localdate()
    days = {
        "opens_on": today - timedelta(days=9),
        "closes_on": today + timedelta(days=19),
        "reply_by": today + timedelta(days=90),
        "register_as_at": today - timedelta(days=9),
    }
    exercise = ExerciseFactory(
        system=SystemFactory(name="Northmarch", slug="northmarch"),
        slug="winter-staff",
        decided="How much there is in all: the government. No question is about that.",
        scope="Everyone who is employed to give care.",
        **(days | more),
    )
    QuestionFactory(exercise=exercise, position=1)
    QuestionFactory(exercise=exercise, position=2, choice=True)
    return exercise


def given_all_that_makes_it_fair(exercise):
    AlternativeFactory(exercise=exercise)
    AlternativeFactory(exercise=exercise, title="Pay a bonus in March", rejected=True)
    InformationPackFactory(exercise=exercise, words="What we know\n\nOne in nine left.")
    InformationPackFactory(
        exercise=exercise,
        number=2,
        words="What we know\n\nOne in eight left last winter. A third of those left care.",
        what_changed="The number who left, which the council counted again.",
    )


@pytest.fixture
def lead(page, sign_in):
    """Return the browser of a lead, signed in."""
    sign_in(page, GrantFactory().person)
    return page


def at(exercise, name=""):
    return f"/{exercise.system.slug}/asked/{exercise.slug}/{name}"


class TestForAnyone:
    def test_the_page_says_what_is_open_to_whom_now(self, page, check):
        exercise = given_an_exercise()
        given_all_that_makes_it_fair(exercise)
        GateOverrideFactory(exercise=exercise, principle="time")
        TimetableChangeFactory(exercise=exercise)

        page.goto(at(exercise))

        expect(page.locator("[aria-current=step]")).to_contain_text("We ask you")
        check(page, "exercise-planned")
        press(page.get_by_role("link", name="Is it fair?"))
        check(page, "gate-public")
        page.goto(at(exercise, "information/"))
        check(page, "information")
        page.goto(at(exercise, "information/1/"))
        expect(page.get_by_text("This is an earlier version")).to_be_visible()
        check(page, "information-earlier")

    def test_the_link_leads_to_what_is_to_be_known_first(self, page, check):
        exercise = given_an_exercise()
        InformationPackFactory(exercise=exercise)
        location = LocationFactory(system=exercise.system)
        invitation = InvitationFactory(exercise=exercise, location=location)
        link = links.issue(
            purpose="engagement.answer",
            subject_id=invitation.pk,
            expires_at=datetime.now(UTC) + timedelta(days=100),
        )

        page.goto(f"/a/{links.token(link)}/")
        press(page.get_by_role("link", name="What you need to know first"))
        check(page, "information-by-link")
        press(page.get_by_role("button", name="Go on to the questions"))

        expect(page.get_by_role("heading", level=1)).to_contain_text(exercise.title)
        assert PackSent.objects.get().invitation == invitation


class TestForTheLead:
    def test_a_draft_is_planned(self, lead, check):
        exercise = given_an_exercise(draft=True, opens_on=timezone.localdate())
        given_all_that_makes_it_fair(exercise)

        lead.goto(at(exercise, "phases/"))
        check(lead, "phases")
        press(lead.get_by_role("link", name="You say what you think of one another"))
        check(lead, "phase")
        lead.get_by_label("Those invited").check()
        press(lead.get_by_role("button", name="Save"))
        expect(lead.locator("main")).to_contain_text("Leave it out")
        lead.goto(at(exercise, "options/"))
        check(lead, "options")
        GateProofFactory(exercise=exercise, sign="days")
        lead.goto(at(exercise, "fair/"))
        check(lead, "gate-of-a-draft")
        lead.goto(at(exercise, "fair/show/days/"))
        check(lead, "proof")
        lead.goto(at(exercise, "fair/without/informed/"))
        check(lead, "override")

    def test_days_move_with_a_reason(self, lead, check):
        exercise = given_an_exercise()
        lead.goto(at(exercise, "timetable/"))
        check(lead, "timetable")
        press(lead.get_by_role("button", name="Pause it"))
        lead.get_by_label("Why?").fill("The weeks before the local elections.")
        press(lead.get_by_role("button", name="Pause it"))
        expect(lead.get_by_text("You can still answer").first).to_be_visible()
        lead.goto(at(exercise, "timetable/"))
        check(lead, "timetable-paused")
        press(lead.get_by_role("button", name="Go on asking"))
        check(lead, "resume")

    def test_who_was_told_what(self, lead, check):
        exercise = given_an_exercise()
        pack = InformationPackFactory(exercise=exercise)
        for number in range(3):
            location = LocationFactory(system=exercise.system, name=f"Ashgrove House {number}")
            PackSent.objects.create(
                pack=pack,
                invitation=InvitationFactory(exercise=exercise, location=location),
                how="with the invitation, by email",
                at=timezone.now(),
            )

        lead.goto(at(exercise, "information/log/"))
        check(lead, "information-log")

    def test_templates_and_copies_begin_a_draft(self, lead, check):
        exercise = given_an_exercise()
        lead.goto("/northmarch/asked/new/from/")
        check(lead, "templates")
        press(lead.get_by_role("link", name="Home care fees"))
        check(lead, "template")
        lead.goto(at(exercise, "copy/"))
        check(lead, "copy")

    def test_it_is_seen_as_others_see_it(self, lead, check):
        exercise = given_an_exercise()
        given_all_that_makes_it_fair(exercise)

        lead.goto(at(exercise, "preview/"))
        check(lead, "preview")
        press(lead.get_by_role("link", name="Invited: home care"))
        expect(lead.get_by_text("The email that they get")).to_be_visible()
        check(lead, "preview-invited")
