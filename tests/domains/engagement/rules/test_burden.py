from datetime import date

import pytest

from regard.domains.engagement.rules.burden import (
    MINUTES,
    Quiet,
    estimate_minutes,
    quiet_on,
    reasons_against_quiet,
    season_around,
)
from regard.domains.engagement.rules.chasing import Tried, tried_in_words
from regard.domains.engagement.types import QuestionKind

DAY = date(2026, 11, 21)


class TestEstimateMinutes:
    @pytest.mark.parametrize(
        ("kinds", "minutes"),
        [
            ([], 0),
            ([QuestionKind.CHOICE], 3),
            ([QuestionKind.WORDS, QuestionKind.WORDS, QuestionKind.SCALE], 9),
        ],
    )
    def test_adds_the_reading_and_rounds_up(self, kinds, minutes):
        assert estimate_minutes(kinds) == minutes

    def test_knows_every_kind_of_question(self):
        assert set(MINUTES) == set(QuestionKind)


class TestQuietOn:
    def test_finds_the_period_with_both_its_ends(self):
        period = Quiet(1, "Holidays", date(2026, 12, 19), date(2027, 1, 3))

        assert quiet_on(date(2026, 12, 19), [period]) is period
        assert quiet_on(date(2027, 1, 3), [period]) is period
        assert quiet_on(date(2027, 1, 4), [period]) is None

    def test_needs_a_name_and_an_end_after_its_beginning(self):
        reasons = reasons_against_quiet(title=" ", starts_on=DAY, ends_on=date(2026, 11, 20))

        assert set(reasons) == {"title", "ends_on"}


class TestSeasonAround:
    def test_is_ninety_days_back_and_ahead(self):
        first, last = season_around(DAY)

        assert ((DAY - first).days, (last - DAY).days) == (90, 90)


class TestTriedInWords:
    @staticmethod
    def tried(**known):
        usual = {
            "by_letter": False,
            "asked_on": DAY,
            "is_printed": False,
            "bounced": False,
            "held": False,
            "reminders": 0,
            "reminded_on": None,
            "misdirected": False,
            "passed_on": False,
        }
        return tried_in_words(Tried(**(usual | known)))

    @pytest.mark.parametrize(
        ("known", "words"),
        [
            ({}, ("Emailed on 21 November 2026",)),
            ({"by_letter": True}, ("Letter to print",)),
            (
                {"by_letter": True, "is_printed": True},
                ("Letter posted on 21 November 2026",),
            ),
            ({"held": True}, ("Not written to, as they asked",)),
        ],
    )
    def test_begin_with_how_it_was_asked(self, known, words):
        assert self.tried(**known) == words

    def test_tell_the_rest_in_order(self):
        words = self.tried(
            bounced=True, reminders=3, reminded_on=DAY, misdirected=True, passed_on=True
        )

        assert words[1:] == (
            "The last email did not arrive",
            "Reminded 3 times, last on 21 November 2026",
            "Whoever got it said that it was not for them",
            "Passed on to a colleague of theirs",
        )
