"""
Draw lots in parts, so that anybody can draw them again.

The pool is fixed and its hash published before the seed is known. Each service of a part then
gets a number made of the seed, the part and the service, and the lowest come first. Nobody can
choose the seed to suit, and nobody needs our program to see that the order is right.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SPARES = 2
"""Services that wait, for each that is wanted: of those asked, many will have no evening free."""


@dataclass(frozen=True)
class Ticket:
    """
    A service in the pool.

    Attributes:
        location_id: of the register.
        provider_id: of the register; a provider is drawn once in a lot.
        name: what it was called when the pool was fixed.
    """

    location_id: int
    provider_id: int
    name: str


@dataclass(frozen=True)
class Part:
    """
    A part of the pool from which some are drawn.

    Attributes:
        name: e.g. Home care. Each part of a lot has its own.
        wanted: how many are drawn, 1 or more.
        tickets: each location once.
    """

    name: str
    wanted: int
    tickets: tuple[Ticket, ...]


@dataclass(frozen=True)
class Drawn:
    """
    What came of a part.

    Attributes:
        drawn: up to as many as are wanted, in the order of drawing.
        spares: who waits, in the order in which they are asked.
    """

    drawn: tuple[Ticket, ...]
    spares: tuple[Ticket, ...]


def pool_json(parts: Iterable[Part]) -> str:
    """
    Return the pool as canonical JSON: the same pool is always the same bytes in UTF-8.

    Keys in their order, no spaces, services by number.
    """
    told = [
        {
            "name": part.name,
            "services": [
                {"location": each.location_id, "name": each.name, "provider": each.provider_id}
                for each in sorted(part.tickets, key=lambda ticket: ticket.location_id)
            ],
            "wanted": part.wanted,
        }
        for part in parts
    ]
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def pool_sha256(text: str) -> str:
    """Return the hash of a pool's canonical JSON, as 64 hexadecimal figures."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_pool(told: Iterable[dict[str, object]]) -> list[Part]:
    """Return the parts of a pool that `pool_json` wrote, as JSON reads it."""
    return [_read_part(part) for part in told]


def order_of(*, seed: str, part: str, location_id: int) -> str:
    """Return the number by which a service stands in its part: the lowest is drawn first."""
    return hashlib.sha256(f"{seed}|{part}|{location_id}".encode()).hexdigest()


def draw(parts: Sequence[Part], seed: str) -> list[Drawn]:
    """
    Return what is drawn of each part, in order.

    A provider is drawn once: whoever was drawn in an earlier part, or stands higher in this
    one, is passed over with its other services. So it waits once, too.
    """
    taken: set[int] = set()
    found = []
    for part in parts:
        row = _each_provider_once(part, seed, taken)
        drawn = row[: part.wanted]
        taken |= {ticket.provider_id for ticket in drawn}
        found.append(Drawn(tuple(drawn), tuple(row[part.wanted : part.wanted * (1 + SPARES)])))
    return found


def tickets_of(parts: Sequence[Part], seed: str) -> dict[tuple[int, int], Ticket]:
    """Return who was drawn or waits, by part from 0 and position from 1."""
    return {
        (place, position): ticket
        for place, part in enumerate(draw(parts, seed))
        for position, ticket in enumerate((*part.drawn, *part.spares), start=1)
    }


def reason_not_to_prepare(parts: Sequence[Part], seed_source: str) -> str | None:
    """Return why a lot cannot be prepared so, in words for who prepares it; None: it can."""
    if not seed_source.strip():
        return "Say what the seed will be, so that nobody can choose it to suit"
    if not any(part.wanted for part in parts):
        return "Say how many to draw from at least one part"
    names = [part.name for part in parts]
    if len(set(names)) < len(names):
        return "Two parts have the same name. Give each its own"
    for part in parts:
        providers = len({ticket.provider_id for ticket in part.tickets})
        if part.wanted > providers:
            return (
                f"{part.name}: {part.wanted} to draw, and there are only {providers} different "
                "providers in it"
            )
    return None


def clean_seed(seed: str) -> str:
    """Return a seed as it is drawn with: without spaces around it, and single ones within."""
    return " ".join(seed.split())


def _each_provider_once(part: Part, seed: str, taken: set[int]) -> list[Ticket]:
    in_order = sorted(
        part.tickets,
        key=lambda ticket: order_of(seed=seed, part=part.name, location_id=ticket.location_id),
    )
    row, seen = [], set(taken)
    for ticket in in_order:
        if ticket.provider_id not in seen:
            seen.add(ticket.provider_id)
            row.append(ticket)
    return row


def _read_part(told: dict[str, object]) -> Part:
    services, wanted = told["services"], told["wanted"]
    assert isinstance(services, list)  # noqa: S101 (for the reader and the type checker)
    assert isinstance(wanted, int)  # noqa: S101 (likewise)
    tickets = tuple(Ticket(each["location"], each["provider"], each["name"]) for each in services)
    return Part(name=str(told["name"]), wanted=wanted, tickets=tickets)


SCRIPT = """\
import hashlib, json, pathlib, sys
text, seed = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"), sys.argv[2]
print("hash of the pool:", hashlib.sha256(text.encode()).hexdigest())
number = lambda part, service: hashlib.sha256(
    f"{seed}|{part['name']}|{service['location']}".encode()).hexdigest()
taken = set()
for part in json.loads(text):
    wanted, drawn, seen = part["wanted"], [], set(taken)
    for service in sorted(part["services"], key=lambda service: number(part, service)):
        if service["provider"] not in seen:
            seen.add(service["provider"])
            drawn.append(service)
    taken |= {service["provider"] for service in drawn[:wanted]}
    for place, service in enumerate(drawn[:wanted * 3], start=1):
        print(part["name"], place, "waits" if place > wanted else "drawn", service["name"])
"""
"""Draws a lot again, with nothing but Python. `draw` and this agree (a test runs both)."""
