"""Minutes, and what their lines became: decisions and actions."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.governance.types import (
    ActionState,
    Constituency,
    DecisionState,
    LineKind,
)
from regard.foundation.base.models import Record

from .bodies import Body
from .meetings import AgendaItem, Meeting
from .seats import Holder, Seat


class Decision(Record):
    """Something that a body decided, on what evidence and after asking whom."""

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey(
        "register.System", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        related_name="decisions",
        help_text="None: taken between meetings",
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, related_name="decisions"
    )
    ref = models.TextField(help_text="e.g. D-2027-014")
    title = models.TextField()
    text = models.TextField(help_text="What was decided, as minuted")
    why = models.TextField(default="")
    evidence = models.TextField(default="", help_text="On what it rests")
    decided_on = models.DateField()
    state = models.TextField(
        choices=[(s, s.label) for s in DecisionState], default=DecisionState.DRAFT
    )
    is_private = models.BooleanField(default=False)
    is_commissioning = models.BooleanField(default=False)
    votes_for = models.IntegerField(null=True, help_text="None: no vote was taken")
    votes_against = models.IntegerField(null=True)
    abstained = models.IntegerField(null=True)
    nobody_asked = models.TextField(
        default="", help_text="Why nobody outside was involved, where nobody was"
    )
    risks = models.TextField(default="", help_text="What could go wrong, and for whom")

    class Meta:
        indexes = [
            models.Index(fields=["system", "-decided_on"], name="governance_decision_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["system", "ref"], name="governance_decision_ref"),
            models.CheckConstraint(
                condition=models.Q(
                    votes_for__isnull=True, votes_against__isnull=True, abstained__isnull=True
                )
                | models.Q(
                    votes_for__isnull=False,
                    votes_against__isnull=False,
                    abstained__isnull=False,
                    votes_for__gte=0,
                    votes_against__gte=0,
                    abstained__gte=0,
                ),
                name="governance_votes_are_all_counted_or_none",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"body:{self.body_id}", f"system:{self.system_id}"})


class DecisionOption(Record):
    """Something that could have been decided, and why it was or was not."""

    personal_data: ClassVar[dict[str, str]] = {}

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="options")
    position = models.IntegerField()
    text = models.TextField()
    is_chosen = models.BooleanField(default=False)
    why = models.TextField(default="", help_text="Why it was chosen, or not")

    @override
    def __str__(self) -> str:
        return self.text[:60]


class Involvement(Record):
    """Somebody outside the body was involved in a decision, before it was taken or after."""

    personal_data: ClassVar[dict[str, str]] = {}

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="involvements")
    of = models.TextField(choices=[(c, c.label) for c in Constituency])
    who = models.TextField(help_text="In words, e.g. 43 home care providers")
    network = models.ForeignKey(
        "register.Network", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    how = models.TextField(help_text="e.g. answered an exercise, spoke at the forum")
    on = models.DateField()
    what_came = models.TextField(default="", help_text="What they said, and what it changed")

    @override
    def __str__(self) -> str:
        return f"{self.who}, {self.on}"


class MinuteLine(Record):
    """A line of minutes: what was said or settled, and what it became."""

    personal_data: ClassVar[dict[str, str]] = {
        "text": "what was said at a meeting; as long as the minutes are kept",
        "said_by": "who said it, where it is minuted; as long as the minutes are kept",
    }

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey(
        AgendaItem,
        on_delete=models.CASCADE,
        null=True,
        related_name="lines",
        help_text="None: before the first item",
    )
    position = models.IntegerField()
    text = models.TextField()
    seat = models.ForeignKey(
        Seat,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Of who said it; None: nobody in particular",
    )
    said_by = models.TextField(default="", help_text="Who said it, where they have no seat")
    kind = models.TextField(choices=[(k, k.label) for k in LineKind], default=LineKind.NOTE)
    decision = models.OneToOneField(
        Decision, on_delete=models.SET_NULL, null=True, related_name="line"
    )
    receipt = models.TextField(
        default="", help_text="Number under which it was kept as a contribution"
    )

    class Meta:
        indexes = [models.Index(fields=["meeting", "position"], name="governance_line_order")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="contribution") | ~models.Q(receipt=""),
                name="governance_kept_line_has_a_receipt",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.text[:60]


class Action(Record):
    """Something that somebody is to do, followed to its end."""

    personal_data: ClassVar[dict[str, str]] = {
        "owner": "whose it is; as long as the minutes are kept",
        "holder": "whose it is; as long as the minutes are kept",
    }

    system = models.ForeignKey(
        "register.System", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="actions")
    line = models.OneToOneField(
        MinuteLine, on_delete=models.SET_NULL, null=True, related_name="action"
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.SET_NULL, null=True, related_name="actions"
    )
    ref = models.TextField(help_text="e.g. A-2027-031")
    text = models.TextField()
    owner = models.TextField(help_text="Name or office")
    holder = models.ForeignKey(Holder, on_delete=models.SET_NULL, null=True, related_name="+")
    given_on = models.DateField()
    due_on = models.DateField()
    state = models.TextField(choices=[(s, s.label) for s in ActionState], default=ActionState.OPEN)
    ended_on = models.DateField(null=True)
    is_private = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["system", "state", "due_on"], name="governance_action_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["system", "ref"], name="governance_action_ref"),
            models.CheckConstraint(
                condition=models.Q(state="open", ended_on__isnull=True)
                | (~models.Q(state="open") & models.Q(ended_on__isnull=False)),
                name="governance_ended_action_has_a_day",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.ref} {self.text[:60]}"


class ActionNote(Record):
    """What was done about an action, on a day."""

    personal_data: ClassVar[dict[str, str]] = {
        "by": "who wrote it, by number; as long as the minutes are kept",
    }

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="notes")
    on = models.DateField()
    text = models.TextField()
    by = models.TextField()

    @override
    def __str__(self) -> str:
        return f"{self.on}: {self.text[:60]}"
