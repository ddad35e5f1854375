from datetime import date, timedelta

import pytest

from regard.domains.engagement.rules.working_days import (
    BANK_HOLIDAYS,
    is_working_day,
    next_working_day,
)

YEARS = range(2026, 2031)


def easter(year):
    """Return Easter Sunday by the anonymous Gregorian rule (Meeus, Astronomical Algorithms)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l_ = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * l_) // 433
    month = (h + l_ - 7 * m + 90) // 25
    return date(year, month, (h + l_ - 7 * m + 33 * month + 19) % 32)


def monday(year, month, *, last=False):
    days = [date(year, month, n) for n in range(1, 32)]
    mondays = [day for day in days if day.weekday() == 0]
    return mondays[-1 if last else 0]


def by_the_rules(year):
    """Return the holidays of a year as the law says them, worked out apart from the table."""
    found = {easter(year) - timedelta(days=2), easter(year) + timedelta(days=1)}
    found |= {monday(year, 5), monday(year, 5, last=True), monday(year, 8, last=True)}
    for feast in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        day = feast
        while day.weekday() >= 5 or day in found:
            day += timedelta(days=1)
        found.add(day)
    return found


class TestBankHolidays:
    @pytest.mark.parametrize("year", YEARS)
    def test_are_those_that_the_rules_give(self, year):
        assert {day for day in BANK_HOLIDAYS if day.year == year} == by_the_rules(year)

    def test_are_eight_a_year(self):
        assert len(BANK_HOLIDAYS) == 8 * len(YEARS)


class TestNextWorkingDay:
    @pytest.mark.parametrize(
        ("after", "found"),
        [
            (date(2026, 11, 19), date(2026, 11, 20)),
            (date(2026, 11, 20), date(2026, 11, 23)),
            (date(2026, 12, 24), date(2026, 12, 29)),
            (date(2027, 12, 24), date(2027, 12, 29)),
            (date(2027, 3, 25), date(2027, 3, 30)),
            (date(2031, 12, 24), date(2031, 12, 25)),
        ],
    )
    def test_passes_over_weekends_and_bank_holidays(self, after, found):
        assert next_working_day(after) == found
        assert is_working_day(found)
