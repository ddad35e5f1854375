"""Who came to a meeting, in words."""

from collections.abc import Sequence

from regard.domains.governance.queries import AttendanceRow
from regard.domains.governance.types import Standing
from regard.foundation.design.words import plural_words


def attendance_lede(rows: Sequence[AttendanceRow]) -> str:
    """Return how many seats were there, how many of them vote, and of how many nothing is said."""
    seats = [row for row in rows if row.seat_id is not None]
    if not seats:
        return "The body had no seat on that day. Write down who came by name."
    said = [row for row in seats if row.attended is not None]
    if not said:
        return f"Nothing is said yet of {plural_words(len(seats), 'seat')}."
    voting = [row for row in seats if row.standing is Standing.VOTING]
    there = sum(row.is_there for row in seats)
    words = (
        f"{there} of {plural_words(len(seats), 'seat')} were there, "
        f"{sum(row.is_there for row in voting)} of {len(voting)} that vote."
    )
    guests = len(rows) - len(seats)
    if guests:
        words += f" {plural_words(guests, 'guest')} came."
    unsaid = sum(row.attended is None and bool(row.name) for row in seats)
    return f"{words} Of {unsaid} nothing is said yet." if unsaid else words


def vacant_seats(rows: Sequence[AttendanceRow]) -> list[str]:
    """Return the seats that nobody held on the day."""
    return [row.seat for row in rows if row.seat_id is not None and not row.name]
