"""What is asked, in which phases, and whether it may be asked so."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.engagement.types import (
    ExerciseKind,
    OpenTo,
    PhaseKind,
    Principle,
    Stage,
    TimetableKind,
)
from regard.foundation.base.models import Record


class Exercise(Record):
    """A question put to a defined audience, with a start, an end and a promise to reply."""

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField()
    kind = models.TextField(
        choices=[(k, k.label) for k in ExerciseKind], default=ExerciseKind.CONSULTATION
    )
    title = models.TextField(help_text="The question, as a person would ask it")
    purpose = models.TextField(help_text="Why we ask and what will come of it, in plain English")
    open_to_change = models.TextField(help_text="What the answers can still change")
    decided = models.TextField(default="", help_text="What is decided already, and by whom")
    scope = models.TextField(default="", help_text="What it is about, and what it is not")
    stage = models.TextField(choices=[(s, s.label) for s in Stage], default=Stage.DRAFT)
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="The last day on which answers are taken")
    reply_by = models.DateField(help_text="Everyone is told what became of it by this day")
    criteria = models.JSONField(default=dict, help_text="Whom it is for; see register Criteria")
    register_as_at = models.DateField(null=True, help_text="When the audience was fixed")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True, help_text="When everybody began to be told")
    forgotten_at = models.DateTimeField(
        null=True, help_text="When it was forgotten who spoke; what they said stays"
    )
    closed_early_because = models.TextField(default="", help_text="Empty if on its last day")
    paused_on = models.DateField(null=True, help_text="Since when no answers are asked for")
    series = models.ForeignKey(
        "Series", on_delete=models.PROTECT, null=True, related_name="waves", help_text="Of a pulse"
    )
    keeps_emails = models.BooleanField(
        default=False, help_text="A reply by email to an invitation is kept at once, unread"
    )
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "slug"], name="engagement_exercise_slug_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="engagement_exercise_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=models.Q(reply_by__gte=models.F("closes_on")),
                name="engagement_exercise_replies_after_it_closes",
            ),
            models.CheckConstraint(
                condition=models.Q(stage="draft") | models.Q(register_as_at__isnull=False),
                name="engagement_exercise_open_has_an_audience",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="pulse", series__isnull=False)
                | (~models.Q(kind="pulse") & models.Q(series__isnull=True)),
                name="engagement_pulse_belongs_to_a_series",
            ),
            models.UniqueConstraint(
                fields=["system"],
                condition=models.Q(kind="seeing"),
                name="engagement_one_seeing_a_system",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back before anybody was asked: such a draft never opens."""
        return self.stage == Stage.DRAFT and self.closed_at is not None

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"exercise:{self.pk}", f"system:{self.system_id}"})


class Phase(Record):
    """One part of an exercise, from one day to another, and who can take part in it."""

    personal_data: ClassVar[dict[str, str]] = {}

    exercise = models.ForeignKey(
        Exercise, on_delete=models.CASCADE, related_name="phases", db_index=False
    )
    kind = models.TextField(choices=[(k, k.label) for k in PhaseKind])
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The last day of it")
    open_to = models.TextField(choices=[(o, o.label) for o in OpenTo], default=OpenTo.EVERYONE)
    words = models.TextField(default="", help_text="What can be done in it, in plain English")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "kind"], name="engagement_exercise_has_a_phase_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="engagement_phase_ends_after_it_starts",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} of exercise {self.exercise_id}"


class Alternative(Record):
    """An option that was weighed before asking, and why it is or is not put forward."""

    personal_data: ClassVar[dict[str, str]] = {}

    exercise = models.ForeignKey(
        Exercise, on_delete=models.CASCADE, related_name="alternatives", db_index=False
    )
    position = models.IntegerField()
    title = models.TextField()
    what = models.TextField(help_text="What it would mean, and what it would cost")
    is_open = models.BooleanField(default=True, help_text="People can still choose it")
    why_not = models.TextField(default="", help_text="Why it is no longer open; empty if it is")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "position"], name="engagement_alternative_has_its_own_position"
            ),
            models.CheckConstraint(
                condition=models.Q(is_open=True) | ~models.Q(why_not=""),
                name="engagement_rejected_alternative_says_why",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.title


class TimetableChange(Record):
    """A day of an exercise that was moved after it opened, and why."""

    personal_data: ClassVar[dict[str, str]] = {"by": "who moved it, by number; six years"}

    exercise = models.ForeignKey(
        Exercise, on_delete=models.CASCADE, related_name="timetable_changes"
    )
    kind = models.TextField(choices=[(k, k.title()) for k in TimetableKind])
    field = models.TextField(
        help_text="Which day: closes_on or reply_by; which phase was added; empty for a pause"
    )
    was = models.DateField(null=True)
    becomes = models.DateField(null=True)
    because = models.TextField()
    by = models.TextField()
    at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return f"{self.kind} of exercise {self.exercise_id}"


class GateProof(Record):
    """What shows that an exercise keeps one of the Gunning principles."""

    personal_data: ClassVar[dict[str, str]] = {"by": "who offered it, by number; six years"}

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="proofs")
    principle = models.TextField(choices=[(p, p.label) for p in Principle])
    sign = models.TextField(default="", help_text="Which of its signs; see `types.gate`")
    words = models.TextField(help_text="What it shows")
    url = models.TextField(default="", help_text="Where it is to be read; empty if in a file")
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, null=True, related_name="+")
    by = models.TextField()
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    @override
    def __str__(self) -> str:
        return f"{self.principle} of exercise {self.exercise_id}"


class GateOverride(Record):
    """A named person let an exercise go on without proof of a principle, and said why."""

    personal_data: ClassVar[dict[str, str]] = {
        "named": "who answers for it, by name and office; six years",
        "by": "who recorded it, by number; six years",
    }

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="overrides")
    principle = models.TextField(choices=[(p, p.label) for p in Principle])
    because = models.TextField()
    named = models.TextField(help_text="Name and office of who answers for it")
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "principle"], name="engagement_principle_is_overridden_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.principle} of exercise {self.exercise_id}"
