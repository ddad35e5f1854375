"""What is read of reviews: comments, counts, and what became of passages since."""

import pytest
from django.utils import timezone

from regard.domains.engagement.models import Contribution, Redaction
from regard.domains.engagement.types import Visibility
from regard.domains.strategy import actions, queries
from regard.domains.strategy.types import OutcomeKind
from regard.foundation.base.errors import NotFound
from tests.factories.engagement import PointFactory, ThemeFactory
from tests.factories.strategy import OutcomeFactory, PassageFactory, StrategyFactory
from tests.factories.strategy_reviews import Reviewed

pytestmark = pytest.mark.django_db

KEYS = ["p1", "p2", "p3"]


@pytest.fixture
def story():
    return Reviewed()


def said(story, *, shows_who=True, each=9):
    """Return the words of every point that is shown, by passage."""
    found = queries.list_comments(
        strategy=story.strategy, keys=KEYS, shows_who=shows_who, each=each
    )
    return {
        key: [each.point.text for comment in comments for each in comment.points]
        for key, comments in found.items()
    }


class TestListComments:
    def test_has_what_was_kept_beside_its_passage(self, story):
        story.keeps({story.carers: "One number.", story.travel: "Which rate?"})

        assert said(story) == {"p1": ["One number."], "p3": ["Which rate?"]}

    def test_passes_over_what_is_still_written(self, story):
        story.writes({story.travel: "Which rate?"})

        assert said(story) == {}

    def test_has_the_first_few_of_many(self, story):
        for number in range(3):
            story.keeps({story.travel: f"Rate {number}?"}, token=story.asks())

        assert said(story, each=2) == {"p3": ["Rate 0?", "Rate 1?"]}

    def test_leaves_out_words_that_were_taken_out(self, story):
        kept = story.keeps({story.travel: "Which rate, asks Ann Carr?"})
        answer = kept.answers.get()
        start = answer.text.index("Ann Carr")
        Redaction.objects.create(
            answer=answer,
            start=start,
            end=start + len("Ann Carr"),
            because="name",
            by="person:1",
            at=timezone.now(),
        )

        [text] = said(story)["p3"]
        assert "Ann Carr" not in text
        assert text.startswith("Which rate")

    def test_has_nothing_of_what_is_withheld_but_that_it_is(self, story):
        story.keeps({story.travel: "Which rate?"})
        Contribution.objects.update(withheld_at=timezone.now())

        assert said(story, shows_who=False) == {}
        assert said(story, shows_who=True) == {
            "p3": ["Kept from readers. Whoever moderates can read it."]
        }

    def test_keeps_what_is_for_counting_from_those_who_may_not_know_who_spoke(self, story):
        story.keeps({story.travel: "Which rate?"}, visibility=Visibility.COUNTED)

        assert said(story, shows_who=False) == {}
        assert said(story, shows_who=True) == {"p3": ["Which rate?"]}

    def test_names_no_service_behind_a_shield(self, story):
        token = story.asks(location__name="Ashgrove House")
        story.keeps({story.travel: "The council pays late."}, token=token, is_shielded=True)

        [comment] = queries.list_comments(
            strategy=story.strategy, keys=KEYS, shows_who=True, each=9
        )["p3"]
        assert comment.points[0].point.who == "A care provider"

    def test_tells_what_became_of_each(self, story):
        kept = story.keeps({story.travel: "Which rate?"})
        actions.decide_outcome(
            strategy=story.strategy,
            point_id=kept.points.get().pk,
            kind=OutcomeKind.ALREADY,
            reason="It says so in 2.",
            by="person:1",
            at=timezone.now(),
        )

        [comment] = queries.list_comments(
            strategy=story.strategy, keys=KEYS, shows_who=True, each=9
        )["p3"]
        assert comment.has_outcome
        assert comment.points[0].outcome.reason == "It says so in 2."

    def test_asks_the_same_queries_however_many_there_are(
        self, story, django_assert_max_num_queries
    ):
        for number in range(4):
            comments = dict.fromkeys(story.reviewed, f"Word {number} on it.")
            story.keeps(comments, token=story.asks())

        with django_assert_max_num_queries(16):
            said(story)


