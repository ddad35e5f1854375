"""Whose voice there is, in a browser: what is missing, whom to ring, and who people are."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.audiences import make_audience
from tests.factories.engagement import (
    AnswerFactory,
    ExerciseFactory,
    PointFactory,
    QuestionFactory,
    ThemeFactory,
)
from tests.factories.engagement_coverage import PopulationFactory, make_tellers

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)

UNEVEN = {
    ("care_home", "Harrow Vale"): (60, 40),
    ("care_home", "Westmere"): (40, 20),
    ("home_care", "Westmere"): (60, 10),
}


@pytest.fixture
def winter(time_machine):
    time_machine.move_to(NOON)
    exercise = ExerciseFactory(system__slug="northmarch", slug="winter")
    make_audience(exercise, UNEVEN)
    question = QuestionFactory(exercise=exercise, choice=True)
    for contribution in exercise.contributions.all():
        AnswerFactory(contribution=contribution, question=question, text="Better")
    return exercise


@pytest.fixture
def lead(winter, page, sign_in):
    person = PersonFactory()
    GrantFactory(person=person, role="Partnership lead", scope_key=f"system:{winter.system_id}")
    sign_in(page, person)
    return page


def test_a_lead_finds_who_is_missing_and_whom_to_ring_first(lead, check):
    lead.goto("/northmarch/asked/winter/coverage/")
    check(lead, "coverage")

    press(lead.get_by_role("button", name="Whom to ring first"))

    check(lead, "first-calls")
    expect(lead.get_by_role("heading", name="Which gaps matter most")).to_be_visible()


def test_a_lead_sees_how_far_people_came_and_weighs_what_was_chosen(lead, check):
    lead.goto("/northmarch/asked/winter/coverage/silence/")
    check(lead, "silence")

    lead.goto("/northmarch/asked/winter/coverage/estimates/")
    check(lead, "estimates")
    expect(
        lead.get_by_text("as unweighed answers would").or_(lead.get_by_text("Weighed by"))
    ).to_be_visible()


def test_a_lead_has_due_regard(winter, lead, check):
    told = make_tellers(winter, 20, disability="yes") + make_tellers(winter, 60, disability="no")
    PopulationFactory(system=winter.system, value="yes", people=40_000)
    PopulationFactory(system=winter.system, value="no", people=60_000)
    theme = ThemeFactory(exercise=winter, title="Lifts that work")
    for contribution in told[:9]:
        PointFactory(answer=AnswerFactory(contribution=contribution), theme=theme)

    lead.goto("/northmarch/asked/winter/equality/")

    check(lead, "equality")
    expect(lead.get_by_role("heading", name="Lifts that work")).to_be_visible()
    lead.goto("/northmarch/people-here/")
    check(lead, "populations")
