import pytest

from regard.domains.strategy.rules.outlines import (
    Block,
    CannotBring,
    Fate,
    Here,
    plan,
    read_outline,
    split_heading,
)
from regard.domains.strategy.types import PassageKind


def outline(*blocks):
    return read_outline([Block(level, words) for level, words in blocks])


class TestReadOutline:
    def test_makes_headings_passages_with_the_words_below_each(self):
        found = outline(
            (1, "Care in Northmarch"),
            (0, "Before it begins."),
            (2, "1 Our vision"),
            (0, "Care near home."),
            (0, "- one"),
            (0, "- two"),
            (0, "After the list."),
            (3, "1.1 Travel"),
            (2, "Priority: staff"),
        )

        assert (found.title, found.introduction) == ("Care in Northmarch", "Before it begins.")
        assert [(p.ref, p.heading, p.depth, p.kind) for p in found.passages] == [
            ("1", "Our vision", 0, PassageKind.VISION),
            ("1.1", "Travel", 1, PassageKind.TEXT),
            ("", "Priority: staff", 0, PassageKind.PRIORITY),
        ]
        assert found.passages[0].text == "Care near home.\n\n- one\n- two\n\nAfter the list."

    def test_counts_no_level_that_was_skipped(self):
        found = outline((1, "A"), (4, "B"), (1, "C"))

        assert [passage.depth for passage in found.passages] == [0, 1, 0]

    def test_takes_a_very_long_heading_for_words(self):
        found = outline((1, "A"), (1, "word " * 60), (1, "B"))

        assert [passage.heading for passage in found.passages] == ["A", "B"]

    def test_leaves_out_what_our_own_files_add_to_the_passages(self):
        found = outline(
            (1, "Care"),
            (0, "12 voices."),
            (2, "Introduction"),
            (0, "We asked."),
            (2, "1 Vision"),
            (3, "1.1 Travel"),
            (2, "What became of what people said"),
            (2, "How to check this"),
        )

        assert found.introduction == "We asked."
        assert [each.ref for each in found.passages] == ["1", "1.1"]

    @pytest.mark.parametrize(
        ("blocks", "words"),
        [
            ([(0, "Only words.")], "no headings"),
            ([], "no headings"),
            ([(1, f"H{n}") for n in range(3_001)], "3,001 headings"),
        ],
    )
    def test_refuses_what_makes_no_passages(self, blocks, words):
        with pytest.raises(CannotBring, match=words):
            outline(*blocks)


class TestSplitHeading:
    @pytest.mark.parametrize(
        ("heading", "parts"),
        [
            ("2.4 Travel", ("2.4", "Travel")),
            ("Section 3. Staff", ("3", "Staff")),
            ("12) Money", ("12", "Money")),
            ("2027 to 2030", ("", "2027 to 2030")),
            ("Travel  time", ("", "Travel time")),
            ("0.1 Nought", ("", "0.1 Nought")),
        ],
    )
    def test_parts_the_number_from_the_words(self, heading, parts):
        assert split_heading(heading) == parts


class TestPlan:
    HERE = (Here("p1", "1", "Vision", "Old."), Here("p2", "2", "Travel", "We pay."))

    def fates(self, *blocks):
        return [
            (step.fate, step.here.key if step.here else None)
            for step in plan(outline(*blocks), self.HERE)
        ]

    def test_knows_passages_by_their_number_then_by_their_heading(self):
        said = self.fates((1, "1 Vision"), (0, "New."), (1, "Travel"), (0, "We pay."), (1, "More"))

        assert said == [(Fate.CHANGE, "p1"), (Fate.SAME, "p2"), (Fate.ADD, None)]

    def test_takes_no_notice_of_where_lines_break(self):
        steps = plan(outline((1, "2 Travel"), (0, "We\npay.")), self.HERE)

        assert [step.fate for step in steps] == [Fate.SAME]

    def test_changes_none_twice(self):
        said = self.fates((1, "Travel"), (0, "We pay."), (1, "2 Travel"), (0, "Else."))

        assert said == [(Fate.SAME, "p2"), (Fate.ADD, None)]

    def test_says_under_which_each_stands(self):
        steps = plan(outline((1, "A"), (2, "B"), (2, "C"), (1, "D")), ())

        assert [step.under for step in steps] == [None, 0, 0, None]
