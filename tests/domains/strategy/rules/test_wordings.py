from hypothesis import given
from hypothesis import strategies as st

from regard.domains.strategy.rules.wordings import Fate, differ

texts = st.lists(
    st.sampled_from(["We", "pay", "for", "travel", ".", ",", "\n\n", "2.4", "don’t", "£5"])
).map(" ".join)


def shown(before, after):
    marks = {Fate.SAME: "{}", Fate.GONE: "[-{}-]", Fate.NEW: "[+{}+]"}
    return "".join(marks[piece.fate].format(piece.text) for piece in differ(before, after))


class TestDiffer:
    def test_marks_whole_words(self):
        before, after = "We pay for travelling now.", "We pay for travel time now."

        assert shown(before, after) == "We pay for[- travelling-][+ travel time+] now."

    def test_keeps_a_full_stop_apart_from_the_word_before_it(self):
        assert shown("We pay travel.", "We pay travel and mileage.") == (
            "We pay travel[+ and mileage+]."
        )

    def test_joins_changes_between_which_only_a_word_stays(self):
        before = "The council pays home care providers on time."
        after = "The board funds all care businesses on time."

        assert "[-" in shown(before, after)
        assert shown(before, after).count("[-") == 1

    def test_shows_old_and_new_whole_where_little_is_alike(self):
        assert shown("One two three four.", "Nothing here is as before") == (
            "[-One two three four.-][+Nothing here is as before+]"
        )

    def test_of_the_same_is_the_same(self):
        assert shown("As it was.", "As it was.") == "As it was."
        assert differ("", "") == ()

    def test_compares_what_is_very_long_by_paragraphs(self):
        lines = [f"Line {number} of it." for number in range(2_000)]
        other = [*lines[:1_000], "Something new.", *lines[1_000:]]

        assert [p.text.strip() for p in differ("\n\n".join(lines), "\n\n".join(other))][1] == (
            "Something new."
        )

    @given(texts, texts)
    def test_says_both_texts_word_for_word(self, before, after):
        pieces = differ(before, after)

        old = "".join(p.text for p in pieces if p.fate is not Fate.NEW)
        new = "".join(p.text for p in pieces if p.fate is not Fate.GONE)
        assert "".join(old.split()) == "".join(before.split())
        assert new == after or new.split() == after.split()
