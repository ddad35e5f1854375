"""Care with what is said, in a browser: words taken out, worries looked into, a shield."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from regard.domains.engagement.models import Contribution, Shield
from regard.foundation.accounts import links
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    InvitationFactory,
    PointFactory,
    QuestionFactory,
)
from tests.factories.engagement_care import ConcernFactory
from tests.factories.register import SystemFactory

TEXT = "Mrs Hale shouted at staff and a resident was neglected. The rota comes too late."


@pytest.fixture
def exercise():
    system = SystemFactory(slug="northmarch", name="Northmarch")
    today = datetime.now(UTC).date()
    return ExerciseFactory(system=system, slug="winter", closes_on=today + timedelta(days=20))


@pytest.fixture
def steward():
    return GrantFactory(role="Steward").person


@pytest.fixture
def answer(exercise):
    kept = ContributionFactory(exercise=exercise, receipt="NM-7F3K-29")
    answer = AnswerFactory(
        contribution=kept, question=QuestionFactory(exercise=exercise), text=TEXT
    )
    PointFactory(answer=answer, start=0, text=TEXT[:56])
    PointFactory(answer=answer, start=57, text=TEXT[57:])
    ConcernFactory(contribution=kept)
    return answer


def test_words_are_taken_out_and_put_back(page, check, sign_in, steward, answer):
    sign_in(page, steward)
    page.goto("/northmarch/asked/winter/contributions/NM-7F3K-29/")
    press(page.get_by_role("link", name="What readers see of it"))
    check(page, "care-moderate")

    page.get_by_label("Or paste the words to take out").fill("Mrs Hale")
    page.get_by_label("Names a person").check()
    press(page.get_by_role("button", name="Take out"))
    expect(page.get_by_text("1 passage taken out.").first).to_be_visible()
    check(page, "care-taken-out")

    press(page.get_by_role("button", name="Read the original"))
    expect(page.get_by_text("Mrs Hale shouted")).to_be_visible()
    check(page, "care-original")

    press(page.get_by_role("link", name="The answer, as readers see it"))
    expect(page.get_by_text("[taken out: names a person] shouted").first).to_be_visible()
    check(page, "care-contribution")


def test_a_worry_is_looked_into(page, check, sign_in, steward, answer):
    sign_in(page, steward)
    page.goto("/northmarch/asked/")
    press(page.get_by_role("link", name="Is somebody at risk?"))
    check(page, "care-triage")
    press(page.get_by_role("link", name="NM-7F3K-29"))
    check(page, "care-concern")
    page.get_by_label("To whom did you pass it on?").fill("The council, by telephone")
    press(page.get_by_role("button", name="It is passed on"))

    expect(page.get_by_text("Nothing waits to be looked into.")).to_be_visible()
    check(page, "care-triage-settled")


def test_a_service_answers_behind_a_shield(no_script_page, check, exercise):
    page = no_script_page
    QuestionFactory(exercise=exercise)
    invitation = InvitationFactory(exercise=exercise, location__system=exercise.system)
    link = links.issue(
        purpose="engagement.answer",
        subject_id=invitation.pk,
        expires_at=datetime.now(UTC) + timedelta(days=100),
    )
    page.goto(reverse("engagement:answer", args=[links.token(link)]))
    page.get_by_role("textbox").first.fill("The rota comes too late.")
    page.get_by_label("Nobody but the independent steward").check()
    press(page.get_by_role("button", name="Continue"))
    press(page.get_by_role("button", name="Send it"))

    expect(page.get_by_text("Nobody but the independent steward may know")).to_be_visible()
    assert Contribution.objects.get(kept_at__isnull=False).location is None
    assert Shield.objects.get().location == invitation.location
