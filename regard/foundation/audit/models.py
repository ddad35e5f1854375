from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """
    One thing that someone did, kept for ever. The database refuses to change or delete one.

    No foreign keys, so that the ledger never blocks a deletion and outlives what it records.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "by": "who did it, by number and not by name; for as long as the ledger is kept",
    }

    event = models.TextField()
    subject = models.TextField(help_text="What it was done to, e.g. engagement.Exercise:12")
    by = models.TextField()
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)

    class Meta:
        app_label = "audit"
        indexes = [models.Index(fields=["subject", "at"], name="audit_entry_subject")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event} {self.subject}"
