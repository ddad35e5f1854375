import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.foundation.analysis import overlaps
from regard.foundation.analysis.duplicates import (
    describe_arguments,
    group_arguments,
    normalise,
)

LETTER = (
    "We the undersigned providers ask that the partnership pay for travel between visits because "
    "nobody can staff a rural round on the present rate and because the people who lose are those "
    "who live furthest from town"
)


def slow_groups(texts):
    """Compare every text with every other, and join those alike, as the words say it."""
    labels = list(range(len(texts)))
    for i, one in enumerate(texts):
        for j in range(i):
            if _alike(one, texts[j]) and labels[i] != labels[j]:
                labels = [labels[i] if label == labels[j] else label for label in labels]
    return [list(dict.fromkeys(labels)).index(label) for label in labels]


def _alike(one, other):
    mine, theirs = _features(one), _features(other)
    return 5 * len(mine & theirs) >= 4 * len(mine | theirs)


def _features(text):
    words = normalise(text)
    if len(words) < 5:
        return frozenset(words) or frozenset([(text.strip(),)])
    return frozenset(words[i : i + 5] for i in range(len(words) - 4))


@st.composite
def campaigns(draw):
    """Draw letters that differ by some words, beside short texts."""
    chance = draw(st.randoms(use_true_random=False))
    letters = []
    for _ in range(draw(st.integers(0, 12))):
        words = LETTER.split()[: chance.choice([12, 25, 40])]
        for _ in range(chance.choice([0, 1, 1, 2])):
            words[chance.randrange(len(words))] = chance.choice(["pay", "PAY!", "care"])
        letters.append(" ".join(words))
    short = st.text(alphabet="ab ’?", max_size=9)
    texts = letters + draw(st.lists(short, max_size=8))
    chance.shuffle(texts)
    return texts


class TestGroupArguments:
    def test_puts_case_punctuation_spaces_and_spelling_of_letters_aside(self):
        texts = ["Don't cut PAY.", "dont  cut pay", "“Don’t cut pay”!", "ﬁne", "fine", "cut pay"]

        assert group_arguments(texts).tolist() == [0, 0, 0, 1, 1, 2]

    def test_joins_letters_with_a_few_words_of_their_own(self):
        letters = [
            LETTER,
            f"{LETTER} and us",
            f"Dear all {LETTER}",
            LETTER.replace("rural", "hill"),
        ]

        assert group_arguments(letters).tolist() == [0, 0, 0, 1]

    def test_counts_exactly_four_fifths_as_alike(self):
        """Eight runs of five against ten; eight are shared, ten are in either."""
        words = [str(number) for number in range(14)]

        assert group_arguments([" ".join(words[:12]), " ".join(words)]).tolist() == [0, 0]
        assert group_arguments([" ".join(words[:11]), " ".join(words)]).tolist() == [0, 1]

    def test_keeps_answers_without_a_word_apart_unless_equal(self):
        assert group_arguments(["👍", "👎", " 👍 ", "?", ""]).tolist() == [0, 1, 0, 2, 3]

    def test_is_empty_for_no_texts(self):
        assert group_arguments([]).shape == (0,)

    @settings(deadline=None)
    @given(campaigns())
    def test_agrees_with_an_obvious_slow_version(self, texts):
        assert group_arguments(texts).tolist() == slow_groups(texts)

    @settings(max_examples=20, deadline=None)
    @given(campaigns())
    def test_agrees_also_when_worked_out_in_small_blocks(self, texts):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(overlaps, "COMMON_FROM", 3)
            patch.setattr(overlaps, "MOST_COMMON", 6)
            patch.setattr(overlaps, "BLOCK_CELLS", 9)
            assert group_arguments(texts).tolist() == slow_groups(texts)

    def test_finds_a_campaign_of_thousands_among_letters_that_only_look_like_it(self):
        chance = random.Random(0)  # noqa: S311 - an example, not a secret
        words = [f"w{number}" for number in range(3000)]
        body = chance.sample(words, 150)
        joined = [
            " ".join([*body[:70], *chance.sample(words, 8), *body[70:]]) for _ in range(2000)
        ]
        apart = [" ".join([*body[:70], *chance.sample(words, 40), *body[70:]]) for _ in range(500)]

        labels = group_arguments([*joined, *apart])

        assert np.unique(labels[:2000]).tolist() == [0]
        assert np.unique(labels[2000:]).size == 500


class TestDescribeArguments:
    def test_counts_each_and_shows_its_most_common_wording(self):
        texts = ["Free parking", f"{LETTER} now", LETTER, "free PARKING!", LETTER]

        found = describe_arguments(texts)

        assert found.labels.tolist() == [0, 1, 1, 0, 1]
        assert found.sizes.tolist() == [2, 3]
        assert found.representatives.tolist() == [0, 2]

    def test_is_empty_for_no_texts(self):
        assert describe_arguments([]).sizes.shape == (0,)
