"""What the partnership decided, what became of everything said, and the replies."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.foundation.base.models import Record

from .types import OutcomeKind, ReplyChannel, ReplyState, StrategyStage


class Strategy(Record):
    """
    A plan of passages, answering what was said in one or more exercises.

    Once it is published, the database itself refuses to change it, its passages, its outcomes,
    or what a reply says (migration 0002).
    """

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField()
    title = models.TextField()
    introduction = models.TextField(default="")
    stage = models.TextField(
        choices=[(s, s.title()) for s in StrategyStage], default=StrategyStage.DRAFT
    )
    published_at = models.DateTimeField(null=True)
    exercises: "models.ManyToManyField[models.Model, StrategyExercise]" = models.ManyToManyField(
        "engagement.Exercise", through="StrategyExercise", related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "slug"], name="strategy_slug_is_unique"),
            models.CheckConstraint(
                condition=models.Q(stage="published", published_at__isnull=False)
                | models.Q(stage="draft", published_at__isnull=True),
                name="strategy_published_has_a_time",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.title

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"strategy:{self.pk}", f"system:{self.system_id}"})


class StrategyExercise(Record):
    """An exercise that a strategy answers. An exercise is answered by one strategy."""

    personal_data: ClassVar[dict[str, str]] = {}

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="+")
    exercise = models.OneToOneField(
        "engagement.Exercise", on_delete=models.PROTECT, related_name="+"
    )

    @override
    def __str__(self) -> str:
        return f"exercise {self.exercise_id} in strategy {self.strategy_id}"


class Passage(Record):
    """A part of a strategy with an address that lasts, e.g. 2.4."""

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="passages")
    position = models.IntegerField()
    ref = models.TextField(help_text="e.g. 2.4")
    heading = models.TextField()
    text = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["strategy", "ref"], name="strategy_passage_ref_is_unique"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.ref} {self.heading}"


class Outcome(Record):
    """What became of a theme, or of a point in no theme, and why."""

    personal_data: ClassVar[dict[str, str]] = {
        "decided_by": "who recorded it, by number; as long as the strategy",
    }

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="outcomes")
    theme = models.OneToOneField(
        "engagement.Theme", on_delete=models.PROTECT, null=True, related_name="+"
    )
    point = models.OneToOneField(
        "engagement.Point", on_delete=models.PROTECT, null=True, related_name="+"
    )
    kind = models.TextField(choices=[(k, k.label) for k in OutcomeKind])
    reason = models.TextField()
    passage = models.ForeignKey(
        Passage, on_delete=models.PROTECT, null=True, related_name="outcomes"
    )
    passed_to = models.TextField(default="", help_text="Who it was passed on to")
    decided_by = models.TextField()
    decided_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["system", "strategy"], name="strategy_outcome_strategy")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(theme__isnull=False, point__isnull=True)
                | models.Q(theme__isnull=True, point__isnull=False),
                name="strategy_outcome_is_of_a_theme_or_a_point",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=["adopted", "in_part"])
                | models.Q(passage__isnull=False),
                name="strategy_adopted_names_its_passage",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="passed_on") | ~models.Q(passed_to=""),
                name="strategy_passed_on_names_to_whom",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="strategy_outcome_has_a_reason"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{OutcomeKind(self.kind).label}: {self.reason[:60]}"


class Reply(Record):
    """What we told one contributor had become of their words, exactly as they were told."""

    personal_data: ClassVar[dict[str, str]] = {
        "content": "their name, words and our answer; two years after it was sent",
        "to": "where it goes; two years after it was sent",
        "answers_them": "whether they said that it answers them; two years after it was sent",
    }

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="replies")
    contribution = models.OneToOneField(
        "engagement.Contribution", on_delete=models.PROTECT, related_name="+"
    )
    channel = models.TextField(choices=[(c, c.title()) for c in ReplyChannel])
    state = models.TextField(choices=[(s, s.title()) for s in ReplyState], default=ReplyState.OWED)
    to = models.TextField(
        default="", help_text="Email address, or address lines; empty for a page"
    )
    content = models.JSONField(help_text="As rules.replies.Content; never changes")
    message = models.ForeignKey(
        "mail.Message", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True, help_text="When its page was first opened")
    answers_them = models.BooleanField(null=True, help_text="None: they have not said")

    class Meta:
        indexes = [
            models.Index(fields=["system", "strategy", "state"], name="strategy_reply_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(channel="page", to="")
                | (~models.Q(channel="page") & ~models.Q(to="")),
                name="strategy_reply_goes_somewhere",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False),
                name="strategy_sent_reply_has_a_time",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"reply to contribution {self.contribution_id}: {self.state}"
