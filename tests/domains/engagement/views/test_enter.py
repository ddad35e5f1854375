from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regard.domains.engagement.models import Contribution
from regard.domains.engagement.types import Channel, Speaker
from tests.domains.engagement.views.addresses import at, day
from tests.factories.engagement import QuestionFactory
from tests.factories.register import LocationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    return QuestionFactory()


def call(question, **given):
    filled = {
        f"q{question.pk}": "The rota comes out too late.",
        "channel": "telephone",
        "visibility": "team",
        **day("said_on", "2026-11-20"),
    }
    return filled | given


class TestEnter:
    def test_finds_for_whom_they_speak(self, lead, question):
        LocationFactory(system=question.exercise.system, name="Ashgrove House")

        page = lead(question.exercise).get(at("enter", question.exercise), {"words": "ashgrove"})

        assert "Ashgrove House" in page.content.decode()

    def test_says_when_no_service_is_found(self, lead, question):
        page = lead(question.exercise).get(at("enter", question.exercise), {"words": "zzz"})

        assert "Nothing in the register has all of these words." in page.content.decode()

    def test_keeps_what_a_service_said_and_gives_its_receipt(self, lead, question):
        location = LocationFactory(system=question.exercise.system, name="Ashgrove House")
        page = f"{at('enter', question.exercise)}?location={location.pk}"

        response = lead(question.exercise).post(page, call(question), follow=True)

        kept = Contribution.objects.get()
        assert (kept.location, kept.speaker) == (location, Speaker.PROVIDER)
        assert (kept.channel, kept.said_on) == (Channel.TELEPHONE, date(2026, 11, 20))
        assert kept.entered_by.startswith("person:")
        assert f"receipt number: {kept.receipt}" in response.content.decode()

    def test_keeps_what_a_person_said_with_the_letter_it_came_in(self, lead, question):
        scan = SimpleUploadedFile("letter.pdf", b"%PDF-1.4 made up")
        page = f"{at('enter', question.exercise)}?location=none"
        filled = call(
            question,
            channel="letter",
            speaker="carer",
            address="1 High Street\nWestmere",
            original=scan,
        )
        browser = lead(question.exercise)

        browser.post(page, filled)

        kept = Contribution.objects.get()
        assert (kept.speaker, kept.address) == (Speaker.CARER, "1 High Street\nWestmere")
        sent = browser.get(at("original", question.exercise, receipt=kept.receipt))
        assert b"".join(sent.streaming_content) == b"%PDF-1.4 made up"
        assert "attachment" in sent["Content-Disposition"]

    def test_refuses_a_day_outside_the_exercise(self, lead, question):
        page = f"{at('enter', question.exercise)}?location=none"
        filled = call(question, speaker="carer", **day("said_on", "2026-10-31"))

        response = lead(question.exercise).post(page, filled)

        assert "This opened on 1 November 2026" in response.content.decode()
        assert not Contribution.objects.exists()

    @pytest.mark.parametrize("location", ["abc", "9" * 30, "-1", "1"])
    def test_does_not_find_what_is_no_service_here(self, lead, question, location):
        page = f"{at('enter', question.exercise)}?location={location}"

        assert lead(question.exercise).get(page).status_code == 404

    @pytest.mark.parametrize("role", ["Commissioner", "Association lead", "Board secretary"])
    def test_is_for_the_team_only(self, client_as, question, role):
        browser = client_as(role, question.exercise.system)

        assert browser.get(at("enter", question.exercise)).status_code == 403
