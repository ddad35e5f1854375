"""What was said, as it came."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.engagement.types import Channel, MemberStand, Speaker, Visibility
from regard.foundation.base.models import Record

from .audience import Invitation
from .exercises import Exercise
from .questions import Question


class Contribution(Record):
    """
    What someone said in an exercise, as it came.

    A draft (`kept_at` is None) is somebody's unfinished answer: nobody else reads it, and it
    counts nowhere. Once kept, its answers never change.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "name": "to know who speaks and reply; two years after the reply",
        "email": "to reply; two years after the reply",
        "telephone": "to reply to those who telephoned; two years after the reply",
        "address": "to reply by letter; two years after the reply",
        "row_key": "another tool's number of them, to keep nothing twice; until two years after",
        "row_print": "a print of who they are and say, for the same; two years after the reply",
    }

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="contributions")
    invitation = models.ForeignKey(
        Invitation, on_delete=models.PROTECT, null=True, related_name="contributions"
    )
    location = models.ForeignKey(
        "register.Location", on_delete=models.PROTECT, null=True, related_name="+"
    )
    speaker = models.TextField(choices=[(s, s.label) for s in Speaker])
    channel = models.TextField(choices=[(c, c.label) for c in Channel])
    visibility = models.TextField(
        choices=[(v, v.label) for v in Visibility], default=Visibility.TEAM
    )
    receipt = models.TextField(unique=True, help_text="e.g. NM-7F3K-29")
    name = models.TextField(default="")
    email = models.TextField(default="")
    telephone = models.TextField(default="")
    address = models.TextField(default="", help_text="For a reply by letter; lines")
    said_on = models.DateField()
    kept_at = models.DateTimeField(null=True)
    entered_by = models.TextField(default="", help_text="Who typed it in, if not they themselves")
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, null=True, related_name="+")
    file_line = models.IntegerField(null=True, help_text="Line of the file that it came from")
    row_key = models.TextField(
        default="", help_text="By which a row of a spreadsheet is known again; empty: from none"
    )
    row_print = models.TextField(default="", help_text="The same while the row says the same")
    is_late = models.BooleanField(default=False, help_text="Kept after the last day, by a person")
    is_shielded = models.BooleanField(
        default=False, help_text="Only a steward may know which service it was"
    )
    network = models.ForeignKey(
        "register.Network",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The network that spoke, for its members",
    )
    asked_how = models.TextField(default="", help_text="How it asked its members")
    withheld_at = models.DateTimeField(null=True, help_text="Since when nobody but the team reads")

    class Meta:
        indexes = [
            models.Index(
                fields=["system", "exercise", "kept_at"], name="engagement_contribution_kept"
            ),
            models.Index(fields=["exercise", "location"], name="engagement_contribution_loc"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "file_line", "exercise"],
                condition=models.Q(file__isnull=False),
                name="engagement_line_of_a_file_once",
            ),
            models.UniqueConstraint(
                fields=["exercise", "row_key"],
                condition=~models.Q(row_key=""),
                name="engagement_row_is_kept_once",
            ),
            models.CheckConstraint(
                condition=models.Q(location__isnull=True) | models.Q(speaker="provider"),
                name="engagement_only_a_provider_speaks_for_a_location",
            ),
            models.CheckConstraint(
                condition=models.Q(is_shielded=False)
                | models.Q(kept_at__isnull=True)
                | models.Q(
                    location__isnull=True,
                    invitation__isnull=True,
                    file__isnull=True,
                    name="",
                    email="",
                    telephone="",
                    address="",
                ),
                name="engagement_shielded_names_nobody",
            ),
            models.UniqueConstraint(
                fields=["invitation"],
                condition=models.Q(kept_at__isnull=True),
                name="engagement_one_draft_an_invitation",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.receipt

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"exercise:{self.exercise_id}", f"system:{self.system_id}"})


class Answer(Record):
    """What a contribution says to one question, in its own words or as chosen."""

    personal_data: ClassVar[dict[str, str]] = {
        "text": "may name people although we ask not to; two years after the reply",
    }

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="answers"
    )
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(help_text="In words, whatever the kind of question")
    value = models.JSONField(null=True, help_text="As `types.questions` says; None: only words")
    places = models.JSONField(
        default=list, help_text="Where its pages begin: [first character, name of the page], …"
    )
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "question"], name="engagement_question_is_answered_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.text[:60]


class MemberPart(Record):
    """One member of a network in what the network said for its members."""

    personal_data: ClassVar[dict[str, str]] = {
        "words": "what the member said to it, which may name people; two years after the reply",
    }

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="member_parts", db_index=False
    )
    membership = models.ForeignKey(
        "register.Membership", on_delete=models.PROTECT, related_name="+"
    )
    mandate = models.ForeignKey(
        "register.Mandate",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="By which the network spoke for it; None: it had none",
    )
    stand = models.TextField(choices=[(s, s.label) for s in MemberStand])
    words = models.TextField(default="", help_text="Where it saw it differently, how")
    confirmed_at = models.DateTimeField(null=True, help_text="When the member itself said so")
    taken_back_at = models.DateTimeField(
        null=True, help_text="When the member said that the network did not speak for it"
    )
    said = models.ForeignKey(
        Contribution,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="Its own words, kept as a contribution of its own; None: it has none",
    )
    message = models.ForeignKey(
        "mail.Message",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="What we last wrote to it about its part",
    )
    printed_at = models.DateTimeField(
        null=True, help_text="When a letter about its part was last made"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "membership"], name="engagement_member_has_one_part"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.stand}: member {self.membership_id} in {self.contribution_id}"
