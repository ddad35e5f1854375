"""Replies: what each of those who spoke was told."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.strategy.types import ReplyChannel, ReplyState
from regard.foundation.base.models import Record

from .strategies import Strategy


class Reply(Record):
    """What we told one contributor had become of their words, exactly as they were told."""

    personal_data: ClassVar[dict[str, str]] = {
        "content": "their name, words and our answer; two years after it was sent",
        "to": "where it goes; two years after it was sent",
        "answers_them": "whether they said that it answers them; two years after it was sent",
    }

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="replies")
    contribution = models.ForeignKey(
        "engagement.Contribution", on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(
        "engagement.MemberPart",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="The member that is told what was said for it; None: who spoke",
    )
    wave = models.IntegerField(default=1, help_text="Sent with others of the same number, from 1")
    channel = models.TextField(choices=[(c, c.title()) for c in ReplyChannel])
    state = models.TextField(choices=[(s, s.title()) for s in ReplyState], default=ReplyState.OWED)
    to = models.TextField(
        default="", help_text="Email address, or address lines; empty for a page"
    )
    content = models.JSONField(help_text="As rules.replies.Content; never changes")
    message = models.ForeignKey(
        "mail.Message", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True, help_text="When its page was first opened")
    answers_them = models.BooleanField(null=True, help_text="None: they have not said")

    class Meta:
        indexes = [
            models.Index(fields=["system", "strategy", "state"], name="strategy_reply_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "member", "wave"],
                nulls_distinct=False,
                name="strategy_everyone_has_one_reply",
            ),
            models.CheckConstraint(
                condition=models.Q(channel="page", to="")
                | (~models.Q(channel="page") & ~models.Q(to="")),
                name="strategy_reply_goes_somewhere",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False),
                name="strategy_sent_reply_has_a_time",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"reply to contribution {self.contribution_id}: {self.state}"
