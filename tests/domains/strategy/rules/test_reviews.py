"""Where comments stand in an answer, who wrote last, and which pages a draft has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules.contributions import tidy
from regard.domains.engagement.types import Stage
from regard.domains.strategy.rules import reviews as rules
from regard.domains.strategy.rules.reviews import Verdict, judge, print_of
from regard.domains.strategy.types.reviews import ReviewedLine, Since
from regard.foundation.analysis.passages import split_document

LINES = [
    ReviewedLine(7, "p1", "1", "Carers", 0),
    ReviewedLine(8, "p2", "1.1", "  A week’s\nbreak ", 1),
    ReviewedLine(9, "p3", "2", "Travel", 0),
]

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def lines_of(*depths):
    return [ReviewedLine(n, f"p{n}", str(n), f"Part {n}", deep) for n, deep in enumerate(depths)]


class TestWriteDown:
    def test_puts_each_comment_under_the_number_and_heading_of_its_passage(self):
        written = rules.write_down(lines=LINES, comments={9: "Pay it.", 7: "Name them."})

        assert written.text == "1 Carers\n\nName them.\n\n2 Travel\n\nPay it."
        assert written.places == ((0, "1 Carers"), (22, "2 Travel"))
        assert [s.reviewed_id for s in written.stretches] == [7, 9]

    def test_leaves_out_what_is_empty(self):
        written = rules.write_down(lines=LINES, comments={7: "", 8: ""})

        assert (written.text, written.places, written.stretches) == ("", (), ())

    @given(st.dictionaries(st.sampled_from([7, 8, 9]), words))
    def test_finds_every_comment_again_once_engagement_has_tidied_the_whole(self, comments):
        tidied = {number: rules.tidied(text) for number, text in comments.items()}

        written = rules.write_down(lines=LINES, comments=tidied)
        kept = tidy(written.text)

        found = {s.reviewed_id: kept[s.start : s.end] for s in written.stretches}
        assert found == {number: text for number, text in tidied.items() if text}

    @given(st.dictionaries(st.sampled_from([7, 8, 9]), words))
    def test_lets_no_point_reach_over_the_border_of_a_comment(self, comments):
        tidied = {number: rules.tidied(text) for number, text in comments.items()}

        written = rules.write_down(lines=LINES, comments=tidied)
        points = split_document(written.text, written.places)

        for stretch in written.stretches:
            inside = [p for p in points if p.start < stretch.end and p.end > stretch.start]
            assert inside
            assert all(stretch.start <= p.start and p.end <= stretch.end for p in inside)
        assert len(points) == sum(
            any(s.start <= p.start and p.end <= s.end for s in written.stretches) for p in points
        )

    @given(words)
    def test_tidies_as_engagement_does(self, text):
        assert rules.tidied(text) == tidy(text)


class TestJudge:
    @pytest.mark.parametrize(
        ("text", "shown", "stored", "last", "mark", "expected"),
        [
            ("a", "", "", None, (5, 1), Verdict.WRITE),
            ("", "", "", None, (5, 1), Verdict.LEAVE),
            ("", "", "theirs", (6, 1), (5, 1), Verdict.LEAVE),  # nobody touched the box
            ("a", "", "theirs", (6, 1), (5, 1), Verdict.ASK),
            ("a", "", "theirs", (4, 1), (5, 1), Verdict.ASK),  # shown before they saved
            ("ab", "", "a", (5, 1), (5, 2), Verdict.WRITE),  # its own earlier words
            ("a", "", "ab", (5, 2), (5, 1), Verdict.LEAVE),  # arrived late
            ("", "", "a", (5, 1), (5, 2), Verdict.WRITE),  # taken back by the same page
            ("b", "a", "", (5, 1), (5, 2), Verdict.WRITE),  # emptied, and written anew
            ("b", "a", "a", (4, 0), (5, 0), Verdict.WRITE),
            ("", "a", "a", (4, 0), (5, 0), Verdict.WRITE),
            ("same", "", "same", (6, 1), (5, 1), Verdict.LEAVE),
        ],
    )
    def test_loses_no_words(self, text, shown, stored, last, mark, expected):
        assert (
            judge(text=text, shown=print_of(shown), stored=stored, last=last, mark=mark)
            is expected
        )


class TestReasonAgainstComments:
    def test_is_none_for_what_people_write(self):
        assert rules.reason_against_comments({1: "a" * 20_000, 2: "b"}) is None

    def test_says_what_to_do_with_too_much(self):
        reason = rules.reason_against_comments(dict.fromkeys(range(21), "a" * 20000))

        assert "420,000 characters" in reason
        assert "say more by the same link" in reason


class TestSheetsOf:
    def test_is_one_page_for_a_short_draft(self):
        [sheet] = rules.sheets_of(lines_of(0, 1, 1, 0, 1))

        assert (sheet.first, sheet.end, sheet.words) == (0, 5, "0 Part 0 to 3 Part 3")

    def test_begins_a_page_with_a_part(self):
        sheets = rules.sheets_of(lines_of(0, 1, 1, 0, 1, 0), most=4)

        assert [(s.first, s.end) for s in sheets] == [(0, 3), (3, 6)]

    def test_puts_a_long_part_on_several(self):
        sheets = rules.sheets_of(lines_of(0, 1, 1, 1, 1, 0), most=2)

        assert [(s.first, s.end) for s in sheets] == [(0, 2), (2, 4), (4, 6)]

    def test_has_none_of_nothing(self):
        assert rules.sheets_of([]) == ()

    @given(st.lists(st.integers(0, 3), max_size=80), st.integers(1, 9))
    def test_leaves_no_passage_out_and_holds_no_more_than_fit(self, depths, most):
        sheets = rules.sheets_of(lines_of(*depths), most=most)

        shown = [n for sheet in sheets for n in range(sheet.first, sheet.end)]
        assert shown == list(range(len(depths)))
        assert all(0 < sheet.end - sheet.first <= most for sheet in sheets)


class TestSince:
    def test_tells_what_was_taken_out_and_why(self):
        found = rules.since(was="2", now=None, is_changed=False, is_apart=False, why="Twice there")

        assert found.is_removed
        assert found.why == "Twice there"

    def test_knows_what_stayed(self):
        assert rules.since(was="2", now="2", is_changed=False, is_apart=False).is_same

    def test_knows_another_number_as_moved(self):
        found = rules.since(was="2", now="3", is_changed=True, is_apart=False)

        assert found == Since("3", is_changed=True, is_moved=True)


class TestKeysApart:
    def test_names_as_few_as_explain_the_order(self):
        assert rules.keys_apart("abcd", "bcda") == {"a"}

    def test_passes_over_what_is_in_one_only(self):
        assert rules.keys_apart("abc", "axc") == set()

    @given(st.permutations("abcdef"))
    def test_leaves_a_run_in_the_old_order(self, now):
        apart = rules.keys_apart("abcdef", now)

        stayed = [key for key in now if key not in apart]
        assert stayed == sorted(stayed)
        assert stayed


class TestReasonNotToBegin:
    def test_is_none_for_a_first_review(self):
        assert rules.reason_not_to_begin(stages=[], passages=3) is None

    def test_is_none_once_the_last_is_closed(self):
        assert rules.reason_not_to_begin(stages=[Stage.CLOSED], passages=3) is None

    @pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.OPEN])
    def test_lets_one_end_before_another_begins(self, stage):
        assert "under way" in rules.reason_not_to_begin(stages=[stage], passages=3)

    def test_asks_for_something_to_read(self):
        assert "no passages" in rules.reason_not_to_begin(stages=[], passages=0)


class TestReasonNotToChange:
    def test_is_none_while_nobody_was_asked(self):
        assert rules.reason_not_to_change(Stage.DRAFT) is None

    def test_keeps_what_people_were_asked_to_read(self):
        assert "does not change" in rules.reason_not_to_change(Stage.OPEN)
