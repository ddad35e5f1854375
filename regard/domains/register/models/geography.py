"""Boards and councils, past and present, and who took over from whom. Reference data."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.foundation.base.models import Record


class Board(Record):
    """An integrated care board, past or present. Reference data with dates and a source."""

    personal_data: ClassVar[dict[str, str]] = {}

    ods_code = models.TextField(help_text="NHS code, e.g. QJM")
    gss_code = models.TextField(help_text="Statistical code, e.g. E54000013")
    name = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, help_text="First day on which it was no more")
    source = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ods_code", "valid_from"], name="register_board_code_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gt=models.F("valid_from")),
                name="register_board_ends_after_it_begins",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class BoardSuccession(Record):
    """One board took over from another, in whole or in part, when the first was no more."""

    personal_data: ClassVar[dict[str, str]] = {}

    predecessor = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="successors")
    successor = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="predecessors")
    kind = models.TextField(help_text="merger, split, acquisition or recoded")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="register_board_succeeds_another_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")),
                name="register_board_does_not_succeed_itself",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.predecessor} to {self.successor}"


class Council(Record):
    """A council with adult social services duties, past or present. Reference data."""

    personal_data: ClassVar[dict[str, str]] = {}

    gss_code = models.TextField(unique=True, help_text="Statistical code, e.g. E10000019")
    name = models.TextField()
    valid_from = models.DateField(null=True, help_text="None: before our records begin")
    valid_to = models.DateField(null=True, help_text="First day on which it was no more")
    source = models.TextField()
    is_made_up = models.BooleanField(default=False, help_text="For the demonstration only")
    listed_as_at = models.DateField(
        null=True, help_text="Date of the newest regulator's file that listed its services"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(valid_to__isnull=True),
                name="register_council_name_is_unique",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gt=models.F("valid_from")),
                name="register_council_ends_after_it_begins",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class CouncilSuccession(Record):
    """
    A council took over from an abolished one: all of it, or the named postcode district of it.

    A council that was split has one row for each district, and none for the whole.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    predecessor = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="successors")
    successor = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="predecessors")
    postcode_district = models.TextField(default="", help_text="e.g. CA1; empty for all of it")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "postcode_district"],
                name="register_district_goes_to_one_council",
            ),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")),
                name="register_council_does_not_succeed_itself",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.predecessor} {self.postcode_district} to {self.successor}"
