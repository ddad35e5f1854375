"""The table of who speaks for whom as a file: a line for each check on each body."""

from collections.abc import Iterator

from regard.domains.governance.queries.representation import Representation
from regard.domains.governance.rules.checks import CHECKS
from regard.domains.governance.types import BodyKind, SeatFacts, Voice

HEADER = (
    "As at",
    "Body",
    "What it is",
    "Area",
    "Check",
    "Question",
    "Found",
    "Seats that decide",
    "A year before",
    "Who says so",
)


def rows(found: Representation) -> Iterator[tuple[str, ...]]:
    """Yield every check that is asked of each body, with what it found then and a year before."""
    for body in found.now.bodies:
        kinds = "; ".join(kind.label for kind in BodyKind if kind in body.kinds)
        for check in CHECKS:
            outcome = found.now.found[body.body_id][check.code]
            if outcome.voice is None:
                continue
            before = found.before.found.get(body.body_id, {}).get(check.code)
            yield (
                found.now.on.isoformat(),
                body.name,
                kinds,
                body.area,
                check.name,
                check.asks,
                outcome.voice.label,
                "; ".join(_seat(seat, voice) for seat, voice in outcome.seats),
                before.voice.label if before and before.voice else "",
                "; ".join(f"{each.title}, {each.where}" for each in check.cited),
            )


def _seat(seat: SeatFacts, voice: Voice) -> str:
    return f"{seat.name} ({voice.label.lower()})"
