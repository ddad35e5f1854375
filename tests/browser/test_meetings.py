"""A meeting from its place in the calendar to who came, in a browser."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from regard.domains.governance.models import AgendaItem, Meeting
from regard.domains.governance.queries.holder_links import HOLDER
from regard.domains.governance.types import (
    AppointmentKind,
    ItemKind,
    MeetingState,
    Purpose,
    Standing,
)
from regard.foundation.accounts import links
from regard.foundation.files import actions as files
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.governance import (
    AgendaItemFactory,
    AppointmentFactory,
    BodyFactory,
    MeetingFactory,
    PaperFactory,
    SeatFactory,
)
from tests.factories.register import SystemFactory

BRIEF = {
    "about": "Home care workers in Westmere spend a third of their day on the road. Most "
    "contracts pay for the time in a person’s home and not for the way there.",
    "decision_needed": "To pay for travel between visits in every new home care contract from "
    "April, at the rate of the visit.",
    "evidence": "A third of the working day is travel (43 providers, survey of June). It would "
    "cost £1.9m a year, give or take £0.3m (finance, October). What it does to turnover is not "
    "known.",
    "views": "43 of 61 home care providers answered. Unpaid carers spoke at the forum in July. "
    "People who draw on care have not been asked yet.",
}


@pytest.fixture
def system():
    return SystemFactory(
        slug="northmarch", name="Northmarch", partnership_name="Northmarch care partnership"
    )


@pytest.fixture
def secretary(system):
    person = PersonFactory(name="Imogen Hart")
    GrantFactory(person=person, role="Board secretary", scope_key=f"system:{system.pk}")
    return person


@pytest.fixture
def board(system):
    body = BodyFactory(
        system=system,
        slug="westmere-health-and-wellbeing-board",
        name="Westmere Health and Wellbeing Board",
    )
    chair = AppointmentFactory(
        seat__body=body,
        seat__name="Chair",
        seat__is_chair=True,
        holder__name="Councillor Ruth Osei",
        holder__email="ruth@example.org",
    )
    homecare = AppointmentFactory(
        seat__body=body, holder__name="Priya Raman", holder__email="priya@example.org"
    )
    AppointmentFactory(
        seat=homecare.seat,
        kind=AppointmentKind.DEPUTY,
        holder__name="Tom Okoro",
        holder__email="",
    )
    SeatFactory(body=body, name="Unpaid carers’ seat", standing=Standing.ADVISORY)
    other = BodyFactory(system=system, name="Westmere place partnership", meetings_a_year=6)
    AppointmentFactory(seat__body=other, holder=homecare.holder)
    BodyFactory(system=system, name="Northmarch workforce group", meetings_a_year=4)
    return {"body": body, "other": other, "priya": homecare.holder, "chair": chair.holder}


def soon(days, hour=14):
    day = timezone.now() + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


@pytest.fixture
def meeting(board):
    """A meeting three weeks ahead, with five items, and others around it."""
    at = soon(20)
    meeting = MeetingFactory(
        body=board["body"],
        starts_at=at,
        minutes_long=90,
        venue="Westmere Town Hall, Council Chamber",
        joining="https://meet.example/westmere",
        is_public=True,
    )
    MeetingFactory(
        body=board["other"], starts_at=at + timedelta(hours=1), venue="Online", minutes_long=60
    )
    MeetingFactory(body=board["other"], starts_at=soon(50, 10), venue="Marsh Centre")
    MeetingFactory(
        body=board["body"],
        starts_at=soon(45),
        state=MeetingState.CANCELLED,
        why_cancelled="The council chamber is being repaired",
        is_public=True,
    )
    items = [
        ("Welcome, apologies and interests", ItemKind.OPERATIONAL, Purpose.INFORMATION, 5),
        ("Pay for travel between home care visits", ItemKind.COMMERCIAL, Purpose.DECISION, 30),
        ("Falls in care homes", ItemKind.POPULATION_HEALTH, Purpose.DISCUSSION, 25),
        ("Winter beds", ItemKind.OPERATIONAL, Purpose.DECISION, 25),
        ("A provider that hands back its contract", ItemKind.COMMERCIAL, Purpose.DECISION, 15),
    ]
    for position, (title, kind, purpose, minutes) in enumerate(items, start=1):
        AgendaItemFactory(
            meeting=meeting,
            position=position,
            title=title,
            kind=kind,
            purpose=purpose,
            minutes_long=minutes,
            lead="Director of adult social services" if position > 1 else "Chair",
            is_private=position == 5,
            why_private="It is about one provider’s finances" if position == 5 else "",
            is_commissioning=position in {2, 5},
            added_at=timezone.now(),
            **(BRIEF if position in {2, 4} else {}),
        )
    file = files.keep(
        chunks=[b"%PDF-1.7 " + b"x" * 300_000],
        name="travel.pdf",
        origin="test",
        scope_key="x",
        by="person:1",
        at=timezone.now(),
    )
    travel = meeting.items.get(position=2)
    PaperFactory(item=travel, file=file, title="What travel costs home care, June")
    PaperFactory(item=travel, file=file, title="Costs by provider", is_private=True)
    return meeting


def of(name, meeting, **more):
    where = {"system": meeting.system.slug, "meeting_id": meeting.pk}
    return reverse(f"governance:{name}", kwargs=where | more)


def test_a_secretary_plans_a_meeting_and_writes_a_brief(page, check, sign_in, secretary, board):
    sign_in(page, secretary)
    day = soon(20)

    # given an empty calendar
    page.goto("/northmarch/meetings/")
    check(page, "meetings-empty")
    press(page.get_by_role("button", name="Plan its next meeting"))

    # when she plans a meeting
    check(page, "meeting-new")
    page.get_by_label("Whose meeting").select_option(label="Westmere Health and Wellbeing Board")
    page.get_by_label("Day", exact=True).fill(str(day.day))
    page.get_by_label("Month", exact=True).fill(str(day.month))
    page.get_by_label("Year", exact=True).fill(str(day.year))
    page.get_by_label("Begins at").fill("2 pm")
    page.get_by_label("Where", exact=True).fill("Westmere Town Hall")
    press(page.get_by_role("button", name="Plan it"))
    check(page, "meeting-no-items")

    # then she puts an item on it, and writes its brief
    press(page.get_by_role("button", name="Add the first item"))
    check(page, "meeting-new-item")
    page.get_by_label("What the item is").fill("Pay for travel between visits")
    page.get_by_label("For decision").check()
    page.get_by_label("Money and contracts").check()
    press(page.get_by_role("button", name="Add it"))
    check(page, "meeting-brief")
    for name, words in BRIEF.items():
        page.locator(f"[name={name}]").fill(words)
    press(page.get_by_role("button", name="Save the brief"))
    check(page, "meeting-item")


def test_a_secretary_sends_out_an_agenda_without_a_script(
    no_script_page, screenshot, sign_in, secretary, meeting
):
    page = no_script_page
    AgendaItem.objects.update(**BRIEF)
    sign_in(page, secretary)

    page.goto(of("meeting", meeting))
    press(page.get_by_role("button", name="Send out the agenda"))
    page.get_by_text("It goes to 2 people by email").wait_for()
    screenshot(page, "meeting-call")
    press(page.get_by_role("button", name="Send it out now"))

    page.get_by_text("The agenda is on its way.").wait_for()
    screenshot(page, "meeting-called")
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CALLED
    assert meeting.agenda_public_at is not None


def test_a_secretary_sees_what_is_late_and_who_is_in_two_rooms(
    page, check, sign_in, secretary, meeting
):
    sign_in(page, secretary)

    page.goto("/northmarch/meetings/")
    page.get_by_text("Priya Raman sits on both.").wait_for()
    check(page, "meetings")
    page.goto(of("meeting", meeting))
    page.get_by_text("The items take 10 minutes more").wait_for()
    check(page, "meeting-secretary")

    second = AgendaItem.objects.get(meeting=meeting, position=2)
    press(page.locator(f"#item-{second.pk}").get_by_role("button", name="Move up"))
    page.locator(f"#item-{second.pk} .rg-passage__ref", has_text="1").wait_for()


def test_the_public_reads_the_agenda_and_nothing_private(page, check, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(agenda_public_at=datetime.now(UTC))

    page.goto(of("meeting", meeting))
    check(page, "meeting-public")
    assert page.get_by_text("hands back its contract").count() == 0
    assert page.get_by_text("meet.example").count() == 0
    press(page.get_by_role("link", name="Pay for travel between home care visits"))
    check(page, "meeting-item-public")
    assert page.get_by_text("Costs by provider").count() == 0


def test_a_member_reads_their_papers_by_link(page, check, board, meeting):
    link = links.issue(
        purpose=HOLDER,
        subject_id=board["priya"].pk,
        expires_at=timezone.now() + timedelta(days=400),
    )

    page.goto(reverse("governance:my_meetings", kwargs={"token": links.token(link)}))
    check(page, "my-meetings")
    press(page.get_by_role("link", name="Westmere Health and Wellbeing Board").first)
    page.get_by_text("hands back its contract").wait_for()
    check(page, "my-meeting")
    press(page.get_by_role("link", name="Pay for travel between home care visits"))
    page.get_by_text("Costs by provider").wait_for()
    check(page)


def test_a_secretary_says_who_came(page, check, sign_in, secretary, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now())
    sign_in(page, secretary)

    page.goto(of("meeting", meeting))
    press(page.get_by_role("button", name="It was held"))
    check(page, "meeting-attendance")
    page.get_by_label("Councillor Ruth Osei").select_option(label="Came")
    page.get_by_label("Priya Raman").select_option(label="Their deputy came: Tom Okoro")
    page.get_by_label("Who came without a seat").fill("Ann Lee, Healthwatch")
    press(page.get_by_role("button", name="Save"))
    page.get_by_text("2 of 3 seats were there").wait_for()


def test_the_balance_says_what_meetings_talk_about(page, check, system, meeting):
    Meeting.objects.update(
        agenda_public_at=datetime.now(UTC), starts_at=timezone.now() - timedelta(days=5)
    )

    page.goto(f"/{system.slug}/meetings/balance/")
    page.get_by_text("45% of the time on the agendas").wait_for()
    check(page, "meetings-balance")
