"""Lots, as they are shown."""

from collections.abc import Sequence

from regard.domains.governance.models import Lot
from regard.domains.governance.queries.lots import DrawnRow, LotPart, LotRow
from regard.domains.governance.types import LotState
from regard.foundation.design.words import date_words, number_words, plural_words

LOT_TAGS = {LotState.PREPARED: "part", LotState.DRAWN: "ok"}


def lots_lede(rows: Sequence[LotRow]) -> str:
    """Return the finding: how many lots there were, and how many seats they can fill."""
    if not rows:
        return "No seat here has been drawn by lot."
    drawn = [row for row in rows if row.state is LotState.DRAWN]
    waiting = len(rows) - len(drawn)
    said = f"{plural_words(len(drawn), 'lot')} drawn"
    return f"{said}, and {number_words(waiting)} to be drawn." if waiting else f"{said}."


def lot_lede(lot: Lot, parts: Sequence[LotPart]) -> str:
    """Return the finding: how many of how many are or will be drawn, and who said yes."""
    wanted = sum(part.wanted for part in parts)
    pool = plural_words(sum(part.services for part in parts), "service")
    if lot.state == LotState.PREPARED:
        return f"{number_words(wanted)} of {pool} will be drawn, once the seed is known."
    rows = [row for part in parts for row in part.rows]
    yes = sum(1 for row in rows if row.has_accepted)
    open_ones = sum(1 for row in rows if is_asked(row))
    return (
        f"{number_words(wanted)} of {pool} were drawn on {date_words(lot.drawn_at)}. "
        f"{number_words(yes) if yes else 'None'} said yes so far, and "
        f"{number_words(open_ones) if open_ones else 'none'} "
        f"{'has' if open_ones == 1 else 'have'} still to answer."
    )


def is_asked(row: DrawnRow) -> bool:
    """Test whether a service has been asked and has not answered."""
    return not row.is_reserve and row.has_accepted is None


def drawn_tag(row: DrawnRow) -> tuple[str, str]:
    """Return in a word or two how a drawn service stands."""
    if row.is_reserve:
        return "Waits", "no"
    if row.has_accepted is None:
        return "To answer", "part"
    return ("Said yes", "ok") if row.has_accepted else ("Said no", "no")
