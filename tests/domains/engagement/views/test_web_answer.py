import pytest

from regard.domains.engagement.models import Contribution
from regard.domains.engagement.types import Channel, Speaker
from tests.domains.engagement.views.addresses import at
from tests.factories.engagement import ExerciseFactory, QuestionFactory
from tests.factories.register import LocationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    return QuestionFactory(exercise__system__receipt_prefix="NM")


@pytest.fixture
def post(client_as, question):
    """Send the form, filled in but for what is given."""

    def post(**given):
        filled = {
            f"q{question.pk}": "Pay for travel.",
            "speaker": "carer",
            "visibility": "team",
        }
        page = at("answer_on_web", question.exercise)
        return client_as().post(page, filled | given)

    return post


class TestAnswerOnWeb:
    def test_keeps_an_answer_and_leads_to_its_receipt(self, client_as, post):
        response = post(email="ann@example.org", name="Ann")

        kept = Contribution.objects.get()
        assert (kept.channel, kept.speaker, kept.email) == (
            Channel.WEB,
            Speaker.CARER,
            "ann@example.org",
        )
        page = client_as().get(response["Location"]).content.decode()
        assert kept.receipt in page
        assert "Thank you" in page

    def test_asks_which_service_a_name_means(self, question, post):
        location = LocationFactory(system=question.exercise.system, name="Ashgrove House")

        page = post(speaker="provider", service="ashgrove").content.decode()
        post(speaker="provider", service="ashgrove", location=str(location.pk))

        assert "Which of these is your service?" in page
        assert "Ashgrove House" in page
        assert Contribution.objects.get().location == location

    def test_takes_a_service_that_is_not_in_the_register_by_its_name(self, post):
        post(speaker="provider", service="Brand New Care", name="Ann")

        kept = Contribution.objects.get()
        assert (kept.location, kept.name) == (None, "Ann, Brand New Care")

    def test_takes_none_of_the_services_shown(self, question, post):
        LocationFactory(system=question.exercise.system, name="Ashgrove House")

        post(speaker="provider", service="ashgrove", location="none")

        assert Contribution.objects.get().location is None

    def test_counts_no_service_for_who_is_no_provider(self, question, post):
        location = LocationFactory(system=question.exercise.system, name="Ashgrove House")

        post(speaker="staff", service="ashgrove", location=str(location.pk))

        assert Contribution.objects.get().location is None

    def test_refuses_a_service_of_another_system(self, question, post):
        LocationFactory(system=question.exercise.system, name="Ashgrove House")
        elsewhere = LocationFactory()

        page = post(speaker="provider", service="ashgrove", location=str(elsewhere.pk))

        assert "Choose one of the answers" in page.content.decode()
        assert not Contribution.objects.exists()

    def test_needs_an_answer(self, question, post):
        page = post(**{f"q{question.pk}": " "}).content.decode()

        assert "Answer at least one question" in page

    def test_refuses_what_only_a_program_fills_in(self, post):
        page = post(website="https://example.org").content.decode()

        assert "Leave this box empty" in page
        assert not Contribution.objects.exists()

    def test_stops_a_flood(self, post):
        for _ in range(30):
            post(website="x")

        response = post()

        assert response.status_code == 429
        assert "try again in an hour" in response.content.decode()
        assert not Contribution.objects.exists()

    def test_says_when_it_closed(self, client_as):
        exercise = ExerciseFactory(closed=True)

        page = client_as().get(at("answer_on_web", exercise)).content.decode()

        assert "This closed on 30 November 2026" in page

    def test_keeps_nothing_after_it_closed(self, client_as):
        question = QuestionFactory(exercise=ExerciseFactory(closed=True))

        client_as().post(at("answer_on_web", question.exercise), {f"q{question.pk}": "Late."})

        assert not Contribution.objects.exists()
