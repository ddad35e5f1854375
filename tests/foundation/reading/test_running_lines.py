import pytest

from regard.foundation.reading.running_lines import Standing, without_running_lines

TALL = 842.0
BODY = [("Nobody pays them to drive.", 400.0), ("So they leave.", 380.0)]


def page(*lines):
    """Return a page of these lines, each with its height in points; None where not known."""
    return [Standing(words, at if at is None else at / TALL, TALL) for words, at in lines]


class TestWithoutRunningLines:
    def test_leaves_out_what_stands_as_high_on_most_pages_but_for_its_numbers(self):
        pages = [
            page(("Care Association, draft 3", 800.0 + n % 2), *BODY, (f"Winter – {n}", 40.0))
            for n in range(1, 4)
        ]

        assert without_running_lines(pages) == [[words for words, _ in BODY]] * 3

    def test_finds_them_wherever_they_are_drawn(self):
        pages = [page(BODY[0], ("Winter, page 1", 40), BODY[1]), page(("Winter, page 2", 41))]

        assert without_running_lines(pages) == [[words for words, _ in BODY], []]

    def test_leaves_out_a_count_of_pages_and_what_stands_beside_it_on_a_single_page(self):
        pages = [page(*BODY, ("What we think", 41.7), ("Page 1 of 1", 41.7))]

        assert without_running_lines(pages) == [[words for words, _ in BODY]]

    @pytest.mark.parametrize(
        "lines",
        [
            [("Pay them.", 400.0)],
            [("Pay them.", None)],
            [("See page 1 of 9.", 40.0)],
            [("Pay them. " * 20, 40.0)],
        ],
        ids=["in the middle", "anywhere", "that counts another's pages", "that is long"],
    )
    def test_keeps_what_somebody_wrote(self, lines):
        kept = [words for words, _ in lines]

        assert without_running_lines([page(*lines)]) == [kept]
        if lines[0][1] != 40.0 or len(kept[0]) > 120:
            assert without_running_lines([page(*lines)] * 3) == [kept] * 3

    def test_keeps_what_stands_elsewhere_on_other_pages(self):
        pages = [page(("In short: pay.", 60.0)), page(("In short: pay.", 20.0)), page(*BODY)]

        assert [len(lines) for lines in without_running_lines(pages)] == [1, 1, 2]
