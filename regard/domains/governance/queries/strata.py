"""The parts into which the register falls for a lot, with how many are in each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regard.domains.governance.types import Split
from regard.domains.register import queries as register
from regard.domains.register.types import Criteria, Sector, ServiceRow, ServiceType, SizeBand

if TYPE_CHECKING:
    from collections.abc import Callable

    from regard.domains.register.models import System

NOT_PUBLIC = (Sector.INDEPENDENT, Sector.VOLUNTARY, Sector.NOT_KNOWN)
"""A lot is drawn for providers' seats, and what a council or the NHS runs is no such voice."""

EVERYONE = "Everyone"


@dataclass(frozen=True)
class StratumRow:
    """
    A part from which some could be drawn.

    Attributes:
        services: locations in it; `providers`: how many different ones run them.
    """

    name: str
    criteria: Criteria
    services: int
    providers: int


def list_strata(
    *, system: System, split: Split, service_types: tuple[ServiceType, ...] = ()
) -> list[StratumRow]:
    """
    Return the parts of a system's providers, the largest first. Public services are left out.

    :param service_types: only of these; none: all.
    """
    whole = Criteria(sectors=NOT_PUBLIC, service_types=service_types)
    parts: dict[tuple[str, Criteria], list[ServiceRow]] = defaultdict(list)
    narrow = NARROW[split]
    for row in register.list_audience(system=system, criteria=whole):
        part = narrow(row, whole)
        if part is not None:
            parts[part].append(row)
    found = [_row(name, criteria, rows) for (name, criteria), rows in parts.items()]
    return sorted(found, key=lambda row: (-row.services, row.name))


def _row(name: str, criteria: Criteria, rows: list[ServiceRow]) -> StratumRow:
    return StratumRow(
        name=name,
        criteria=criteria,
        services=len({row.location_id for row in rows}),
        providers=len({row.organisation_id for row in rows}),
    )


def _by_place(row: ServiceRow, whole: Criteria) -> tuple[str, Criteria] | None:
    if row.place_id is None:
        return None
    return row.place_name, replace(whole, place_ids=(row.place_id,))


NARROW: dict[Split, Callable[[ServiceRow, Criteria], tuple[str, Criteria] | None]] = {
    Split.SERVICE_TYPE: lambda row, whole: (
        row.service_type.label,
        replace(whole, service_types=(row.service_type,)),
    ),
    Split.SIZE_BAND: lambda row, whole: (
        SizeBand(row.size_band).label,
        replace(whole, size_bands=(row.size_band,)),
    ),
    Split.SECTOR: lambda row, whole: (row.sector.label, replace(whole, sectors=(row.sector,))),
    Split.PLACE: _by_place,
    Split.NONE: lambda _, whole: (EVERYONE, whole),
}
"""What makes the part in which a service lies: its name, and the filters that mean it."""
