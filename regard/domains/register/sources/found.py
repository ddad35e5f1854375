"""What reading a file of the regulator's finds beside its locations."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from regard.domains.register.rules.told import (
    ToldOrganisation,
    ToldRating,
    ToldRelation,
    ToldService,
)

from .refusals import Refusals


@dataclass
class Found:
    """
    What was found so far. Complete when the file's locations have all been read.

    Attributes:
        name: what the file's owner calls it, for messages.
        councils: whose locations are taken; None takes every council's.
        as_at: the date of what the file says, where it says one itself.
        newest: the newest date on any row, as ISO 8601; empty while there is none.
        rows: all of the file's rows under its header, taken or not.
        looked_at: rows of social care, refused ones included.
        elsewhere: locations of councils that this load may not touch.
        not_social_care: rows of surgeries, hospitals and others.
        organisations: every provider of a location that was taken, by the regulator's number.
        services: the kinds of care of each location.
        ratings: for the history; the newest overall one stands on its location or service too.
        unread: numbers of locations whose row was refused: they are there, only not legible.
        lines: line on which each number was first seen.
        notes: what else there is to say of the file, and how often, e.g. fields we do not know.
    """

    name: str
    councils: Collection[int] | None = None
    as_at: date | None = None
    newest: str = ""
    rows: int = 0
    looked_at: int = 0
    elsewhere: int = 0
    not_social_care: int = 0
    organisations: dict[str, ToldOrganisation] = field(default_factory=dict)
    services: list[ToldService] = field(default_factory=list)
    ratings: list[ToldRating] = field(default_factory=list)
    relations: list[ToldRelation] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    refusals: Refusals = field(default_factory=Refusals)
    lines: dict[str, int] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)

    @property
    def dated(self) -> date | None:
        """The date that the file says of itself, else the newest on its rows. None if neither."""
        if self.as_at is not None:
            return self.as_at
        return date.fromisoformat(self.newest) if self.newest else None
