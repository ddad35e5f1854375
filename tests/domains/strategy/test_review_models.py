"""What the database itself refuses of reviews."""

import pytest
from django.db import IntegrityError

from regard.domains.strategy.models import CommentSave, PassageComment
from tests.factories.engagement import AnswerFactory, ContributionFactory
from tests.factories.strategy_reviews import ReviewedPassageFactory

pytestmark = pytest.mark.django_db


class TestReviewedPassage:
    def test_is_put_before_people_once(self):
        first = ReviewedPassageFactory()

        with pytest.raises(IntegrityError, match="strategy_reviewed_once"):
            ReviewedPassageFactory(review=first.review, key=first.key)


class TestPassageComment:
    @pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 2), (-1, 2)])
    def test_has_words(self, start, end):
        with pytest.raises(IntegrityError, match="strategy_comment_has_words"):
            PassageComment.objects.create(
                reviewed=ReviewedPassageFactory(), answer=AnswerFactory(), start=start, end=end
            )

    def test_is_one_on_a_passage_in_an_answer(self):
        known = {"reviewed": ReviewedPassageFactory(), "answer": AnswerFactory()}
        PassageComment.objects.create(**known, start=0, end=4)

        with pytest.raises(IntegrityError, match="strategy_passage_is_commented_once"):
            PassageComment.objects.create(**known, start=5, end=8)


class TestCommentSave:
    def test_is_the_last_of_a_passage(self):
        known = {"reviewed": ReviewedPassageFactory(), "draft": ContributionFactory(draft=True)}
        CommentSave.objects.create(**known, page=1)

        with pytest.raises(IntegrityError, match="strategy_comment_has_one_last_save"):
            CommentSave.objects.create(**known, page=2)
