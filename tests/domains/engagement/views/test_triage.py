import pytest
from django.urls import reverse

from regard.domains.engagement.jobs.safeguarding import tell
from regard.domains.engagement.models import Concern
from regard.domains.engagement.types import ConcernState
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import AnswerFactory
from tests.factories.engagement_care import ConcernFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def concern():
    answer = AnswerFactory(text="Mum was neglected.")
    return ConcernFactory(contribution=answer.contribution)


@pytest.fixture
def steward(client_as, concern):
    return client_as("Steward", concern.contribution.system)


def listed(concern):
    return reverse("engagement:triage", args=[concern.contribution.system.slug])


def one(concern):
    return f"{listed(concern)}{concern.pk}/"


class TestTriage:
    def test_lists_what_waits_and_says_what_is_late(self, steward, concern):
        page = steward.get(listed(concern)).content.decode()

        assert "1 answer to look into. Nobody has looked in time at 1 of them." in page
        assert "Overdue" in page
        assert "neglected" in page

    @pytest.mark.parametrize("role", ["Commissioner", "Association lead", "Coder"])
    def test_is_closed_to_everyone_else(self, client_as, concern, role):
        browser = client_as(role, concern.contribution.system)

        assert browser.get(listed(concern)).status_code == 403
        assert browser.get(one(concern)).status_code == 403

    def test_shows_the_whole_answer_and_takes_it_up(self, steward, concern):
        assert "Mum was neglected." in steward.get(one(concern)).content.decode()

        steward.post(one(concern), {"do": "take_up"})

        assert Concern.objects.get().state == ConcernState.TAKEN_UP
        assert "Taken up on 21 November 2026" in steward.get(listed(concern)).content.decode()

    def test_passes_it_on(self, steward, concern):
        steward.post(one(concern), {"do": "pass_on", "to": "The council", "note": "Ref 1"})

        assert Concern.objects.get().state == ConcernState.PASSED_ON
        assert "Passed to The council" in steward.get(one(concern)).content.decode()
        assert "Nothing waits." in steward.get(listed(concern)).content.decode()

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({"do": "pass_on"}, "Say to whom you passed it on"),
            ({"do": "settle"}, "Say how you know that nobody is at risk"),
        ],
    )
    def test_asks_for_what_is_missing(self, steward, concern, sent, words):
        assert words in steward.post(one(concern), sent).content.decode()
        assert Concern.objects.get().settled_at is None

    def test_settles_it_once(self, steward, concern):
        for _ in range(2):
            response = steward.post(one(concern), {"do": "settle", "because": "A course"})

        assert "This is settled already" in response.content.decode()
        assert Concern.objects.get().state == ConcernState.NO_CONCERN


class TestTell:
    def test_says_the_same_whether_there_was_anything_or_not(self, concern, mailoutbox):
        GrantFactory(role="Steward", scope_key=f"system:{concern.contribution.system_id}")

        first, second = (
            tell(Progress(Job.objects.create(kind="x", title="x", scope_key="", by="job")))
            for _ in range(2)
        )

        assert first == second == "Done."
        [email] = mailoutbox
        assert "neglected" not in email.body + email.subject
