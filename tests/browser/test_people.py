"""People in their own right, and reach, in a browser: on a desk and on a phone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from regard.domains.register import actions, jobs
from regard.domains.register.models import Individual
from regard.domains.register.rules.people import Particulars
from regard.domains.register.types import AreaLevel, PersonKind, Proof, ReachedBy
from regard.foundation.accounts import links
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from regard.foundation.mail.models import Message
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory
from tests.factories.people import (
    IndividualFactory,
    PreferenceFactory,
    ReachTaskFactory,
    RepresentativeFactory,
    ToldStatementFactory,
)
from tests.factories.register import (
    ContactFactory,
    CouncilFactory,
    LocationFactory,
    PlaceFactory,
    ServiceFactory,
    SystemFactory,
)

TODAY = datetime.now(tz=UTC).date()
KINDS = ["care_home", "home_care", "care_home_nursing", "supported_living"]


@pytest.fixture
def system(db):
    council = CouncilFactory(name="Northmarch Council")
    system = SystemFactory(
        slug="north", name="Northmarch", partnership_name="Northmarch care", council=council
    )
    PlaceFactory(system=system, name="Harrow Vale", districts=["LN1"])
    return system


@pytest.fixture
def lead(page, sign_in, system):
    grant = GrantFactory(person__name="Amara Okafor", scope_key=f"system:{system.pk}")
    sign_in(page, grant.person)
    return page


@pytest.fixture
def people(system):
    ann = IndividualFactory(
        system=system,
        name="Ann Carr",
        email="ann.carr@example.org",
        address="1 Mill Lane\nHarrow\nLN1 3AB",
        needs="Large print, and a call the day before",
    )
    IndividualFactory(
        system=system,
        name="Tom Bell",
        kind=PersonKind.STAFF,
        reached_by=ReachedBy.TEXT,
        telephone="07700 900123",
        keep_until=TODAY + timedelta(days=12),
    )
    IndividualFactory(system=system, name="Kit Sands", kind=PersonKind.DRAWS_ON_CARE, waiting=True)
    RepresentativeFactory(individual=ann, by_individual__name="Rose Carr")
    return ann


@pytest.fixture
def services(system):
    """Services in every state, a task, and a wish."""
    names = [
        "Ash House",
        "Beech Lodge",
        "Cedar Court",
        "Damson Care",
        "Elm View",
        "Fern Home Care",
    ]
    made = []
    for number, name in enumerate(names * 2):
        location = LocationFactory(
            system=system,
            name=f"{name} {number}",
            postcode="" if number % 6 == 5 else "LN1 3AB" if number % 2 else "LN9 1AA",
        )
        ServiceFactory(
            location=location,
            service_type=KINDS[number % 4],
            is_commissioned=[True, False, None][number % 3],
        )
        made.append(location)
    ContactFactory(location=made[0], proven_on=TODAY, proven_how=Proof.ANSWERED)
    ContactFactory(location=made[1], proven_on=date(2024, 1, 1), proven_how=Proof.SPOKEN_TO)
    ContactFactory(location=made[2], failed_on=TODAY, failed_why="550 5.1.1 No such person")
    ContactFactory(location=made[3])
    ReachTaskFactory(system=system, location=made[2], due_on=TODAY - timedelta(days=3))
    ReachTaskFactory(system=system, location=made[5], assigned_to="Amara Okafor")
    PreferenceFactory(location=made[3])
    return made


def do_the_jobs():
    for job in Job.objects.filter(kind="register.write_to_people").order_by("pk"):
        jobs.write_to_people(Progress(job))


class TestPeople:
    def test_says_what_to_do_while_nobody_is_there(self, lead, system, check):
        lead.goto("/north/register/people/")

        check(lead, "people-empty")

    def test_are_listed_shown_and_changed(self, lead, people, check):
        lead.goto("/north/register/people/")
        check(lead, "people")

        press(lead.get_by_role("link", name="Ann Carr"))
        check(lead, "person")
        press(lead.get_by_role("link", name="Change what we hold"))
        check(lead, "person-form")
        lead.get_by_label("Telephone number").fill("01522 000000")
        press(lead.get_by_role("button", name="Save"))

        expect(lead.get_by_text("01522 000000")).to_be_visible()

    def test_get_someone_who_speaks_for_them(self, lead, people, check):
        lead.goto(f"/north/register/people/{people.pk}/speaks/")
        lead.get_by_label("Name of a person or network on the register").fill("tom")
        press(lead.get_by_role("button", name="Find"))
        check(lead, "person-speaker")
        lead.get_by_label("Tom Bell").check()
        lead.get_by_label("Why they may").fill("her son, she asked him to")
        press(lead.get_by_role("button", name="Save"))

        expect(lead.get_by_text("Tom Bell: her son")).to_be_visible()

    def test_are_added_and_forgotten(self, lead, system, check):
        lead.goto("/north/register/people/new/")
        press(lead.get_by_role("button", name="Add them"))
        check(lead, "person-new")
        lead.get_by_label("Unpaid carer").check()
        lead.get_by_label("Name", exact=True).fill("Ann")
        lead.get_by_label("Telephone", exact=True).check()
        lead.get_by_label("Telephone number").fill("01522 000000")
        press(lead.get_by_role("button", name="Add them"))
        press(lead.get_by_role("link", name="Forget them"))
        check(lead, "person-forget")
        press(lead.get_by_role("button", name="Forget them"))

        expect(lead.get_by_text("They are forgotten")).to_be_visible()
        assert not Individual.objects.exists()


class TestJoining:
    def test_reads_well_from_the_form_to_taking_oneself_off(self, page, system, check):
        page.goto("/north/join/")
        check(page, "join")
        page.get_by_label("I care for someone, unpaid").check()
        page.get_by_label("Your name").fill("Ann")
        page.get_by_label("Your email address").fill("ann@example.org")
        page.get_by_label("I am 18 or over").check()
        press(page.get_by_role("button", name="Join"))
        expect(page.get_by_role("heading", name="Look for our email")).to_be_visible()
        check(page, "join-asked")
        do_the_jobs()

        person = Individual.objects.get()
        token = links.token(
            links.list_links(purpose="register.person", subject_ids=[person.pk])[person.pk]
        )
        page.goto(f"/me/{token}/")
        check(page, "me-confirm")
        press(page.get_by_role("button", name="Yes, it was me"))
        check(page, "me")
        press(page.get_by_role("button", name="Change this"))
        check(page, "me-change")
        page.get_by_label("What would help you take part").fill("Easy Read")
        press(page.get_by_role("button", name="Save"))
        expect(page.get_by_text("Easy Read")).to_be_visible()
        press(page.get_by_role("button", name="Write to me about nothing"))
        expect(page.get_by_text("you asked us not to write to you at all")).to_be_visible()
        press(page.get_by_role("link", name="Delete all that you hold about me"))
        check(page, "me-forget")
        press(page.get_by_role("button", name="Take me off"))

        expect(page.get_by_text("You are off the register")).to_be_visible()
        assert not Individual.objects.exists()
        assert not Message.objects.exists()

    def test_works_without_javascript(self, no_script_page, system):
        page = no_script_page
        page.set_viewport_size({"width": 375, "height": 740})
        page.goto("/north/join/")
        page.get_by_label("I work in care").check()
        page.get_by_label("Your name").fill("Tom")
        page.get_by_label("Your email address").fill("tom@example.org")
        page.get_by_label("I am 18 or over").check()
        press(page.get_by_role("button", name="Join"))
        person = Individual.objects.get()
        token = links.token(
            links.list_links(purpose="register.person", subject_ids=[person.pk])[person.pk]
        )
        page.goto(f"/me/{token}/")
        press(page.get_by_role("button", name="Yes, it was me"))
        press(page.get_by_role("link", name="Delete all that you hold about me"))
        press(page.get_by_role("button", name="Take me off"))

        assert not Individual.objects.exists()


class TestReach:
    def test_shows_whom_nobody_can_reach_and_whose_job_it_is(self, lead, services, check):
        lead.goto("/north/register/reach/")
        check(lead, "reach")
        press(lead.get_by_role("link", name="Service by service"))
        check(lead, "reach-list")
        press(lead.get_by_role("link", name="Whose job it is"))
        check(lead, "reach-tasks")

    def test_gives_a_list_to_somebody(self, lead, services, check):
        lead.goto("/north/register/reach/")
        press(lead.get_by_role("button", name="Say whose job they are"))
        check(lead, "reach-give")
        lead.get_by_label("Day").fill("1")
        lead.get_by_label("Month").fill("3")
        lead.get_by_label("Year").fill(str(TODAY.year + 1))
        press(lead.get_by_role("button", name="Give them"))

        expect(lead.get_by_text("given to Amara Okafor")).to_be_visible()

    def test_takes_down_what_came_of_a_call(self, lead, services, check):
        lead.goto(f"/north/register/{services[2].pk}/reached/")
        check(lead, "reached")
        press(lead.get_by_role("link", name="I have tried to reach them"))
        check(lead, "tried")
        lead.get_by_label("Spoken to by telephone").check()
        press(lead.get_by_role("button", name="Save"))

        expect(lead.get_by_text("Somebody was last reached on")).to_be_visible()

    def test_takes_down_wishes_and_who_buys(self, lead, services, check):
        lead.goto(f"/north/register/{services[0].pk}/reached/preference/")
        check(lead, "preference")
        lead.goto(f"/north/register/{services[0].pk}/commissioned/")
        check(lead, "commissioned")


class TestTold:
    def test_is_stated_beside_what_the_register_knows(self, lead, services, system, check):
        ToldStatementFactory(system=system)
        lead.goto("/north/register/told/")
        check(lead, "told")
        press(lead.get_by_role("link", name="Write down a statement"))
        check(lead, "told-form")
        lead.get_by_label("What were they told of?").fill("The winter question")
        lead.get_by_label("How were they told?").fill("By email, and by letter to the rest")
        lead.get_by_label("Who makes the statement?").fill("Pat Lowe, director")
        press(lead.get_by_role("button", name="Write it down"))

        expect(lead.get_by_text("Pat Lowe, director").first).to_be_visible()
        check(lead, "told-statement")


class TestStop:
    def test_is_one_press_on_a_phone(self, page, system, check):
        actions.join(
            system=system,
            said=_said(),
            by="public",
            at=datetime.now(tz=UTC),
        )
        message = Message.objects.get()
        token = links.token(
            links.issue(
                purpose="mail.stop",
                subject_id=message.pk,
                expires_at=datetime.now(tz=UTC) + timedelta(days=9),
            )
        )
        page.goto(f"/stop/{token}/")
        check(page, "stop")
        press(page.get_by_role("button", name="Stop emailing me questions"))
        check(page, "stopped")


def _said():
    return Particulars(
        kind=PersonKind.STAFF,
        name="Ann",
        email="ann@example.org",
        telephone="",
        address="",
        reached_by=ReachedBy.EMAIL,
        level=AreaLevel.PLACE,
        place_id=None,
        needs="",
    )
