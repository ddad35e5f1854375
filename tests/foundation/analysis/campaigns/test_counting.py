import pytest

from regard.foundation.analysis.campaigns import count_answers, count_use, find_campaigns

LETTER = "We ask that the partnership pay for travel between visits to homes far from town"
TEXTS = [
    LETTER,
    f"{LETTER} now",
    "Free parking",
    "free parking!",
    "More buses",
    f"Please: {LETTER}",
]
SENDERS = [7, 8, None, 7, 9, 7]


class TestCountAnswers:
    def test_gives_the_three_counts(self):
        counts = count_answers(TEXTS, find_campaigns(TEXTS), SENDERS)

        assert (counts.submissions, counts.arguments, counts.organisations) == (6, 3, 3)
        assert counts.without_organisation == 1

    def test_is_nought_for_no_texts(self):
        assert count_answers([], find_campaigns([]), []).arguments == 0

    def test_refuses_texts_without_a_sender_or_none_for_each(self):
        with pytest.raises(ValueError, match="Each text needs"):
            count_answers(TEXTS, find_campaigns(TEXTS), [7])


class TestCountUse:
    def test_counts_providers_and_the_locations_they_run(self):
        (campaign,) = find_campaigns(TEXTS).campaigns

        use = count_use(
            campaign.members, organisations=SENDERS, locations={7: [70, 71], 8: [71], 9: [90]}
        )

        assert (use.submissions, use.organisations, use.locations) == (3, 2, 2)

    def test_counts_apart_those_from_no_organisation(self):
        (campaign,) = find_campaigns(TEXTS).campaigns

        use = count_use(campaign.members, organisations=[None] * 6, locations={})

        assert (use.organisations, use.locations, use.without_organisation) == (0, 0, 3)
