import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.foundation.analysis.relevance import (
    find_having,
    find_likely,
    find_likely_to_any,
    read_parts,
    telling_words,
)

PASSAGES = (
    "Home before four. Nobody leaves hospital for a care home after four in the afternoon.",
    "Medicines. One list, checked by the pharmacist, leaves with the person.",
    "The road is paid. Every home care contract pays for travel between visits.",
    "Equipment. Beds, mattresses and hoists are ordered on the day of admission.",
    "Carers are asked. No plan counts on an unpaid carer who was not asked alone.",
)


def indices(text, *, most=5):
    return [each.index for each in find_likely(text, read_parts(PASSAGES), most=most)]


class TestFindLikely:
    def test_puts_first_what_the_text_is_about(self):
        assert indices("Travel time between calls is paid in contracts for home care.")[0] == 2
        assert indices("Twelve beds are bought for short stays.")[0] == 3

    def test_finds_what_is_said_in_other_words(self):
        assert 1 in indices("Tablets and prescriptions are handed over by the chemist.")

    def test_says_which_words_the_two_share(self):
        [first, *_] = find_likely(
            "Contracts pay for the travel of staff.", read_parts(PASSAGES), most=1
        )

        assert set(first.words) >= {"contract", "travel"}

    def test_proposes_nothing_for_nothing(self):
        assert find_likely("  ", read_parts(PASSAGES), most=5) == []
        assert find_likely("travel", read_parts([]), most=5) == []

    def test_proposes_nothing_that_is_like_nothing(self):
        assert indices("zzz qqq") == []

    def test_reads_a_document_of_one_part(self):
        [only] = find_likely("The road is paid", read_parts(["The road is paid."]), most=3)

        assert only.index == 0

    @settings(max_examples=30)
    @given(st.text(max_size=200), st.integers(0, 6))
    def test_never_proposes_more_than_asked_and_the_likeliest_first(self, text, most):
        found = find_likely(text, read_parts(PASSAGES), most=most)

        scores = [each.score for each in found]
        assert len(found) <= most
        assert scores == sorted(scores, reverse=True)
        assert np.isfinite(scores).all()


class TestFindLikelyToAny:
    def test_finds_what_bears_on_any_of_them_each_once(self):
        said = ["Nobody pays our travel.", "Nobody orders the beds.", "Nobody pays our travel."]

        found = find_likely_to_any(said, read_parts(PASSAGES), most=2)

        assert {each.index for each in found} == {2, 3}

    def test_keeps_for_each_what_it_is_likest_to(self):
        parts = read_parts(PASSAGES)
        [alone] = find_likely("Home care contracts pay for travel.", parts, most=1)

        [first] = find_likely_to_any(
            ["Somebody travels.", "Home care contracts pay for travel."], parts, most=1
        )

        assert first == alone

    def test_finds_nothing_for_nothing(self):
        assert find_likely_to_any([], read_parts(PASSAGES), most=3) == []


class TestFindHaving:
    @staticmethod
    def having(words):
        return find_having(words, PASSAGES, read_parts(PASSAGES))

    def test_finds_every_part_that_has_all_of_the_words(self):
        assert set(self.having("home")) == {0, 2}
        assert self.having("home contract") == [2]
        assert self.having("home beds") == []

    def test_knows_a_word_in_its_other_forms(self):
        assert self.having("visiting contract, the") == [2]

    def test_finds_a_short_word_and_a_part_of_one_as_typed(self):
        assert self.having("pharm") == [1]
        assert self.having("NO PLAN") == [4]

    def test_puts_the_likeliest_first(self):
        parts = ("Travel and rotas and beds and meals and laundry.", "Travel is paid.")

        assert find_having("travel", parts, read_parts(parts)) == [1, 0]

    def test_finds_nothing_for_nothing(self):
        assert self.having(" ") == []


class TestTellingWords:
    def test_passes_over_words_of_every_sentence_and_minute(self):
        assert telling_words("The board agreed that it is the plan of the council") == {}

    def test_knows_a_word_in_its_other_forms(self):
        assert telling_words("visiting").keys() == telling_words("visits").keys()
