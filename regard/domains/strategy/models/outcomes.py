"""What became of what was said."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.strategy.types import OutcomeKind
from regard.foundation.base.models import Record

from .passages import Passage
from .strategies import Strategy


class Outcome(Record):
    """
    What became of a theme, or of a point, and why.

    A point inherits what became of its themes, unless it has an outcome of its own.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "decided_by": "who recorded it, by number; as long as the strategy",
        "second_reader": "who read it once more, by number; as long as the strategy",
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
        Passage,
        on_delete=models.PROTECT,
        null=True,
        related_name="outcomes",
        help_text="The one that its replies quote; others are in OutcomePassage",
    )
    is_own = models.BooleanField(
        default=False, help_text="Of a point in a theme: holds instead of what the theme has"
    )
    passed_to = models.TextField(default="", help_text="Who it was passed on to")
    decided_by = models.TextField()
    decided_at = models.DateTimeField()
    second_reader = models.TextField(default="", help_text="Somebody else than who decided")
    second_read_at = models.DateTimeField(
        null=True, help_text="When they agreed; None: nobody has, or not since it changed"
    )
    second_words = models.TextField(default="", help_text="What the second reader noted")

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


class OutcomePassage(Record):
    """One more passage that an outcome changed or rests on."""

    personal_data: ClassVar[dict[str, str]] = {}

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="+")
    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="more_passages")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="more_outcomes")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "passage"], name="strategy_outcome_names_a_passage_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"outcome {self.outcome_id} on passage {self.passage_id}"


class LateOutcome(Record):
    """
    What became of a point that a published version did not answer, or answered wrongly.

    It stands beside that version, which never changes. Once its reply was written it is final
    too: what is decided anew of the same point is another row (ADR 28).
    """

    personal_data: ClassVar[dict[str, str]] = {
        "decided_by": "who recorded it, by number; as long as the strategy",
    }

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="late_outcomes")
    point = models.ForeignKey("engagement.Point", on_delete=models.PROTECT, related_name="+")
    same_as = models.ForeignKey(
        Outcome,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The published one that answers it too; None: it is answered by itself",
    )
    kind = models.TextField(choices=[(k, k.label) for k in OutcomeKind])
    reason = models.TextField()
    passage = models.ForeignKey(
        Passage, on_delete=models.PROTECT, null=True, related_name="late_outcomes"
    )
    passed_to = models.TextField(default="", help_text="Who it was passed on to")
    decided_by = models.TextField()
    decided_at = models.DateTimeField()
    wave = models.IntegerField(
        null=True, help_text="The wave of replies that told it; None: nobody was told yet"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["point"],
                condition=models.Q(wave__isnull=True),
                name="strategy_one_late_outcome_untold",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=["adopted", "in_part"])
                | models.Q(passage__isnull=False, same_as__isnull=False),
                name="strategy_late_adopted_is_as_published",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="passed_on") | ~models.Q(passed_to=""),
                name="strategy_late_passed_on_names_to_whom",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="strategy_late_outcome_has_a_reason"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"late outcome of point {self.point_id}: {self.kind}"

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"strategy:{self.strategy_id}", f"system:{self.system_id}"})


class SoleReading(Record):
    """What is not adopted was read by nobody else: who answers for it, and why it was so."""

    personal_data: ClassVar[dict[str, str]] = {
        "named": "who answers for it, by name and office; as long as the strategy",
        "by": "who recorded it, by number; as long as the strategy",
    }

    strategy = models.OneToOneField(
        Strategy, on_delete=models.CASCADE, related_name="sole_reading"
    )
    because = models.TextField()
    named = models.TextField(help_text="Name and office of who answers for it")
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(because="") & ~models.Q(named=""),
                name="strategy_sole_reading_says_who_and_why",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.named} for strategy {self.strategy_id}"
