"""What arrives by other ways than our own pages: emails, documents, spreadsheets, paper."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.engagement.types import ArrivalState
from regard.domains.engagement.types.keying import Settled
from regard.foundation.base.models import Record

from .audience import Invitation
from .contributions import Contribution
from .exercises import Exercise
from .questions import Question


class Arrival(Record):
    """An email or a document as it came, what was read in it, and what became of it."""

    personal_data: ClassVar[dict[str, str]] = {
        "sender_name": "to know who speaks and reply; two years after the reply",
        "sender": "to reply; two years after the reply",
        "subject": "to find it again; two years after the reply",
        "words": "may name people; two years after the reply",
        "decided_by": "who read it, by number; six years",
    }

    system = models.ForeignKey(
        "register.System", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    exercise = models.ForeignKey(
        Exercise,
        on_delete=models.PROTECT,
        null=True,
        related_name="arrivals",
        help_text="None: nobody has said yet which it belongs to",
    )
    original = models.ForeignKey("files.File", on_delete=models.PROTECT, related_name="+")
    part_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="attachments",
        help_text="The email that it was attached to",
    )
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The earlier email of the same person that this one goes on from",
    )
    invitation = models.ForeignKey(
        Invitation,
        on_delete=models.PROTECT,
        null=True,
        related_name="arrivals",
        help_text="Whose own address it was sent to",
    )
    message_id = models.TextField(default="", help_text="Of an email, without its brackets")
    replies_to = models.TextField(default="", help_text="Message that it answers; empty: none")
    sender = models.TextField(default="", help_text="Email address, as it stood there")
    sender_name = models.TextField(default="")
    subject = models.TextField(default="")
    arrived_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, help_text="When its words were read; None: not yet")
    words = models.TextField(default="", help_text="What was read in it, without what was quoted")
    places = models.JSONField(
        default=list, help_text="Where its pages begin: [first character, name of the page], …"
    )
    needs_typing = models.BooleanField(
        default=False, help_text="It holds pictures of text and no text"
    )
    location = models.ForeignKey(
        "register.Location", on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.TextField(
        choices=[(s, s.label) for s in ArrivalState], default=ArrivalState.WAITING
    )
    contribution = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, null=True, related_name="arrivals"
    )
    why = models.TextField(default="", help_text="Why it was set aside")
    note = models.TextField(default="", help_text="What whoever reads it should know")
    decided_by = models.TextField(default="")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["system", "state", "arrived_at"], name="engagement_arrival_state")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "message_id"],
                condition=~models.Q(message_id=""),
                name="engagement_email_arrives_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["kept", "added"])
                | models.Q(contribution__isnull=False),
                name="engagement_kept_arrival_has_its_answer",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="set_aside") | ~models.Q(why=""),
                name="engagement_arrival_set_aside_says_why",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.subject or f"arrival {self.pk}"

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"system:{self.system_id}"})


class SavedMapping(Record):
    """What each column of another tool's spreadsheet holds, kept to be used again."""

    personal_data: ClassVar[dict[str, str]] = {"by": "who saved it, by number; six years"}

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    name = models.TextField(help_text="e.g. Citizen Space, winter survey")
    header = models.JSONField(help_text="The columns by name, as they stood")
    columns = models.JSONField(help_text="What each holds; see `rules.gathered.saving`")
    by = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "name"], name="engagement_mapping_name_is_unique"
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class SecondKeying(Record):
    """An answer from paper or by telephone, typed a second time by somebody else, to compare."""

    personal_data: ClassVar[dict[str, str]] = {
        "text": "may name people; with the answer",
        "by": "who typed it, by number; six years",
        "settled_by": "who decided, by number; six years",
    }

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="second_keyings", db_index=False
    )
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    is_asked_for = models.BooleanField(default=True, help_text="Still waits to be typed")
    text = models.TextField(default="")
    likeness = models.FloatField(null=True, help_text="0 to 1; None while it waits")
    by = models.TextField(default="")
    at = models.DateTimeField(null=True)
    differing_words = models.IntegerField(
        null=True, help_text="How many words differ between the two; None while it waits"
    )
    compared_words = models.IntegerField(
        null=True, help_text="Words of the longer of the two; None while it waits"
    )
    settled_as = models.TextField(
        choices=[(s, s.label) for s in Settled], default="", help_text="Empty: nobody has decided"
    )
    settled_by = models.TextField(default="")
    settled_at = models.DateTimeField(null=True)
    note = models.TextField(default="", help_text="What was decided where the two differ")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "question"], name="engagement_answer_is_typed_twice"
            ),
            models.CheckConstraint(
                condition=models.Q(likeness__isnull=True)
                | models.Q(likeness__gte=0, likeness__lte=1),
                name="engagement_likeness_is_a_share",
            ),
            models.CheckConstraint(
                condition=models.Q(is_asked_for=True) | models.Q(likeness__isnull=False),
                name="engagement_typed_twice_is_compared",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_as="") | models.Q(settled_at__isnull=False),
                name="engagement_settled_typing_says_when",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"of contribution {self.contribution_id}"
