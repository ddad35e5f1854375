"""Comments on a draft by people who were invited to read it."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.foundation.base.models import Record

from .passages import Passage
from .strategies import Strategy


class ReviewRound(Record):
    """
    A draft is put before people for their comments.

    Who is invited, how and until when, and what they say, is an exercise like any other: so
    every comment is a contribution, is counted, has an outcome and a reply.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="review_rounds")
    exercise = models.OneToOneField(
        "engagement.Exercise", on_delete=models.PROTECT, related_name="+"
    )
    question = models.ForeignKey(
        "engagement.Question",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Under which comments are kept as answers",
    )
    taken_at = models.DateTimeField(help_text="When its passages were taken as they stood")

    @override
    def __str__(self) -> str:
        return f"review of strategy {self.strategy_id} by exercise {self.exercise_id}"


class ReviewedPassage(Record):
    """A passage as it stood when it was put before people; what they comment on never moves."""

    personal_data: ClassVar[dict[str, str]] = {}

    review = models.ForeignKey(ReviewRound, on_delete=models.CASCADE, related_name="passages")
    passage = models.ForeignKey(Passage, on_delete=models.SET_NULL, null=True, related_name="+")
    key = models.TextField()
    position = models.IntegerField()
    depth = models.IntegerField(default=0)
    ref = models.TextField()
    heading = models.TextField()
    text = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "key"], name="strategy_reviewed_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.ref} {self.heading}, as reviewed"


class PassageComment(Record):
    """What somebody said on one passage: a stretch of their answer."""

    personal_data: ClassVar[dict[str, str]] = {}

    reviewed = models.ForeignKey(
        ReviewedPassage, on_delete=models.PROTECT, related_name="comments"
    )
    answer = models.ForeignKey(
        "engagement.Answer",
        on_delete=models.CASCADE,
        related_name="+",
        help_text="All that they said on the draft, each comment after the other",
    )
    start = models.IntegerField(help_text="First character in the answer's text, from 0")
    end = models.IntegerField(help_text="After its last character")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "reviewed"], name="strategy_passage_is_commented_once"
            ),
            models.CheckConstraint(
                condition=models.Q(start__gte=0, end__gt=models.F("start")),
                name="strategy_comment_has_words",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"comment on reviewed passage {self.reviewed_id}"


class CommentSave(Record):
    """
    The page that last saved what an unfinished answer says on a passage.

    So that two people who fill in one answer, or one with an old page open, lose no words. It
    belongs to the draft: one that is kept behind a shield leaves none of it.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    draft = models.ForeignKey(
        "engagement.Contribution", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    reviewed = models.ForeignKey(ReviewedPassage, on_delete=models.CASCADE, related_name="+")
    page = models.BigIntegerField(help_text="As engagement numbers the pages behind links")
    change = models.IntegerField(default=0, help_text="How often its words had changed by then")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "reviewed"], name="strategy_comment_has_one_last_save"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"page {self.page}, change {self.change}, of draft {self.draft_id}"
