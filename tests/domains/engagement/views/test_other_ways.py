from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from regard.domains.engagement.models import Exercise, OtherWays
from regard.domains.engagement.queries.invitations import ask_of
from regard.domains.engagement.types import Stage
from regard.foundation.accounts import links
from regard.foundation.audit.models import Entry
from tests.domains.engagement.views.addresses import at
from tests.factories.engagement import InvitationFactory, QuestionFactory
from tests.factories.engagement_seeing import begin

pytestmark = pytest.mark.django_db

GIVEN = {
    "telephone": "01632  960 001",
    "hours": "weekdays 9am to 5pm",
    "address": " 1 High Street \n\nHarrow Vale ",
}
CALL, LINES = "01632 960 001", "1 High Street, Harrow Vale"


@pytest.fixture
def exercise():
    return QuestionFactory(exercise__system__slug="northmarch").exercise


@pytest.fixture
def address():
    return reverse("engagement:other_ways", args=["northmarch"])


def text(response):
    return response.content.decode()


class TestHowElsePeopleAreReached:
    def test_is_said_once_and_kept_tidy(self, lead, exercise, address):
        browser = lead(exercise)
        assert "Nobody is told a telephone number" in text(browser.get(address))

        page = text(browser.post(address, GIVEN, follow=True))

        assert "Saved." in page
        ways = OtherWays.objects.get()
        assert (ways.telephone, ways.address) == (CALL, "1 High Street\nHarrow Vale")
        assert Entry.objects.get(event="system.other_ways_set").subject == (
            f"register.System:{exercise.system_id}"
        )

    def test_is_refused_by_field(self, lead, exercise, address):
        page = text(lead(exercise).post(address, GIVEN | {"telephone": "ring us"}))

        assert "Write the number in figures" in page
        assert not OtherWays.objects.exists()

    def test_is_not_for_others_to_say(self, client_as, exercise, address):
        assert client_as("Commissioner", exercise.system).get(address).status_code == 403


class TestWhereItStands:
    @pytest.fixture(autouse=True)
    def _said(self, lead, exercise, address):
        lead(exercise).post(address, GIVEN)

    def pages(self, exercise):
        begin(exercise.system)
        invitation = InvitationFactory(exercise=exercise)
        later = timezone.now() + timedelta(days=90)
        link = links.issue(purpose="engagement.answer", subject_id=invitation.pk, expires_at=later)
        token = links.token(link)
        yield at("exercise", exercise)
        yield at("answer_on_web", exercise)
        yield at("paper_form", exercise)
        yield reverse("engagement:tell", args=["northmarch"])
        yield reverse("engagement:answer_question", args=[token, 1])

    def test_is_wherever_people_are_asked(self, client, exercise):
        for address in self.pages(exercise):
            page = text(client.get(address))
            assert CALL in page, address
            assert LINES in page, address

    def test_is_where_it_is_too_late(self, client, exercise):
        Exercise.objects.update(stage=Stage.CLOSED)

        assert CALL in text(client.get(at("answer_on_web", exercise)))

    def test_is_in_what_is_sent(self, exercise):
        ask = ask_of(exercise)

        assert ask.telephone == f"{CALL}, weekdays 9am to 5pm"
        assert ask.address == "1 High Street\nHarrow Vale"
