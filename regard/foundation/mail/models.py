from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower, Trim
from typing_extensions import override

from regard.foundation.base.models import Record


class State(models.TextChoices):
    WAITING = "waiting", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Refused by the mail server"
    UNSURE = "unsure", "We cannot tell whether it was sent"
    HELD = "held", "Not sent: they asked us not to write"


class Purpose(models.TextChoices):
    """What a message is for, which decides whether its reader may refuse it."""

    ASKING = "asking", "Asks for something"
    ANSWERING = "answering", "Answers what they said or asked for"
    ACCESS = "access", "A code to sign in, which they asked for a moment ago"


class Refused(models.TextChoices):
    """What somebody asked us not to send. A code to sign in is never refused."""

    ASKING = "asking", "Not to be asked anything by email"
    ALL = "all", "Not to be written to about anything"


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
    purpose = models.TextField(choices=Purpose.choices, default=Purpose.ASKING)
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


class OptOut(Record):
    """
    Somebody asked us not to write to an address. Every message is held to it.

    Whether a message is refused is decided in one place, the database's `mail_is_refused`; a
    trigger stops whatever would mark a refused message as being sent.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "address": "to know whom not to write to; until they ask us to write again",
        "by": "who wrote the wish down, by number; until they ask us to write again",
    }

    address = models.TextField(unique=True, help_text="In small letters, without spaces around")
    scope = models.TextField(choices=Refused.choices)
    opted_out_at = models.DateTimeField()
    how = models.TextField(help_text="In words, e.g. by the link in an email")
    by = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(address=Lower(Trim("address"))) & ~models.Q(address=""),
                name="mail_opt_out_address_is_plain",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.address}: {self.scope}"
