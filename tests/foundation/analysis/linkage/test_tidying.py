import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.foundation.analysis.linkage import tidying


class TestCore:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("St. Mary's Nursing Home", "SAINT MARYS N.H."),
            ("Willow House Care Home Limited", "Willow Hse C.H."),
            ("The Elms", "Elms Residential Home"),
            ("Oak & Ash Care", "oak and ash"),
            ("Fenland Care Services Ltd", "FENLAND HOMECARE SVCS LIMITED"),
            ("Park Lodge", "Pk. Ldge"),
        ],
    )
    def test_is_one_for_all_that_people_call_it(self, one, other):
        assert tidying.core(one) == tidying.core(other)

    def test_keeps_the_kind_where_there_is_nothing_else(self):
        assert tidying.core("Care at Home Ltd") == ["care", "at", "home", "ltd"]

    @given(st.text(max_size=80))
    def test_says_nothing_new_of_what_it_said(self, text):
        first = tidying.core(text)

        assert tidying.core(" ".join(first)) == first or set(tidying.core(" ".join(first))) <= set(
            first
        ) | set(tidying.words(" ".join(first)))


class TestNames:
    def test_are_two_where_one_trades_as_another(self):
        assert tidying.names("Fenland Ltd t/a Willow House") == ["Fenland Ltd", "Willow House"]
        assert tidying.names("Fenland Ltd trading as (Willow House)") == [
            "Fenland Ltd",
            "Willow House",
        ]

    def test_are_one_else(self):
        assert tidying.names("Willow House") == ["Willow House"]
        assert tidying.names("") == []


class TestPostcode:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("DN4 9PE", "DN49PE"),
            ("dn49pe", "DN49PE"),
            ("DN4 9P3", "DN49P3"),
            ("LN1 3A8", "LN13AB"),
            ("0L14 7BU", "OL147BU"),
            ("LNI OAB", "LNI0AB"),
            ("none", "NONE"),
            ("", ""),
        ],
    )
    def test_puts_right_what_cannot_be(self, text, code):
        assert tidying.postcode(text) == code

    def test_is_found_in_an_address(self):
        assert tidying.find_postcode("12 Church Road, Lincoln ln1 3ab") == "LN13AB"
        assert tidying.find_postcode("12 Church Road") == ""


class TestTelephone:
    @pytest.mark.parametrize("text", ["01522 555 123", "+44 1522 555123", "1522555123"])
    def test_is_one_however_it_is_written(self, text):
        assert tidying.telephone(text) == "522555123"

    def test_is_none_where_it_is_too_short(self):
        assert tidying.telephone("555 123") == ""
