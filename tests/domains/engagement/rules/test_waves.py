from datetime import date

import pytest

from regard.domains.engagement.rules.waves import (
    count_ways,
    is_held,
    may_be_reminded,
    reasons_against_wave,
    reminders_in_words,
    way_to,
)
from regard.domains.engagement.types import Channel
from regard.domains.engagement.types.inviting import WavePlan
from regard.domains.register.types import ContactRow, ReachedBy

ASKED = date(2026, 11, 1)


def plan(**known):
    usual = {
        "title": "Home care",
        "criteria": {},
        "planned_on": date(2026, 11, 21),
        "is_automatic": True,
        "most_reminders": 2,
        "days_between": 7,
    }
    return WavePlan(**(usual | known))


def contact(email="", lines=(), **known):
    return ContactRow(None, 1, "Ash House", "", email, "", tuple(lines), **known)


class TestWayTo:
    @pytest.mark.parametrize(
        ("whom", "way"),
        [
            (contact("a@example.org", ["1 High Street"]), Channel.EMAIL),
            (contact("", ["1 High Street"]), Channel.LETTER),
            (contact(), None),
            (
                contact("a@example.org", ["1 High Street"], prefers=ReachedBy.LETTER),
                Channel.LETTER,
            ),
            (contact("a@example.org", prefers=ReachedBy.LETTER), Channel.EMAIL),
            (contact("a@example.org", ["1 High Street"], refused="asking"), Channel.LETTER),
        ],
    )
    def test_is_email_unless_they_would_rather_get_a_letter(self, whom, way):
        assert way_to(whom) is way

    def test_holds_an_email_that_was_refused(self):
        assert is_held(contact("a@example.org", refused="all"))
        assert not is_held(contact("", ["1 High Street"], refused="all"))

    def test_counts_everyone_once(self):
        contacts = [
            contact("a@example.org"),
            contact("b@example.org", refused="all"),
            contact("", ["1 High Street"]),
            contact(),
        ]

        ways = count_ways(contacts, total=5)

        assert (ways.emails, ways.letters, ways.held, ways.unreachable) == (1, 1, 1, 2)


class TestMayBeReminded:
    @pytest.mark.parametrize(
        ("reminded_on", "reminders", "today", "may"),
        [
            (None, 0, date(2026, 11, 7), False),
            (None, 0, date(2026, 11, 8), True),
            (date(2026, 11, 8), 1, date(2026, 11, 14), False),
            (date(2026, 11, 8), 1, date(2026, 11, 15), True),
            (date(2026, 11, 15), 2, date(2026, 12, 15), False),
        ],
    )
    def test_leaves_a_week_and_stops_at_two_by_our_usual(self, reminded_on, reminders, today, may):
        given = {"asked_on": ASKED, "reminded_on": reminded_on, "reminders": reminders}

        assert may_be_reminded(**given, plan=None, today=today) == may

    def test_goes_by_the_wave_where_there_is_one(self):
        given = {"asked_on": ASKED, "reminded_on": None, "reminders": 0}
        today = date(2026, 11, 5)

        assert may_be_reminded(**given, plan=plan(days_between=4), today=today)
        assert not may_be_reminded(**given, plan=plan(most_reminders=0), today=today)


class TestReasonsAgainstWave:
    @pytest.mark.parametrize(
        ("wrong", "field", "words"),
        [
            ({"planned_on": date(2026, 11, 9)}, "planned_on", "still to come"),
            ({"planned_on": date(2026, 12, 9)}, "planned_on", "30 November 2026"),
            ({"most_reminders": 6}, "most_reminders", "0 to 5"),
            ({"days_between": 2}, "days_between", "at least 3 days"),
        ],
    )
    def test_names_the_field(self, wrong, field, words):
        reasons = reasons_against_wave(
            plan=plan(**wrong),
            opens_on=date(2026, 11, 1),
            closes_on=date(2026, 11, 30),
            today=date(2026, 11, 10),
        )

        assert list(reasons) == [field]
        assert words in reasons[field]

    def test_waits_for_the_opening(self):
        reasons = reasons_against_wave(
            plan=plan(planned_on=date(2026, 11, 12)),
            opens_on=date(2026, 11, 20),
            closes_on=date(2026, 11, 30),
            today=date(2026, 11, 10),
        )

        assert reasons == {"planned_on": "It opens on 20 November 2026. Ask them then, or later."}


class TestRemindersInWords:
    def test_says_how_often_and_how_far_apart(self):
        assert reminders_in_words(plan()) == "At most 2 reminders, at least 7 days apart"
        assert reminders_in_words(plan(most_reminders=0)) == "No reminders"
        assert "1 reminder," in reminders_in_words(plan(most_reminders=1))
