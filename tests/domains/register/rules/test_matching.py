import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.register.rules import matching


class TestNormalisePostcode:
    @pytest.mark.parametrize(
        ("written", "normal"),
        [
            ("LN1 3AB", "LN1 3AB"),
            ("ln13ab", "LN1 3AB"),
            ("  Sw1a  1aa ", "SW1A 1AA"),
            ("not known", "NOT KNOWN"),
        ],
    )
    def test_puts_one_space_before_the_last_three(self, written, normal):
        assert matching.normalise_postcode(written) == normal

    @given(st.text(max_size=12))
    def test_changes_nothing_the_second_time(self, text):
        once = matching.normalise_postcode(text)

        assert matching.normalise_postcode(once) == once


class TestPostcodeDistrict:
    @pytest.mark.parametrize(
        ("postcode", "district"),
        [("LN1 3AB", "LN1"), ("pe210aa", "PE21"), ("SW1A 1AA", "SW1A"), ("", ""), ("LN", "")],
    )
    def test_is_what_stands_before_the_space(self, postcode, district):
        assert matching.postcode_district(postcode) == district


class TestNormaliseKey:
    def test_takes_spaces_and_capitals_from_a_name_and_postcode(self):
        assert matching.normalise_key(" Ash  HOUSE | ln1 3ab ") == "ash house|ln13ab"

    def test_leaves_a_number_as_it_is(self):
        assert matching.normalise_key(" 1-100 ") == "1-100"


class TestPatterns:
    def test_makes_one_of_each_word(self):
        assert matching.patterns("ash  lincoln") == ["%ash%", "%lincoln%"]

    def test_lets_signs_of_patterns_mean_themselves(self):
        assert matching.patterns(r"50%_\ ") == [r"%50\%\_\\%"]

    def test_makes_none_of_nothing(self):
        assert matching.patterns("  ") == []
