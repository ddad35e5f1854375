"""
An analyst's day: the last of an exercise, from the post that waits to what everybody reads.

One story in a real browser: an email and a long paper are kept, themes proposed, points placed by
keyboard, a campaign confirmed, a sample read blind by two others, themes signed off, coverage
looked at, and all of it published.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.engagement.actions import blind_reading
from regard.domains.engagement.actions.points import make_points
from regard.domains.engagement.models import BlindSample, Campaign, Contribution, Point
from regard.domains.engagement.types import Speaker, Stance
from regard.domains.strategy import actions as strategies
from regard.domains.strategy.types import OutcomeKind
from tests.browser.pressing import press
from tests.browser.work import work
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.engagement import (
    AnswerFactory,
    AudienceMemberFactory,
    ContributionFactory,
    ExerciseFactory,
    QuestionFactory,
)
from tests.factories.engagement_arrivals import ArrivalFactory
from tests.factories.register import SystemFactory

HERE = "/northmarch/said/winter/"
LETTER = (
    "Use the winter money to pay for the road, every minute of it between visits and every mile, "
    "from the first day of December until the clocks go forward again in March."
)
SAID = (
    "Nobody pays our staff to drive between calls, so they leave for the supermarket.",
    "Pay the travel time between visits. Staff lose an hour a day driving unpaid.",
    "Travel between calls is not paid and our carers cannot afford the petrol.",
    "Rotas come too late. Staff need four weeks of notice to plan their childcare.",
    "The rota changes every day and people cannot plan their lives around it.",
    "Late rotas drive good people away, they want to know which days they work.",
    "Give staff their rota a month ahead and fewer of them would leave us.",
    LETTER,
    f"{LETTER} Ours drove 2,100 miles last December.",
    f"We back this. {LETTER}",
    f"{LETTER} Two will not do another winter without it.",
)
ASKS = "Pay for a driver and a car that can climb in snow, shared between the nineteen homes."
PAPER = (
    "Who we are\n\nWe are nineteen small homes on the Eastmarch side.\n\n"
    f"What would help\n\n{ASKS}"
)
BY = "person:1"


@pytest.fixture
def exercise():
    today = timezone.localdate()
    exercise = ExerciseFactory(
        system=SystemFactory(
            slug="northmarch", name="Northmarch", partnership_name="Northmarch partnership"
        ),
        slug="winter",
        opens_on=today - timedelta(days=28),
        closes_on=today + timedelta(days=1),
        reply_by=today + timedelta(days=60),
        register_as_at=today - timedelta(days=28),
    )
    question = QuestionFactory(exercise=exercise, text="What would help you keep staff?")
    for words in SAID:
        member = AudienceMemberFactory(exercise=exercise)
        kept = ContributionFactory(exercise=exercise, location=member.location)
        answer = AnswerFactory(contribution=kept, question=question, text=words)
        make_points(contribution=kept, answers=[answer])
    AudienceMemberFactory(exercise=exercise)
    return exercise


@pytest.fixture
def post(exercise):
    """Let an email and a paper wait to be read."""
    known = {"system": exercise.system, "exercise": exercise, "arrived_at": timezone.now()}
    ArrivalFactory(
        **known,
        sender="ann@example.org",
        sender_name="Ann Smith",
        message_id="one@example.org",
        subject="My mother’s carer",
        words="Her carer left because nobody pays for the time between visits.",
    )
    ArrivalFactory(
        **known,
        subject="A paper by small homes.pdf",
        words=PAPER,
        places=[[0, "page 1"], [PAPER.index("What would help"), "page 2"]],
    )


@pytest.fixture
def readers(exercise):
    """Return two people who may read blind, and nothing else."""
    found = []
    for name in ("Hester Quayle", "Tobias Wren"):
        person = PersonFactory(name=name, email=f"{name.split()[0].lower()}@example.org")
        GrantFactory(person=person, role="Coder", scope_key=f"system:{exercise.system_id}")
        found.append(person)
    return found


def keep_the_post(page, check):
    """Two things wait: she says who speaks in each, and keeps it as it came."""
    page.goto("/northmarch/asked/")
    expect(page.get_by_text("2 wait to be read.")).to_be_visible()
    press(page.get_by_role("link", name="What arrived"))
    keep(page, "My mother’s carer", "Unpaid carer")
    page.goto("/northmarch/arrivals/")
    keep(page, "A paper by small homes.pdf", "Association or network")
    expect(page.get_by_text("page 2", exact=False).first).to_be_visible()
    check(page, "analyst-reading")


def keep(page, title, speaker):
    press(page.get_by_role("link", name=title))
    press(page.get_by_role("button", name="Keep it as an answer"))
    press(page.get_by_role("link", name="It does not speak for a service"))
    page.get_by_label(speaker).check()
    press(page.get_by_role("button", name="Keep it", exact=True))
    expect(page.get_by_text("Kept. Its receipt number:")).to_be_visible()


def propose(page):
    page.goto(HERE)
    press(page.get_by_role("main").get_by_role("button").first)
    work()


def place_by_keyboard(page, check):
    """She reads one point after another: a number for a theme, a letter for its stance."""
    page.goto(HERE)
    press(page.get_by_role("button", name="Read one point after another"))
    check(page, "analyst-coding")
    for _ in range(2):
        boxes = page.locator("input[data-key]")
        if not boxes.nth(0).is_checked():
            page.keyboard.press("1")
        page.keyboard.press("f")
        expect(page.locator(".rg-code__stance").nth(0)).to_have_value("for")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert Point.objects.exclude(decided_by="").count() == 2


def confirm_the_campaign(page, check):
    page.goto(f"{HERE}campaigns/")
    press(page.get_by_role("main").get_by_role("button").first)
    work()
    page.goto(f"{HERE}campaigns/")
    press(page.get_by_role("main").get_by_role("table").get_by_role("link").first)
    check(page, "analyst-campaign")
    press(page.get_by_role("button", name="Confirm it"))
    campaign = Campaign.objects.get()
    assert (campaign.state, campaign.uses.count()) == ("confirmed", 4)


def draw_a_sample(page, readers):
    page.goto(f"{HERE}samples/")
    page.get_by_role("radio").last.check()
    press(page.get_by_role("button", name="Draw it"))
    for reader in readers:
        page.get_by_label(reader.name).check()
    press(page.get_by_role("button", name="Ask by email"))
    work()
    return BlindSample.objects.get()


def read_it_blind(pages, sample, readers, check):
    """One reads the first point on her page; the rest is as quick as it is alike."""
    theirs = pages[0]
    theirs.goto(f"{HERE}samples/{sample.pk}/read/")
    press(theirs.get_by_role("button", name="Read the first point"))
    check(theirs, "analyst-blind")
    theirs.get_by_role("checkbox").first.check()
    press(theirs.get_by_role("button", name="Save and go on"))
    for reader, person in zip(sample.readers.order_by("pk"), readers, strict=True):
        for place in sample.points.order_by("place").values_list("place", flat=True):
            blind_reading.keep_reading(
                reader=reader,
                place=place,
                marks={1: Stance.FOR} if place > 1 or person == readers[0] else {},
                is_theme_missing=False,
                by=f"person:{person.pk}",
                at=timezone.now(),
            )
    for theirs in pages:
        theirs.goto(f"{HERE}samples/{sample.pk}/read/")
        press(theirs.get_by_role("button", name="Hand in"))


def settle_and_finish(page, sample, check):
    """Where the two differ she looks for herself; then the sample is measured for good."""
    page.goto(f"{HERE}samples/{sample.pk}/")
    press(page.get_by_role("button", name="Settle them"))
    page.get_by_role("checkbox").first.check()
    press(page.get_by_role("main").get_by_role("button").first)
    page.goto(f"{HERE}samples/{sample.pk}/")
    press(page.get_by_role("button", name="Finish", exact=True))
    work()
    page.goto(f"{HERE}accuracy/")
    check(page, "analyst-accuracy")


def sign_off(page, exercise):
    for theme in exercise.themes.exclude(state="merged"):
        page.goto(f"{HERE}themes/{theme.pk}/")
        press(page.get_by_role("button", name="Sign it off"))
    assert not exercise.themes.filter(state="proposed").exists()


def look_at_coverage(page, check):
    page.goto("/northmarch/asked/winter/coverage/")
    assert "of 12 services" in page.inner_text("main")
    check(page, "analyst-coverage")


def publish(page, exercise):
    """Each theme, and each point in none, has its outcome: she closes, and publishes."""
    page.goto("/northmarch/asked/winter/close/")
    page.get_by_label("Why does it close early?").fill("Everyone who wanted to has answered.")
    press(page.get_by_role("main").get_by_role("button").last)
    known = {"by": BY, "at": timezone.now()}
    strategy = strategies.create_strategy(
        system=exercise.system,
        slug="care",
        title="Care in Northmarch",
        exercise_ids=[exercise.pk],
        **known,
    )
    strategies.write_passage(
        strategy=strategy, ref="2.4", heading="Travel", text="Travel is paid.", **known
    )
    said = [{"theme_id": theme.pk} for theme in exercise.themes.exclude(state="merged")]
    said += [{"point_id": point.pk} for point in Point.objects.filter(codings=None)]
    for which in said:
        strategies.decide_outcome(
            strategy=strategy,
            kind=OutcomeKind.ADOPTED,
            reason="You told us that nobody pays for the road.",
            passage_ref="2.4",
            **which,
            **known,
        )
    page.goto("/northmarch/strategy/care/publish/")
    press(page.get_by_role("main").get_by_role("button").last)
    work()


def read_as_anyone(visitor, check):
    """Anybody reads the themes, how far they can be trusted, and what came of them."""
    visitor.goto(HERE)
    expect(visitor.get_by_role("heading", name="How well points were placed")).to_be_visible()
    check(visitor, "analyst-said")
    visitor.goto(f"{HERE}accuracy/")
    assert "Krippendorff" in visitor.inner_text("main")


@pytest.mark.timeout(600)
@pytest.mark.usefixtures("post")
def test_from_the_post_to_what_everybody_reads(
    page, new_context, check, sign_in, exercise, readers
):
    lead = GrantFactory(role="Partnership lead", scope_key=f"system:{exercise.system_id}").person
    sign_in(page, lead)
    theirs = [new_context().new_page() for _ in readers]
    for tab, person in zip(theirs, readers, strict=True):
        sign_in(tab, person)

    keep_the_post(page, check)
    propose(page)
    place_by_keyboard(page, check)
    confirm_the_campaign(page, check)
    sample = draw_a_sample(page, readers)
    read_it_blind(theirs, sample, readers, check)
    settle_and_finish(page, sample, check)
    sign_off(page, exercise)
    look_at_coverage(page, check)
    publish(page, exercise)
    read_as_anyone(new_context().new_page(), check)

    assert {row.speaker for row in Contribution.objects.all()} == {
        Speaker.PROVIDER,
        Speaker.CARER,
        Speaker.ASSOCIATION,
    }
