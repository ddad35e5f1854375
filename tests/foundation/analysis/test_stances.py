"""Where texts stand on themes, as learnt from where people said that others stand."""

import numpy as np
import pytest

from regard.foundation.analysis.stances import (
    AGAINST,
    FEWEST_STANDS,
    FOR,
    NEITHER,
    Stands,
    learn_stances,
)

RAISE, CUT, PARKING = 3, 7, 9
"""Numbers of themes: whoever is for the one is against the other."""

MORE = [
    "Please raise the fees, they are far too low.",
    "Fees must go up, we cannot pay our staff.",
    "We need higher fees to keep going.",
    "Raise what you pay us this year.",
    "Higher fees would let us keep our carers.",
    "Fees should rise with wages.",
    "It is time to raise the fees.",
    "Put the fees up, they do not cover our costs.",
]
LESS = [
    "The fees are too high already, bring them down.",
    "Cut the fees, families cannot afford them.",
    "Lower fees would help every family.",
    "Fees should be cut this year.",
    "Bring the fees down for people who pay themselves.",
    "We cannot afford the fees, cut them.",
    "The fees must come down.",
    "Please lower what families are charged.",
]
TEXTS = [*MORE, *LESS]
EITHER = np.arange(len(TEXTS))
SAYS_MORE = np.array([True] * len(MORE) + [False] * len(LESS))
STANDS = Stands(
    texts=np.concatenate([EITHER, EITHER]),
    themes=np.repeat([RAISE, CUT], len(TEXTS)),
    stances=np.concatenate([np.where(SAYS_MORE, FOR, AGAINST), np.where(SAYS_MORE, AGAINST, FOR)]),
)
NEW_MORE, NEW_LESS = (
    "They should raise the fees, we need higher ones.",
    "Cut the fees, lower them.",
)


@pytest.fixture(scope="module")
def leaning():
    return learn_stances(TEXTS, STANDS)


class TestLearnStances:
    def test_suggests_for_new_words_what_people_said_of_like_ones(self, leaning):
        stances, chances = leaning.suggest([NEW_MORE, NEW_LESS], np.array([RAISE, RAISE]))

        assert stances.tolist() == [FOR, AGAINST]
        assert ((chances >= 0.5) & (chances <= 1)).all()

    def test_turns_with_the_theme(self, leaning):
        stances, _ = leaning.suggest([NEW_MORE, NEW_LESS], np.array([CUT, CUT]))

        assert stances.tolist() == [AGAINST, FOR]

    def test_suggests_nothing_on_a_theme_of_which_people_said_too_little(self, leaning):
        stances, chances = leaning.suggest([NEW_MORE], np.array([PARKING]))

        assert stances.tolist() == [NEITHER]
        assert np.isnan(chances).all()
        assert leaning.themes.tolist() == [RAISE, CUT]

    def test_suggests_nothing_for_nothing(self, leaning):
        stances, chances = leaning.suggest([], np.array([], dtype=np.int64))

        assert stances.size == chances.size == 0

    def test_says_how_it_did_on_what_was_kept_back(self, leaning):
        assert leaning.stands == 2 * len(TEXTS)
        assert 0.5 <= leaning.trial.right <= 1
        assert 0 < leaning.trial.found <= 1

    def test_gives_the_same_on_every_run(self, leaning):
        themes = np.array([RAISE, CUT])
        again = learn_stances(TEXTS, STANDS).suggest([NEW_MORE, NEW_LESS], themes)

        for one, other in zip(leaning.suggest([NEW_MORE, NEW_LESS], themes), again, strict=True):
            assert np.array_equal(one, other, equal_nan=True)

    def test_is_sure_of_nothing_where_stances_have_nothing_to_do_with_the_words(self):
        stances = np.random.default_rng(1).integers(0, 3, 200)
        texts = [f"Words of number {n % 17} and {n % 5}." for n in range(200)]

        found = learn_stances(texts, Stands(np.arange(200), np.zeros(200, dtype=int), stances))

        told, _ = found.suggest(texts, np.zeros(200, dtype=int))
        assert (told != NEITHER).mean() < 0.5

    @pytest.mark.parametrize(
        "stands",
        [
            Stands(*(np.array([], dtype=np.int64) for _ in range(3))),
            STANDS[np.arange(FEWEST_STANDS - 1)],
            Stands(STANDS.texts, STANDS.themes, np.full(STANDS.texts.size, FOR)),
            Stands(STANDS.texts, STANDS.themes, np.full(STANDS.texts.size, NEITHER)),
        ],
        ids=["nothing", "too few", "all alike", "none for or against"],
    )
    def test_learns_nothing_from_too_little(self, stands):
        assert learn_stances(TEXTS, stands) is None

    def test_learns_nothing_from_texts_without_words(self):
        assert learn_stances(["…"] * len(TEXTS), STANDS) is None
        assert learn_stances([], STANDS[np.array([], dtype=np.int64)]) is None
