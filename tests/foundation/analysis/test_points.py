import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.foundation.analysis.emptiness import says_nothing
from regard.foundation.analysis.points import split_into_points

WRITING = st.text(alphabet="aB .!?…\n\r\t-•1)(\"'’,;:éI&\u2028", max_size=120)


def points(text):
    return [text[span.start : span.end] for span in split_into_points(text)]


class TestSplitIntoPoints:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (
                "Pay for home care is too low. The fuel allowance has not changed for years.",
                [
                    "Pay for home care is too low.",
                    "The fuel allowance has not changed for years.",
                ],
            ),
            (
                "Nobody pays for travel. So staff leave for the ward. It has been so for ages.",
                ["Nobody pays for travel. So staff leave for the ward. It has been so for ages."],
            ),
            (
                "We cannot recruit any nurses. Not at all. Parking in town costs £1.50 an hour.",
                [
                    "We cannot recruit any nurses. Not at all.",
                    "Parking in town costs £1.50 an hour.",
                ],
            ),
            (
                "Yes. We would like training for night staff.",
                ["Yes. We would like training for night staff."],
            ),
            (
                "Dr. Khan and Mrs. A. Hill came at 9 a.m. on Monday, i.e. far too late for us.",
                ["Dr. Khan and Mrs. A. Hill came at 9 a.m. on Monday, i.e. far too late for us."],
            ),
            (
                "They answer at 9 a.m. Nobody is there after five.",
                ["They answer at 9 a.m.", "Nobody is there after five."],
            ),
            (
                "pay is really poor here.Staff are leaving for the town! we are tired of asking",
                [
                    "pay is really poor here.",
                    "Staff are leaving for the town!",
                    "we are tired of asking",
                ],
            ),
            (
                "We tried ... and failed to find anyone at all.",
                ["We tried ... and failed to find anyone at all."],
            ),
        ],
        ids=["sentences", "leaning", "short", "yes", "abbreviations", "a.m.", "no space", "dots"],
    )
    def test_keeps_an_idea_together(self, text, expected):
        assert points(text) == expected

    def test_takes_each_item_of_a_list_for_a_point_with_what_leads_in(self):
        text = (
            "We need:\n- pay\n• parking that is free\n3. training. It must be paid.\n\nThank you"
        )

        assert points(text) == [
            "We need:\n- pay",
            "• parking that is free",
            "3. training. It must be paid.\n\nThank you",
        ]

    def test_takes_a_line_for_a_point_unless_it_reads_on(self):
        text = "We asked the council for help with\nthe fees last year\nBuses stop at six o'clock"

        assert points(text) == [
            "We asked the council for help with\nthe fees last year",
            "Buses stop at six o'clock",
        ]

    def test_puts_a_heading_with_what_it_heads(self):
        text = "Staffing\nWe cannot recruit nurses at night.\nTransport\nBuses are rare after six."

        assert points(text) == [
            "Staffing\nWe cannot recruit nurses at night.",
            "Transport\nBuses are rare after six.",
        ]

    def test_does_not_lean_across_a_blank_line(self):
        text = "The rates are far too low.\n\nThis year we may have to close."

        assert len(points(text)) == 2

    def test_begins_anew_when_leaning_would_make_a_page_of_it(self):
        text = " ".join(["It is hard to find anyone who will drive at night."] * 12)

        assert [len(point.split()) for point in points(text)] == [66, 66]

    @given(WRITING | st.text(max_size=60))
    def test_loses_no_character_and_overlaps_nowhere(self, text):
        spans = split_into_points(text)

        covered = 0
        for start, end in spans:
            assert text[covered:start].strip() == ""
            assert text[start:end] == text[start:end].strip() != ""
            covered = end
        assert text[covered:].strip() == ""

    @pytest.mark.parametrize(
        "unit", ["a", ".", " ", "\n", '."', "…", "word ", "Staff are leaving us now. ", "- a b\n"]
    )
    def test_splits_a_cell_of_a_million_characters_in_a_moment(self, unit):
        text = (unit * 1_000_000)[:1_000_000]
        started = time.process_time()

        split_into_points(text)

        assert time.process_time() - started < 30  # at most 2 here; were it quadratic, hours


class TestSaysNothing:
    @pytest.mark.parametrize(
        "text",
        ["", " - ", "n/a", "N.A.", "None.", "NO!", "Nothing to add", "no comment :)", "..."],
    )
    def test_is_so_for_an_empty_answer(self, text):
        assert says_nothing(text)

    @pytest.mark.parametrize("text", ["No parking", "Yes", "None of us", "12", "👍", "Don't know"])
    def test_is_not_so_where_anything_is_said(self, text):
        assert not says_nothing(text)
