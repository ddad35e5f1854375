"""What was promised, and how it is kept."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.strategy.types import CommitmentState
from regard.foundation.base.models import Record

from .passages import Passage
from .strategies import Strategy


class Commitment(Record):
    """
    Something that a passage promises, followed to its end.

    It stands on the passage of the version that made it, and shows on that passage in later
    versions by the passage's key.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "owner": "the post of who answers for it, and a name where they wish it; as the strategy",
    }

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="commitments")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="commitments")
    number = models.IntegerField(help_text="In the system, from 1, never given again")
    words = models.TextField(help_text="What will be done, as a sentence")
    body = models.ForeignKey(
        "governance.Body",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Who answers for it; None: somebody without a body here, named in owner",
    )
    owner = models.TextField(default="", help_text="The post that sees to it")
    due_on = models.DateField()
    state = models.TextField(
        choices=[(s, s.label) for s in CommitmentState], default=CommitmentState.PLANNED
    )
    ended_on = models.DateField(null=True, help_text="When it was done or dropped")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "number"], name="strategy_commitment_number_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["done", "dropped"], ended_on__isnull=False)
                | (~models.Q(state__in=["done", "dropped"]) & models.Q(ended_on__isnull=True)),
                name="strategy_ended_commitment_has_a_day",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"C{self.number} {self.words[:60]}"

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"strategy:{self.strategy_id}", f"system:{self.system_id}"})


class Milestone(Record):
    """A step on the way to a commitment's end."""

    personal_data: ClassVar[dict[str, str]] = {}

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="milestones")
    position = models.IntegerField()
    words = models.TextField()
    due_on = models.DateField()
    done_on = models.DateField(null=True)

    @override
    def __str__(self) -> str:
        return self.words[:60]


class CommitmentUpdate(Record):
    """What was reported of a commitment on one day. Never changed; a newer one follows it."""

    personal_data: ClassVar[dict[str, str]] = {
        "by": "who reported it, by number; as long as the strategy",
    }

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="updates")
    state = models.TextField(choices=[(s, s.label) for s in CommitmentState])
    words = models.TextField(help_text="What was done, or why it is late or dropped")
    evidence = models.TextField(default="", help_text="Where anybody can see it")
    evidence_url = models.TextField(default="")
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, null=True, related_name="+")
    by = models.TextField()
    at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return f"{self.state}: {self.words[:60]}"


class CommitmentNotice(Record):
    """Somebody who asked for something was told that it is done, or dropped."""

    personal_data: ClassVar[dict[str, str]] = {
        "to": "the address we wrote to; two years after it was sent",
    }

    update = models.ForeignKey(CommitmentUpdate, on_delete=models.CASCADE, related_name="notices")
    contribution = models.ForeignKey(
        "engagement.Contribution", on_delete=models.PROTECT, related_name="+"
    )
    to = models.TextField(default="", help_text="Empty: it stands on the page of their reply")
    message = models.ForeignKey(
        "mail.Message", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["update", "contribution"], name="strategy_noticed_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"notice of update {self.update_id}"
