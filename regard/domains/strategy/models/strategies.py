"""Strategies and plans, version by version."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.strategy.types import DocumentKind, StrategyStage
from regard.foundation.base.models import Record


class Strategy(Record):
    """
    One version of a document: a tree of passages that answers what was said in its exercises.

    Once it is published, the database itself refuses to change it, its passages, its outcomes,
    or what a reply says (migrations 0002 and 0004). The next version is another row with the
    same address, which follows this one; its passages keep their keys (ADR 27).
    """

    personal_data: ClassVar[dict[str, str]] = {}

    is_asked_by_number: bool = False
    """Whether a page was asked for by its version: its links then lead on within that."""

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(help_text="The document's; every version of it has the same")
    number = models.IntegerField(default=1, help_text="Which version, from 1")
    follows = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="next_version"
    )
    because = models.TextField(
        default="", help_text="Why there is this version; empty of the first"
    )
    kind = models.TextField(
        choices=[(k, k.label) for k in DocumentKind], default=DocumentKind.INTEGRATED_CARE_STRATEGY
    )
    body = models.ForeignKey(
        "governance.Body",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Whose it is; None: the partnership's as a whole",
    )
    begins_on = models.DateField(null=True, help_text="From when it is meant to hold")
    ends_on = models.DateField(null=True)
    title = models.TextField()
    introduction = models.TextField(default="")
    stage = models.TextField(
        choices=[(s, s.title()) for s in StrategyStage], default=StrategyStage.DRAFT
    )
    published_at = models.DateTimeField(null=True)
    digest = models.TextField(
        default="", help_text="SHA-256 of its canonical content, hexadecimal; empty of a draft"
    )
    keys_given = models.IntegerField(
        default=0, help_text="How many passages it ever had, in all versions: the newest key"
    )
    exercises: "models.ManyToManyField[models.Model, StrategyExercise]" = models.ManyToManyField(
        "engagement.Exercise", through="StrategyExercise", related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "slug", "number"], name="strategy_slug_is_unique"
            ),
            models.UniqueConstraint(
                fields=["system", "slug"],
                condition=models.Q(stage="draft"),
                name="strategy_has_one_draft",
            ),
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
