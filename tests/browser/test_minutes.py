"""A meeting's minutes, from interests to publishing, and what stands on record after it."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.governance.models import Action, Decision
from regard.domains.governance.types import (
    Attended,
    Constituency,
    DecisionState,
    MeetingState,
    Side,
)
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.governance import (
    ActionFactory,
    AgendaItemFactory,
    AppointmentFactory,
    AttendanceFactory,
    BodyFactory,
    DecisionFactory,
    DecisionOptionFactory,
    HolderFactory,
    InterestFactory,
    InvolvementFactory,
    MeetingFactory,
    MinuteLineFactory,
    SeatFactory,
)
from tests.factories.register import OrganisationFactory, SystemFactory

SEATS = (
    ("Chair", "Dame Ruth Adeyemi", Side.INDEPENDENT, Constituency.INDEPENDENT),
    ("Home care providers’ seat", "Priya Raman", Side.PROVIDER, Constituency.PROVIDERS),
    ("Director of adult social services", "Colin Fairweather", Side.COUNCIL, Constituency.COUNCIL),
    ("Unpaid carers’ seat", "Mary Oduya", Side.CARERS, Constituency.CARERS),
)


@pytest.fixture
def system():
    return SystemFactory(slug="northmarch", name="Northmarch")


@pytest.fixture
def body(system):
    return BodyFactory(
        system=system, slug="westmere-board", name="Westmere Health and Wellbeing Board"
    )


@pytest.fixture
def meeting(body):
    starts = timezone.now().replace(microsecond=0) - timedelta(days=2)
    meeting = MeetingFactory(body=body, state=MeetingState.HELD, starts_at=starts)
    AgendaItemFactory(meeting=meeting, position=1, title="Pay for travel between home care visits")
    AgendaItemFactory(
        meeting=meeting,
        position=2,
        title="A contract with Harbour Home Care for the evenings",
        is_commissioning=True,
    )
    AgendaItemFactory(
        meeting=meeting,
        position=3,
        title="Bids for the reablement service",
        is_private=True,
        why_private="Bids are open until Friday",
    )
    for name, who, side, speaks_for in SEATS:
        seat = SeatFactory(body=body, name=name, nominated_by=side, speaks_for=speaks_for)
        holder = HolderFactory(system=body.system, name=who, side=side)
        AppointmentFactory(seat=seat, holder=holder)
        away = name.startswith("Unpaid")
        AttendanceFactory(
            meeting=meeting,
            seat=seat,
            holder=holder,
            attended=Attended.APOLOGIES if away else Attended.PRESENT,
        )
    AttendanceFactory(meeting=meeting, seat=None, name="Peter Lofthall, secretary")
    return meeting


@pytest.fixture
def harbour(meeting):
    """An interest on the register that the second item names."""
    seat = meeting.attendances.get(holder__name="Priya Raman")
    return InterestFactory(
        holder=seat.holder,
        organisation=OrganisationFactory(name="Harbour Home Care Limited"),
        text="Owns Harbour Home Care, which has a contract with Westmere council.",
    )


@pytest.fixture
def secretary(system):
    person = PersonFactory(name="Peter Lofthall")
    GrantFactory(person=person, role="Board secretary", scope_key=f"system:{system.pk}")
    return person


def write(page, words, who=None):
    page.get_by_label("What was said or settled").fill(words)
    if who:
        page.get_by_label("Who said it").select_option(label=who)
    press(page.get_by_role("button", name="Add the line"))


def fill_day(page, day):
    page.get_by_label("Day").fill(str(day.day))
    page.get_by_label("Month").fill(str(day.month))
    page.get_by_label("Year").fill(str(day.year))


class TestMinutes:
    def test_turn_lines_into_actions_and_decisions(self, page, check, sign_in, secretary, meeting):
        sign_in(page, secretary)
        page.goto(f"/northmarch/meetings/{meeting.pk}/minutes/")
        check(page, "minutes-begin")

        write(page, "Travel between visits is paid in every new contract.")
        write(page, "Write the new clause.", "Priya Raman, Home care providers’ seat")
        press(page.get_by_role("link", name=re.compile("Make it an action ?: Write")))
        page.get_by_label("Or whose it is by name or office").fill("Head of commissioning")
        fill_day(page, timezone.localdate() + timedelta(days=30))
        check(page, "minutes-action")
        press(page.get_by_role("button", name="Give it"))
        press(page.get_by_role("link", name=re.compile("Make it a decision ?: Travel")))
        page.get_by_label("What was decided, in a line").fill("Travel time is paid")
        page.get_by_label("Why", exact=True).fill("A third of the day is spent on the road.")
        check(page, "minutes-decision")
        press(page.get_by_role("button", name="Make it a decision"))

        check(page, "decision-draft")
        expect(page.get_by_text("Say who outside the body was asked")).to_be_visible()
        page.goto(f"/northmarch/meetings/{meeting.pk}/minutes/")
        check(page, "minutes-writing")
        expect(page.get_by_text("Action A-")).to_be_visible()

    def test_lead_to_a_decision_that_is_recorded(self, page, check, sign_in, secretary, meeting):
        line = MinuteLineFactory(meeting=meeting, item=meeting.items.get(position=1))
        draft = DecisionFactory(
            body=meeting.body, meeting=meeting, item=line.item, why="It is fair.", ref="D-2026-1"
        )
        sign_in(page, secretary)
        page.goto("/northmarch/decisions/D-2026-1/")
        press(page.get_by_role("link", name="Add who was involved"))

        page.get_by_label("For whom they speak").select_option(label="Care providers")
        page.get_by_label("Who they were").fill("43 home care providers")
        page.get_by_label("How they were involved").fill("Answered the exercise on travel")
        fill_day(page, draft.decided_on - timedelta(days=40))
        check(page, "decision-involved")
        press(page.get_by_role("button", name="Add them"))
        press(page.get_by_role("button", name="Record it"))

        expect(page.get_by_text("is recorded, and stays as it is")).to_be_visible()
        assert Decision.objects.get().state == DecisionState.RECORDED

    def test_wait_at_the_gate_and_are_published(
        self, page, check, sign_in, secretary, meeting, harbour
    ):
        sign_in(page, secretary)
        page.goto(f"/northmarch/meetings/{meeting.pk}/minutes/")
        press(page.get_by_role("button", name="Declare interests"))
        check(page, "minutes-interests")

        chair = page.get_by_role("region", name="Dame Ruth Adeyemi")
        chair.get_by_label("Has none in it").check()
        hers = page.get_by_role("region", name="Priya Raman")
        hers.get_by_label("Has one, and left for the item").check()
        hers.get_by_label("Which interest on the register").select_option(index=1)
        check(page, "minutes-declaring")
        press(page.get_by_role("button", name="Save, and nobody else has one"))
        press(page.get_by_role("button", name="Open item 2"))
        write(page, "The contract goes on for a year.")
        press(page.get_by_role("button", name="Agree them"))
        page.get_by_label("Who agreed them").fill("members, by email")
        check(page, "minutes-agree")
        press(page.get_by_role("button", name="They are agreed"))
        press(page.get_by_role("button", name="Publish them"))

        check(page, "minutes-published")
        expect(page.get_by_text("Everyone can read them here")).to_be_visible()
        expect(page.get_by_text("declared an interest and left the room")).to_be_visible()

    def test_are_read_by_everyone_once_published(self, page, check, meeting, body):
        item = meeting.items.get(position=1)
        MinuteLineFactory(meeting=meeting, item=item, seat=meeting.attendances.first().seat)
        line = MinuteLineFactory(meeting=meeting, item=item, text="Write the new clause.")
        ActionFactory(body=body, line=line)
        meeting.state, meeting.agreed_on = MeetingState.AGREED, timezone.localdate()
        meeting.agreed_by, meeting.minutes_public_at = "members, by email", timezone.now()
        meeting.save()

        page.goto(f"/northmarch/meetings/{meeting.pk}/minutes/")

        check(page, "minutes-read")
        expect(page.get_by_text("Bids are open until Friday")).to_be_visible()
        expect(page.get_by_text("Bids for the reablement service")).not_to_be_visible()

    def test_are_written_without_javascript(self, no_script_page, sign_in, secretary, meeting):
        sign_in(no_script_page, secretary)
        no_script_page.goto(f"/northmarch/meetings/{meeting.pk}/minutes/")

        write(no_script_page, "Said without a script.")
        press(no_script_page.get_by_role("link", name=re.compile("Change ?: Said without")))
        press(no_script_page.get_by_role("button", name="Remove the line"))

        expect(no_script_page.get_by_text("The line is taken out.")).to_be_visible()


class TestTheRecord:
    @pytest.fixture
    def decided(self, body):
        """Decisions before which providers were asked, were asked too late, and were not."""
        first = DecisionFactory(
            body=body,
            ref="D-2026-014",
            why="A third of the working day is spent on the road, and nobody pays for it.",
            evidence="43 logs of a week, kept in June 2026 by home care providers.",
            risks="Small councils may buy fewer hours.",
            votes_for=7,
            votes_against=1,
            abstained=0,
        )
        DecisionOptionFactory(decision=first)
        DecisionOptionFactory(
            decision=first, text="Pay for travel", is_chosen=True, why="It is fair."
        )
        InvolvementFactory(
            decision=first, what_came="They asked for a flat rate a mile, and got one."
        )
        late = DecisionFactory(body=body, title="Fees rise by 4%", ref="D-2026-015")
        InvolvementFactory(decision=late, on=date(2026, 11, 9), who="Northmarch Care Association")
        never = DecisionFactory(
            body=body,
            title="The winter plan is adopted",
            ref="D-2026-016",
            nobody_asked="It was urgent.",
        )
        for each in (first, late, never):
            each.state = DecisionState.RECORDED
            each.save()
        ActionFactory(body=body, decision=first, due_on=date(2026, 11, 10))
        ActionFactory(
            body=body,
            decision=first,
            text="Tell every provider what changes.",
            due_on=date(2099, 1, 1),
        )
        return first

    def test_shows_decisions_and_who_was_asked_before(self, page, check, decided):
        page.goto("/northmarch/decisions/")
        check(page, "decisions")
        press(page.get_by_role("link", name="Travel time is paid"))

        check(page, "decision")
        expect(page.get_by_text("Care providers were asked before it was taken.")).to_be_visible()

    def test_shows_actions_to_their_end(self, page, check, sign_in, secretary, decided):
        page.goto("/northmarch/actions/")
        check(page, "actions")
        sign_in(page, secretary)
        press(page.get_by_role("link", name="Write the new clause"))
        check(page, "action")

        page.get_by_label("What was done").fill("The clause was agreed with the forum.")
        page.get_by_label("It is done").check()
        press(page.get_by_role("button", name="Save"))

        expect(page.get_by_text("The clause was agreed with the forum.")).to_be_visible()
        assert Action.objects.filter(state="done").count() == 1

    def test_shows_interests(self, page, check, sign_in, secretary, system, harbour):
        page.goto("/northmarch/interests/")
        check(page, "interests")
        sign_in(page, secretary)
        page.goto("/northmarch/interests/")
        press(page.get_by_role("button", name="Declare an interest"))
        check(page, "interest-new")

        page.get_by_label("Whose interest it is").select_option(
            label="Mary Oduya, Registered manager"
        )
        page.get_by_label("Somebody close to them").check()
        page.get_by_label("What it is").fill("Her son works for Westmere council.")
        press(page.get_by_role("button", name="Put it on the register"))

        check(page, "interest-about")
        page.goto("/northmarch/interests/")
        expect(page.get_by_text("Her son works for Westmere council.", exact=True)).to_be_visible()
