from hypothesis import given
from hypothesis import strategies as st

from regard.foundation.analysis.linkage import Record, count_words
from regard.foundation.analysis.linkage.features import (
    MOST_IN_BLOCK,
    describe,
    describe_all,
    keys_of,
    slips,
)

WILLOW = Record(
    key="1",
    name="Willow House Nursing Home",
    owners=("Fenland Care Ltd", "Fenland Group"),
    address="12 Church Road, Bracebridge",
    town="Lincoln",
    postcode="LN1 3AB",
    telephone="01522 555123",
    number="1-123",
)


class TestDescribe:
    def test_says_what_is_compared(self):
        found = describe(WILLOW, count_words([WILLOW]))

        assert found.name == "willow hse"
        assert found.owners == ["fenland"]
        assert (found.postcode, found.sector, found.district) == ("LN13AB", "LN13", "LN1")
        assert (found.numbers, found.streets) == (["12"], ["bracebridge", "church"])
        assert (found.town, found.telephone, found.number) == ("lincoln", "522555123", "1-123")

    def test_takes_the_postcode_from_the_address_where_it_has_none(self):
        moved = Record(key="1", name="Willow", address="12 Church Road LN1 3AB")

        assert describe(moved, count_words([])).postcode == "LN13AB"

    def test_takes_a_company_in_the_name_for_an_owner(self):
        found = describe(
            Record(key="1", name="Fenland Care Ltd t/a Willow House"), count_words([])
        )

        assert (found.name, found.owners) == ("willow hse", ["fenland"])

    def test_says_nothing_where_nothing_stands(self):
        found = describe(Record(key="1", name=""), count_words([]))

        assert (found.name, found.owner, found.postcode, found.town) == (None, None, None, None)
        assert keys_of(found) == []

    def test_knows_which_words_are_common(self):
        names = [Record(key=str(n), name=f"Elm House {n}") for n in range(10)]
        found = describe(Record(key="x", name="Elm Quarry"), count_words(names))

        assert found.rare == found.known == ["quarry"]


class TestSlips:
    @given(
        st.text(alphabet="abcdefghij", min_size=5, max_size=12), st.integers(0, 4), st.booleans()
    )
    def test_find_a_word_that_is_one_slip_away(self, word, place, doubles):
        other = word[:place] + (word[place] * 2 if doubles else "") + word[place + 1 :]

        assert set(slips(word)) & set(slips(other)) or len(other) < 5

    @given(st.text(alphabet="abcdefghij", min_size=5, max_size=12), st.integers(0, 3))
    def test_find_a_word_with_two_letters_swapped(self, word, place):
        swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]

        assert set(slips(word)) & set(slips(swapped))

    def test_leave_short_words_alone(self):
        assert slips("elm") == []


class TestDescribeAll:
    def test_leaves_out_what_finds_half_the_register(self):
        register = [
            Record(key=str(n), name=f"House {n}", postcode="LN1 3AB")
            for n in range(MOST_IN_BLOCK + 1)
        ]
        lines = [Record(key="2", name="House 7", postcode="LN1 3AB")]

        [line], _ = describe_all(lines, register)

        assert "pLN13AB" not in line.keys
        assert line.keys

    def test_compares_only_what_the_register_knows(self):
        [line], _ = describe_all([Record(key="2", name="Zebra", town="Rome")], [WILLOW])

        assert line.keys == []
