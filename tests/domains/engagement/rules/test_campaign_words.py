import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules import campaign_words as rules
from regard.domains.engagement.types.care import Cut
from tests.factories.engagement_campaigns import LETTER, OWN


class TestBlanked:
    def test_keeps_every_other_word_in_its_place(self):
        text = rules.blanked("Ann Ellery left us.", [Cut(0, 10, "names a person")])

        assert text == "           left us."
        assert len(text) == len("Ann Ellery left us.")


class TestTemplateAsRead:
    def test_leaves_out_what_nobody_says_whom_the_reader_may_read(self):
        read = rules.template_as_read("Pay the drive, says Ellery.", ["pay the drive says Ann"])

        assert read == "Pay the drive, says …"

    def test_is_empty_where_they_may_read_none_of_it(self):
        assert rules.template_as_read("Pay the drive.", []) == ""
        assert rules.template_as_read("Pay the drive.", ["something else"]) == ""

    @given(st.lists(st.sampled_from(["pay", "the", "drive", "now", "please"]), max_size=12))
    def test_never_holds_a_word_that_is_in_no_text(self, words):
        read = rules.template_as_read("Pay the drive now, please.", [" ".join(words)])

        shown = {word.strip(",.").lower() for word in read.split()} - {"…"}
        assert shown <= set(words)


class TestOwnPieces:
    def test_are_the_stretches_that_are_more_than_a_changed_word(self):
        text = f"Yes {LETTER}\n{OWN}"

        added = [[0, 3], [len(text) - len(OWN), len(text)]]
        assert rules.own_pieces(text, added) == (OWN,)


class TestIsOwn:
    @pytest.mark.parametrize(("end", "is_own"), [(10, True), (20, False), (19, True)])
    def test_is_what_is_mostly_added(self, end, is_own):
        assert rules.is_own(0, end, [[0, 10], [30, 90]]) is is_own
