"""How long a term lasts, how a seat stands, and what a seat or its holder may not be."""

from calendar import monthrange
from collections.abc import Collection
from datetime import date

from regard.domains.governance.types import Constituency, SeatState, Side
from regard.domains.register.types import Sector

KEEP_NAMES_MONTHS = 6 * 12
"""From somebody's last day in a seat, who it was is kept: as long as a claim can be brought."""


def end_of_term(*, begins_on: date, term_months: int | None) -> date | None:
    """
    Return the first day after a term; None where there is no fixed term.

    A month without such a day ends the term on its last: of 31 March, six months on is
    30 September.
    """
    if term_months is None:
        return None
    years, month = divmod(begins_on.month - 1 + term_months, 12)
    year = begins_on.year + years
    return date(year, month + 1, min(begins_on.day, monthrange(year, month + 1)[1]))


def state_of_seat(*, is_held: bool, term_ends_on: date | None, on: date) -> SeatState:
    """Return how a seat stands on a day. A term is over on the first day after it."""
    if not is_held:
        return SeatState.VACANT
    if term_ends_on is not None and term_ends_on <= on:
        return SeatState.LAPSED
    return SeatState.FILLED


def reason_not_to_set(
    *,
    name: str,
    speaks_for: Constituency,
    names_providers: bool,
    term_months: int | None,
) -> str | None:
    """
    Return why a seat cannot be so, in words for who sets it; None: it can.

    :param names_providers: it names types, sectors or sizes of providers.
    """
    if not name.strip():
        return "Give the seat a name, for example: Home care providers’ seat"
    if names_providers and speaks_for is not Constituency.PROVIDERS:
        return (
            "Only a seat that speaks for care providers can name types, sectors or sizes of "
            "them. Choose care providers, or take those away"
        )
    if term_months is not None and term_months <= 0:
        return "A term lasts one month or more. Leave it empty if there is no fixed term"
    return None


def reason_not_to_hold(*, name: str, side: Side, sector: Sector | None) -> str | None:
    """
    Return why somebody cannot be kept so, in words for who keeps them; None: they can.

    A council's or the NHS's own services are no provider voice, whatever they are called.

    :param sector: of the provider on the register that they work for; None: of none.
    """
    if not name.strip():
        return "Say who they are"
    if sector is Sector.PUBLIC and side in {Side.PROVIDER, Side.ASSOCIATION}:
        return (
            "A council or the NHS runs that provider. Whoever works for it comes from the "
            "council or the NHS, and not from a care provider"
        )
    return None


def reason_not_to_appoint(
    *,
    on: date,
    seat_from: date | None,
    seat_to: date | None,
    others: Collection[tuple[str, date, date | None]],
) -> str | None:
    """
    Return why nobody can come into a seat on a day, in words for who appoints; None: they can.

    :param others: all who held it, or deputised in it: who, from when, and the first day on
        which they did no more.
    """
    if seat_from is not None and on < seat_from:
        return f"There is such a seat only from {seat_from:%-d %B %Y}"
    if seat_to is not None and on >= seat_to:
        return f"This seat ended on {seat_to:%-d %B %Y}"
    for who, begun_on, ended_on in others:
        if begun_on >= on:
            return f"{who} came into it on {begun_on:%-d %B %Y}. Choose a later day"
        if ended_on is not None and ended_on > on:
            return f"{who} held it until {ended_on:%-d %B %Y}. Choose that day or a later one"
    return None


def reason_not_to_end(*, who: str, begun_on: date | None, on: date) -> str | None:
    """Return why what began on one day cannot end on another; None: it can."""
    if begun_on is not None and on <= begun_on:
        return f"{who} began on {begun_on:%-d %B %Y}. Choose a later day"
    return None
