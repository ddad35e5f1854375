"""What arrived, one thing of it, and a long answer to be read: in a browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.engagement.actions.writing import write_points
from regard.domains.engagement.types import ArrivalState
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    PointFactory,
    QuestionFactory,
    ThemeFactory,
)
from tests.factories.engagement_arrivals import ArrivalFactory
from tests.factories.register import LocationFactory, SystemFactory

PARAGRAPHS = (
    "Our members run 61 homes and 38 home care services in Northmarch. We asked all of them.",
    "Staff leave every winter because nobody pays them for the time between calls. We lose them.",
    "The rota comes on a Friday for the Monday after. Nobody with children can plan by that.",
    "We ask the partnership to pay for travel, at the rate that the council pays its own staff.",
)
LETTER = "\n\n".join(
    (
        "Summary",
        PARAGRAPHS[0],
        "1 Pay and travel",
        PARAGRAPHS[1],
        PARAGRAPHS[3],
        "2 Rotas",
        PARAGRAPHS[2],
    )
)


@pytest.fixture
def exercise():
    system = SystemFactory(
        slug="northmarch", name="Northmarch", partnership_name="Northmarch care partnership"
    )
    today = timezone.localdate()
    exercise = ExerciseFactory(
        system=system,
        slug="winter",
        opens_on=today - timedelta(days=9),
        closes_on=today + timedelta(days=9),
        reply_by=today + timedelta(days=90),
    )
    QuestionFactory(exercise=exercise)
    return exercise


@pytest.fixture
def lead(page, sign_in, exercise):
    person = GrantFactory(role="Partnership lead", scope_key=f"system:{exercise.system_id}").person
    sign_in(page, person)
    return page


@pytest.fixture
def arrivals(exercise):
    now = timezone.now()
    known = {"system": exercise.system, "exercise": exercise}
    letter = ArrivalFactory(
        **known,
        sender="ann@example.org",
        sender_name="Ann Smith",
        message_id="one@example.org",
        subject="What our members think",
        words=LETTER,
        arrived_at=now,
        note="It came to the open address: say for whom it speaks.",
    )
    ArrivalFactory(**known, part_of=letter, subject="members.pdf", words="", needs_typing=True)
    ArrivalFactory(
        **known,
        sender="home@example.org",
        subject="Automatic reply: What would keep your staff?",
        state=ArrivalState.SET_ASIDE,
        why="An automatic reply, such as out of office",
    )
    kept = ContributionFactory(exercise=exercise, receipt="NM-7F3K-29")
    ArrivalFactory(
        **known, subject="Re: Your view", sender="b@example.org", state="kept", contribution=kept
    )
    return letter


def test_keeps_a_letter_that_came_by_email(lead, check, exercise, arrivals):
    LocationFactory(system=exercise.system, name="Ashgrove House")
    lead.goto("/northmarch/arrivals/")
    expect(lead.locator("h1")).to_have_text("What arrived")
    check(lead, "arrivals")

    press(lead.get_by_role("link", name="What our members think"))
    expect(lead.get_by_text("Staff leave every winter")).to_be_visible()
    check(lead, "arrival")

    press(lead.get_by_role("link", name="Set it aside: it is no answer"))
    check(lead, "arrival-set-aside")
    lead.go_back()

    press(lead.get_by_role("button", name="Keep it as an answer"))
    expect(lead.locator("h1")).to_have_text("For whom does it speak?")
    check(lead, "arrival-service")
    press(lead.get_by_role("link", name="It does not speak for a service"))
    check(lead, "arrival-keep")
    lead.get_by_label("Association or network").check()
    press(lead.get_by_role("button", name="Keep it", exact=True))
    expect(lead.get_by_text("Kept. Its receipt number:")).to_be_visible()


def test_brings_documents_and_says_where_emails_go(lead, check, exercise, settings):
    settings.ANSWERS_DOMAIN = "answers.example.org"
    lead.goto("/northmarch/arrivals/bring/")
    expect(lead.locator("h1")).to_have_text("Bring documents")
    check(lead, "arrivals-bring")

    lead.goto("/northmarch/asked/winter/by-email/")
    expect(lead.get_by_text("winter.northmarch@answers.example.org")).to_be_visible()
    check(lead, "answers-by-email")


def test_reads_a_long_answer_with_its_points_in_their_places(lead, check, exercise):
    answer = AnswerFactory(
        contribution__exercise=exercise,
        contribution__receipt="NM-7F3K-29",
        text=LETTER,
        places=[[0, "page 1"], [LETTER.index("2 Rotas"), "page 2"]],
    )
    write_points(exercise=exercise, answers=[answer])
    theme = ThemeFactory(exercise=exercise)
    start = LETTER.index("Summary")
    point = PointFactory(answer=answer, theme=theme, start=start, end=start + 7, text="Summary")
    lead.goto("/northmarch/asked/winter/contributions/NM-7F3K-29/read/")
    expect(lead.locator("h1")).to_have_text("Answer NM-7F3K-29, in full")
    lead.get_by_text("Travel between visits is unpaid").first.click()
    expect(lead.locator(f'a[href="#point-{point.pk}"]')).to_be_visible()
    check(lead, "read-contribution")
