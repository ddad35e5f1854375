from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.governance.rules import meetings as rules
from regard.domains.governance.types import MeetingState, PapersState, Repeat, RepeatUnit

NOON = datetime(2026, 12, 8, 12, tzinfo=UTC)
"""The second Tuesday of December."""


def on_the_clock(*when):
    """Return a time as the country's clocks show it, which knows no zone."""
    return datetime(*when)  # noqa: DTZ001 (see the words)


def starts(first, unit, every, times):
    repeat = Repeat(unit=unit, every=every, times=times)
    return [start.date() for start in rules.list_starts(first=first, repeat=repeat)]


class TestListStarts:
    def test_follows_by_weeks(self):
        assert starts(on_the_clock(2026, 12, 8, 14), RepeatUnit.WEEKS, 2, 3) == [
            date(2026, 12, 8),
            date(2026, 12, 22),
            date(2027, 1, 5),
        ]

    def test_keeps_to_the_same_weekday_of_the_month(self):
        assert starts(on_the_clock(2026, 12, 8, 14), RepeatUnit.MONTHS, 1, 4) == [
            date(2026, 12, 8),
            date(2027, 1, 12),
            date(2027, 2, 9),
            date(2027, 3, 9),
        ]

    def test_takes_the_last_weekday_where_there_is_no_fifth(self):
        assert starts(on_the_clock(2026, 12, 29, 14), RepeatUnit.MONTHS, 1, 3) == [
            date(2026, 12, 29),
            date(2027, 1, 26),
            date(2027, 2, 23),
        ]

    @given(
        st.datetimes(min_value=on_the_clock(2000, 1, 1), max_value=on_the_clock(2090, 1, 1)),
        st.sampled_from(RepeatUnit),
        st.integers(1, 12),
        st.integers(1, 36),
    )
    def test_keeps_weekday_and_time_and_only_goes_forward(self, first, unit, every, times):
        repeat = Repeat(unit=unit, every=every, times=times)
        found = rules.list_starts(first=first, repeat=repeat)

        assert len(found) == times
        assert found[0] == first
        assert {start.weekday() for start in found} == {first.weekday()}
        assert {start.time() for start in found} == {first.time()}
        assert found == sorted(set(found))


class TestMonthsOn:
    @pytest.mark.parametrize(
        ("months", "expected"),
        [(0, date(2026, 12, 1)), (1, date(2027, 1, 1)), (-12, date(2025, 12, 1))],
    )
    def test_goes_over_the_end_of_a_year(self, months, expected):
        assert rules.months_on(date(2026, 12, 8), months) == expected


MEETS = date(2026, 12, 8)

# fmt: off
PAPERS = [
    # days before, called on,          today,              state,               days late
    (5,            None,               date(2026, 12, 3),  PapersState.WAITING,  0),
    (5,            None,               date(2026, 12, 4),  PapersState.LATE,     1),
    (5,            date(2026, 12, 3),  date(2026, 12, 9),  PapersState.OUT,      0),
    (5,            date(2026, 12, 6),  date(2026, 12, 9),  PapersState.OUT_LATE, 3),
    (0,            None,               date(2026, 12, 8),  PapersState.WAITING,  0),
]
# fmt: on


class TestStateOfPapers:
    @pytest.mark.parametrize(("days", "called_on", "today", "state", "late"), PAPERS)
    def test_says_when_they_are_due_and_how_late_they_are(
        self, days, called_on, today, state, late
    ):
        papers = rules.state_of_papers(
            meets_on=MEETS, days_before=days, called_on=called_on, today=today
        )

        assert papers.due_on == MEETS - timedelta(days=days)
        assert (papers.state, papers.days_late) == (state, late)


class TestReasons:
    @pytest.mark.parametrize(
        ("state", "change", "move"),
        [
            (MeetingState.PLANNED, True, True),
            (MeetingState.CALLED, True, True),
            (MeetingState.HELD, True, False),
            (MeetingState.AGREED, False, False),
            (MeetingState.CANCELLED, False, False),
        ],
    )
    def test_agenda_stays_once_minutes_are_agreed_and_place_once_it_was_held(
        self, state, change, move
    ):
        assert (rules.reason_not_to_change(state) is None) == change
        assert (rules.reason_not_to_move(state) is None) == move

    @pytest.mark.parametrize(
        ("state", "items", "is_over", "words"),
        [
            (MeetingState.PLANNED, 2, False, None),
            (MeetingState.PLANNED, 0, False, "nothing on its agenda"),
            (MeetingState.PLANNED, 2, True, "is over"),
            (MeetingState.CALLED, 2, False, "out already"),
            (MeetingState.HELD, 2, False, "was held"),
            (MeetingState.CANCELLED, 2, False, "was cancelled"),
        ],
    )
    def test_calls_only_a_planned_meeting_with_an_agenda(self, state, items, is_over, words):
        reason = rules.reason_not_to_call(state=state, items=items, is_over=is_over)

        assert words in reason if words else reason is None

    @pytest.mark.parametrize(
        ("state", "today", "words"),
        [
            (MeetingState.CALLED, MEETS, None),
            (MeetingState.PLANNED, MEETS + timedelta(days=9), None),
            (MeetingState.CALLED, MEETS - timedelta(days=1), "8 December 2026"),
            (MeetingState.HELD, MEETS, "was held"),
            (MeetingState.AGREED, MEETS, "agreed"),
            (MeetingState.CANCELLED, MEETS, "cancelled"),
        ],
    )
    def test_holds_a_meeting_on_its_day_or_later(self, state, today, words):
        reason = rules.reason_not_to_hold(state=state, meets_on=MEETS, today=today)

        assert words in reason if words else reason is None


def span(number, begins, minutes):
    starts_at = NOON + timedelta(minutes=begins)
    return rules.Span(number, number, starts_at, starts_at + timedelta(minutes=minutes))


class TestListOverlaps:
    def test_finds_two_at_the_same_time(self):
        spans = [span(1, 0, 60), span(2, 59, 60), span(3, 119, 10)]

        assert [
            (one.meeting_id, other.meeting_id) for one, other in rules.list_overlaps(spans)
        ] == [(1, 2)]

    @given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 120)), max_size=12))
    def test_agrees_with_looking_at_every_pair(self, times):
        spans = [span(number, *each) for number, each in enumerate(times)]
        slow = {
            frozenset((one.meeting_id, other.meeting_id))
            for one in spans
            for other in spans
            if one.meeting_id < other.meeting_id
            and one.starts_at < other.ends_at
            and other.starts_at < one.ends_at
        }

        found = rules.list_overlaps(spans)

        assert {frozenset((one.meeting_id, other.meeting_id)) for one, other in found} == slow
        assert len(found) == len(slow)


def test_a_series_is_at_the_same_time_of_day():
    first = datetime.combine(MEETS, time(14, 30))
    repeat = Repeat(unit=RepeatUnit.MONTHS, every=3, times=5)

    assert {start.time() for start in rules.list_starts(first=first, repeat=repeat)} == {
        time(14, 30)
    }
