"""A draft that was put before people: made anew for each knock, as some of them end it."""

from tests.factories.engagement import ExerciseFactory
from tests.factories.strategy_reviews import ReviewedPassageFactory, ReviewRoundFactory

REVIEWS = {"strategy:review", "strategy:retake_review", "strategy:call_off_review"}


def reviewed(strategy, name):
    """Return what an address of a review names; nothing for any other address."""
    if name not in REVIEWS:
        return {}
    review = ReviewRoundFactory(
        strategy=strategy,
        exercise=ExerciseFactory(system=strategy.system, draft=True),
        answered=False,
    )
    ReviewedPassageFactory(review=review)
    return {"review_id": review.pk}


def put_before(story, exercise):
    """Put the story's draft before whoever an exercise asks, and return its question."""
    review = ReviewRoundFactory(strategy=story.strategy, exercise=exercise, answered=False)
    ReviewedPassageFactory(review=review)
    return review.question
