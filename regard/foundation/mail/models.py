from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.foundation.base.models import Record


class State(models.TextChoices):
    WAITING = "waiting", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Refused by the mail server"
    UNSURE = "unsure", "We cannot tell whether it was sent"


class Message(Record):
    """
    An email and its fate.

    A message is marked as being sent before the mail server is spoken to. If the machine stops
    just then, nobody can tell whether it went: it becomes "unsure", is never sent again by
    itself, and a person decides.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "to": "to reach someone who asked to hear from us; two years",
        "body": "what we wrote to them; two years",
    }

    scope_key = models.TextField()
    about = models.TextField(help_text="What it belongs to, e.g. strategy.Reply:12")
    to = models.TextField()
    subject = models.TextField()
    body = models.TextField(help_text="Plain text; empty where it held a secret")
    state = models.TextField(choices=State.choices, default=State.WAITING)
    attempts = models.IntegerField(default=0)
    problem = models.TextField(default="", help_text="What the mail server said")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["scope_key", "state"], name="mail_message_scope_state"),
            models.Index(fields=["about"], name="mail_message_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
                name="mail_message_sent_has_a_time",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.subject}: {self.state}"

    def scope_keys(self) -> frozenset[str]:
        return frozenset({self.scope_key})
