import csv
import hashlib
import json
import subprocess
import sys

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.metrics import normalized_mutual_info_score

from regard.foundation.analysis.clusters import FEWEST_MEMBERS, find_centres
from regard.foundation.analysis.embeddings import embed, unit
from regard.foundation.analysis.placement import settle
from regard.foundation.analysis.theme_words import distinctive_terms, title_of
from regard.foundation.analysis.themes import NO_THEME, nearest_themes, propose_themes

TRAVEL = [
    "Nobody pays carers to drive between visits",
    "Travel time between calls is unpaid",
    "Carers drive for hours between visits without pay",
    "Pay for mileage and travel time between home visits",
    "The fuel to drive to each visit comes out of carers' own pockets",
    "Unpaid travel makes carers leave",
]
PARKING = [
    "There is nowhere to park near the hospital",
    "Hospital parking charges are too high",
    "Car parking at the clinic is always full",
    "Please make parking free for visitors to the ward",
    "Finding a parking space takes half an hour",
    "Parking permits for staff cost too much",
]
TRAINING = [
    "More training in dementia care, please",
    "Our staff need dementia training",
    "Train new staff before they start",
    "Training courses are full for months",
    "Free courses on medication would help our staff learn",
    "Training should be paid for and nearby",
]
BANK_KEY = "Zebra crossings glow mauve under the aurora"
SAID = [*TRAVEL, *PARKING, *TRAINING, BANK_KEY]

