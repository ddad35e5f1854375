"""A lead plans a wave and rings who is missing; anyone finds what there is to take part in."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.engagement.types.inviting import CallResult
from regard.foundation.accounts import links
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import (
    AudienceMemberFactory,
    ExerciseFactory,
    InvitationFactory,
    QuestionFactory,
)
from tests.factories.engagement_inviting import (
    ChaseNoteFactory,
    ChaseTaskFactory,
    OpportunityFactory,
    QuietPeriodFactory,
    WaveFactory,
)
from tests.factories.governance import MeetingFactory
from tests.factories.register import (
    ContactFactory,
    LocationFactory,
    PlaceFactory,
    ServiceFactory,
    SystemFactory,
)

NAMES = ("Ashgrove House", "Beech Lodge", "Harrow Home Care", "Fell Road")


def given_exercise(system, today, **known):
    days = {"opens_on": today - timedelta(days=9), "closes_on": today + timedelta(days=19)}
    days |= {"reply_by": today + timedelta(days=90), "register_as_at": today}
    exercise = ExerciseFactory(system=system, **(days | known))
    QuestionFactory(exercise=exercise)
    return exercise


@pytest.fixture
def exercise():
    """Return an open exercise that asks four services, one of which another asks too."""
    today = timezone.localdate()
    system = SystemFactory(name="Northmarch", slug="northmarch")
    PlaceFactory(system=system, name="Harrow Vale", council=system.councils.first())
    exercise = given_exercise(system, today, slug="winter")
    other = given_exercise(system, today, slug="beds", title="Which beds will you have?")
    for name in NAMES:
        location = LocationFactory(system=system, name=name)
        kind = "home_care" if "Home" in name else "care_home"
        service = ServiceFactory(location=location, service_type=kind)
        ContactFactory(location=location, telephone="01522 000000")
        AudienceMemberFactory(exercise=exercise, service=service)
        AudienceMemberFactory(exercise=other, service=service)
        InvitationFactory(exercise=other, location=location)
    InvitationFactory(exercise=exercise, location=location)
    ChaseNoteFactory(
        exercise=exercise,
        location=location,
        result=CallResult.LEFT_MESSAGE,
        words="Rings back on Monday",
    )
    ChaseTaskFactory(exercise=exercise, location=location)
    day = {"starts_on": today, "ends_on": today + timedelta(days=5)}
    QuietPeriodFactory(system=system, **day)
    OpportunityFactory(system=system, opens_on=today, closes_on=today + timedelta(days=30))
    soon = timezone.now() + timedelta(days=5)
    MeetingFactory(body__system=system, title="Provider forum", is_public=True, starts_at=soon)
    return exercise


@pytest.fixture
def lead(page, sign_in, exercise):
    sign_in(page, GrantFactory().person)
    return page


def test_a_lead_sees_what_a_wave_would_send(lead, check, exercise):
    lead.goto("/northmarch/asked/winter/invitations/waves/new/")
    check(lead, "wave-form")
    lead.get_by_label("What do you call it?").fill("Care homes first")
    lead.get_by_label("One of us presses send").check()
    lead.get_by_label("Care home", exact=True).check()

    press(lead.get_by_role("button", name="Save and see what it would send"))

    expect(lead.locator("h1")).to_have_text("Care homes first")
    expect(
        lead.get_by_text("It would ask 2 services: 2 by email and 0 by letter.")
    ).to_be_visible()
    expect(lead.get_by_text("lies in a quiet period")).to_be_visible()
    check(lead, "wave")
    WaveFactory(exercise=exercise, title="Sent before", sent_at=timezone.now())
    lead.goto("/northmarch/asked/winter/invitations/waves/")
    expect(lead.get_by_role("link", name="Care homes first")).to_be_visible()
    check(lead, "waves")


def test_a_lead_sees_what_is_asked_of_whom(lead, check):
    lead.goto("/northmarch/asked/calendar/")

    expect(lead.get_by_text("asked by two exercises in one fortnight").first).to_be_visible()
    check(lead, "calendar")


def test_a_lead_notes_a_call_on_the_list(lead, check):
    lead.goto("/northmarch/asked/winter/missing/")
    expect(lead.get_by_text("Rings back on Monday")).to_be_visible()
    lead.get_by_text("Note a call").first.click()
    check(lead, "chase")

    press(lead.get_by_role("button", name="Save the call").first)

    expect(lead.get_by_text("Noted.")).to_be_visible()


def test_anyone_sees_what_there_is_and_the_week(page, check, exercise):
    page.goto("/northmarch/opportunities/")
    expect(page.get_by_role("link", name="Provider forum")).to_be_visible()
    check(page, "opportunities")
    page.goto("/northmarch/opportunities/week/?type=home_care")
    check(page, "week")
    invitation = InvitationFactory(
        exercise=exercise, location=LocationFactory(system=exercise.system)
    )
    link = links.issue(
        purpose="engagement.answer",
        subject_id=invitation.pk,
        expires_at=timezone.now() + timedelta(days=9),
    )
    page.goto(f"/a/{links.token(link)}/ten-lines/")
    press(page.get_by_role("button", name="Send me the week’s ten lines"))
    expect(page.get_by_role("button", name="Stop them")).to_be_visible()
    check(page, "ten-lines")
