import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules import keying
from regard.domains.engagement.types import QuestionKind
from regard.domains.engagement.types.keying import Compared, Likeness, Rate, Settled

WORDS = st.lists(st.sampled_from(["pay", "rotas", "the", "time", "14"]), max_size=8).map(" ".join)


def slow_distance(one, other):
    """Return the fewest words to put in, take out or change, by the book."""
    if not one or not other:
        return len(one) + len(other)
    return min(
        slow_distance(one[1:], other) + 1,
        slow_distance(one, other[1:]) + 1,
        slow_distance(one[1:], other[1:]) + (one[0] != other[0]),
    )


class TestLikeness:
    @pytest.mark.parametrize(
        ("first", "second", "like"),
        [
            ("Pay for travel.", "pay for  travel", Likeness(1, 0, 3)),
            ("Pay 14 an hour", "Pay 41 an hour", Likeness(0.75, 1, 4)),
            ("It’s the rota", "It's the rota", Likeness(1, 0, 3)),
            ("", "Pay", Likeness(0, 1, 1)),
            ("", "", Likeness(1, 0, 0)),
            ("£14", "14", Likeness(0, 1, 1)),
        ],
    )
    def test_counts_words_that_differ(self, first, second, like):
        assert keying.likeness(QuestionKind.WORDS, first, second) == like

    @pytest.mark.parametrize(
        ("first", "second", "like"),
        [
            ("Better", "Better", Likeness(1, 0, 1)),
            ("Better", "Worse", Likeness(0, 1, 1)),
            ("", "Worse", Likeness(0, 1, 1)),
            ("", "", Likeness(1, 0, 0)),
        ],
    )
    def test_counts_a_choice_as_one(self, first, second, like):
        assert keying.likeness(QuestionKind.CHOICE, first, second) == like

    @given(
        st.lists(st.sampled_from("abc"), max_size=5), st.lists(st.sampled_from("abc"), max_size=5)
    )
    def test_is_as_slow_counting_has_it(self, one, other):
        found = keying.likeness(QuestionKind.WORDS, " ".join(one), " ".join(other))

        assert found.differing == slow_distance(one, other)
        assert 0 <= found.share <= 1


class TestPieces:
    def test_mark_what_the_other_has_not(self):
        one, other = keying.pieces("Pay 14 an hour, now", "Pay 41 an hour")

        assert [(p.words, p.differs) for p in one] == [
            ("Pay", False), ("14", True), ("an hour,", False), ("now", True),
        ]  # fmt: skip
        assert [(p.words, p.differs) for p in other] == [
            ("Pay", False), ("41", True), ("an hour", False),
        ]  # fmt: skip

    @given(WORDS, WORDS)
    def test_lose_no_word(self, first, second):
        one, other = keying.pieces(first, second)

        assert " ".join(piece.words for piece in one) == first
        assert " ".join(piece.words for piece in other) == second


class TestRates:
    def test_are_nothing_while_nothing_was_typed_twice(self):
        assert keying.rate_of_contributions(wrong=0, done=0, typed=9) == Rate()
        assert keying.rate_of_words([], typed=9) == Rate()

    def test_are_exact_where_all_was_typed_twice(self):
        rate = keying.rate_of_contributions(wrong=2, done=8, typed=8)

        assert (rate.share, rate.low, rate.high) == (0.25, 0.25, 0.25)

    def test_hold_wilsons_interval_for_a_part(self):
        rate = keying.rate_of_contributions(wrong=0, done=10, typed=10**9)

        assert rate.low == 0
        assert rate.high == pytest.approx(0.2775, abs=0.0005)

    def test_of_words_are_wider_where_errors_stand_together(self):
        spread = [Compared(1, 1, 0, 100, 1)] * 10
        together = [Compared(1, 1, 0, 100, 10)] + [Compared(1, 0, 0, 100, 0)] * 9

        even = keying.rate_of_words(spread, typed=1000)
        uneven = keying.rate_of_words(together, typed=1000)

        assert even.share == uneven.share == 0.01
        assert uneven.high - uneven.low > even.high - even.low

    def test_of_words_without_an_error_are_no_surer_than_their_contributions(self):
        clean = keying.rate_of_words([Compared(1, 0, 0, 500, 0)] * 10, typed=10**9)

        assert clean.high == pytest.approx(0.2775, abs=0.0005)

    @given(
        st.lists(
            st.tuples(st.integers(0, 40), st.integers(0, 40)).map(
                lambda pair: Compared(1, 0, 0, max(pair), min(pair))
            ),
            max_size=12,
        ),
        st.integers(0, 100),
    )
    def test_of_words_hold_their_share(self, compared, more):
        rate = keying.rate_of_words(compared, typed=len(compared) + more)

        if rate.share is not None:
            assert 0 <= rate.low <= rate.share <= rate.high <= 1


class TestIsWrong:
    @pytest.mark.parametrize(
        ("settled", "wrong"),
        [(None, True), (Settled.FIRST, False), (Settled.SECOND, True), (Settled.NEITHER, True)],
    )
    def test_counts_what_nobody_decided(self, settled, wrong):
        assert keying.is_wrong(differs=True, settled=settled) is wrong
        assert not keying.is_wrong(differs=False, settled=settled)


@pytest.mark.parametrize(("typed", "wanted"), [(0, 0), (3, 3), (40, 5), (312, 31)])
def test_a_tenth_is_suggested(typed, wanted):
    assert keying.suggested_sample(typed) == wanted
