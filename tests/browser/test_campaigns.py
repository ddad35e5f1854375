"""Campaigns in a browser: what many sent in nearly the same words, and when."""

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect

from regard.domains.engagement.models import Campaign
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.engagement import AudienceMemberFactory, ExerciseFactory
from tests.factories.engagement_campaigns import LETTER, OWN, look, send

NOON = datetime(2026, 12, 4, 12, tzinfo=UTC)


@pytest.fixture
def exercise(time_machine):
    """Return an exercise to which a letter came on one day, and other answers on many."""
    time_machine.move_to(NOON)
    exercise = ExerciseFactory(closed=True, system__slug="northmarch", slug="winter")
    for number in range(28):
        on = date(2026, 11, 2 + number)
        send(exercise, f"Nobody came on day {number}.", said_on=on)
    for number in range(24):
        location = AudienceMemberFactory(exercise=exercise).location
        own = f" {OWN} That is home {number}." if number % 3 == 0 else ""
        send(exercise, f"{LETTER}{own}", location=location, said_on=date(2026, 11, 17))
    look(exercise)
    return exercise


@pytest.fixture
def lead(exercise, page, sign_in):
    person = PersonFactory()
    GrantFactory(person=person, role="Partnership lead", scope_key=f"system:{exercise.system_id}")
    sign_in(page, person)
    return page


def test_a_lead_sees_when_a_letter_came_and_what_each_added_and_confirms_it(lead, check):
    lead.goto("/northmarch/said/winter/campaigns/")
    expect(lead.get_by_text("25 submissions, where about 1 a day are usual.")).to_be_visible()
    expect(lead.get_by_role("img", name="Submissions by day")).to_be_visible()
    check(lead, "campaigns")

    press(lead.get_by_role("button", name="Read it and decide"))

    expect(lead.get_by_text("That is home 0")).to_be_visible()
    check(lead, "campaign")

    press(lead.get_by_role("button", name="Confirm it"))

    expect(lead.get_by_text("It is confirmed as a campaign.")).to_be_visible()


def test_a_lead_names_a_campaign(lead, check):
    campaign = Campaign.objects.first()
    lead.goto(f"/northmarch/said/winter/campaigns/{campaign.pk}/describe/")
    check(lead, "campaign-describe")
    lead.get_by_label("Who wrote the template?").fill("Care North")

    press(lead.get_by_role("button", name="Save"))

    expect(lead.get_by_text("Written by Care North")).to_be_visible()
