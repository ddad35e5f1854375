"""Assessed needs, and where a strategy answers them."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.strategy.types import NeedTopic
from regard.foundation.base.models import Record

from .passages import Passage
from .strategies import Strategy


class Need(Record):
    """
    What an assessment found that people need.

    A strategy must say how needs are to be met (Local Government and Public Involvement in
    Health Act 2007, s.116ZB).
    """

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField(help_text="In the system, from 1, never given again")
    title = models.TextField()
    words = models.TextField(default="", help_text="What was found, with its figures")
    who = models.TextField(default="", help_text="Whose need it is")
    topic = models.TextField(choices=[(t, t.label) for t in NeedTopic])
    source = models.TextField(help_text="The assessment that found it, by name and section")
    source_url = models.TextField(default="")
    dated_on = models.DateField(help_text="When it was found, or the assessment published")
    retired_on = models.DateField(null=True, help_text="From when it counts no more")
    retired_because = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "number"], name="strategy_need_number_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(retired_on__isnull=True) | ~models.Q(retired_because=""),
                name="strategy_need_is_retired_for_a_reason",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"N{self.number} {self.title}"

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"system:{self.system_id}"})


class NeedPassage(Record):
    """A passage that says how a need is to be met."""

    personal_data: ClassVar[dict[str, str]] = {}

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="+")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="passages")
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="needs")
    how = models.TextField(default="", help_text="How it helps to meet the need")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["need", "passage"], name="strategy_need_in_a_passage_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"need {self.need_id} in passage {self.passage_id}"


class NeedAside(Record):
    """A need that a version does not answer, and why."""

    personal_data: ClassVar[dict[str, str]] = {}

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="needs_aside")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="+")
    why = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["strategy", "need"], name="strategy_need_aside_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"need {self.need_id} left aside"
