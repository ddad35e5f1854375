"""A draft that was put before people, and somebody who comments on it by link."""

from datetime import UTC, datetime, timedelta

import factory
from django.utils import timezone

from regard.domains.engagement import actions as engagement
from regard.domains.engagement.types import Visibility
from regard.domains.strategy import actions, queries
from regard.domains.strategy.models import ReviewedPassage, ReviewRound, StrategyExercise
from regard.domains.strategy.rules.reviews import print_of
from regard.foundation.accounts import links
from tests.factories.engagement import ExerciseFactory, InvitationFactory, QuestionFactory
from tests.factories.strategy import PassageFactory, StrategyFactory

TAKEN = datetime(2026, 11, 1, 9, tzinfo=UTC)

PASSAGES = (
    ("1", "Carers", "Carers are told whom to ring.", None),
    ("1.1", "Breaks", "Every carer can have a week’s break a year.", "1"),
    ("2", "Travel", "Travel between visits is paid.", None),
)


class ReviewRoundFactory(factory.django.DjangoModelFactory[ReviewRound]):
    """A review in an open exercise, which the strategy answers."""

    class Meta:
        model = ReviewRound
        skip_postgeneration_save = True

    strategy = factory.SubFactory(StrategyFactory)
    exercise = factory.SubFactory(
        ExerciseFactory, system=factory.SelfAttribute("..strategy.system")
    )
    question = factory.SubFactory(
        QuestionFactory,
        exercise=factory.SelfAttribute("..exercise"),
        position=1,
        text="What would you change here, and why?",
    )
    taken_at = TAKEN

    @factory.post_generation
    def answered(self, create, extracted, **kwargs):
        if extracted is not False:
            StrategyExercise.objects.create(strategy=self.strategy, exercise=self.exercise)


class ReviewedPassageFactory(factory.django.DjangoModelFactory[ReviewedPassage]):
    class Meta:
        model = ReviewedPassage

    review = factory.SubFactory(ReviewRoundFactory)
    passage = None
    key = factory.Sequence(lambda n: f"p{n + 1}")
    position = factory.Sequence(lambda n: n + 1)
    ref = factory.Sequence(lambda n: f"{n + 1}")
    heading = "Travel between visits"
    text = "Travel is paid."


class Reviewed:
    """
    A draft of three passages, open for comments today, and services that were asked.

    `carers`, `breaks` and `travel` are its passages as they were put before people.
    """

    def __init__(self, passages=PASSAGES, **known):
        today = timezone.localdate()
        self.strategy = StrategyFactory(**known)
        self.system = self.strategy.system
        made = {}
        for place, (ref, heading, text, parent) in enumerate(passages, start=1):
            made[ref] = PassageFactory(
                strategy=self.strategy,
                ref=ref,
                key=f"p{place}",
                heading=heading,
                text=text,
                parent=made.get(parent),
                position=place,
            )
        self.review = ReviewRoundFactory(
            strategy=self.strategy,
            exercise__slug="draft-review",
            exercise__title="What would you change in our draft?",
            exercise__opens_on=today - timedelta(days=2),
            exercise__closes_on=today + timedelta(days=9),
            exercise__reply_by=today + timedelta(days=90),
            exercise__register_as_at=today - timedelta(days=2),
        )
        self.exercise = self.review.exercise
        self.reviewed = [
            ReviewedPassageFactory(
                review=self.review,
                passage=passage,
                key=passage.key,
                ref=ref,
                heading=passage.heading,
                text=passage.text,
                position=passage.position,
                depth=int(passage.parent is not None),
            )
            for ref, passage in made.items()
        ]
        self.carers, self.breaks, self.travel = self.reviewed[:3]
        self.token = self.asks()

    def asks(self, **known):
        """Ask one service more, and return the token of its link."""
        invitation = InvitationFactory(exercise=self.exercise, **known)
        link = links.issue(
            purpose="engagement.answer",
            subject_id=invitation.pk,
            expires_at=timezone.now() + timedelta(days=100),
        )
        return links.token(link)

    def opens(self, token=None):
        return queries.open_review(token=token or self.token, at=timezone.now())

    def writes(self, comments, *, token=None, mark=None, shown=None):
        """
        Save a page with these comments, by reviewed passage; return what stands instead.

        :param shown: what stood in the boxes when the page was shown; None: nothing.
        """
        shown = shown or {}
        return actions.save_comments(
            reviewing=self.opens(token),
            boxes={
                each.pk: actions.Box(text, print_of(shown.get(each, "")))
                for each, text in comments.items()
            },
            mark=mark or engagement.number_page(),
            by="invitation:1",
            at=timezone.now(),
        )

    def keeps(self, comments, *, token=None, visibility=Visibility.TEAM, is_shielded=False):
        """Write comments and send them, and return what is kept."""
        self.writes(comments, token=token)
        invitation = self.opens(token).invitation
        step = engagement.Step(visibility=visibility, is_shielded=is_shielded)
        at = timezone.now()
        engagement.save_draft(invitation=invitation, step=step, by="invitation:1", at=at)
        return engagement.keep_draft(invitation=invitation, by="invitation:1", at=at)
