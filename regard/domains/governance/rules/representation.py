"""Judge the seats of a body by the table of checks. All that is asked stands in `checks`."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from regard.domains.governance.types import (
    VOICE_RANK,
    BodyFacts,
    Check,
    Constituency,
    Needs,
    Outcome,
    SeatFacts,
    Standing,
    Voice,
)

from .checks import CHECKS
from .served import Served

Told = Mapping[str, Sequence[tuple[SeatFacts, Voice]]]

_BELOW_MEMBER = {Standing.ADVISORY: Voice.NO_VOTE, Standing.IN_ATTENDANCE: Voice.ATTENDS}


def judge_seat(needs: Needs, seat: SeatFacts) -> Voice:
    """
    Return how much of the voice that a check asks for this one seat gives.

    First for whom it speaks, then who chose and holds it, then how it stands: so nothing about
    a seat that somebody else chose or holds can make up for that.
    """
    names = _names(needs, seat)
    if seat.speaks_for is not needs.speaks_for or not (names or _is_general(seat)):
        return Voice.NONE
    if not _is_theirs(needs, seat):
        return Voice.PROXY
    if names or needs.takes_general:
        return _judge_own(needs, seat)
    return _judge_general(needs, seat)


def judge(
    check: Check,
    *,
    body: BodyFacts,
    seats: Sequence[SeatFacts],
    services: int = 0,
) -> Outcome:
    """
    Return what a check finds on a body: the seat with most voice decides, and all are told.

    :param seats: of this body only.
    :param services: those of the register, in the body's area, that the check is about.
    """
    return _judge(check, body, seats, services, _told(seats))


def is_asked(check: Check, *, body: BodyFacts, seats: Sequence[SeatFacts], services: int) -> bool:
    """Tell whether a check is asked of a body."""
    if check.kinds.isdisjoint(body.kinds) or (check.only_where_served and not services):
        return False
    if check.only_where_votes:
        return any(seat.standing is Standing.VOTING for seat in seats)
    return bool(seats) or check.needs is not None


def judge_bodies(
    *,
    bodies: Sequence[BodyFacts],
    seats: Sequence[SeatFacts],
    served: Served,
) -> dict[int, dict[str, Outcome]]:
    """
    Return what each check finds on each body, by the body's number and the check's code.

    :param seats: of all of them, in any order.
    :param served: of the system; where the register has nothing, nothing is asked that
        depends on it.
    """
    by_body: dict[int, dict[Constituency, list[SeatFacts]]] = {}
    for seat in seats:
        by_body.setdefault(seat.body_id, {}).setdefault(seat.speaks_for, []).append(seat)
    return {
        body.body_id: _judge_body(body, by_body.get(body.body_id, {}), served) for body in bodies
    }


def count_met(found: Mapping[int, Mapping[str, Outcome]], code: str) -> tuple[int, int, int]:
    """Return of how many bodies a check is met, by how many past their term, and asked."""
    voices = [outcomes[code].voice for outcomes in found.values()]
    asked = [voice for voice in voices if voice is not None]
    return asked.count(Voice.MET), asked.count(Voice.LAPSED), len(asked)


def _judge_all(check: Check, seats: Sequence[SeatFacts]) -> Outcome:
    """Return what is found where no seat may be in a certain way."""
    voice = check.forbids or Voice.NONE
    told = tuple((seat, voice) for seat in seats if _stands(seat) is voice)
    return Outcome(check.code, voice if told else Voice.MET, told)


def _stands(seat: SeatFacts) -> Voice:
    if seat.held_side is None:
        return Voice.VACANT
    return Voice.LAPSED if seat.is_lapsed else Voice.MET


def _is_theirs(needs: Needs, seat: SeatFacts) -> bool:
    """Tell whether those it speaks for chose who sits there, and one of them does, or nobody."""
    is_held_by_another = seat.held_side is not None and seat.held_side not in needs.held_by
    return seat.nominated_by in needs.nominated_by and not is_held_by_another


def _judge_own(needs: Needs, seat: SeatFacts) -> Voice:
    """Return what a seat of those who are asked about gives them, by how it stands."""
    if seat.standing in needs.standings:
        return _stands(seat)
    return Voice.NONE if seat.held_side is None else _BELOW_MEMBER[seat.standing]


def _judge_general(needs: Needs, seat: SeatFacts) -> Voice:
    """Return what a seat for all providers gives where one is asked for that names some."""
    if seat.held_side is None:
        return Voice.NONE
    return Voice.GENERAL if seat.standing in needs.standings else Voice.ATTENDS


def _judge_body(
    body: BodyFacts, by_whom: Mapping[Constituency, list[SeatFacts]], served: Served
) -> dict[str, Outcome]:
    seats = [seat for some in by_whom.values() for seat in some]
    services, told = served.of(body), _told(seats)
    return {
        check.code: _judge(check, body, seats, services.get(check.code, 0), told)
        for check in CHECKS
    }


def _judge(
    check: Check, body: BodyFacts, seats: Sequence[SeatFacts], services: int, told: Told
) -> Outcome:
    if not is_asked(check, body=body, seats=seats, services=services):
        return Outcome(check.code, None)
    if check.needs is None:
        return _judge_all(check, seats)
    found = sorted(told.get(check.code, ()), key=_rank)
    return Outcome(check.code, found[0][1] if found else Voice.NONE, tuple(found))


def _told(seats: Iterable[SeatFacts]) -> Told:
    """Return the seats that give a voice, each with how much, by the check that asks for it."""
    found: dict[str, list[tuple[SeatFacts, Voice]]] = {}
    for seat in seats:
        for code, voice in _voices(_nameless(seat)):
            found.setdefault(code, []).append((seat, voice))
    return found


@lru_cache(maxsize=10_000)
def _voices(seat: SeatFacts) -> tuple[tuple[str, Voice], ...]:
    """
    Return how much of a voice a seat gives, by check; those where it gives none are left out.

    Kept, as of the seats of a system few differ in what checks look at.
    """
    judged = [(check.code, judge_seat(check.needs, seat)) for check in CHECKS if check.needs]
    return tuple((code, voice) for code, voice in judged if voice is not Voice.NONE)


def _nameless(seat: SeatFacts) -> SeatFacts:
    """Return a seat without what no check looks at: which it is, where, and who holds it."""
    return SeatFacts(
        0,
        0,
        "",
        seat.nominated_by,
        seat.speaks_for,
        seat.standing,
        None,
        seat.held_side,
        seat.is_lapsed,
        seat.service_types,
        seat.sectors,
        seat.size_bands,
    )


def _rank(pair: tuple[SeatFacts, Voice]) -> int:
    return VOICE_RANK[pair[1]]


def _names(needs: Needs, seat: SeatFacts) -> bool:
    return (
        (not needs.service_types or not needs.service_types.isdisjoint(seat.service_types))
        and (not needs.sectors or not needs.sectors.isdisjoint(seat.sectors))
        and (not needs.size_bands or not needs.size_bands.isdisjoint(seat.size_bands))
    )


def _is_general(seat: SeatFacts) -> bool:
    return not (seat.service_types or seat.sectors or seat.size_bands)
