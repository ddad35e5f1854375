import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from regard.foundation.analysis.campaigns.words import find_words, make_template, written
from regard.foundation.analysis.duplicates import normalise

ANY_WORDS = st.text(alphabet="aBé'’`´_-½ﬁ ﷺ\t.,1", max_size=40)


class TestFindWords:
    def test_says_where_each_word_is_written(self):
        text = "Don't cut, “providers’ pay”!"

        found = find_words(text)

        assert [word for word, *_ in found] == ["dont", "cut", "providers", "pay"]
        assert [text[start:end] for _, start, end in found] == ["Don't", "cut", "providers", "pay"]

    def test_gives_words_of_one_sign_the_place_of_the_whole(self):
        assert find_words("a 1½b") == (("a", 0, 1), ("11", 2, 5), ("2b", 2, 5))

    @given(st.one_of(ANY_WORDS, st.text(max_size=30), st.text(st.characters(codec="ascii"))))
    def test_finds_the_words_by_which_texts_are_compared(self, text):
        found = find_words(text)

        assert tuple(word for word, *_ in found) == normalise(text)
        assert all(0 <= start < end <= len(text) for _, start, end in found)


class TestWritten:
    def test_makes_one_character_a_word(self):
        words = np.array([0, 5, 0xD800, 0x10FFFF])

        assert [ord(character) for character in written(words)] == words.tolist()


class TestMakeTemplate:
    def test_joins_the_words_and_knows_their_places(self):
        template = make_template(["Fair,", "pay"])

        assert template.text == "Fair, pay"
        assert template.words == (("fair", 0, 4), ("pay", 6, 9))
