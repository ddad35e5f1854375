from pathlib import Path

import pytest
from django.urls import reverse

from regard.domains.engagement.actions.arriving import receive_email
from regard.domains.engagement.models import Arrival, Contribution, Exercise
from regard.domains.engagement.queries.mailboxes import find_mailbox, get_public_address
from regard.domains.engagement.types import ArrivalState, Channel, Speaker, Visibility
from regard.domains.engagement.types.seeing import Seen
from regard.foundation.audit.models import Entry
from regard.foundation.files.models import File
from regard.foundation.mail.models import Message
from tests.domains.engagement.views.addresses import day
from tests.domains.engagement.views.conftest import NOON
from tests.factories.engagement import ExerciseFactory
from tests.factories.engagement_seeing import begin
from tests.factories.register import SystemFactory
from tests.foundation.mail.test_emails import email

pytestmark = pytest.mark.django_db

WORDS = "Night staff leave for the warehouse. Two went this week."
QUOTED = f"{WORDS}\n\nOn 2 Nov 2026, Northmarch wrote:\n> Dear Ann,\n"


@pytest.fixture(autouse=True)
def _domain(settings):
    settings.ANSWERS_DOMAIN = "answers.example.org"


@pytest.fixture
def seeing():
    return begin(SystemFactory(slug="northmarch"))


def receive(address, message):
    mailbox = find_mailbox(address=address, at=NOON)
    return receive_email(
        mailbox=mailbox, content=message.as_bytes(), envelope_sender="ann@example.org", at=NOON
    )


def keep_url(arrival):
    here = reverse("engagement:keep_arrival", args=[arrival.system.slug, arrival.pk])
    return f"{here}?exercise={arrival.exercise.slug}&location=none"


def told(exercise, **more):
    what, kind = exercise.questions.order_by("position")
    return {
        "takes_all": what.pk,
        f"q{kind.pk}": Seen.WORSE.label,
        "channel": Channel.EMAIL,
        "speaker": Speaker.CARER,
        "visibility": Visibility.TEAM,
        "name": "Ann Smith",
        "email": "ann@example.org",
        "service_type": "home_care",
        **day("said_on", "2026-11-21"),
    } | more


class TestTheAddress:
    def test_is_easily_told(self, seeing):
        address = get_public_address(exercise=seeing)

        assert address == "seeing.northmarch@answers.example.org"
        assert find_mailbox(address=address, at=NOON).exercise == seeing

    def test_leaves_an_exercise_that_is_called_so_its_own(self, seeing):
        other = ExerciseFactory(system=seeing.system, slug="seeing")

        assert find_mailbox(address="seeing.northmarch@answers.example.org", at=NOON).exercise == (
            other
        )
        its = get_public_address(exercise=seeing)
        assert find_mailbox(address=its, at=NOON).exercise == seeing

    def test_stands_where_people_can_tell(self, client, seeing):
        for name in ("seeing", "tell"):
            page = client.get(reverse(f"engagement:{name}", args=["northmarch"]))
            assert "mailto:seeing.northmarch@answers.example.org" in page.content.decode()

    def test_is_not_offered_to_who_must_not_be_known(self, client, seeing):
        page = client.get(reverse("engagement:tell_as_staff", args=["northmarch"]))

        assert "mailto:" not in page.content.decode()


class TestASightingByEmail:
    @pytest.fixture
    def arrival(self, seeing):
        return receive(get_public_address(exercise=seeing), email(QUOTED))

    def test_waits_for_a_person_with_its_own_words(self, lead, seeing, arrival):
        assert (arrival.state, arrival.exercise, arrival.words) == (
            ArrivalState.WAITING,
            seeing,
            WORDS,
        )
        page = lead(seeing).get(reverse("engagement:seeing", args=["northmarch"]))
        assert "1 to read" in page.content.decode()

    def test_comes_into_the_same_list_with_its_original(self, lead, seeing, arrival):
        browser = lead(seeing)

        page = browser.post(keep_url(arrival), told(seeing))
        assert page.status_code == 302, page.content.decode().split("error-summary")[1][:900]

        kept = Contribution.objects.get()
        assert (kept.channel, kept.speaker, kept.file) == (
            Channel.EMAIL,
            Speaker.CARER,
            arrival.original,
        )
        assert kept.about.service_type == "home_care"
        listed = browser.get(reverse("engagement:seen", args=["northmarch"])).content.decode()
        assert WORDS in listed
        assert Message.objects.get().to == "ann@example.org"

    def test_follows_what_the_same_person_wrote_before(self, seeing, arrival):
        answers = f"<{arrival.message_id}>"
        message = email("And one more.", Message_ID="<two@example.org>", In_Reply_To=answers)

        later = receive(get_public_address(exercise=seeing), message)

        assert later.follows == arrival


class TestASightingByStaff:
    @pytest.fixture
    def arrival(self, seeing):
        message = email(QUOTED)
        message.add_attachment(b"rota", maintype="application", subtype="pdf", filename="rota.pdf")
        return receive(get_public_address(exercise=seeing), message)

    def test_is_kept_and_who_wrote_it_is_forgotten(
        self, lead, seeing, arrival, django_capture_on_commit_callbacks
    ):
        paths = [Path(each.original.path) for each in Arrival.objects.all()]
        assert all(path.is_file() for path in paths)

        with django_capture_on_commit_callbacks(execute=True):
            lead(seeing).post(keep_url(arrival), told(seeing, speaker=Speaker.STAFF))

        kept = Contribution.objects.get()
        assert kept.answers.get(question__position=1).text == WORDS
        assert (kept.name, kept.email, kept.file) == ("", "", None)
        for each in Arrival.objects.all():
            assert (each.sender, each.sender_name, each.subject, each.words) == ("", "", "", "")
            assert (each.state, each.contribution) == (ArrivalState.SET_ASIDE, None)
        assert not any(path.exists() for path in paths)
        assert not Message.objects.exists()
        assert {file.name for file in File.objects.all()} == {
            "Told by somebody who works in care.txt"
        }
        assert Entry.objects.filter(event="arrival.forgotten").count() == 2
        assert not Entry.objects.filter(event="arrival.answered").exists()

    def test_does_not_come_twice(self, lead, seeing, arrival):
        content = Path(arrival.original.path).read_bytes()
        lead(seeing).post(keep_url(arrival), told(seeing, speaker=Speaker.STAFF))

        again = receive_email(
            mailbox=find_mailbox(address=get_public_address(exercise=seeing), at=NOON),
            content=content,
            envelope_sender="ann@example.org",
            at=NOON,
        )

        assert again is None
        assert Exercise.objects.get().arrivals.count() == 2
