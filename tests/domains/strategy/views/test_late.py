from datetime import timedelta

import pytest
from django.urls import reverse

from regard.domains.engagement import actions as engagement
from regard.domains.engagement.types import Channel, Said, Speaker
from regard.domains.strategy import actions
from regard.domains.strategy.models import LateOutcome, Reply
from regard.foundation.jobs.models import Job
from tests.domains.strategy.views.addresses import at
from tests.factories.strategy import PUBLISHED, Story

pytestmark = pytest.mark.django_db

REASON = "The law does not let us do this here."


@pytest.fixture
def story():
    story = Story().decides()
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    story.exercise.refresh_from_db()
    said = Said(
        answers={story.question.pk: "Nobody pays us for the road either."},
        speaker=Speaker.CARER,
        channel=Channel.LETTER,
        said_on=story.exercise.closes_on,
    )
    story.late = engagement.keep_contribution(
        exercise=story.exercise, said=said, by="person:1", at=PUBLISHED + timedelta(days=1)
    ).points.get()
    return story


@pytest.fixture
def lead(client_as, story):
    return client_as("Partnership lead", story.system)


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


class TestLate:
    def test_shows_who_waits_and_since_when_too_long(self, lead, story):
        page = text(lead.get(at(story, "late/")))

        assert "1 point came after it was published and wait" in page
        assert story.late.text in page
        assert "1 for too long" in page

    def test_is_led_to_from_the_replies(self, lead, story):
        assert at(story, "late/") in text(lead.get(at(story, "replies/")))

    def test_answers_it_as_something_published(self, lead, story):
        given = {"points": [story.late.pk], "same_as": story.adopted.pk}

        lead.post(at(story, "late/"), given)

        assert LateOutcome.objects.get().same_as == story.adopted
        page = text(lead.get(at(story, "late/")))
        assert "Nobody waits" in page
        assert "Reply now" in page

    def test_answers_it_by_itself(self, lead, story):
        given = {"points": [story.late.pk], "same_as": "own", "kind": "not_adopted"}

        lead.post(at(story, "late/"), given | {"reason": REASON})

        assert LateOutcome.objects.get().reason == REASON

    @pytest.mark.parametrize(
        ("given", "why"),
        [
            ({"same_as": "own"}, "Choose what became of it"),
            ({"same_as": "own", "kind": "not_adopted", "reason": "No."}, "Say more about why"),
        ],
    )
    def test_says_what_is_missing(self, lead, story, given, why):
        page = text(lead.post(at(story, "late/"), given | {"points": [story.late.pk]}))

        assert why in page
        assert not LateOutcome.objects.exists()

    def test_replies_without_waiting_for_the_clock(self, lead, story):
        Job.objects.all().delete()

        lead.post(at(story, "late/reply/"))

        assert Job.objects.filter(kind="strategy.send_replies").count() == 1

    def test_is_not_there_before_anything_is_published(self, client_as):
        story = Story()

        response = client_as("Partnership lead", story.system).get(at(story, "late/"))

        assert response.status_code == 404


class TestAnswerAgain:
    def test_answers_a_point_anew(self, lead, story):
        here = at(story, f"late/points/{story.person.pk}/")
        assert story.person.text in text(lead.get(here))

        lead.post(here, {"points": [story.person.pk], "same_as": story.adopted.pk})

        assert LateOutcome.objects.get().point == story.person
        assert Reply.objects.filter(contribution=story.person.contribution).count() == 1

    def test_is_not_there_for_what_waits_for_its_first_answer(self, lead, story):
        response = lead.get(at(story, f"late/points/{story.late.pk}/"))

        assert response.status_code == 404


class TestTheTrace:
    def test_says_that_it_came_after_and_what_became_of_it_then(self, lead, story):
        here = f"/{story.system.slug}/trace/{story.late.pk}/"
        assert "It came after this was published" in text(lead.get(here))

        given = {"points": [story.late.pk], "same_as": story.adopted.pk}
        lead.post(at(story, "late/"), given)

        assert story.theme.title in text(lead.get(here))


class TestLinksToAnsweringAgain:
    def test_stand_with_what_became_of_a_point_for_those_who_decide(self, story, lead, client):
        address = reverse("strategy:trace", args=[story.system.slug, story.person.pk])
        again = at(story, f"late/points/{story.person.pk}/")

        assert again in lead.get(address).text
        assert again not in client.get(address).text

    def test_stand_with_replies_that_answer_nobody(self, story, lead):
        said = story.person.contribution
        Reply.objects.filter(contribution=said).update(answers_them=False)

        page = lead.get(at(story, "replies/?answers=no")).text

        assert at(story, f"late/points/{story.person.pk}/") in page
        assert said.receipt in page
        assert story.home.contribution.receipt not in page

    def test_lead_to_its_first_answer_where_it_waits(self, story, lead):
        page = lead.get(reverse("strategy:trace", args=[story.system.slug, story.late.pk])).text

        assert "Give it its answer" in page
