"""Which seats there are to fill, in what order, and who could nominate to them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from regard.domains.governance.types import (
    BodyFacts,
    BodyKind,
    Check,
    Constituency,
    Needs,
    Outcome,
    SeatFacts,
    ToFill,
    Voice,
)
from regard.domains.register.types import AreaLevel, NetworkKind, NetworkMix, Sector

from .checks import BY_CODE, CHECKS

NOMINATORS: Mapping[Constituency, frozenset[NetworkKind]] = {
    Constituency.PROVIDERS: frozenset(
        {
            NetworkKind.ASSOCIATION,
            NetworkKind.FORUM,
            NetworkKind.COLLABORATIVE,
            NetworkKind.LOCAL,
        }
    ),
    Constituency.VOLUNTARY: frozenset({NetworkKind.ALLIANCE}),
    Constituency.CARERS: frozenset({NetworkKind.CARERS}),
    Constituency.PEOPLE: frozenset({NetworkKind.PEOPLE}),
}
"""Whose networks could nominate to a seat, by for whom it speaks. Of others we know none."""

FEW = 3
"""Networks that are named for a seat. The page of networks has them all."""

FILLABLE = tuple(
    check for check in CHECKS if check.needs is not None and not check.only_where_votes
)
"""Checks that a new seat can meet. A vote is given to a seat that is there."""

EMPTY = {Voice.NONE, Voice.PROXY, Voice.ATTENDS}
"""How things are where a seat has to be made, rather than filled."""

CODES = [check.code for check in CHECKS]
LEVELS = tuple(AreaLevel)
KINDS = (
    BodyKind.PARTNERSHIP,
    BodyKind.BOARD,
    BodyKind.HEALTH_AND_WELLBEING_BOARD,
    BodyKind.CABINET,
    BodyKind.NHS_ENGLAND,
    BodyKind.PLACE_PARTNERSHIP,
    BodyKind.SUB_COMMITTEE,
    BodyKind.WORKFORCE_GROUP,
    BodyKind.SAFEGUARDING_BOARD,
    BodyKind.PROVIDER_FORUM,
    BodyKind.PRIMARY_CARE_NETWORK,
    BodyKind.PROVIDER_COLLABORATIVE,
    BodyKind.VOLUNTARY_ALLIANCE,
    BodyKind.OTHER,
)
"""In the order in which bodies of one level are listed: those that plan for everybody first."""


def list_to_fill(
    body: BodyFacts, *, outcomes: Mapping[str, Outcome], services: Mapping[str, int]
) -> list[ToFill]:
    """
    Return the seats of a body to fill.

    Each vacant or lapsed seat once, for the first check that it would meet. Then a seat to
    make for whoever has none; while no provider speaks there, one for all providers stands for
    those that would name a kind of them.

    :param services: as `Served` has them of the body's area.
    """
    there = [
        _of_seat(body, seat, voice, outcomes, services)
        for code in ("no_vacancy", "no_lapse")
        for seat, voice in outcomes[code].seats
    ]
    kept = {row.code for row in there}
    to_make = [
        ToFill(body, check.code, voice, services=services.get(check.code, 0))
        for check in FILLABLE
        if (voice := outcomes[check.code].voice) in EMPTY
        and check.code not in kept
        and not _is_covered(check, outcomes)
    ]
    return [_finish(row, outcomes, services) for row in (*there, *to_make)]


def order_to_fill(rows: Sequence[ToFill]) -> list[ToFill]:
    """
    Return seats to fill in the order of what matters.

    First where nobody speaks for care providers; then those where nobody sits; then those
    whose holder's term is over. Within each the widest area first, and the bodies that plan
    for everybody.
    """
    return sorted(rows, key=_rank)


def order_bodies(bodies: Sequence[BodyFacts]) -> list[BodyFacts]:
    """Return bodies, those of the widest area first, and those that plan for everybody."""
    return sorted(bodies, key=lambda body: (*_place(body), body.name, body.body_id))


def list_nominators(row: ToFill, networks: Sequence[NetworkMix]) -> list[tuple[NetworkMix, int]]:
    """
    Return the networks that could nominate to a seat, most members first, a few.

    With each, how many services of those that the seat would name belong to it; a network of
    people or carers has none.
    """
    constituency, types, sectors = _asked_for(row)
    kinds = NOMINATORS.get(constituency, frozenset()) if constituency else frozenset()
    if Sector.VOLUNTARY in sectors:
        kinds |= {NetworkKind.ALLIANCE}
    counted = [
        (network, sum(n for kind, n in network.services.items() if not types or kind in types))
        for network in networks
        if network.kind in kinds
    ]
    able = [pair for pair in counted if pair[1] or not types]
    return sorted(able, key=lambda pair: (-pair[1], pair[0].name))[:FEW]


def _of_seat(
    body: BodyFacts,
    seat: SeatFacts,
    voice: Voice,
    outcomes: Mapping[str, Outcome],
    services: Mapping[str, int],
) -> ToFill:
    meets = [check for check in FILLABLE if (seat, voice) in outcomes[check.code].seats]
    own = [check for check in meets if check.needs is not None and _is_named(check.needs, seat)]
    code = (own or meets)[0].code if meets else ""
    return ToFill(body, code, voice, seat=seat, services=services.get(code, 0))


def _is_named(needs: Needs, seat: SeatFacts) -> bool:
    """Tell whether a check is about just those whom a seat names."""
    return bool(
        needs.service_types & seat.service_types
        or needs.sectors & seat.sectors
        or needs.size_bands & seat.size_bands
    )


def _is_covered(check: Check, outcomes: Mapping[str, Outcome]) -> bool:
    """Tell whether another seat to fill stands for the one that would meet this check."""
    if check.code == "workforce":
        return True
    if check.code == "providers" or check.needs is None:
        return False
    if check.needs.speaks_for is not Constituency.PROVIDERS:
        return False
    providers = outcomes["providers"].voice
    return providers is None or providers.is_gap


def _finish(row: ToFill, outcomes: Mapping[str, Outcome], services: Mapping[str, int]) -> ToFill:
    """Say of a seat whether it would be providers' first there, and whom none names."""
    providers = outcomes["providers"].voice
    if providers is None or not providers.is_gap or not _is_for_providers(row):
        return row
    unnamed = [
        check.code
        for check in FILLABLE
        if check.only_where_served
        and check.code != row.code
        and outcomes[check.code].voice not in {None, Voice.MET, Voice.LAPSED}
    ]
    missing = tuple(sorted(unnamed, key=lambda code: -services.get(code, 0)))
    return replace(row, missing=missing, is_first=True)


def _is_for_providers(row: ToFill) -> bool:
    needs = BY_CODE[row.code].needs if row.code else None
    return needs is not None and needs.speaks_for is Constituency.PROVIDERS


def _asked_for(row: ToFill) -> tuple[Constituency | None, frozenset[str], frozenset[str]]:
    if row.seat is not None:
        return row.seat.speaks_for, row.seat.service_types, row.seat.sectors
    needs = BY_CODE[row.code].needs
    if needs is None:
        return None, frozenset(), frozenset()
    return needs.speaks_for, needs.service_types, needs.sectors


def _rank(row: ToFill) -> tuple[int, int, int, str, int, int]:
    tier = 0 if row.is_first else 2 if row.voice is Voice.LAPSED else 1
    code = CODES.index(row.code) if row.code else len(CODES)
    return tier, *_place(row.body), row.body.name, code, row.seat.seat_id if row.seat else 0


def _place(body: BodyFacts) -> tuple[int, int]:
    first = min(KINDS.index(kind) for kind in body.kinds)
    return LEVELS.index(body.level), first
