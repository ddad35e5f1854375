"""Northmarch and its neighbour begin: their councils, places, outlines and people."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from regard.domains.register import actions as register
from regard.domains.register.types import AreaLevel
from regard.foundation.accounts import actions as accounts
from regard.foundation.accounts.models import Person

from . import land, neighbours
from .clock import as_at
from .shapes import features
from .timeline import Timeline

if TYPE_CHECKING:
    from datetime import datetime
    from types import ModuleType

    from regard.domains.register.models import System

BY = "demonstration"
"""How the ledger names whoever began it all."""

PEOPLE = {
    "lead": ("Amara Okafor", "Partnership lead"),
    "provider": ("Dawn Thackwell", "Provider"),
    "association": ("Gareth Wetherall", "Association lead"),
    "commissioner": ("Jyoti Desai-Marsh", "Commissioner"),
    "secretary": ("Peter Lofthall", "Board secretary"),
    "analyst": ("Idris Calloway", "Partnership lead"),
    "steward": ("Moira Fennimore", "Steward"),
    "reader": ("Hester Quayle", "Coder"),
    "other-reader": ("Tobias Wren", "Coder"),
}
"""Whom a visitor can be, by the first part of their email address."""

OUTLINES = "Made-up councils of Northmarch.geojson"


@dataclass(frozen=True)
class Founded:
    """
    Northmarch as it begins.

    Attributes:
        neighbour: the small system next door, of which nobody has drawn a map.
        by: how the ledger names each of the people, by the first part of their address.
    """

    system: System
    neighbour: System
    by: dict[str, str]


def found(*, timeline: Timeline) -> Founded:
    """Add both systems, the outlines of Northmarch and its people."""
    began = timeline.when("founded")
    with as_at(began):
        for council in (*land.COUNCILS, neighbours.COUNCIL):
            register.add_made_up_council(name=council, by=BY, at=began)
        _draw_councils(began)
        system = _add_system(land, land.COUNCILS, began)
        neighbour = _add_system(neighbours, (neighbours.COUNCIL,), began)
        people = {key: _add_person(key, system, timeline) for key in PEOPLE}
    return Founded(
        system, neighbour, {key: f"person:{person.pk}" for key, person in people.items()}
    )


def _add_system(where: ModuleType, councils: tuple[str, ...], began: datetime) -> System:
    return register.add_system(
        slug=where.SLUG,
        name=where.NAME,
        partnership_name=where.PARTNERSHIP,
        receipt_prefix=where.RECEIPT_PREFIX,
        council_names=councils,
        places={place.name: place.districts for place in where.PLACES},
        is_made_up=True,
        by=BY,
        at=began,
    )


def _draw_councils(began: datetime) -> None:
    """Load the outlines of Northmarch's councils, as an operator loads published ones."""
    outlines = features(land.COUNCILS, code="CTYUA26CD=MADE-UP-", name="CTYUA26NM")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / OUTLINES
        path.write_text(json.dumps(outlines), encoding="utf-8")
        register.load_boundaries(
            path=path,
            name=OUTLINES,
            level=AreaLevel.COUNCIL,
            source="Made up for the demonstration",
            by=BY,
            at=began,
        )


def _add_person(key: str, system: System, timeline: Timeline) -> Person:
    name, role = PEOPLE[key]
    began = timeline.when("founded")
    person = accounts.add_person(email=f"{key}@northmarch.example", name=name, by=BY, at=began)
    accounts.grant(person=person, role=role, scope_key=f"system:{system.pk}", by=BY, at=began)
    return person
