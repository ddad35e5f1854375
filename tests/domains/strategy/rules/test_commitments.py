from dataclasses import replace
from datetime import date, timedelta

import pytest

from regard.domains.strategy.rules import commitments as rules
from regard.domains.strategy.rules.words import LINK
from regard.domains.strategy.types import CommitmentRow, CommitmentState, Standing

TODAY = date(2027, 3, 1)
ROW = CommitmentRow(
    commitment_id=1,
    number=12,
    words="Every home care contract pays for travel.",
    strategy_slug="care-2027",
    strategy_title="Care in Northmarch",
    passage_ref="2.4",
    passage_key="p7",
    passage_heading="Travel between visits",
    body_slug="board",
    body_name="Northmarch board",
    owner="Head of commissioning",
    due_on=date(2027, 4, 30),
    state=CommitmentState.UNDER_WAY,
    ended_on=None,
    said="",
    said_on=None,
    steps=0,
    steps_done=0,
)


def row(**changed):
    return replace(ROW, **changed)


class TestStandingOf:
    @pytest.mark.parametrize(
        ("state", "days", "standing"),
        [
            (CommitmentState.UNDER_WAY, -1, Standing.LATE),
            (CommitmentState.PLANNED, 0, Standing.DUE_SOON),
            (CommitmentState.UNDER_WAY, 30, Standing.DUE_SOON),
            (CommitmentState.UNDER_WAY, 31, Standing.UNDER_WAY),
            (CommitmentState.PLANNED, 31, Standing.PLANNED),
            (CommitmentState.DONE, -90, Standing.DONE),
            (CommitmentState.DROPPED, 90, Standing.DROPPED),
        ],
    )
    def test_goes_by_the_day_until_it_is_over(self, state, days, standing):
        due_on = TODAY + timedelta(days=days)

        assert rules.standing_of(state=state, due_on=due_on, today=TODAY) is standing


class TestInWords:
    def test_says_how_late_or_how_soon(self):
        assert rules.in_words(row(due_on=date(2027, 2, 28)), TODAY) == (
            "Was due on 28 February 2027, 1 day ago"
        )
        assert rules.in_words(row(due_on=TODAY), TODAY) == "Due today"
        assert rules.in_words(row(due_on=date(2027, 3, 11)), TODAY) == (
            "Due on 11 March 2027, in 10 days"
        )

    def test_says_whether_it_was_in_time(self):
        done = {"state": CommitmentState.DONE}

        assert rules.in_words(row(ended_on=date(2027, 4, 30), **done), TODAY).endswith("in time")
        assert rules.in_words(row(ended_on=date(2027, 5, 1), **done), TODAY).endswith("late")


class TestSortKey:
    def test_puts_what_is_late_first_and_what_is_over_last(self):
        rows = [
            row(number=1, state=CommitmentState.DONE, ended_on=TODAY),
            row(number=2),
            row(number=3, due_on=TODAY),
            row(number=4, due_on=date(2027, 1, 1)),
        ]

        ordered = sorted(rows, key=lambda each: rules.sort_key(each, TODAY))

        assert [each.number for each in ordered] == [4, 3, 2, 1]


class TestEndedLetter:
    def test_says_what_was_promised_and_that_it_is_done(self):
        told = rules.ended_letter(
            row=row(state=CommitmentState.DONE, ended_on=TODAY),
            partnership="Northmarch Care Partnership",
            words="All 14 contracts say so.",
            url="https://example.org/c/12",
        )

        assert told.subject == "What you asked for is done (C12)"
        assert "> Every home care contract pays for travel." in told.body
        assert "It is done. All 14 contracts say so." in told.body
        assert LINK in told.body

    def test_says_that_it_will_not_be_done(self):
        told = rules.ended_letter(
            row=row(state=CommitmentState.DROPPED, ended_on=TODAY),
            partnership="Us",
            words="There is no money for it.",
            url="https://example.org/c/12",
        )

        assert told.subject == "What you asked for will not be done (C12)"
        assert "It will not be done after all. There is no money for it." in told.body


class TestReminderLetter:
    def test_names_what_is_late_and_due_soon(self):
        rows = [row(number=n, due_on=date(2027, 2, 1)) for n in range(13)] + [row(due_on=TODAY)]

        told = rules.reminder_letter(
            name="Jo", partnership="Us", rows=rows, today=TODAY, url="https://example.org"
        )

        assert told.subject == "Promises: 13 late, 1 due soon"
        assert "And 2 more, which the page lists." in told.body
