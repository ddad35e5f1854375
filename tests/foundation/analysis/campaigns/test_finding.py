import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.campaigns import judge, plant
from regard.foundation.analysis.campaigns import compare, find_campaigns
from regard.foundation.analysis.duplicates import normalise

LETTER = (
    "We, the undersigned providers, ask that the partnership pay for travel between visits "
    "because nobody can staff a rural round on the present rate"
)
OTHER = (
    "Please keep the day centre in Elm Street open since my husband has gone there every week for "
    "nine years and knows each face"
)


def in_order(one, other):
    """Count the words of a longest common subsequence, by the schoolbook's table."""
    row = [0] * (len(other) + 1)
    for word in one:
        before = row
        row = [0]
        for i, theirs in enumerate(other):
            row.append(before[i] + 1 if word == theirs else max(before[i + 1], row[i]))
    return row[-1]


def slow_groups(texts):
    """Propose from all pairs; as campaigns are planted far apart, proposals are the campaigns."""
    words = [normalise(text) for text in texts]
    groups = list(range(len(texts)))
    for i, one in enumerate(words):
        for j, other in enumerate(words[:i]):
            if in_order(one, other) >= max(10, 0.4 * (len(one) + len(other)) / 2):
                groups = [groups[j] if group == groups[i] else group for group in groups]
    return [group if groups.count(group) > 1 else -1 for group in groups]


def same_groups(one, other):
    return len(set(zip(one, other, strict=True))) == len(set(one)) == len(set(other))


def altered(words, chance, *, share):
    made = list(words)
    for place in chance.sample(range(len(made)), round(share * len(made))):
        made[place] = f"own{chance.randrange(10_000)}"
    return made


@st.composite
def answers(draw):
    """Draw letters of up to three templates, a tenth of whose words are changed, and others."""
    chance = draw(st.randoms(use_true_random=False))
    texts = []
    for campaign in range(draw(st.integers(0, 3))):
        body = [f"c{campaign}w{place}" for place in range(chance.randrange(20, 50))]
        texts += [altered(body, chance, share=0.1) for _ in range(chance.randrange(1, 5))]
    for _ in range(draw(st.integers(0, 5))):
        texts.append([f"w{chance.randrange(100)}" for _ in range(chance.randrange(30))])
    chance.shuffle(texts)
    return [" ".join(words) for words in texts]


class TestFindCampaigns:
    def test_finds_letters_with_lines_of_their_own(self):
        texts = [
            LETTER,
            OTHER,
            f"{LETTER}. I have done this for twenty years.",
            f"Dear all, {LETTER}",
        ]

        found = find_campaigns(texts)

        assert found.labels.tolist() == [0, -1, 0, 0]
        assert found.campaigns[0].members.tolist() == [0, 2, 3]

    def test_shows_the_shared_words_as_most_write_them(self):
        texts = [f"{LETTER}!", f"{LETTER}! Thank you", LETTER.upper()]

        assert find_campaigns(texts).campaigns[0].template.text == f"{LETTER}!"

    def test_numbers_the_largest_first_and_then_the_earliest(self):
        third = OTHER.replace("e", "o")
        texts = [OTHER, third, LETTER, OTHER, third, LETTER, LETTER]

        assert find_campaigns(texts).labels.tolist() == [1, 2, 0, 1, 2, 0, 0]

    def test_leaves_short_texts_and_texts_alone_in_none(self):
        found = find_campaigns(["Free parking", "Free parking", LETTER, "?", ""])

        assert found.labels.tolist() == [-1] * 5
        assert found.campaigns == ()

    def test_finds_two_letters_that_somebody_sent_as_one(self):
        both = f"{LETTER}. {OTHER}."
        texts = [LETTER] * 8 + [both] * 2 + [OTHER] * 3

        found = find_campaigns(texts)

        assert found.labels[:8].tolist() == [0] * 8
        assert found.labels[10:].tolist() == [1] * 3

    def test_is_empty_for_no_texts(self):
        assert find_campaigns([]).labels.shape == (0,)

    def test_does_not_join_texts_that_share_a_phrase_only(self):
        phrase = "we would like to thank all of the staff"
        chance = random.Random(0)  # noqa: S311 - an example, not a secret
        texts = [
            " ".join([*(f"w{chance.randrange(500)}" for _ in range(40)), phrase])
            for _ in range(50)
        ]

        assert find_campaigns(texts).campaigns == ()

    def test_does_not_take_long_texts_into_a_short_template_by_chance(self):
        chance = random.Random(1)  # noqa: S311 - an example, not a secret
        phrase = "we would like to thank all"
        letter = f"{phrase} who ask for pay for travel and for time off in each week of work"
        words = [*["and", "for", "in", "of", "to"] * 12, *(f"w{place}" for place in range(200))]
        long = [" ".join([*chance.choices(words, k=120), phrase]) for _ in range(20)]

        found = find_campaigns([letter, f"{letter} now", *long])

        assert found.labels.tolist() == [0, 0, *[-1] * 20]

    @settings(max_examples=50, deadline=None)
    @given(answers())
    def test_agrees_with_comparing_all_pairs(self, texts):
        assert same_groups(find_campaigns(texts).labels.tolist(), slow_groups(texts))

    @settings(max_examples=25, deadline=None)
    @given(answers())
    def test_holds_every_member_to_its_template(self, texts):
        for campaign in find_campaigns(texts).campaigns:
            words = campaign.template.words
            for i in campaign.members.tolist():
                difference = compare(campaign.template, texts[i])
                assert len(words) - difference.n_left_out >= max(10, len(words) / 2)

    @pytest.mark.parametrize("percent", [5, 15, 30])
    def test_finds_planted_templates_however_many_words_are_edited(self, percent):
        planted = plant(percent, answers=800, templates=6, letters=240, edits=[percent])

        found = find_campaigns(planted.texts)

        recall, precision = judge(planted.campaigns, found.labels)
        assert recall >= 0.98
        assert precision >= 0.99

    def test_gives_the_same_again(self):
        planted = plant(3, answers=300, templates=4, letters=120, edits=[20])

        labels = find_campaigns(planted.texts).labels

        assert np.array_equal(labels, find_campaigns(planted.texts).labels)

    def test_recovers_the_template_itself(self):
        chance = random.Random(2)  # noqa: S311 - an example, not a secret
        body = [f"w{place}" for place in range(40)]
        texts = [" ".join(altered(body, chance, share=0.3)) for _ in range(60)]

        (campaign,) = find_campaigns(texts).campaigns

        assert campaign.template.text == " ".join(body)
        assert campaign.members.size == 60

    def test_asks_more_of_two_texts_alone_than_of_many(self):
        chance = random.Random(3)  # noqa: S311 - an example, not a secret
        body = [f"w{place}" for place in range(40)]
        texts = [" ".join(altered(body, chance, share=0.25)) for _ in range(12)]

        assert find_campaigns(texts).labels.tolist() == [0] * 12
        assert find_campaigns(texts[:2]).labels.tolist() == [-1, -1]
