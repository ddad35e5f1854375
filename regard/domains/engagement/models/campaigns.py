"""Answers that many sent in nearly the same words."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.engagement.types import CampaignState
from regard.foundation.base.models import Record

from .contributions import Answer, Contribution
from .exercises import Exercise


class Campaign(Record):
    """A template that several used. It labels what they sent, and never takes it out."""

    personal_data: ClassVar[dict[str, str]] = {"decided_by": "who decided, by number; six years"}

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="campaigns")
    title = models.TextField()
    template = models.TextField(help_text="What they have in common, as the most typical sent it")
    started_by = models.TextField(default="", help_text="Who wrote it, where it is known")
    state = models.TextField(
        choices=[(s, s.label) for s in CampaignState], default=CampaignState.FOUND
    )
    decided_by = models.TextField(default="")
    decided_at = models.DateTimeField(null=True)

    @override
    def __str__(self) -> str:
        return self.title


class CampaignUse(Record):
    """One answer that used a campaign's template, and what it adds of its own."""

    personal_data: ClassVar[dict[str, str]] = {
        "added": "part of an answer; as long as the answer",
    }

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="uses", db_index=False
    )
    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="campaign_uses"
    )
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="+")
    likeness = models.FloatField(help_text="0 to 1")
    added = models.JSONField(
        default=list, help_text="Its own words in the answer: [first character, one past], …"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "answer"], name="engagement_answer_uses_a_template_once"
            ),
            models.CheckConstraint(
                condition=models.Q(likeness__gte=0, likeness__lte=1),
                name="engagement_use_likeness_is_a_share",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"contribution {self.contribution_id} in campaign {self.campaign_id}"
