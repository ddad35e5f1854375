from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.governance.rules.clock import (
    clock_words,
    length_words,
    read_clock,
    span_words,
)


def on_the_clock(*when):
    """Return a time as the country's clocks show it, which knows no zone."""
    return datetime(*when)  # noqa: DTZ001 (see the words)


class TestReadClock:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("2pm", time(14)),
            (" 2.30 PM ", time(14, 30)),
            ("14:30", time(14, 30)),
            ("9", time(9)),
            ("09.05", time(9, 5)),
            ("12 am", time(0)),
            ("12pm", time(12)),
            ("noon", time(12)),
            ("12 noon", time(12)),
            ("2:00", time(2)),
        ],
    )
    def test_understands_what_people_type(self, typed, expected):
        assert read_clock(typed) == expected

    @pytest.mark.parametrize(
        "typed", ["", "2", "25:00", "14:60", "13 pm", "0 am", "soon", "2.3 pm", "-1"]
    )
    def test_refuses_what_is_no_time_or_could_be_two(self, typed):
        assert read_clock(typed) is None

    @given(st.times())
    def test_reads_what_clock_words_writes(self, moment):
        written = clock_words(on_the_clock(2026, 12, 8, moment.hour, moment.minute))

        assert read_clock(written) == moment.replace(second=0, microsecond=0)

    @given(st.text())
    def test_never_fails(self, typed):
        assert read_clock(typed) is None or isinstance(read_clock(typed), time)


class TestWords:
    def test_a_span_is_from_one_time_to_another(self):
        assert (
            span_words(on_the_clock(2026, 12, 8, 9), on_the_clock(2026, 12, 8, 12, 5))
            == "9 am to 12.05 pm"
        )

    @pytest.mark.parametrize(
        ("minutes", "words"),
        [
            (0, "0 minutes"),
            (1, "1 minute"),
            (60, "1 hour"),
            (61, "1 hour 1 minute"),
            (150, "2 hours 30 minutes"),
        ],
    )
    def test_a_length_is_in_hours_and_minutes(self, minutes, words):
        assert length_words(minutes) == words
