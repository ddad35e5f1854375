"""Associations, forums and networks: who belongs to them, and who let them speak."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.register.types import EntryState, NetworkKind, RollState
from regard.foundation.base.errors import NotFound
from regard.foundation.base.models import Record

from .services import Location, Organisation
from .systems import System

if TYPE_CHECKING:
    from regard.foundation.files.models import File


class Network(Record):
    """An association, forum, alliance or local network of providers."""

    personal_data: ClassVar[dict[str, str]] = {
        "email": "to reach the network; while it is on the register",
    }

    slug = models.SlugField()
    name = models.TextField()
    kind = models.TextField(choices=[(k, k.label) for k in NetworkKind])
    about = models.TextField(default="", help_text="What it is for, in its own words")
    website = models.TextField(default="")
    email = models.TextField(default="")
    shows_members = models.BooleanField(
        default=False, help_text="Everyone may see which services belong to it"
    )
    systems: models.ManyToManyField[System, NetworkSystem] = models.ManyToManyField(
        System, through="NetworkSystem", related_name="+"
    )
    founded_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="register_network_slug_is_unique"),
        ]

    @override
    def __str__(self) -> str:
        return self.name

    def scope_keys(self) -> frozenset[str]:
        """Return this network and every system that it works in."""
        systems = NetworkSystem.objects.filter(network=self).values_list("system_id", flat=True)
        return frozenset({f"network:{self.pk}"} | {f"system:{system}" for system in systems})


class NetworkSystem(Record):
    """A network works in a system."""

    personal_data: ClassVar[dict[str, str]] = {}

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "system"], name="register_network_is_in_a_system_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.network_id} in {self.system_id}"


class Membership(Record):
    """A provider, or one location of it, belongs to a network from one day to another."""

    personal_data: ClassVar[dict[str, str]] = {}

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="memberships", db_index=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="memberships"
    )
    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, null=True, related_name="memberships"
    )
    joined_on = models.DateField(null=True, help_text="None: before our records begin")
    left_on = models.DateField(null=True, help_text="First day on which it was no member")
    roll = models.ForeignKey(
        "register.Roll", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False, location__isnull=True)
                | models.Q(organisation__isnull=True, location__isnull=False),
                name="register_membership_is_of_one",
            ),
            models.UniqueConstraint(
                fields=["network", "organisation"],
                condition=models.Q(left_on__isnull=True),
                name="register_provider_is_a_member_once",
            ),
            models.UniqueConstraint(
                fields=["network", "location"],
                condition=models.Q(left_on__isnull=True),
                name="register_location_is_a_member_once",
            ),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True)
                | models.Q(joined_on__isnull=True)
                | models.Q(left_on__gte=models.F("joined_on")),
                name="register_member_leaves_after_joining",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.organisation_id or self.location_id} in {self.network_id}"


class Mandate(Record):
    """A member let a network speak for it, on what and until when. The member can take it back."""

    personal_data: ClassVar[dict[str, str]] = {
        "given_by": "who gave it for the member; six years after it ends",
        "revoked_by": "who took it back for the member; six years",
        "recorded_by": "who wrote it down, by number; six years after it ends",
    }

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="mandates")
    topic = models.TextField(help_text="What the network may speak on; empty: everything")
    given_by = models.TextField(help_text="Name and role of who gave it")
    given_on = models.DateField()
    until = models.DateField(null=True, help_text="First day on which it is over; None: no end")
    recorded_by = models.TextField()
    revoked_on = models.DateField(null=True)
    revoked_by = models.TextField(default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("given_on")),
                name="register_mandate_ends_after_it_begins",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.membership_id} on {self.topic or 'everything'}"


class Roll(Record):
    """A list of members in a spreadsheet, and how far its matching to the register has come."""

    personal_data: ClassVar[dict[str, str]] = {"by": "who loaded it, by number; six years"}

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="rolls")
    file = models.ForeignKey(
        "files.File",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="None: it was deleted with what its lines say",
    )
    as_at = models.DateField(help_text="Date of which it lists the members")
    columns = models.JSONField(default=dict, help_text="Which column holds what")
    state = models.TextField(choices=[(s, s.label) for s in RollState], default=RollState.WAITING)
    problem = models.TextField(default="", help_text="Why it was not taken, in words")
    is_whole = models.BooleanField(default=True, help_text="Members not on it have left")
    by = models.TextField()
    finished_at = models.DateTimeField(null=True)
    forgotten_on = models.DateField(null=True, help_text="When what its lines say was deleted")

    @override
    def __str__(self) -> str:
        return f"{self.network} as at {self.as_at}: {self.state}"

    @property
    def file_name(self) -> str:
        return self.file.name if self.file else "A file that is deleted"

    @property
    def kept_file(self) -> File:
        """
        Return the file of a roll that is still to be read.

        :raises NotFound: if it was deleted with what its lines say.
        """
        if self.file is None:
            raise NotFound("The file of this roll is deleted")
        return self.file


class RollEntry(Record):
    """A line of a roll, and what was found or decided for it."""

    personal_data: ClassVar[dict[str, str]] = {
        "name": "some members are one person; two years after the roll",
        "address": "to match it; two years after the roll",
        "telephone": "to match it; two years after the roll",
        "cells": "the line as it came; two years after the roll",
        "decided_by": "who decided, by number; two years after the roll",
    }

    roll = models.ForeignKey(
        Roll, on_delete=models.CASCADE, related_name="entries", db_index=False
    )
    line = models.IntegerField(help_text="Line in the file, the header being 1")
    name = models.TextField()
    provider = models.TextField(default="")
    address = models.TextField(default="")
    town = models.TextField(default="")
    postcode = models.TextField(default="")
    telephone = models.TextField(default="")
    number = models.TextField(default="", help_text="The regulator's number, where it is given")
    cells = models.JSONField(default=dict)
    found = models.TextField(
        choices=[(s, s.label) for s in EntryState], help_text="What the matching made of it"
    )
    state = models.TextField(choices=[(s, s.label) for s in EntryState])
    location = models.ForeignKey(Location, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_by = models.TextField(default="", help_text="Empty: taken without review")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roll", "line"], name="register_roll_has_a_line_once"),
            models.CheckConstraint(
                condition=~models.Q(state="matched") | models.Q(location__isnull=False),
                name="register_matched_entry_has_a_location",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"line {self.line}, {self.name}: {self.state}"


class RollProposal(Record):
    """A location that a line of a roll may mean, with the weight of the evidence."""

    personal_data: ClassVar[dict[str, str]] = {}

    entry = models.ForeignKey(
        RollEntry, on_delete=models.CASCADE, related_name="proposals", db_index=False
    )
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="+")
    weight = models.FloatField(help_text="Sum of the match weights: log2 of the Bayes factor")
    probability = models.FloatField(help_text="0 to 1")
    reasons = models.JSONField(help_text="The waterfall: each comparison, both values, its weight")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "location"], name="register_entry_proposes_a_location_once"
            ),
            models.CheckConstraint(
                condition=models.Q(probability__gte=0, probability__lte=1),
                name="register_proposal_probability_is_one",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.entry_id} may be {self.location_id}: {self.probability:.2f}"
