import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.strategy.rules.merging import Both, merge

BASE = "We pay for travel. We start in April.\n\nEach council reports."

words = st.lists(
    st.sampled_from(["We pay.", "We wait.", "You ask?", "Travel counts", "\n\n", "New: more."]),
    max_size=8,
).map(" ".join)


class TestMerge:
    def test_keeps_both_changes_of_different_sentences(self):
        merged = merge(
            base=BASE,
            theirs=BASE.replace("in April", "in May"),
            mine=BASE.replace("Each council reports.", "Each council reports in March."),
        )

        assert merged.both == ()
        assert merged.text == (
            "We pay for travel. We start in May.\n\nEach council reports in March."
        )

    def test_keeps_both_changes_of_sentences_side_by_side(self):
        merged = merge(
            base=BASE,
            theirs=BASE.replace("for travel", "for all travel"),
            mine=BASE.replace("in April", "in May"),
        )

        assert merged.both == ()
        assert merged.text.startswith("We pay for all travel. We start in May.")

    def test_shows_both_wordings_of_a_sentence_that_both_changed(self):
        merged = merge(
            base=BASE,
            theirs=BASE.replace("in April", "in May"),
            mine=BASE.replace("in April", "in June"),
        )

        assert merged.both == (
            Both("We start in April.", "We start in May.", "We start in June."),
        )
        assert "We start in May.\nWe start in June." in merged.text

    def test_shows_what_one_took_out_and_the_other_changed(self):
        merged = merge(
            base=BASE, theirs="We pay for travel.\n\nEach council reports.", mine=BASE + " Yearly."
        )

        assert "Yearly." in merged.text

    @pytest.mark.parametrize("mine", ["Before. We pay.", "We pay. After."])
    def test_puts_what_one_added_beside_what_the_other_changed(self, mine):
        merged = merge(base="We pay.", theirs="We pay at once.", mine=mine)

        assert merged.both == ()
        assert merged.text == mine.replace("We pay.", "We pay at once.")

    @pytest.mark.parametrize("line_end", ["\n", "\r\n"])
    def test_takes_no_notice_of_how_lines_end(self, line_end):
        mine = BASE.replace("\n", line_end)

        assert merge(base=BASE, theirs=BASE, mine=mine).text == BASE

    def test_is_what_both_wrote_where_they_wrote_the_same(self):
        assert merge(base=BASE, theirs="Other.", mine="Other.").text == "Other."

    @given(words, words, words)
    def test_loses_no_new_word_of_either(self, base, theirs, mine):
        merged = merge(base=base, theirs=theirs, mine=mine)

        old = set(base.split())
        kept = set(merged.text.split())
        assert (set(theirs.split()) | set(mine.split())) - old <= kept

    @given(words, words)
    def test_is_the_change_of_the_only_one_who_changed(self, base, other):
        assert merge(base=base, theirs=other, mine=base).text.split() == other.split()
        assert merge(base=base, theirs=base, mine=other).text.split() == other.split()
