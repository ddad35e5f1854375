"""Short statements, and who agrees, disagrees or passes."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.engagement.types import StatementState
from regard.foundation.base.models import Record

from .exercises import Exercise


class Conversation(Record):
    """People vote on one another's statements, while it is open."""

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey(
        "register.System", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    exercise = models.ForeignKey(
        Exercise, on_delete=models.PROTECT, null=True, related_name="conversations"
    )
    slug = models.SlugField()
    title = models.TextField(help_text="What it is about, as a person would ask it")
    words = models.TextField(default="", help_text="What comes of it, in plain English")
    reads_first = models.BooleanField(
        default=True, help_text="A new statement is shown only once somebody has read it"
    )
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="The last day on which votes are taken")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "slug"], name="engagement_conversation_slug_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="engagement_conversation_closes_after_it_opens",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.title

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"system:{self.system_id}"})


class Voter(Record):
    """Somebody who votes: as a person, or for an organisation, which has one voice."""

    personal_data: ClassVar[dict[str, str]] = {
        "person": "so that nobody votes twice; while the conversation is kept",
    }

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="voters", db_index=False
    )
    number = models.IntegerField(help_text="From 0, in the order in which they came")
    person = models.ForeignKey(
        "accounts.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    location = models.ForeignKey(
        "register.Location",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The service that it votes for; None: a person",
    )
    key = models.TextField(
        default="", help_text="Keyed hash of the browser's cookie, for those not signed in"
    )
    is_banned = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "number"], name="engagement_voter_has_its_own_number"
            ),
            models.UniqueConstraint(
                fields=["conversation", "location"], name="engagement_service_has_one_voice"
            ),
            models.UniqueConstraint(
                fields=["conversation", "person"],
                condition=models.Q(location__isnull=True),
                name="engagement_person_has_one_voice",
            ),
            models.UniqueConstraint(
                fields=["conversation", "key"],
                condition=~models.Q(key=""),
                name="engagement_browser_has_one_voice",
            ),
        ]
        indexes = [
            models.Index(fields=["conversation", "updated_at"], name="engagement_voter_changed"),
        ]

    @override
    def __str__(self) -> str:
        return f"voter {self.number} in {self.conversation_id}"


class Statement(Record):
    """One sentence that others agree with, disagree with or pass on."""

    personal_data: ClassVar[dict[str, str]] = {
        "by": "who wrote it, to answer them; while the conversation is kept",
        "decided_by": "who read it, by number; six years",
    }

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="statements", db_index=False
    )
    number = models.IntegerField(help_text="From 0, in the order in which they came")
    text = models.TextField()
    voter = models.ForeignKey(
        Voter, on_delete=models.PROTECT, null=True, related_name="+", help_text="None: the team"
    )
    by = models.TextField(default="")
    is_meta = models.BooleanField(default=False, help_text="About those who vote, not the matter")
    state = models.TextField(
        choices=[(s, s.label) for s in StatementState], default=StatementState.WAITING
    )
    why = models.TextField(default="", help_text="Why it is not shown")
    decided_by = models.TextField(default="")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "number"], name="engagement_statement_has_its_own_number"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="hidden") | ~models.Q(why=""),
                name="engagement_hidden_statement_says_why",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.text


class Vote(Record):
    """What a voter last said to a statement. A later vote takes the earlier one's place."""

    personal_data: ClassVar[dict[str, str]] = {}

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="votes", db_index=False
    )
    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="votes", db_index=False
    )
    voter = models.ForeignKey(
        Voter, on_delete=models.CASCADE, related_name="votes", db_index=False
    )
    value = models.SmallIntegerField(help_text="1 agree, -1 disagree, 0 pass")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "voter", "statement"],
                name="engagement_voter_votes_once_a_statement",
            ),
            models.CheckConstraint(
                condition=models.Q(value__in=[-1, 0, 1]), name="engagement_vote_is_one_of_three"
            ),
        ]
        indexes = [
            models.Index(fields=["conversation", "updated_at"], name="engagement_vote_changed"),
            models.Index(fields=["statement"], include=["value"], name="engagement_vote_counted"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.value} on {self.statement_id}"


class Picture(Record):
    """What the votes of a conversation add up to, as worked out at one time."""

    personal_data: ClassVar[dict[str, str]] = {}

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, related_name="picture"
    )
    votes = models.IntegerField(help_text="How many it was worked out from")
    result = models.JSONField(help_text="As `rules.deliberation` writes and reads it")
    stability = models.JSONField(
        null=True, help_text="By resampling; None: not yet worked out for these votes"
    )
    at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return f"of conversation {self.conversation_id}"
