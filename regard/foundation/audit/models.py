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


class Leaf(models.Model):
    """
    An entry's place in the tree that the ledger is sealed into. Never changes.

    Entries get their number when they are written and appear when their transaction ends, in
    another order; a leaf's number is given when it is sealed, without a gap.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    number = models.BigIntegerField(primary_key=True, help_text="From 0")
    entry_id = models.BigIntegerField(unique=True)
    hash = models.BinaryField(help_text="SHA-256 as RFC 6962 has it, 32 bytes", max_length=32)

    class Meta:
        app_label = "audit"
        indexes = [models.Index(fields=["hash"], name="audit_leaf_hash")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__gte=0), name="audit_leaf_is_numbered_from_0"
            ),
        ]

    def __str__(self) -> str:
        return f"leaf {self.number}: entry {self.entry_id}"


class Node(models.Model):
    """A whole subtree over leaves, by level (from 1) and number (from 0). Never changes."""

    personal_data: ClassVar[dict[str, str]] = {}

    level = models.SmallIntegerField()
    number = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        app_label = "audit"
        constraints = [
            models.UniqueConstraint(fields=["level", "number"], name="audit_one_node_a_place"),
        ]

    def __str__(self) -> str:
        return f"node {self.level}/{self.number}"


class Seal(models.Model):
    """A signed head: that the ledger held so many entries, with this root. Never changes."""

    personal_data: ClassVar[dict[str, str]] = {}

    size = models.BigIntegerField(unique=True, help_text="Leaves sealed so far")
    root = models.BinaryField(max_length=32)
    note = models.TextField(help_text="The signed checkpoint, as it is published")
    at = models.DateTimeField()
    newest_entry = models.BigIntegerField(help_text="The highest number of an entry then")
    running_from = models.BigIntegerField(
        help_text="Transactions of this number and above may not have been over then"
    )

    class Meta:
        app_label = "audit"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size__gt=0), name="audit_seal_holds_something"
            ),
        ]

    def __str__(self) -> str:
        return f"head of {self.size:,} entries at {self.at:%Y-%m-%d %H:%M}"


class Key(models.Model):
    """A public key that heads were signed with. Its private half is never in the database."""

    personal_data: ClassVar[dict[str, str]] = {}

    written = models.TextField(unique=True, help_text="As C2SP signed notes write it")
    since = models.DateTimeField(help_text="When it first signed")

    class Meta:
        app_label = "audit"

    def __str__(self) -> str:
        return self.written
