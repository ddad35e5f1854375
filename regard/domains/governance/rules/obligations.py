"""Who has a duty in a system, by when it is to be done, and how long an acceptance lasts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from regard.domains.governance.types import HolderKind, Rhythm

OUR_DAYS_TO_ACT = 90
"""From the day a duty falls due, where the law sets no time. Ours: the pages say so."""

BODIES_OF_ALL = (
    HolderKind.PARTNERSHIP,
    HolderKind.BOARD,
    HolderKind.COUNCIL,
    HolderKind.HEALTH_AND_WELLBEING_BOARD,
)
"""Whose duties a system follows. Others have duties too, which only the catalogue lists."""

YEARS_ACCEPTED = {
    Rhythm.ALWAYS: 1,
    Rhythm.YEARLY: 1,
    Rhythm.EACH_DECISION: 1,
    Rhythm.FIVE_YEARLY: 5,
}
"""How many years an acceptance is offered for. Ours; whoever accepts may set another day."""

BEGINS_AT_ONCE = frozenset(
    {Rhythm.ALWAYS, Rhythm.ONCE, Rhythm.YEARLY, Rhythm.FIVE_YEARLY, Rhythm.EACH_DECISION}
)
"""Rhythms of duties that fall due on the day on which they are first followed."""

REMIND_DAYS = 30
"""Whoever offers evidence is reminded so long before the last day."""


@dataclass(frozen=True)
class Holder:
    """
    Somebody in a system who has duties.

    Attributes:
        body_id: of the body, where it is listed among the bodies.
        council_id: of the council that has it, or whose health and wellbeing board has it.
    """

    kind: HolderKind
    name: str
    body_id: int | None = None
    council_id: int | None = None


def followed_kinds(holders: Iterable[str]) -> frozenset[HolderKind]:
    """Return the kinds of holder here that have a duty, from those that it names."""
    named = {HolderKind(each) for each in holders}
    if HolderKind.ALL in named:
        return frozenset(BODIES_OF_ALL)
    return frozenset(named & set(BODIES_OF_ALL))


def day_to_act_by(*, fell_on: date, days_to_act: int | None) -> date:
    """Return the last day for what fell due on a day."""
    return fell_on + timedelta(days=OUR_DAYS_TO_ACT if days_to_act is None else days_to_act)


def accepted_until(*, on: date, rhythm: Rhythm) -> date | None:
    """Return the first day on which an acceptance would have lapsed; None: it would not."""
    years = YEARS_ACCEPTED.get(rhythm)
    return add_years(on, years) if years else None


def add_years(day: date, years: int) -> date:
    """Return the same day of a later year; 1 March where that year has no 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def sort_key(code: str) -> tuple[str, int, str]:
    """Return by what codes are sorted, so that D2 comes before D10."""
    letters = code.rstrip("0123456789")
    number = code[len(letters) :]
    return letters, int(number or 0), code
