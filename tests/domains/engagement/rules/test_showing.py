import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules.showing import (
    find_words,
    mark,
    merged,
    remaining,
    shown,
    shown_span,
    spoken,
    within,
)
from regard.domains.engagement.types.care import Cut

TEXT = "Mrs Hale at Ashgrove shouted. The rota comes too late."
HALE = Cut(0, 8, "names a person")
MARK = "[taken out: names a person]"


@st.composite
def answers(draw):
    """Return an answer, some cuts of it and a part of it."""
    text = draw(st.text(alphabet="abc ", min_size=1, max_size=30))

    def span():
        start = draw(st.integers(0, len(text) - 1))
        return start, draw(st.integers(start + 1, len(text)))

    cuts = [
        Cut(*span(), draw(st.sampled_from(["x", "yy"]))) for _ in range(draw(st.integers(0, 4)))
    ]
    return text, cuts, span()


class TestShown:
    def test_puts_the_reason_in_the_place_of_words(self):
        assert shown(TEXT, start=0, redactions=[HALE]) == f"{MARK}{TEXT[8:]}"

    def test_shows_the_words_as_they_are_where_none_were_taken_out(self):
        assert shown(TEXT, start=0, redactions=[]) == TEXT

    def test_shows_the_rest_of_a_point_that_overlaps(self):
        assert shown(TEXT[4:29], start=4, redactions=[HALE]) == f"{MARK}{TEXT[8:29]}"

    def test_leaves_alone_a_point_beside_it(self):
        assert shown(TEXT[30:], start=30, redactions=[HALE]) == TEXT[30:]

    @given(answers())
    def test_shows_no_letter_that_was_taken_out(self, made):
        text, cuts, _ = made
        out = {n for cut in cuts for n in range(cut.start, cut.end)}
        pieces = remaining(text, cuts)

        assert "".join(pieces) == "".join(c for n, c in enumerate(text) if n not in out)
        assert len(shown(text, start=0, redactions=cuts)) == sum(map(len, pieces)) + sum(
            len(mark(cut)) for cut in merged(cuts)
        )

    @given(answers())
    def test_shows_a_part_as_the_whole_shows_it(self, made):
        text, cuts, (start, end) = made
        first, last = shown_span(start, end, cuts)

        whole = shown(text, start=0, redactions=cuts)
        assert whole[first:last] == shown(text[start:end], start=start, redactions=cuts)

    @given(answers())
    def test_does_not_mind_the_order_of_cuts(self, made):
        text, cuts, _ = made

        assert merged(cuts) == merged(reversed(merged(cuts)))
        assert len(remaining(text, cuts)) == len(merged(cuts)) + 1


class TestSpoken:
    def test_gives_a_machine_the_words_without_the_mark(self):
        assert spoken(TEXT[4:29], start=4, redactions=[HALE]) == "at Ashgrove shouted."

    def test_gives_it_the_words_as_they_are_where_none_were_taken_out(self):
        assert spoken("Two  spaces", start=0, redactions=[]) == "Two  spaces"


class TestFindWords:
    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("mrs hale", [(0, 8)]),
            ("Mrs\n Hale", [(0, 8)]),
            ("rota", [(34, 38)]),
            ("nobody", []),
            ("  ", []),
            ("a.", []),
        ],
    )
    def test_finds_them_in_capitals_or_not_and_over_lines(self, words, found):
        assert find_words(TEXT, words) == found


class TestWithin:
    @given(answers())
    def test_shows_the_same_of_a_part_by_its_own_numbers(self, answer):
        text, cuts, (start, end) = answer
        part = text[start:end]

        here = within(cuts, start=start, end=end)

        assert shown(part, start=0, redactions=here) == shown(part, start=start, redactions=cuts)
