"""Seats, who holds them, and drawing lots for them."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from typing_extensions import override

from regard.domains.governance.types import (
    AppointmentKind,
    Constituency,
    LotState,
    Side,
    Standing,
)
from regard.foundation.base.models import Record

from .bodies import Body, ends_after_it_begins


class Seat(Record):
    """A place at a body's table: who nominates to it, and for whom it speaks."""

    personal_data: ClassVar[dict[str, str]] = {}

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    name = models.TextField(help_text="e.g. Home care providers’ seat")
    nominated_by = models.TextField(choices=[(s, s.label) for s in Side])
    nominator = models.TextField(default="", help_text="Who nominates, by name")
    network = models.ForeignKey(
        "register.Network",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="The network that nominates, where it is on the register",
    )
    speaks_for = models.TextField(choices=[(c, c.label) for c in Constituency])
    service_types = ArrayField(
        models.TextField(), default=list, help_text="Of providers: which types; none: all"
    )
    sectors = ArrayField(models.TextField(), default=list, help_text="None: all")
    size_bands = ArrayField(models.TextField(), default=list, help_text="None: all")
    place = models.ForeignKey(
        "register.Place",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="None: the body's whole area",
    )
    standing = models.TextField(choices=[(s, s.label) for s in Standing])
    term_months = models.IntegerField(null=True, help_text="None: no fixed term")
    is_chair = models.BooleanField(default=False)
    valid_from = models.DateField(null=True, help_text="None: before our records begin")
    valid_to = models.DateField(null=True, help_text="First day on which it was no more")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(term_months__isnull=True) | models.Q(term_months__gt=0),
                name="governance_term_is_some_time",
            ),
            models.CheckConstraint(
                condition=models.Q(speaks_for="providers")
                | models.Q(service_types=[], sectors=[], size_bands=[]),
                name="governance_only_provider_seats_name_types",
            ),
            ends_after_it_begins("governance_seat_ends_after_it_begins"),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class Holder(Record):
    """Somebody who sits, or sat, on a body of a system."""

    personal_data: ClassVar[dict[str, str]] = {
        "name": "who sits where is public; six years after their last seat ends",
        "job": "what they are where they work; six years after their last seat ends",
        "email": "to send them papers; until their last seat ends",
        "works_at": "where they work; six years after their last seat ends",
        "person": "to let them declare interests and claim; until their last seat ends",
    }

    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="+")
    name = models.TextField()
    job = models.TextField(default="", help_text="e.g. Registered manager")
    email = models.TextField(default="")
    side = models.TextField(choices=[(s, s.label) for s in Side], help_text="Whom they work for")
    works_at = models.TextField(default="", help_text="By name, where not on the register")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    location = models.ForeignKey(
        "register.Location", on_delete=models.PROTECT, null=True, related_name="+"
    )
    person = models.ForeignKey(
        "accounts.Person",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="Their account, if they have one",
    )

    class Meta:
        indexes = [models.Index(fields=["system", "name"], name="governance_holder_name")]

    @override
    def __str__(self) -> str:
        return self.name


class Appointment(Record):
    """Somebody holds a seat, or deputises in it, from one day to another."""

    personal_data: ClassVar[dict[str, str]] = {
        "holder": "who sits where is public; six years after it ends",
        "why_ended": "why they left; six years after it ends",
    }

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="appointments")
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="appointments")
    kind = models.TextField(
        choices=[(k, k.label) for k in AppointmentKind], default=AppointmentKind.HOLDER
    )
    valid_from = models.DateField()
    term_ends_on = models.DateField(
        null=True,
        help_text="First day after the term; None: no fixed term. It may be over from the first"
        " day, where a seat was changed under its holder",
    )
    valid_to = models.DateField(null=True, help_text="First day on which they held it no more")
    why_ended = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "kind"],
                condition=models.Q(valid_to__isnull=True),
                name="governance_seat_is_held_once",
            ),
            ends_after_it_begins("governance_appointment_ends_after_it_begins"),
            models.CheckConstraint(
                condition=models.Q(term_ends_on__isnull=True)
                | models.Q(term_ends_on__gte=models.F("valid_from")),
                name="governance_term_does_not_end_before_it_begins",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.holder_id} in seat {self.seat_id}, {self.valid_from} to {self.valid_to}"


class Lot(Record):
    """
    Drawing lots for seats, from the register, in parts.

    The pool and its hash are published first, with the public source of the seed; then it is
    drawn, and anybody can draw it again.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="lots")
    title = models.TextField()
    strata = models.JSONField(help_text="Each part: its name, filters and how many are drawn")
    pool = models.JSONField(help_text="For each part, the ids of its services in their order")
    pool_sha256 = models.TextField(help_text="Of the pool as canonical JSON")
    seed_source = models.TextField(help_text="What the seed will be, e.g. a draw of that evening")
    seed = models.TextField(default="")
    state = models.TextField(choices=[(s, s.label) for s in LotState], default=LotState.PREPARED)
    prepared_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="prepared", seed="", drawn_at__isnull=True)
                | (models.Q(state="drawn", drawn_at__isnull=False) & ~models.Q(seed="")),
                name="governance_drawn_lot_has_a_seed",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.title


class LotEntry(Record):
    """A service that was drawn, in the order of drawing, and what it answered."""

    personal_data: ClassVar[dict[str, str]] = {}

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="entries", db_index=False)
    stratum = models.IntegerField(help_text="Which part, from 0")
    position = models.IntegerField(help_text="In its part, from 1; those after the wanted wait")
    location = models.ForeignKey("register.Location", on_delete=models.PROTECT, related_name="+")
    is_reserve = models.BooleanField(default=False)
    has_accepted = models.BooleanField(null=True, help_text="None: has not answered")
    answered_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lot", "stratum", "position"], name="governance_lot_has_an_order"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"lot {self.lot_id}, {self.stratum}.{self.position}"
