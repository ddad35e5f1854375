import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.register.rules.words import (
    Known,
    ask,
    meant_by,
    read_words,
    trigrams,
    with_sectors,
)

UNKNOWN = Known(0, begins=False, near={})


class TestReadWords:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("St. John’s HOUSE", ("st", "johns", "house")),
            ("Café Élan", ("cafe", "elan")),
            ("Ash & Elm and the Oak", ("ash", "elm", "oak")),
            ("The And", ("the", "and")),
            ("1-101658918", ("1", "101658918")),
            ("elm elm", ("elm",)),
            ("%_!", ()),
        ],
    )
    def test_compares_what_people_write_alike(self, text, words):
        assert read_words(text) == words

    @given(st.text(max_size=80))
    def test_leaves_nothing_that_a_query_would_take_for_its_own(self, text):
        for word in read_words(text):
            assert not set(word) & set("'\\&|!():* ")


class TestMeantBy:
    def test_is_itself_where_it_is_known(self):
        assert meant_by("elm", Known(3, begins=True, near={}), is_last=False) == ("elm",)

    def test_may_be_a_beginning_while_it_is_typed(self):
        typed = Known(0, begins=True, near={"linden": 2})

        assert meant_by("linc", typed, is_last=True) == ("linc",)
        assert meant_by("linc", typed, is_last=False) == ()

    @pytest.mark.parametrize(
        ("slip", "word"),
        [
            ("lincon", "lincoln"),
            ("wilow", "willow"),
            ("hoem", "home"),
            ("nightingael", "nightingale"),
        ],
    )
    def test_is_the_nearest_word_where_it_is_a_slip(self, slip, word):
        known = Known(0, begins=False, near={word: 5, "somethingelse": 9})

        assert meant_by(slip, known, is_last=True) == (word,)

    def test_puts_first_what_more_locations_have(self):
        known = Known(0, begins=False, near={"mills": 1, "milly": 8})

        assert meant_by("millz", known, is_last=False) == ("milly", "mills")

    @pytest.mark.parametrize("word", ["elm", "ln14", "zzzzzz"])
    def test_is_nothing_where_nothing_is_near(self, word):
        assert meant_by(word, UNKNOWN, is_last=False) == ()

    def test_may_be_another_where_it_is_rare(self):
        known = Known(1, begins=True, near={"lincoln": 700})

        assert meant_by("lincon", known, is_last=True) == ("lincon",)
        assert meant_by("lincon", known, is_last=True, is_rare_enough=3) == ("lincoln",)


def test_ask_wants_every_word_and_lets_the_last_go_on():
    assert ask([("elm", "elms"), ("linc",)], is_typing=True) == "('elm' | 'elms') & ('linc':*)"


def test_a_district_and_the_next_figure_are_one_word():
    assert with_sectors(["oak", "ln1", "3"]) == ["oak", "ln1 3"]
    assert with_sectors(["ln1", "3ab"]) == ["ln1", "3ab"]


def test_trigrams_hold_the_word_with_spaces_around_it():
    assert len(trigrams("elm")) == 4
    assert trigrams("elm")[0] == ord(" ") * 65536 + ord(" ") * 256 + ord("e")
