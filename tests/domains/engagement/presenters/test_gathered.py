from datetime import date

from regard.domains.engagement.presenters.gathered import (
    first_lines,
    layout_words,
    lede,
    left_out,
    preview_rows,
)
from regard.domains.engagement.queries.gathered import Trial, TrialRow
from regard.domains.engagement.rules.gathered.glance import glance_at
from regard.domains.engagement.rules.gathered.reader import Refused
from regard.domains.engagement.types import Channel, Said, Speaker
from regard.domains.engagement.types.gathered import Gathered, Layout
from tests.domains.engagement.rules.gathered.exports import QUESTIONS, grid_of

SAID = Said(
    answers={1: "x" * 300, 3: "Rotas; Pay"},
    speaker=Speaker.PROVIDER,
    channel=Channel.SPREADSHEET,
    said_on=date(2026, 11, 20),
    name="Ann",
    location_id=7,
)


class TestLede:
    def test_says_what_would_come_of_it(self):
        gathered = Gathered(Layout(), ("response", "option:3:0", "option:3:1", ""))

        assert lede(Trial(500, 480, 0, ()), gathered, 1200) == (
            "3 of 4 columns answer 1 question or say who spoke. Of the first 500 of 1,200 rows, "
            "480 would be kept and 20 refused."
        )
        assert lede(Trial(9, 2, 6, ()), gathered, 9).endswith(
            "Of its 9 rows, 2 would be kept, 1 refused and 6 were kept before."
        )


class TestLayoutWords:
    def test_say_where_and_how(self):
        assert layout_words(Layout(sheet="Data", header_line=3, header_rows=2)) == (
            "Sheet “Data”. Lines 3 to 4 name the columns; each row is all of somebody’s answers."
        )
        assert layout_words(Layout(long=("a", "b", "c"))) == (
            "Line 1 names the columns; each row is one answer to one question."
        )


class TestPreviewRows:
    def test_show_answers_as_they_would_be_kept(self):
        row = TrialRow(2, SAID, "1-100", kept_before=False)

        [shown] = preview_rows(Trial(1, 1, 0, (row,)), QUESTIONS)

        assert (shown.who, shown.when) == ("Ann, 1-100", "20 November 2026")
        assert shown.answers == ((1, "x" * 200 + "…"), (3, "Pay; Rotas"))

    def test_show_why_a_row_would_be_refused(self):
        row = TrialRow(2, Refused(2, "Email", "nowhere", "No address."), "", kept_before=False)

        [shown] = preview_rows(Trial(1, 0, 0, (row,)), QUESTIONS)

        assert (shown.column, shown.reason) == ("Email", "“nowhere”: No address.")


class TestLeftOut:
    def test_names_columns_of_words_that_hold_nothing(self):
        grid = grid_of("Q1,Colour,Else\nPay,Red,The car park is full at every change of shift\n")

        assert left_out(glance_at(grid), Gathered(Layout(), ("question:1", "", ""))) == ["Else"]


def test_first_lines_are_cut_short():
    lines = [(n, tuple("x" * 50 for _ in range(20))) for n in range(1, 7)]

    shown = first_lines(lines)

    assert (len(shown), len(shown[0][1]), shown[0][1][0]) == (6, 12, "x" * 30 + "…")
