"""How the week's ten lines are worded on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.engagement.rules.digests import choose_lines
from regard.domains.engagement.rules.words import count, day
from regard.domains.engagement.types.inviting import Line, Reader

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from regard.domains.engagement.rules.digests import Week


def lines_for(
    week: Week, *, service_types: frozenset[str], place_ids: frozenset[int]
) -> list[Line]:
    """Return the ten lines that anybody may read, for a kind of service and a place."""
    anyone = Reader(
        location_id=0,
        name="",
        to="",
        service_types=service_types,
        place_ids=place_ids,
        open_invitations=(),
        asked_in=frozenset(),
        seen=frozenset(),
    )
    return choose_lines(anyone, week)


def week_lede(lines: Sequence[Line], *, monday: date) -> str:
    """Return how much there is to tell in a week."""
    if not lines:
        return f"There is nothing to tell in the week of {day(monday)}."
    return f"{count(len(lines), 'line')} for the week of {day(monday)}, ten at the most."


def sent_lede(*, wishes: int, weeks: Sequence[tuple[date, int, int]]) -> str:
    """Return how many get the ten lines."""
    words = f"{count(wishes, 'service')} asked for the week’s ten lines."
    words = f"{words[:1].upper()}{words[1:]}"
    if weeks:
        monday, sent, _ = weeks[0]
        words += f" {count(sent, 'email')} went in the week of {day(monday)}."
    return words


def week_rows(weeks: Sequence[tuple[date, int, int]]) -> list[tuple[str, int, int]]:
    """Return the rows of the table of weeks."""
    return [(day(monday), sent, others) for monday, sent, others in weeks]


def wish_words(*, has_wish: bool, has_email: bool) -> str:
    """Return whether a service gets the ten lines by email."""
    if has_wish and not has_email:
        return "Your service asked for these by email, and we hold no email address for it."
    if has_wish:
        return "Your service gets these by email, on Mondays when there is something new."
    return "Your service does not get these by email."
