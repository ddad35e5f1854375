"""
Which days are working days in England.

The bank holidays of England and Wales, as the Banking and Financial Dealings Act 1971 and the
yearly proclamations set them: where Christmas Day, Boxing Day or New Year's Day falls on a
Saturday or Sunday, the next day that is no holiday stands for it. A day that is proclaimed for
one year, such as for a coronation, has to be added here.
"""

from datetime import date, timedelta

BANK_HOLIDAYS = frozenset(
    {
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 4),
        date(2026, 5, 25),
        date(2026, 8, 31),
        date(2026, 12, 25),
        date(2026, 12, 28),
        date(2027, 1, 1),
        date(2027, 3, 26),
        date(2027, 3, 29),
        date(2027, 5, 3),
        date(2027, 5, 31),
        date(2027, 8, 30),
        date(2027, 12, 27),
        date(2027, 12, 28),
        date(2028, 1, 3),
        date(2028, 4, 14),
        date(2028, 4, 17),
        date(2028, 5, 1),
        date(2028, 5, 29),
        date(2028, 8, 28),
        date(2028, 12, 25),
        date(2028, 12, 26),
        date(2029, 1, 1),
        date(2029, 3, 30),
        date(2029, 4, 2),
        date(2029, 5, 7),
        date(2029, 5, 28),
        date(2029, 8, 27),
        date(2029, 12, 25),
        date(2029, 12, 26),
        date(2030, 1, 1),
        date(2030, 4, 19),
        date(2030, 4, 22),
        date(2030, 5, 6),
        date(2030, 5, 27),
        date(2030, 8, 26),
        date(2030, 12, 25),
        date(2030, 12, 26),
    }
)
"""To the end of 2030. Later ones count as working days, so that what is due comes sooner."""

SATURDAY = 5


def is_working_day(on: date) -> bool:
    """Test whether people commonly work on a day: no Saturday, Sunday or bank holiday."""
    return on.weekday() < SATURDAY and on not in BANK_HOLIDAYS


def next_working_day(after: date) -> date:
    """Return the first working day after a day."""
    on = after + timedelta(days=1)
    while not is_working_day(on):
        on += timedelta(days=1)
    return on
