"""
A board secretary runs a meeting, from an empty agenda to minutes that anybody can read.

One story in a real browser: the agenda goes out over mail, somebody opens their papers by link,
care is bought only once interests are declared, a decision says who was asked before it, and a
member of the public reads it all without an account.
"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from regard.domains.governance.models import Decision, Meeting
from regard.domains.governance.types import Constituency, DecisionState, MeetingState, Side
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.governance import AppointmentFactory, BodyFactory, HolderFactory, SeatFactory
from tests.factories.register import SystemFactory

ITEM = "Pay for travel between home care visits"

SEATS = (
    ("Chair", "Imogen Strake", Side.INDEPENDENT, Constituency.INDEPENDENT),
    ("Home care", "Priya Raman", Side.PROVIDER, Constituency.PROVIDERS),
    ("Westmere Council", "Deborah Farr", Side.COUNCIL, Constituency.COUNCIL),
)

BRIEF = {
    "about": "Home care workers spend a third of their day on the road. Contracts pay only for "
    "the time in a person’s home, so visits far from a town are handed back.",
    "decision_needed": "To pay for travel between visits in every new home care contract.",
    "evidence": "43 providers kept a log for a week. It would cost £1.9m a year.",
    "views": "43 of 61 home care providers, and the carers’ circle in July.",
}


@pytest.fixture
def system():
    return SystemFactory(slug="northmarch", name="Northmarch")


@pytest.fixture
def body(system):
    body = BodyFactory(
        system=system, slug="care-partnership", name="Northmarch Care Partnership", days_before=0
    )
    for name, who, side, speaks_for in SEATS:
        AppointmentFactory(
            seat=SeatFactory(body=body, name=name, nominated_by=side, speaks_for=speaks_for),
            holder=HolderFactory(
                system=system,
                name=who,
                side=side,
                email=f"{who.split()[0].lower()}@northmarch.example",
            ),
        )
    return body


@pytest.fixture
def secretary(system):
    person = PersonFactory(name="Peter Lofthall")
    GrantFactory(person=person, role="Board secretary", scope_key=f"system:{system.pk}")
    return person


def fill_day(page, day):
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(label, exact=True).fill(str(value))


def write(page, words, who=None):
    page.get_by_label("What was said or settled").fill(words)
    if who:
        page.get_by_label("Who said it").select_option(label=who)
    press(page.get_by_role("button", name="Add the line"))


def plan(page):
    """She plans a meeting that begins with this day, which anybody may watch."""
    page.goto("/northmarch/meetings/")
    press(page.get_by_role("button", name="Plan its next meeting"))
    page.get_by_label("Whose meeting").select_option(label="Northmarch Care Partnership")
    fill_day(page, timezone.localdate())
    page.get_by_label("Begins at").fill("12.01 am")
    page.get_by_label("Where", exact=True).fill("Westmere Town Hall")
    page.get_by_label("Anybody may come").check()
    press(page.get_by_role("button", name="Plan it"))


def add_item(page):
    """She writes an item by which care is bought, and its brief of one page."""
    press(page.get_by_role("link", name="Add an item"))
    page.get_by_label("What the item is").fill(ITEM)
    page.get_by_label("For decision").check()
    page.get_by_label("Money and contracts").check()
    page.get_by_label("Care is bought by it").check()
    press(page.get_by_role("button", name="Add it"))
    for name, words in BRIEF.items():
        page.locator(f"[name={name}]").fill(words)
    press(page.get_by_role("button", name="Save the brief"))


def send(page, address):
    """She sends the agenda to everyone who sits there, and puts it on the public page."""
    page.goto(address)
    press(page.get_by_role("link", name="Send out the agenda"))
    press(page.get_by_role("button", name="Send it out now"))
    page.get_by_text("The agenda is on its way.").wait_for()


def meet(page, address):
    """They meet: who came is said, and the item opens once interests are declared."""
    page.goto(address)
    press(page.get_by_role("button", name="It was held"))
    for _, who, _, _ in SEATS:
        page.get_by_label(who).select_option(label="Came")
    press(page.get_by_role("button", name="Save"))
    page.goto(f"{address}minutes/")
    press(page.get_by_role("button", name="Declare interests"))
    hers = page.get_by_role("region", name="Priya Raman")
    hers.get_by_label("Has one, and did not vote").check()
    hers.get_by_label("What the interest is").fill("Her firm would be paid under the contracts")
    press(page.get_by_role("button", name="Save, and nobody else has one"))
    press(page.get_by_role("button", name="Open item 1"))


def minute(page):
    """She writes down what is said and settled; one line becomes an action, one a decision."""
    write(page, "A third of the day is spent on the road.", "Priya Raman, Home care")
    write(page, "Travel between visits is paid in every new contract.")
    write(page, "Write the clause and show it to the forum.")
    press(page.get_by_role("link", name=re.compile("Make it an action ?: Write the clause")))
    page.get_by_label("Or whose it is by name or office").fill("Head of commissioning")
    fill_day(page, timezone.localdate() + timedelta(days=30))
    press(page.get_by_role("button", name="Give it"))
    press(page.get_by_role("link", name=re.compile("Make it a decision ?: Travel")))
    page.get_by_label("What was decided, in a line").fill("Travel time is paid")
    page.get_by_label("Why", exact=True).fill("Nobody pays for the road today.")
    press(page.get_by_role("button", name="Make it a decision"))


def record(page):
    """She says who was asked before it, and records that it stands."""
    press(page.get_by_role("link", name="Add who was involved"))
    page.get_by_label("For whom they speak").select_option(label="Care providers")
    page.get_by_label("Who they were").fill("43 home care providers")
    page.get_by_label("How they were involved").fill("Kept a log of a week on the road")
    fill_day(page, timezone.localdate() - timedelta(days=40))
    press(page.get_by_role("button", name="Add them"))
    press(page.get_by_role("button", name="Record it"))
    page.get_by_text("is recorded, and stays as it is").wait_for()


def publish(page, address):
    """The minutes are agreed, and published."""
    page.goto(f"{address}minutes/")
    press(page.get_by_role("button", name="Agree them"))
    page.get_by_label("Who agreed them").fill("the members, by email")
    press(page.get_by_role("button", name="They are agreed"))
    press(page.get_by_role("button", name="Publish them"))
    page.get_by_text("Everyone can read them here").wait_for()


def read(visitor, address):
    """Anybody reads it all, without an account."""
    visitor.goto(address)
    visitor.get_by_role("link", name=ITEM).wait_for()
    visitor.goto(f"{address}minutes/")
    visitor.get_by_text("Her firm would be paid under the contracts").wait_for()
    visitor.goto("/northmarch/decisions/")
    press(visitor.get_by_role("link", name="Travel time is paid"))
    visitor.get_by_text("43 home care providers").wait_for()


@pytest.mark.usefixtures("body")
def test_from_agenda_to_published_minutes(page, new_context, check, sign_in, secretary):
    sign_in(page, secretary)
    plan(page)
    add_item(page)
    meeting = Meeting.objects.get()
    address = f"/northmarch/meetings/{meeting.pk}/"

    send(page, address)
    meet(page, address)
    minute(page)
    record(page)
    check(page, "story-decision")
    publish(page, address)

    meeting.refresh_from_db()
    assert meeting.state == MeetingState.AGREED
    assert Decision.objects.get().state == DecisionState.RECORDED
    visitor = new_context().new_page()
    read(visitor, address)
    check(visitor, "story-read")