DIGEST = """
import hashlib, json, sys
from regard.foundation.analysis.themes import propose_themes
found = propose_themes(json.load(sys.stdin))
numbers = [found.placement.theme.tolist(), [theme.title for theme in found.themes]]
print(hashlib.sha256(json.dumps(numbers).encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def proposal():
    return propose_themes(SAID)


@pytest.fixture(scope="session")
def comments(shared_data):
    """Return 2,500 of the comments coded by people, and their codes."""
    path = shared_data / "text" / "patient_feedback_singlelabel.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[::4][:2500]
    return [row["feedback"] for row in rows], np.array([row["label"] for row in rows])


def theme_of(proposal, texts):
    return {int(proposal.placement.theme[SAID.index(text)]) for text in texts}


class TestProposeThemes:
    def test_parts_what_is_about_different_things(self, proposal):
        assert len(proposal.themes) == 3
        assert [len(theme_of(proposal, group)) for group in (TRAVEL, PARKING, TRAINING)] == [1] * 3

    def test_leaves_a_rare_point_in_no_theme(self, proposal):
        assert theme_of(proposal, [BANK_KEY]) == {NO_THEME}
        assert proposal.placement.similarity[-1] < 0.25

    def test_names_a_theme_in_peoples_own_words(self, proposal):
        for number, theme in enumerate(proposal.themes):
            members = [
                text for i, text in enumerate(SAID) if proposal.placement.theme[i] == number
            ]
            assert theme.title == SAID[theme.title_from]
            assert {SAID[i] for i in theme.representatives} <= set(members)
            assert (theme.n_texts, theme.n_arguments) == (len(members), len(members))
        parking = proposal.themes[theme_of(proposal, PARKING).pop()]
        assert "parking" in parking.terms

    def test_lets_no_campaign_make_or_move_a_theme(self, proposal):
        flooded = propose_themes([*SAID, *[f"{TRAVEL[0].upper()}!"] * 500])

        np.testing.assert_array_equal(
            flooded.placement.theme[: len(SAID)], proposal.placement.theme
        )
        assert np.unique(flooded.arguments).size == len(SAID)
        travel = flooded.themes[flooded.placement.theme[0]]
        assert (travel.n_texts, travel.n_arguments) == (506, 6)

    def test_is_the_same_in_any_order(self, proposal):
        order = np.random.default_rng(3).permutation(len(SAID))

        shuffled = propose_themes([SAID[i] for i in order])

        np.testing.assert_array_equal(shuffled.placement.theme, proposal.placement.theme[order])
        assert [theme.title for theme in shuffled.themes] == [t.title for t in proposal.themes]

    def test_quotes_different_sources_before_the_same_again(self):
        sources = ["loud"] * 3 + ["a", "b", "c"] + ["x"] * (len(SAID) - 6)

        found = propose_themes(SAID, sources=sources)

        travel = found.themes[found.placement.theme[0]]
        assert {"loud", "a", "b", "c"} == {sources[i] for i in travel.representatives}

    def test_finds_no_theme_in_too_few_or_in_none(self):
        assert propose_themes([]).themes == ()
        few = propose_themes(["Free parking", "Better pay", "???"])

        assert few.themes == ()
        assert few.placement.theme.tolist() == [NO_THEME] * 3

    def test_refuses_sources_that_do_not_match(self):
        with pytest.raises(ValueError, match="one source for each text"):
            propose_themes(SAID, sources=["only one"])


class TestOnCommentsCodedByPeople:
    def test_agrees_with_them_as_well_as_k_means_and_leaves_rare_points_out(self, comments):
        texts, codes = comments

        placed = propose_themes(texts).placement.theme

        themed = placed != NO_THEME
        peer = KMeans(30, n_init=1, random_state=0).fit_predict(embed(texts))
        ours = normalized_mutual_info_score(codes[themed], placed[themed])
        theirs = normalized_mutual_info_score(codes[themed], peer[themed])
        assert ours > theirs - 0.01
        assert 0.02 < 1 - themed.mean() < 0.15
        assert np.bincount(placed[themed]).min() >= FEWEST_MEMBERS

    def test_is_the_same_in_another_process_with_another_number_of_threads(self, comments):
        texts = comments[0][:500]
        found = propose_themes(texts)
        numbers = [found.placement.theme.tolist(), [theme.title for theme in found.themes]]
        here = hashlib.sha256(json.dumps(numbers).encode()).hexdigest()

        there = subprocess.run(  # noqa: S603 - our own words, in our own interpreter
            [sys.executable, "-c", DIGEST],
            input=json.dumps(texts),
            env={"PYTHONHASHSEED": "7", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            capture_output=True,
            text=True,
            check=True,
        )

        assert there.stdout.strip() == here


class TestNearestThemes:
    def test_places_new_points_among_what_people_keep_there(self):
        found = nearest_themes(
            ["Unpaid driving between calls", "The car park is full", "Mauve aurora zebras"],
            members=[*TRAVEL, *PARKING, *TRAINING],
            themes=[40] * 6 + [7] * 6 + [NO_THEME] * 6,
        )

        assert found.theme.tolist() == [40, 7, NO_THEME]
        assert found.margin[:2].min() > 0.03
        assert not found.unsure.any()

    def test_marks_a_point_between_two_themes_as_unsure(self):
        found = nearest_themes(
            ["Unpaid travel makes carers leave"],
            members=[*TRAVEL, *TRAVEL, *PARKING],
            themes=[1] * 6 + [2] * 6 + [3] * 6,
        )

        assert found.theme[0] in {1, 2}
        assert found.unsure.tolist() == [True]

    def test_does_with_one_theme(self):
        found = nearest_themes(["Travel is unpaid"], members=TRAVEL, themes=[5] * 6)

        assert found.theme.tolist() == [5]

    def test_places_nothing_where_there_is_no_theme(self):
        found = nearest_themes(["Travel is unpaid"], members=TRAVEL, themes=[NO_THEME] * 6)

        assert found.theme.tolist() == [NO_THEME]
        assert nearest_themes(["a"], members=[], themes=[]).theme.tolist() == [NO_THEME]

    def test_refuses_themes_that_do_not_match(self):
        with pytest.raises(ValueError, match="zip"):
            nearest_themes(["a"], members=["b"], themes=[])


class TestFindCentres:
    def test_finds_groups_that_stand_apart(self):
        chance = np.random.default_rng(0)
        axes = np.repeat(np.eye(8)[:4], 60, axis=0)

        centres = find_centres(unit(axes + 0.1 * chance.normal(size=axes.shape)))

        assert len(centres) == 4
        np.testing.assert_allclose(np.sort((centres @ np.eye(8)[:4].T).max(axis=0)), 1, atol=0.01)

    def test_builds_its_tree_on_a_sample_when_there_are_many(self):
        chance = np.random.default_rng(0)
        axes = np.repeat(np.eye(40)[:30], 120, axis=0)

        centres = find_centres(unit(axes + 0.1 * chance.normal(size=axes.shape)))

        assert len(centres) == 30

    def test_merges_twins(self):
        cone = np.array([[1, i / 50, (i % 2) / 10] for i in range(12)])

        assert len(find_centres(unit(cone))) == 1

    def test_finds_nothing_among_fewer_than_six(self):
        assert find_centres(np.eye(5)).shape == (0, 5)


class TestSettle:
    def test_dissolves_a_theme_of_two_and_numbers_the_rest_by_size(self):
        axes = np.repeat(np.eye(3), [4, 2, 6], axis=0)

        assert settle(axes, np.eye(3)).theme.tolist() == [1] * 4 + [NO_THEME] * 2 + [0] * 6

    def test_leaves_out_what_has_no_neighbour_in_its_theme(self):
        lonely = unit(np.array([[1.0, 0, 0, 3], *[[1, 0.1 * i, 0, 0] for i in range(5)]]))

        placed = settle(lonely, np.array([[1.0, 0, 0, 0]]))

        assert placed.similarity[0] > 0.25
        assert placed.theme.tolist() == [0] * 6

    def test_finds_nothing_where_nothing_is_alike(self):
        assert (settle(np.eye(200), find_centres(np.eye(200))).theme == NO_THEME).all()


class TestEmbed:
    def test_has_length_1_or_0_and_does_not_depend_on_its_neighbours(self):
        vectors = embed(["Pay carers more", "???", "pay CARERS, more!"])

        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1])
        np.testing.assert_array_equal(vectors[0], vectors[2])
        np.testing.assert_array_equal(vectors[:1], embed(["Pay carers more"]))
        assert embed([]).shape == (0, 256)

    def test_bears_a_text_of_a_million_characters(self):
        assert np.linalg.norm(embed(["word " * 200_000, "a"])[0]) == pytest.approx(1)


class TestDistinctiveTerms:
    def test_gives_words_that_one_theme_says_and_others_do_not(self):
        texts = ["staff want parking", "staff need parking", "staff want pay", "staff need pay"]

        terms = distinctive_terms(texts, np.array([0, 0, 1, 1]), n_themes=2)

        assert terms == [["parking", "staff"], ["pay", "staff"]]

    def test_leaves_out_small_words_and_what_was_said_once(self):
        terms = distinctive_terms(
            ["it is the car park", "car park", "lonely"], np.array([0, 0, -1]), n_themes=2
        )

        assert terms == [["car park"], []]


class TestTitleOf:
    def test_is_the_first_text_of_a_readable_length(self):
        texts = ["Pay", "- pay us for   the driving.", "Pay us for the driving that we do"]

        assert title_of(texts, [0, 1, 2]) == ("Pay us for the driving", 1)

    def test_cuts_a_text_that_is_too_long(self):
        title, _ = title_of(["word " * 50], [0])

        assert len(title) <= 121
        assert title.endswith("word…")
