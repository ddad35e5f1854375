import string

from hypothesis import given
from hypothesis import strategies as st

from regard.foundation.analysis.campaigns import compare
from regard.foundation.analysis.campaigns.words import find_words, make_template

TEMPLATE = make_template(
    ["We", "ask", "for", "fair", "pay", "for", "travel", "between", "visits."]
)


def added(text):
    return [text[start:end] for start, end in compare(TEMPLATE, text).added]


def left_out(text):
    return [
        TEMPLATE.text[part.template.start : part.template.end]
        for part in compare(TEMPLATE, text).left_out
    ]


class TestCompare:
    def test_surfaces_the_personal_line_as_it_was_written(self):
        text = "We ask for FAIR pay for travel between visits. My mother, 91, waits for hours!"

        assert added(text) == ["My mother, 91, waits for hours"]
        assert left_out(text) == []

    def test_says_what_was_left_out_and_where_it_would_stand(self):
        text = "We ask for pay, for travel."

        assert left_out(text) == ["fair", "between visits"]
        assert [text[: part.at] for part in compare(TEMPLATE, text).left_out] == [
            "We ask for",
            "We ask for pay, for travel",
        ]

    def test_tells_a_changed_word_as_one_left_out_and_one_added(self):
        text = "We beg for fair pay for travel between visits"

        assert (left_out(text), added(text)) == (["ask"], ["beg"])

    def test_counts_the_words(self):
        found = compare(TEMPLATE, "Dear all, we ask for fair pay")

        assert (found.n_added, found.n_left_out) == (2, 4)

    def test_tells_a_text_without_a_word_as_all_left_out(self):
        found = compare(TEMPLATE, "?!")

        assert (found.added, found.n_left_out) == ((), 9)
        assert found.left_out[0].at == 0

    @given(st.lists(st.sampled_from(string.ascii_lowercase[:4]), max_size=12))
    def test_accounts_for_every_word(self, words):
        text = ", ".join(words)
        template = make_template(list("abcabd"))

        found = compare(template, text)

        in_spans = sum(len(find_words(text[start:end])) for start, end in found.added)
        assert in_spans == found.n_added
        assert len(words) - found.n_added == len(template.words) - found.n_left_out
