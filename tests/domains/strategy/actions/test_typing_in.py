"""What came on paper or by telephone stands beside the passages that it is on."""

import pytest
from django.urls import reverse
from django.utils import timezone

from regard.domains.engagement import actions as engagement
from regard.domains.engagement.actions import keying as engagement_keying
from regard.domains.engagement.models import Point
from regard.domains.engagement.types import Channel, Said, Speaker
from regard.domains.strategy import queries
from regard.domains.strategy.models import PassageComment
from regard.foundation.jobs.worker import load_addresses
from tests.factories.strategy_reviews import Reviewed

pytestmark = pytest.mark.django_db

TYPED = "It is too long.\n\n2: Which rate?\n1.1: A week is short."


@pytest.fixture
def story():
    load_addresses()  # with which slots are filled
    return Reviewed()


def typed_in(story, text, channel=Channel.LETTER):
    said = Said(
        answers={story.review.question_id: text},
        speaker=Speaker.CARER,
        channel=channel,
        email="ann@example.org",
        entered_by="person:1",
    )
    return engagement.enter_contribution(
        exercise=story.exercise, said=said, original=None, by="person:1", at=timezone.now()
    )


class TestTypedIn:
    def test_stands_beside_each_passage_in_the_order_read(self, story):
        kept = typed_in(story, TYPED)

        answer = kept.answers.get()
        assert answer.text == (
            "It is too long.\n\n1.1 Breaks\n\nA week is short.\n\n2 Travel\n\nWhich rate?"
        )
        said = {
            each.reviewed_id: answer.text[each.start : each.end]
            for each in PassageComment.objects.all()
        }
        assert said == {story.breaks.pk: "A week is short.", story.travel.pk: "Which rate?"}

    def test_makes_a_point_of_each_comment_and_of_what_is_on_all(self, story):
        typed_in(story, TYPED)

        points = list(Point.objects.order_by("start").values_list("text", flat=True))
        assert points == ["It is too long.", "A week is short.", "Which rate?"]

    def test_is_counted_with_what_came_by_link(self, story):
        story.keeps({story.travel: "Say the rate."})
        typed_in(story, TYPED, channel=Channel.TELEPHONE)

        counts = queries.count_comments(strategy=story.strategy, review_id=story.review.pk)

        assert counts["p3"].comments == 2
        assert counts["p2"].waiting == 1

    def test_is_compared_as_it_is_kept_when_it_is_typed_again(self, story):
        kept = typed_in(story, TYPED)
        engagement_keying.draw_to_type_again(
            exercise=story.exercise, how_many=1, by="person:1", at=timezone.now()
        )

        differing = engagement_keying.type_again(
            contribution=kept,
            answers={story.review.question_id: TYPED},
            by="person:2",
            at=timezone.now(),
        )

        assert differing == 0

    def test_is_explained_where_it_is_typed(self, story, client_as):
        where = reverse("engagement:enter", args=[story.system.slug, story.exercise.slug])

        page = client_as("Partnership lead", story.system).get(f"{where}?location=none")

        shown = " ".join(page.content.decode().split())
        assert "as in “1: what they say”" in shown
        assert "<li>1.1 Breaks</li>" in shown

    def test_stays_as_it_is_where_it_names_no_passage(self, story):
        kept = typed_in(story, "It is too long, above all in 2.")

        assert kept.answers.get().text == "It is too long, above all in 2."
        assert not PassageComment.objects.exists()
