import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.strategy.rules import reviews as rules
from regard.domains.strategy.rules.typed_comments import TypedComments, read_typed
from regard.domains.strategy.types.reviews import ReviewedLine

LINES = [
    ReviewedLine(1, "p1", "1", "Carers", 0),
    ReviewedLine(2, "p2", "1.1", "Breaks", 1),
    ReviewedLine(3, "p3", "2", "Travel", 0),
]


def read(text):
    return read_typed(lines=LINES, text=text)


class TestReadTyped:
    @pytest.mark.parametrize(
        "text",
        [
            "1.1: Too late.",
            "1.1 Breaks: Too late.",
            "1.1\nToo late.",
            "1.1 breaks\n\nToo late.",
            "Passage 1.1: Too late.",
            "1.1. : Too late.",
        ],
    )
    def test_knows_a_passage_by_its_number_or_its_name(self, text):
        assert read(text) == TypedComments("", {2: "Too late."})

    @pytest.mark.parametrize(
        "text", ["", "1 thing is missing.", "At 1.1: it is too late.", "3: Nothing.", "12: Two."]
    )
    def test_takes_no_other_number_for_a_passage(self, text):
        assert read(text) is None

    def test_takes_what_follows_up_to_the_next_number(self):
        found = read("All too long.\n\n2: Which rate?\nAnd when?\n1: One number.")

        assert found == TypedComments(
            "All too long.", {3: "Which rate?\nAnd when?", 1: "One number."}
        )

    def test_puts_together_what_is_said_in_two_places(self):
        assert read("1: One.\n2: Two.\n1: Three.").comments == {1: "One.\n\nThree.", 3: "Two."}

    def test_leaves_out_a_number_with_nothing_below_it(self):
        assert read("1:\n2: Two.").comments == {3: "Two."}


WORDS = st.text(
    alphabet=st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=":\u2028\u2029"),
    min_size=1,
    max_size=60,
).map(lambda words: f"x{' '.join(words.split())}".strip())


@given(
    comments=st.dictionaries(st.sampled_from([1, 2, 3]), WORDS, min_size=1),
    before=st.just("") | WORDS,
)
def test_what_is_written_down_is_found_again(comments, before):
    numbers = {line.reviewed_id: line.ref for line in LINES}
    typed = "\n".join([before, *(f"{numbers[n]}: {words}" for n, words in comments.items())])

    found = read(typed)
    written = rules.write_down(lines=LINES, comments=found.comments, before=found.before)
    stretches = rules.stretches_of(lines=LINES, text=written.text, places=written.places)

    assert stretches == written.stretches
    assert {s.reviewed_id: written.text[s.start : s.end] for s in stretches} == comments
    assert written.text.startswith(before)