class TestCountComments:
    def test_counts_all_that_were_kept_and_those_without_an_outcome(self, story):
        kept = story.keeps({story.carers: "One number.", story.travel: "Which rate?"})
        story.keeps({story.travel: "And when?"}, visibility=Visibility.COUNTED)
        story.writes({story.breaks: "Not sent."})
        OutcomeFactory(
            strategy=story.strategy, theme=None, point=kept.points.order_by("start").last()
        )

        found = queries.count_comments(strategy=story.strategy)

        assert {key: (c.comments, c.waiting) for key, c in found.items()} == {
            "p1": (1, 1),
            "p3": (2, 1),
        }

    @pytest.mark.parametrize("decided", [0, 1, 2])
    def test_waits_until_every_theme_of_a_point_is_answered(self, story, decided):
        kept = story.keeps({story.travel: "Which rate?"})
        themes = [ThemeFactory(exercise=story.exercise) for _ in range(2)]
        point = kept.points.get()
        for theme in themes:
            point.codings.create(theme=theme, placed_by="person:1", placed_at=timezone.now())
        for theme in themes[:decided]:
            OutcomeFactory(strategy=story.strategy, theme=theme)

        counts = queries.count_comments(strategy=story.strategy, keys=["p3"])
        [comment] = queries.list_comments(
            strategy=story.strategy, keys=["p3"], shows_who=True, each=9
        )["p3"]

        assert counts["p3"].waiting == int(decided < 2)
        assert comment.has_outcome is (decided == 2)

    def test_agrees_with_the_sheet_that_publishing_goes_by(self, story):
        story.keeps(dict.fromkeys(story.reviewed, "Word on it. Another idea stands here too."))
        points = PointFactory._meta.model.objects.order_by("pk")
        OutcomeFactory(strategy=story.strategy, theme=None, point=points[0])

        sheet = queries.get_sheet(strategy=story.strategy, shows_who=True)
        waiting = sum(c.waiting for c in queries.count_comments(strategy=story.strategy).values())

        assert (waiting > 0) is bool(sheet.missing)


class TestListReviews:
    def test_says_how_far_each_has_come(self, story):
        story.keeps({story.travel: "Which rate?", story.carers: "One number."})

        [row] = queries.list_reviews(strategy=story.strategy)

        assert row.is_gathering
        assert (row.passages, row.commented, row.count.comments) == (3, 2, 2)
        assert (row.answers, row.answers_on_passages) == (1, 1)


class TestGetReviewRow:
    def test_says_the_same_as_the_list(self, story):
        story.keeps({story.travel: "Which rate?"})
        counts = queries.count_comments(strategy=story.strategy, review_id=story.review.pk)

        row = queries.get_review_row(review=story.review, counts=counts)

        assert [row] == queries.list_reviews(strategy=story.strategy)


class TestGetReview:
    def test_does_not_find_another_drafts(self, story):
        with pytest.raises(NotFound):
            queries.get_review(strategy=StrategyFactory(), review_id=story.review.pk)


class TestListSince:
    def test_is_silent_where_nothing_happened(self, story):
        found = queries.list_since(review=story.review)

        assert all(each.is_same for each in found.values())

    def test_tells_what_was_changed_moved_and_taken_out(self, story):
        passages = story.strategy.passages
        passages.filter(key="p2").delete()
        story.strategy.removed_passages.create(
            key="p2",
            ref="1.1",
            heading="Breaks",
            why="Twice there",
            by="person:1",
            at=timezone.now(),
        )
        passages.filter(key="p1").update(text="Otherwise.", position=7)
        PassageFactory(strategy=story.strategy, ref="9", key="p9", position=1)

        found = queries.list_since(review=story.review)

        assert found["p2"].is_removed
        assert found["p2"].why == "Twice there"
        assert found["p1"].is_changed
        assert {found["p1"].is_moved, found["p3"].is_moved} == {True, False}


class TestGetSaidOn:
    def test_has_the_comments_on_the_passage(self, story):
        story.keeps({story.travel: "Which rate?", story.carers: "One number."})

        found = queries.get_said_on(passage=story.strategy.passages.get(key="p3"), shows_who=True)

        assert [c.points[0].point.text for c in found.comments] == ["Which rate?"]
