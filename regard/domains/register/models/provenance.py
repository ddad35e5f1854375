"""Where facts come from, and since when."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.register.types import Source
from regard.foundation.base.models import Record

from .geography import Council


class Provenance(Record):
    """
    For each group of facts, the source that told it and the date it told it as at.

    Many locations and providers share one, as they were told of by the same files, so that a
    load compares a few of these and not the facts of every row. Rows are never changed.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    facts = models.JSONField(help_text='e.g. {"name": ["active_locations", "2026-10-01"]}')

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facts"], name="register_provenance_is_said_once"),
        ]

    @override
    def __str__(self) -> str:
        return ", ".join(f"{fact}: {told[0]} {told[1]}" for fact, told in self.facts.items())


class Listing(Record):
    """
    A source listed all that it knows in a council, as at a date.

    So a location that only an older list tells of, loaded later, is known to have ended.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    council = models.ForeignKey(
        Council, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    source = models.TextField(choices=[(s, s.label) for s in Source])
    as_at = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "source", "as_at"], name="register_council_is_listed_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.source} of {self.council_id} on {self.as_at}"
