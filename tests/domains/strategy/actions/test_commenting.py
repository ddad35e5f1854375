"""What somebody says on the passages of a draft, saved as they write and kept once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from regard.domains.engagement import actions as engagement
from regard.domains.engagement.models import Answer, Contribution, Point
from regard.domains.strategy import actions, queries
from regard.domains.strategy.models import CommentSave, PassageComment
from regard.domains.strategy.queries.commenting import asks_for_comments
from regard.foundation.accounts import links
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import NotFound
from tests.factories.engagement_questions import HandOverFactory
from tests.factories.strategy_reviews import Reviewed

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Reviewed()


def own(story, token=None):
    """Return what an unfinished answer says, by passage."""
    here = story.opens(token)
    draft = Contribution.objects.filter(invitation=here.invitation, kept_at=None).first()
    return queries.list_own_comments(review=story.review, draft=draft)


def stretches():
    """Return the words of every stretch, by the heading of its passage."""
    rows = PassageComment.objects.select_related("answer", "reviewed").order_by("start")
    return {row.reviewed.heading: row.answer.text[row.start : row.end] for row in rows}


class TestSaveComments:
    def test_keeps_them_as_one_answer_with_a_stretch_for_each(self, story):
        story.writes({story.travel: "Say which rate.", story.carers: " Name one number.\r\n"})

        answer = Answer.objects.get()
        assert answer.text == "1 Carers\n\nName one number.\n\n2 Travel\n\nSay which rate."
        assert stretches() == {"Carers": "Name one number.", "Travel": "Say which rate."}
        assert [place[1] for place in answer.places] == ["1 Carers", "2 Travel"]

    def test_says_in_the_ledger_once_that_a_draft_was_begun(self, story):
        story.writes({story.travel: "Say which rate."})
        story.writes({story.travel: "Which?"}, shown={story.travel: "Say which rate."})

        assert Entry.objects.get().event == "draft.begun"

    def test_moves_the_stretches_when_one_before_changes(self, story):
        story.writes({story.travel: "Say which rate."})
        story.writes({story.carers: "Name one number, and answer it at night too."})

        assert stretches()["Travel"] == "Say which rate."

    def test_takes_a_comment_back(self, story):
        story.writes({story.travel: "Say which rate.", story.carers: "One number."})
        story.writes({story.travel: ""}, shown={story.travel: "Say which rate."})

        assert stretches() == {"Carers": "One number."}

    def test_takes_all_of_them_back(self, story):
        story.writes({story.travel: "Say which rate."})
        story.writes({story.travel: ""}, shown={story.travel: "Say which rate."})

        assert not Answer.objects.exists()
        assert own(story) == {}

    def test_lets_two_write_on_different_passages(self, story):
        early, late = engagement.number_page(), engagement.number_page()
        story.writes({story.carers: "One number.", story.travel: ""}, mark=late)
        story.writes({story.carers: "", story.travel: "Which rate?"}, mark=early)

        assert stretches() == {"Carers": "One number.", "Travel": "Which rate?"}

    def test_writes_nothing_over_what_another_wrote_meanwhile(self, story):
        early, late = engagement.number_page(), engagement.number_page()
        story.writes({story.travel: "Theirs."}, mark=late)

        stands = story.writes({story.travel: "Mine.", story.carers: "One number."}, mark=early)

        assert stands == {story.travel.pk: "Theirs."}
        assert stretches() == {"Carers": "One number.", "Travel": "Theirs."}

    def test_puts_words_in_the_place_of_others_once_they_were_seen(self, story):
        story.writes({story.travel: "Theirs."})

        assert story.writes({story.travel: "Mine."}, shown={story.travel: "Theirs."}) == {}
        assert stretches() == {"Travel": "Mine."}

    def test_is_refused_to_a_page_whose_words_were_sent(self, story):
        old = engagement.number_page()
        story.keeps({story.travel: "Which rate?"})

        with pytest.raises(engagement.Overtaken):
            story.writes({story.travel: "Which rate? More."}, mark=old)

        assert Contribution.objects.count() == 1

    def test_is_refused_once_it_is_closed(self, story):
        here = story.opens()
        here.exercise.closes_on = timezone.localdate() - timedelta(days=1)
        here.exercise.save()

        with pytest.raises(engagement.CannotKeep):
            story.writes({story.travel: "Too late."})

    def test_takes_more_than_any_one_answer_that_is_typed(self, story):
        story.keeps({story.carers: "a " * 9_000, story.travel: "b " * 9_000})

        assert Contribution.objects.get().kept_at
        assert len(stretches()["Travel"]) == 17_999

    def test_is_refused_too_much(self, monkeypatch, story):
        monkeypatch.setattr("regard.domains.strategy.rules.reviews.LONGEST_ANSWER", 10)

        with pytest.raises(actions.CannotComment):
            story.writes({story.travel: "More than ten."})

        assert not PassageComment.objects.exists()

    def test_adds_to_what_was_sent_before(self, story):
        story.keeps({story.travel: "Which rate?"})
        story.keeps({story.travel: "And when?"})

        said = PassageComment.objects.filter(reviewed=story.travel).count()
        assert (Contribution.objects.count(), said) == (2, 2)


class TestKeptComments:
    def test_are_points_of_their_own(self, story):
        story.keeps(
            {
                story.carers: "And name one number.",
                story.travel: "it is right. But say which rate holds for rural roads at night.",
            }
        )

        texts = list(Point.objects.order_by("start").values_list("text", flat=True))
        assert texts[0] == "And name one number."
        assert not any("Travel" in text or "Carers" in text for text in texts)

    def test_that_say_nothing_make_no_point(self, story):
        story.keeps({story.carers: "n/a", story.travel: "Which rate?"})

        assert [point.text for point in Point.objects.all()] == ["Which rate?"]
        assert PassageComment.objects.count() == 2

    def test_stay_with_their_passages_behind_a_shield(self, story):
        story.keeps({story.travel: "Our council pays late."}, is_shielded=True)

        kept = Contribution.objects.get()
        assert (kept.is_shielded, kept.invitation) == (True, None)
        assert stretches() == {"Travel": "Our council pays late."}
        assert not CommentSave.objects.exists()

    def test_are_each_services_own(self, story):
        other = story.asks()
        story.writes({story.travel: "Mine."})
        story.writes({story.travel: "Theirs."}, token=other)

        assert own(story) == {story.travel.pk: "Mine."}
        assert own(story, other) == {story.travel.pk: "Theirs."}

    def test_are_shared_with_a_colleague_to_whom_the_link_was_passed_on(self, story):
        story.writes({story.travel: "Mine."})
        passed_on = HandOverFactory(invitation=story.opens().invitation)
        theirs = links.token(
            links.issue(
                purpose="engagement.hand_over",
                subject_id=passed_on.pk,
                expires_at=timezone.now() + timedelta(days=9),
            )
        )

        story.writes({story.carers: "Theirs."}, token=theirs)

        assert story.opens(theirs).opened.by == f"hand_over:{passed_on.pk}"
        assert own(story) == {story.carers.pk: "Theirs.", story.travel.pk: "Mine."}


class TestTheQuestionOfAReview:
    def test_is_not_removed_from_under_it(self, story):
        story.exercise.stage = "draft"
        story.exercise.register_as_at = None
        story.exercise.save()

        with pytest.raises(engagement.CannotWord, match="Call that review off first"):
            engagement.remove_question(
                question=story.review.question, by="person:1", at=timezone.now()
            )

    def test_is_an_ordinary_one_once_it_asks_for_something_else(self, story):
        story.review.question.kind = "choice"
        story.review.question.save()

        assert not asks_for_comments(question_id=story.review.question_id)
        with pytest.raises(NotFound):
            story.opens()
