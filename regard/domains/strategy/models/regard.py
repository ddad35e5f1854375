"""Records of regard: what a body made of a strategy when it decided."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.strategy.types import RegardEffect
from regard.foundation.base.models import Record

from .passages import Passage
from .strategies import Strategy


class RegardRecord(Record):
    """
    That a decision had regard to a published version, and what came of it.

    Boards, councils and their national counterpart must have regard to the strategy (Local
    Government and Public Involvement in Health Act 2007, s.116B). Once signed, the database
    refuses to change it.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "recorded_by": "who wrote it, by number; as long as the decision",
        "signed_by": "who pressed the button, by number; as long as the decision",
        "signed_name": "who answers for it, with their office; as long as the decision",
    }

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(
        "governance.Decision",
        on_delete=models.CASCADE,
        related_name="+",
        help_text="A draft takes its notes with it; one that is recorded is never deleted",
    )
    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="+")
    why_none = models.TextField(
        default="", help_text="Why no passage was relevant, where none was"
    )
    effect = models.TextField(default="", help_text="What regard to it changed, as a whole")
    providers_said = models.TextField(default="", help_text="What providers said of it")
    involved_on = models.DateField(null=True, help_text="Since when they were involved")
    recorded_by = models.TextField()
    recorded_at = models.DateTimeField()
    signed_by = models.TextField(default="")
    signed_name = models.TextField(default="", help_text="Name and office of who answers for it")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "strategy"], name="strategy_one_regard_a_decision"
            ),
            models.CheckConstraint(
                condition=models.Q(signed_at__isnull=True, signed_by="", signed_name="")
                | (
                    models.Q(signed_at__isnull=False)
                    & ~models.Q(signed_by="")
                    & ~models.Q(signed_name="")
                ),
                name="strategy_regard_is_signed_by_somebody",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"regard of decision {self.decision_id} to strategy {self.strategy_id}"

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"system:{self.system_id}"})


class RegardPassage(Record):
    """One passage that was considered, and what effect it had."""

    personal_data: ClassVar[dict[str, str]] = {}

    record = models.ForeignKey(RegardRecord, on_delete=models.CASCADE, related_name="passages")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="regards")
    effect = models.TextField(choices=[(e, e.label) for e in RegardEffect])
    where = models.TextField(default="", help_text="Where in the decision it shows")
    why = models.TextField(default="", help_text="Why the decision departs from it, where it does")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "passage"], name="strategy_passage_regarded_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(effect__in=["in_part", "departed"]) | ~models.Q(why=""),
                name="strategy_departure_has_a_reason",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"passage {self.passage_id}: {self.effect}"
