"""Interests of those who sit on bodies, and what they did about them."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.governance.types import InterestAct, InterestKind
from regard.foundation.base.models import Record

from .bodies import ends_after_it_begins
from .meetings import AgendaItem
from .seats import Holder, Seat


class Interest(Record):
    """An interest that somebody declared, from one day to another."""

    personal_data: ClassVar[dict[str, str]] = {
        "text": "what it is; six years after it ends",
        "recorded_by": "who wrote it down, by number; six years after it ends",
    }

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Holder, on_delete=models.CASCADE, related_name="interests")
    kind = models.TextField(choices=[(k, k.label) for k in InterestKind])
    text = models.TextField()
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    declared_on = models.DateField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True, help_text="First day on which it was no more")
    is_published = models.BooleanField(default=True)
    why_not_published = models.TextField(default="")
    recorded_by = models.TextField()

    class Meta:
        constraints = [
            ends_after_it_begins("governance_interest_ends_after_it_begins"),
            models.CheckConstraint(
                condition=models.Q(is_published=True) | ~models.Q(why_not_published=""),
                name="governance_unpublished_interest_says_why",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.text[:60]


class Declaration(Record):
    """What the holder of a seat declared at an item of an agenda, and did."""

    personal_data: ClassVar[dict[str, str]] = {
        "text": "what was declared; as long as the minutes are kept",
        "holder": "who declared it; as long as the minutes are kept",
    }

    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, related_name="declarations", db_index=False
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="+")
    act = models.TextField(choices=[(a, a.label) for a in InterestAct])
    text = models.TextField(default="")
    interest = models.ForeignKey(Interest, on_delete=models.SET_NULL, null=True, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "seat"], name="governance_seat_declares_once_an_item"
            ),
            models.CheckConstraint(
                condition=models.Q(act="none") | ~models.Q(text=""),
                name="governance_declared_interest_says_what",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"seat {self.seat_id} at item {self.item_id}: {self.act}"
