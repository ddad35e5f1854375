"""Providers of a body's area by type, size, sector and place, beside the seats that name them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from regard.domains.governance.types import BodyFacts, Constituency, SeatFacts, Voice
from regard.domains.register.types import MixRow, Sector, ServiceType, SizeBand

from .checks import BY_CODE
from .representation import judge_seat
from .served import area_mix

OWN = {Voice.MET, Voice.LAPSED}
"""How a seat must stand for care providers to be counted here. A term that is over is said."""


@dataclass(frozen=True)
class Share:
    """
    One kind of provider in a body's area, and who speaks for them on the body.

    Attributes:
        key: a type, size or sector by its value, or a place by its number; None: in no place.
        services: live, of the register.
        share: of all services in the area, 0 to 1.
        seats: that name them, are held, and give care providers a voice of their own.
    """

    key: str | int | None
    services: int
    share: float
    seats: int


@dataclass(frozen=True)
class Shares:
    """
    All kinds of provider in a body's area.

    Attributes:
        services: live ones in the area.
        general: seats that give care providers a voice of their own and name no kind of them.
        everywhere: seats that do, and are limited to no place.
        by: shares by "type", "size", "sector" and "place", most services first.
    """

    services: int
    general: int
    everywhere: int
    by: Mapping[str, Sequence[Share]]


_KEYS: Mapping[str, Callable[[MixRow], str | int | None]] = {
    "type": lambda row: row.service_type.value,
    "size": lambda row: row.size_band.value,
    "sector": lambda row: row.sector.value,
    "place": lambda row: row.place_id,
}
_NAMED: Mapping[str, Callable[[SeatFacts], frozenset[str] | frozenset[int]]] = {
    "type": lambda seat: seat.service_types,
    "size": lambda seat: seat.size_bands,
    "sector": lambda seat: seat.sectors,
    "place": lambda seat: frozenset() if seat.place_id is None else frozenset({seat.place_id}),
}
NOT_NAMED = {ServiceType.NOT_STATED.value, Sector.NOT_KNOWN.value}
"""What no seat can name. They are counted in the whole, and have no line."""

SIZES = [band.value for band in SizeBand]


def list_shares(body: BodyFacts, *, seats: Sequence[SeatFacts], mix: Sequence[MixRow]) -> Shares:
    """
    Return who there is in a body's area, and how many seats name each.

    :param seats: of this body.
    :param mix: of the whole system.
    """
    here = area_mix(body, mix)
    own = [seat for seat in seats if _is_own(seat)]
    services = sum(row.services for row in here)
    by = {name: _list(name, here, own, services) for name in _KEYS}
    general = [
        seat
        for seat in own
        if not any(named(seat) for name, named in _NAMED.items() if name != "place")
    ]
    everywhere = sum(seat.place_id is None for seat in own)
    return Shares(services=services, general=len(general), everywhere=everywhere, by=by)


def _list(
    name: str, mix: Sequence[MixRow], seats: Sequence[SeatFacts], services: int
) -> list[Share]:
    counts: Counter[str | int | None] = Counter()
    for row in mix:
        counts[_KEYS[name](row)] += row.services
    named = Counter(key for seat in seats for key in _NAMED[name](seat))
    shares = [
        Share(key, count, count / services, named[key])
        for key, count in counts.items()
        if key not in NOT_NAMED and key is not None
    ]
    return sorted(shares, key=_by_size if name == "size" else _by_services)


def _by_services(share: Share) -> tuple[int, str]:
    return -share.services, str(share.key)


def _by_size(share: Share) -> int:
    return SIZES.index(str(share.key))


def _is_own(seat: SeatFacts) -> bool:
    """Tell whether providers chose and hold a seat as members, whomever of them it names."""
    needs = BY_CODE["providers"].needs
    speaks = seat.speaks_for is Constituency.PROVIDERS
    return speaks and needs is not None and judge_seat(needs, seat) in OWN
