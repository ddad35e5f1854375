import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from regard.domains.engagement.models import MemberPart, OtherWays
from regard.domains.engagement.queries.member_parts import PART
from regard.foundation.accounts import links
from regard.foundation.mail.models import Message, State
from tests.domains.engagement.views.addresses import at
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.engagement_collective import MemberPartFactory, SpeechFactory, make_members
from tests.foundation.documents.reading import check_tagged

pytestmark = pytest.mark.django_db


@pytest.fixture
def speech():
    return SpeechFactory()


@pytest.fixture
def parts(speech):
    """Three members with a mandate, none with an email address: their postcodes run backwards."""
    parts = []
    for number, member in enumerate(make_members(speech.exercise, speech.network, mandated=3)):
        member.location.address, member.location.city = "1 High Street", "Harrow Vale"
        member.location.postcode = f"HV1 {9 - number}AA"
        member.location.save()
        mandate = member.mandates.get()
        part = MemberPartFactory(contribution=speech, membership=member, mandate=mandate)
        later = timezone.now() + timedelta(days=90)
        links.issue(purpose=PART, subject_id=part.pk, expires_at=later)
        parts.append(part)
    return parts


@pytest.fixture
def address(speech):
    def address(name="member_letters"):
        return at(name, speech.exercise, network=speech.network.slug)

    return address


def pages_of(pdf):
    """Return the words of each page, on one line each."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def text(response):
    return response.content.decode()


def code(part):
    return links.token(links.list_links(purpose=PART, subject_ids=[part.pk])[part.pk])


class TestLettersToMembers:
    def test_are_listed_in_the_order_of_the_post(self, lead, speech, parts, address):
        page = text(lead(speech.exercise).get(address()))

        assert "3 letters to post, 0 posted." in page
        places = [page.index(code(part)) for part in reversed(parts)]
        assert places == sorted(places)

    def test_are_one_pdf_with_a_page_for_each_and_its_code(self, lead, speech, parts, address):
        OtherWays.objects.create(
            system=speech.exercise.system, telephone="01632 960 001", address="1 Road\nHarrow Vale"
        )

        sent = lead(speech.exercise).get(address("member_letters_pdf"))

        first, *letters = pages_of(sent.content)
        assert sent["Content-Type"] == "application/pdf"
        check_tagged(sent.content, title="Letters to members of Fell Care Forum")
        assert "3 letters, one a page" in first
        assert len(letters) == 3
        for part, letter in zip(reversed(parts), letters, strict=True):
            assert code(part) in letter
            assert f"Fell Care Forum spoke for {part.membership.location.name}" in letter
            assert "telephone 01632 960 001, or write to 1 Road, Harrow Vale" in letter

    def test_are_in_a_file_in_the_same_order(self, lead, speech, parts, address):
        sent = lead(speech.exercise).get(address("member_letters_csv"))

        _, *rows = csv.reader(io.StringIO(sent.getvalue().decode("utf-8-sig")))
        assert [row[3] for row in rows] == [code(part) for part in reversed(parts)]

    def test_are_not_written_twice(self, lead, speech, parts, address):
        browser = lead(speech.exercise)
        browser.post(address(), {"part": [part.pk for part in parts[:2]]})

        page = text(browser.get(address()))

        assert "1 letter to post, 2 posted." in page
        assert code(parts[0]) not in page
        assert code(parts[0]) in text(browser.get(address() + "?printed"))
        spoken = text(browser.get(at("speak_for", speech.exercise, network=speech.network.slug)))
        assert "2 letters posted." in spoken

    @pytest.mark.parametrize(
        ("state", "is_written"), [(State.WAITING, False), (State.FAILED, True)]
    )
    def test_go_to_those_whom_no_email_reached(
        self, lead, speech, parts, address, state, is_written
    ):
        part = parts[0]
        part.message = part_message(part, state)
        part.save()

        assert (code(part) in text(lead(speech.exercise).get(address()))) is is_written

    def test_open_the_members_own_page(self, client, parts):
        page = client.get(reverse("engagement:type_code"), {"code": code(parts[0]).upper()})

        assert page.url.startswith("/p/")
        assert "What Fell Care Forum said for you" in text(client.get(page.url))

    def test_are_not_for_the_network_itself(self, client, speech, parts, address, settings):
        person = PersonFactory()
        scope = f"network:{speech.network.pk}"
        GrantFactory(person=person, role="Roll keeper", scope_key=scope)
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])

        assert client.get(address()).status_code == 403
        assert MemberPart.objects.filter(printed_at=None).count() == 3

    def test_are_none_before_it_has_spoken(self, lead, address, speech):
        speech.kept_at = None
        speech.save()

        assert lead(speech.exercise).get(address()).url == address("speak_for")


def part_message(part, state):
    return Message.objects.create(
        scope_key="system:1", about="", to="a@example.org", subject="s", body="b", state=state
    )
