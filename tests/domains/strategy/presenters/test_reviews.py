"""How reviews and comments are worded."""

from datetime import UTC, date, datetime

import pytest

from regard.domains.engagement.types import Stage
from regard.domains.strategy.models import Strategy
from regard.domains.strategy.presenters import reviews as words
from regard.domains.strategy.presenters.commenting import conflict_words
from regard.domains.strategy.types.reviews import CommentCount, ReviewedLine, ReviewRow, Since

LINE = ReviewedLine(1, "p1", "2", "Travel", 0)


def row(**other):
    known = {
        "review_id": 1,
        "slug": "draft",
        "title": "What would you change?",
        "stage": Stage.OPEN,
        "opens_on": date(2026, 11, 1),
        "closes_on": date(2026, 11, 30),
        "taken_at": datetime(2026, 11, 1, 9, tzinfo=UTC),
        "asked": 110,
        "heard": 62,
        "answers": 65,
        "answers_on_passages": 60,
        "passages": 40,
        "commented": 12,
        "count": CommentCount(130, 4),
    }
    return ReviewRow(**known | other)


class TestReviewLede:
    def test_says_what_it_has_brought(self):
        assert words.review_lede(row()) == (
            "130 comments on 12 of 40 passages as they stood on 1 November 2026, 4 without an "
            "outcome."
        )

    def test_says_that_nobody_was_asked(self):
        assert words.review_lede(row(stage=Stage.DRAFT)).endswith("Nobody was asked yet.")

    def test_says_that_there_is_no_comment_yet(self):
        assert "No comment" in words.review_lede(row(count=CommentCount()))


class TestReviewsLede:
    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            ([], "Nobody was asked to comment on this draft yet."),
            ([row(count=CommentCount())], "1 review, and no comment on a passage yet."),
            ([row(), row()], "260 comments in 2 reviews, 8 without an outcome."),
            ([row(count=CommentCount(3, 0))], "3 comments in 1 review, all with an outcome."),
        ],
    )
    def test_says_how_much_was_said(self, rows, expected):
        assert words.reviews_lede(rows) == expected


class TestSinceWords:
    @pytest.mark.parametrize(
        ("since", "expected"),
        [
            (None, ""),
            (Since("2"), ""),
            (Since("2", is_changed=True), "It was changed since."),
            (Since("3", is_moved=True), "It is 3 now."),
            (Since("2", is_moved=True), "It stands elsewhere now."),
            (Since("3", is_changed=True, is_moved=True), "It was changed since and is 3 now."),
            (Since("", why="Said twice."), "Taken out since: Said twice."),
            (Since(""), "Taken out since. Nobody wrote down why."),
        ],
    )
    def test_tells_a_lay_reader(self, since, expected):
        assert words.since_words(LINE, since) == expected


class TestSinceTotals:
    def test_is_empty_where_nothing_happened(self):
        assert words.since_totals({"p1": Since("1")}) == ""

    def test_counts_each_kind(self):
        since = {
            "p1": Since("1", is_changed=True),
            "p2": Since("3", is_moved=True),
            "p3": Since(""),
        }

        assert words.since_totals(since) == (
            "Since they were taken, passages were: 1 changed, 1 moved or renumbered, 1 taken out."
        )


class TestReviewInitial:
    def test_asks_in_fewer_words_of_a_long_title(self):
        long = Strategy(title="x" * 140)

        found = words.review_initial(long, today=date(2026, 11, 22))

        assert found["title"] == "What would you change in our draft?"
        assert found["closes_on"] == date(2026, 12, 20)


class TestConflictWords:
    def test_shows_what_stands_there(self):
        assert "“Theirs.”" in conflict_words("Theirs.")

    def test_says_that_it_was_emptied(self):
        assert "It was emptied" in conflict_words("")
