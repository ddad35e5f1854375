"""How people answer who fill in no page: by their network, by letter, email and telephone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from regard.domains.engagement.actions.arriving import receive_email
from regard.domains.engagement.models import MemberPart, OtherWays
from regard.domains.engagement.queries.mailboxes import find_mailbox
from regard.domains.engagement.queries.member_parts import PART
from regard.domains.engagement.types import MemberStand
from regard.foundation.accounts import links
from tests.browser.pressing import press
from tests.domains.engagement.views.addresses import at
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.engagement import ExerciseFactory, QuestionFactory
from tests.factories.engagement_collective import MemberPartFactory, SpeechFactory, make_members
from tests.factories.engagement_seeing import begin
from tests.factories.networks import NetworkFactory
from tests.factories.register import SystemFactory
from tests.foundation.mail.test_emails import email

SHEET = (
    "Member,How it stands,How it sees it differently\n"
    "Member 000,Agrees,\n"
    "Member 001,Differs,The rota comes too late to plan a life around it.\n"
    "Elm Court,Agrees,\n"
    "Member 002,Perhaps,\n"
)


@pytest.fixture
def system():
    system = SystemFactory(name="Northmarch", slug="northmarch")
    OtherWays.objects.create(
        system=system,
        telephone="01632 960 001",
        hours="weekdays 9am to 5pm",
        address="Northmarch care partnership\n1 High Street\nHarrow Vale\nHV1 1AA",
    )
    return system


@pytest.fixture
def exercise(system):
    today = timezone.localdate()
    exercise = ExerciseFactory(
        system=system,
        slug="winter-staff",
        title="What would keep your staff next winter?",
        opens_on=today - timedelta(days=3),
        closes_on=today + timedelta(days=19),
        reply_by=today + timedelta(days=90),
    )
    QuestionFactory(exercise=exercise, text="What would keep your staff next winter?")
    return exercise


@pytest.fixture
def network(system):
    return NetworkFactory(system=system, name="Fell Care Forum")


@pytest.fixture
def lead(page, sign_in, system):
    person = PersonFactory(name="Amara Bello")
    GrantFactory(person=person, role="Partnership lead", scope_key=f"system:{system.pk}")
    sign_in(page, person)
    return page


def given_letters(exercise, network):
    speech = SpeechFactory(exercise=exercise, network=network)
    for number, member in enumerate(make_members(exercise, network, mandated=3)):
        member.location.address, member.location.city = f"{number} Mill Lane", "Harrow Vale"
        member.location.postcode = f"HV1 {9 - number}AA"
        member.location.save()
        part = MemberPartFactory(
            contribution=speech, membership=member, mandate=member.mandates.get()
        )
        later = timezone.now() + timedelta(days=90)
        links.issue(purpose=PART, subject_id=part.pk, expires_at=later)


class TestANetworkWithManyMembers:
    def test_loads_how_they_stand_from_a_spreadsheet(self, lead, check, exercise, network):
        make_members(exercise, network, mandated=2, without=1)
        SpeechFactory(exercise=exercise, network=network, draft=True)
        lead.goto(at("speak_for_members", exercise, network=network.slug))

        press(lead.get_by_role("link", name="Load how they stand from a spreadsheet"))
        check(lead, "stand-sheet")
        sheet = {"name": "members.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
        lead.locator("input[type=file]").set_input_files(files=[sheet])
        press(lead.get_by_role("button", name="Load it"))

        check(lead, "stand-sheet-loaded")
        assert "2 rows could not be taken" in lead.inner_text("main")
        assert MemberPart.objects.filter(stand=MemberStand.DIFFERED).count() == 1


class TestMembersWithoutEmail:
    def test_get_letters(self, lead, check, exercise, network):
        given_letters(exercise, network)
        lead.goto(at("speak_for", exercise, network=network.slug))

        press(lead.get_by_role("link", name="Letters to members without email"))
        check(lead, "member-letters")
        press(lead.get_by_role("button", name="These 3 are posted"))

        assert "No letters to post, 3 posted." in lead.inner_text("main")


class TestSayingItOtherwise:
    def test_stands_where_people_are_asked(self, page, check, exercise):
        page.goto(at("exercise", exercise))

        check(page, "exercise-other-ways")
        assert "01632 960 001" in page.inner_text("main")

    def test_is_set_by_a_lead(self, lead, check, exercise):
        lead.goto(reverse("engagement:other_ways", args=["northmarch"]))

        check(lead, "other-ways")
        lead.get_by_label("When is it picked up?").fill("any day")
        press(lead.get_by_role("button", name="Save"))

        assert OtherWays.objects.get().hours == "any day"

    def test_by_email_comes_into_what_people_are_seeing(self, lead, check, settings, system):
        settings.ANSWERS_DOMAIN = "answers.example.org"
        exercise = begin(system)
        now = timezone.now()
        content = email("Night staff leave for the warehouse.").as_bytes()
        mailbox = find_mailbox(address="seeing.northmarch@answers.example.org", at=now)
        arrival = receive_email(mailbox=mailbox, content=content, envelope_sender="a@b", at=now)
        lead.goto(reverse("engagement:seeing", args=["northmarch"]))
        check(lead, "seeing-by-email")

        where = reverse("engagement:keep_arrival", args=["northmarch", arrival.pk])
        lead.goto(f"{where}?exercise={exercise.slug}&location=none")

        check(lead, "keep-seeing-by-email")


class TestAPhaseMore:
    def test_is_added_with_a_reason(self, lead, check, exercise):
        lead.goto(at("phases", exercise))
        check(lead, "phases-open")

        press(lead.get_by_role("link", name="You say what you think"))

        check(lead, "add-phase")
        lead.get_by_label("Why is it added?").fill("Providers asked to see one another's views.")
        press(lead.get_by_role("button", name="Add it"))
        assert "Added. The exercise" in lead.inner_text("body")
        lead.goto(at("exercise", exercise))
        check(lead, "exercise-phase-added")
