"""Northmarch begins: its system, its people, and its register by the real loader."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from regard.domains.register import actions as register
from regard.foundation.accounts import actions as accounts
from regard.foundation.accounts.models import Person

from . import land
from .clock import as_at
from .population import MadeLocation
from .register_files import write_contacts, write_ratings
from .timeline import Timeline

if TYPE_CHECKING:
    from regard.domains.register.models import System

BY = "demonstration"
"""How the ledger names whoever began it all."""

PEOPLE = {
    "lead": ("Amara Okafor", "Partnership lead"),
    "provider": ("Dawn Thackwell", "Provider"),
    "association": ("Gareth Wetherall", "Association lead"),
    "commissioner": ("Jyoti Desai-Marsh", "Commissioner"),
    "secretary": ("Peter Lofthall", "Board secretary"),
}
"""Whom a visitor can be, by the first part of their email address."""


@dataclass(frozen=True)
class Founded:
    """
    Northmarch as it begins.

    Attributes:
        by: how the ledger names each of the people, by the first part of their address.
    """

    system: System
    by: dict[str, str]


def found(*, locations: Sequence[MadeLocation], timeline: Timeline) -> Founded:
    """Add the system and its people, and load its register."""
    began = timeline.when("founded")
    with as_at(began):
        for council in land.COUNCILS:
            register.add_made_up_council(name=council, by=BY, at=began)
        system = register.add_system(
            slug=land.SLUG,
            name=land.NAME,
            partnership_name=land.PARTNERSHIP,
            receipt_prefix=land.RECEIPT_PREFIX,
            council_names=land.COUNCILS,
            places={place.name: place.districts for place in land.PLACES},
            is_made_up=True,
            by=BY,
            at=began,
        )
        people = {key: _add_person(key, system, timeline) for key in PEOPLE}
    _load(locations, system=system, by=f"person:{people['lead'].pk}", timeline=timeline)
    return Founded(system, {key: f"person:{person.pk}" for key, person in people.items()})


def _add_person(key: str, system: System, timeline: Timeline) -> Person:
    name, role = PEOPLE[key]
    began = timeline.when("founded")
    person = accounts.add_person(email=f"{key}@northmarch.example", name=name, by=BY, at=began)
    accounts.grant(person=person, role=role, scope_key=f"system:{system.pk}", by=BY, at=began)
    return person


def _load(
    locations: Sequence[MadeLocation], *, system: System, by: str, timeline: Timeline
) -> None:
    """Load the files as a partnership lead would: the regulator's first, then our own."""
    with tempfile.TemporaryDirectory() as folder:
        ratings = Path(folder) / "Latest_ratings.csv"
        contacts = Path(folder) / "services-and-contacts.csv"
        write_ratings(ratings, locations)
        write_contacts(contacts, locations)
        for path, hour in ((ratings, 10), (contacts, 11)):
            at = timeline.when("registered", hour=hour)
            with as_at(at):
                register.load_file(
                    path=path,
                    name=path.name,
                    origin="made up for the demonstration",
                    system=system,
                    by=by,
                    at=at,
                )
