from dataclasses import replace

import pytest

from regard.domains.engagement.presenters.keying import lede, percent, rate_in_words
from regard.domains.engagement.types.keying import Keying, Rate

NOTHING = Keying(0, 0, 0, 0, 0, 0, Rate(), Rate())
FOUND = Keying(312, 31, 25, 4, 1, 3, Rate(0.12, 0.042, 0.3), Rate(0.004, 0.001, 0.01))


class TestLede:
    def test_says_what_was_found_with_its_interval(self):
        assert lede(FOUND) == (
            "25 of 31 drawn were typed twice, of 312 answers typed in. 3 had an error; so of "
            "everything typed in about 12% may have one, between 4.2% and 30%. "
            "1 difference to decide."
        )

    def test_says_how_far_it_has_come(self):
        assert "Nothing that came by telephone" in lede(NOTHING)
        assert lede(replace(NOTHING, typed=40)).endswith("None has been typed twice.")
        assert lede(replace(NOTHING, typed=40, drawn=5)) == (
            "0 of 5 drawn were typed twice, of 40 answers typed in."
        )


class TestRateInWords:
    def test_says_when_it_is_exact(self):
        assert rate_in_words(Rate(0.25, 0.25, 0.25)) == ("25%", "exactly, as all was typed twice")

    def test_is_empty_where_nothing_is_known(self):
        assert rate_in_words(Rate()) == ("", "")


@pytest.mark.parametrize(
    ("share", "words"), [(0, "0%"), (0.004, "0.4%"), (0.12, "12%"), (1, "100%")]
)
def test_percent_has_as_many_places_as_a_small_share_needs(share, words):
    assert percent(share) == words
