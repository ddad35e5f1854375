"""Passages, and every change of their words."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.strategy.types import PassageKind
from regard.foundation.base.models import Record

from .strategies import Strategy


class Passage(Record):
    """A part of a version, with a number that people cite, e.g. 2.4, and a key that lasts."""

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="passages")
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="children"
    )
    position = models.IntegerField(help_text="In the whole document, as it is read")
    kind = models.TextField(choices=[(k, k.label) for k in PassageKind], default=PassageKind.TEXT)
    key = models.TextField(
        help_text="e.g. p17: the same in every version, and never given to another passage"
    )
    ref = models.TextField(help_text="e.g. 2.4")
    heading = models.TextField()
    text = models.TextField(default="")
    revision = models.IntegerField(default=1, help_text="Rises with every change of its words")
    no_need_because = models.TextField(
        default="", help_text="Why it answers no assessed need, where it answers none"
    )
    section = models.TextField(
        default="", help_text="The part of the template that it writes, by key; empty: none"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["strategy", "ref"], name="strategy_passage_ref_is_unique"
            ),
            models.UniqueConstraint(
                fields=["strategy", "key"], name="strategy_passage_key_is_unique"
            ),
        ]
        indexes = [models.Index(fields=["key"], name="strategy_passage_key")]

    @override
    def __str__(self) -> str:
        return f"{self.ref} {self.heading}"


class PassageRevision(Record):
    """The words of a passage after one change of them, so that no two writers lose any."""

    personal_data: ClassVar[dict[str, str]] = {
        "by": "who wrote it, by number; as long as the strategy",
    }

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="revisions")
    number = models.IntegerField()
    heading = models.TextField()
    text = models.TextField(default="")
    because = models.TextField(default="", help_text="Why, in the writer's words")
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "number"], name="strategy_revision_number_is_unique"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"revision {self.number} of passage {self.passage_id}"


class RevisionCause(Record):
    """What was said that led to a change of words: a theme, or a point."""

    personal_data: ClassVar[dict[str, str]] = {}

    revision = models.ForeignKey(PassageRevision, on_delete=models.CASCADE, related_name="causes")
    theme = models.ForeignKey(
        "engagement.Theme", on_delete=models.CASCADE, null=True, related_name="+"
    )
    point = models.ForeignKey(
        "engagement.Point", on_delete=models.CASCADE, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(theme__isnull=False, point__isnull=True)
                | models.Q(theme__isnull=True, point__isnull=False),
                name="strategy_cause_is_a_theme_or_a_point",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"cause of revision {self.revision_id}"


class RemovedPassage(Record):
    """A passage that a version had and has no more, with its last words and why it went."""

    personal_data: ClassVar[dict[str, str]] = {
        "by": "who took it out, by number; as long as the strategy",
    }

    strategy = models.ForeignKey(
        Strategy, on_delete=models.CASCADE, related_name="removed_passages"
    )
    key = models.TextField()
    ref = models.TextField()
    heading = models.TextField()
    text = models.TextField(default="")
    why = models.TextField(default="")
    by = models.TextField()
    at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return f"{self.ref} {self.heading}, taken out"
