from datetime import date

import pytest

from regard.domains.engagement.rules import campaigns as rules
from regard.domains.engagement.rules.campaigns import Earlier, Written
from regard.domains.engagement.types import CampaignState, Stage
from regard.domains.engagement.types.campaigns import DayCount

LETTER = (
    "Dear Sir or Madam. Please fund home care properly, as the fee you pay today does not cover "
    "the real cost of an hour of care. Please pay for the time that carers spend between visits."
)
OWN = "At our home in Harrow Vale three seniors left since June for a warehouse."


def written(number, text=LETTER, *, of=None, is_read=True, is_quotable=True):
    return Written(number, number if of is None else of, text, is_read, is_quotable)


def found_in(*said, earlier=()):
    return rules.find(said, earlier)


class TestFind:
    def test_finds_a_template_with_what_each_added(self):
        said = [written(1), written(2), written(3, f"{LETTER} {OWN}"), written(4, OWN)]

        [campaign] = found_in(*said)

        assert campaign.template == LETTER
        assert campaign.title.startswith("Please fund home care properly, as the fee")
        assert [use.answer_id for use in campaign.uses] == [1, 2, 3]
        assert [use.likeness for use in campaign.uses] == [1, 1, 1]
        [span] = campaign.uses[2].added
        assert said[2].text[slice(*span)] == OWN.removesuffix(".")

    def test_takes_two_with_the_same_words_for_chance(self):
        assert found_in(written(1), written(2)) == ()

    def test_takes_one_who_says_it_to_three_questions_for_one(self):
        assert found_in(*(written(n, of=1) for n in (1, 2, 3))) == ()

    def test_names_it_by_words_that_everyone_may_read(self):
        hidden = [written(n, is_quotable=False) for n in (1, 2, 3)]

        assert found_in(*hidden)[0].title == "Said in confidence"
        assert found_in(*hidden, written(4))[0].title.startswith("Please fund")

    def test_keeps_no_words_that_only_withheld_answers_have(self):
        hidden = [written(n, f"{LETTER} Mrs Ellery is to blame.", is_read=False) for n in (1, 2)]

        [campaign] = found_in(*hidden, written(3))

        assert campaign.template == f"{LETTER} …"

    def test_takes_the_place_of_the_earlier_one_with_which_it_shares_most(self):
        earlier = (
            Earlier(7, frozenset({1, 9}), is_decided=False),
            Earlier(8, frozenset({2, 3}), is_decided=True),
        )

        [campaign] = found_in(written(1), written(2), written(3), earlier=earlier)

        assert campaign.was_id == 8

    def test_gives_each_earlier_one_one_place(self):
        others = [written(n, OWN) for n in (4, 5, 6)]
        one = Earlier(7, frozenset({1, 2, 4, 5, 6}), is_decided=True)

        found = found_in(written(1), written(2), written(3), *others, earlier=[one])

        assert {campaign.was_id: len(campaign.uses) for campaign in found} == {7: 3, None: 3}
        assert next(c for c in found if c.was_id == 7).uses[0].answer_id == 4


class TestTitle:
    @pytest.mark.parametrize(
        ("template", "title"),
        [
            ("Dear all. We cannot staff the nights.", "We cannot staff the nights"),
            ("Hello there! Why is nobody here paid?", "Why is nobody here paid?"),
            ("dear sir", "Dear sir"),
            ("…", "Said in confidence"),
        ],
    )
    def test_is_the_first_sentence_that_is_more_than_a_greeting(self, template, title):
        assert rules._title(template) == title

    def test_is_cut_between_words(self):
        assert rules._title("word " * 40) == f"W{('word ' * 14)[1:].strip()} …"


class TestBurstsOf:
    def test_finds_the_day_on_which_a_letter_went_out(self):
        quiet = [DayCount(date(2026, 11, n), 1, 0) for n in range(1, 15)]
        days = [*quiet, DayCount(date(2026, 11, 20), 40, 38), DayCount(date(2026, 12, 3), 1, 0)]

        bursts = rules.bursts_of(
            days,
            opens_on=date(2026, 11, 2),
            closes_on=date(2026, 11, 30),
            today=date(2026, 11, 25),
        )

        assert [(burst.on, burst.count) for burst in bursts] == [(date(2026, 11, 20), 40)]

    def test_finds_none_before_anybody_spoke(self):
        day = date(2026, 11, 2)

        assert rules.bursts_of([], opens_on=day, closes_on=day, today=day) == ()


class TestReasons:
    def test_are_none_where_it_may_be_done(self):
        assert rules.reason_not_to_look(stage=Stage.OPEN, answers=3) is None
        assert rules.reason_not_to_decide(stage=Stage.CLOSED) is None
        assert rules.reason_not_to_describe(title="The fee letter") is None
        found, confirmed = CampaignState.FOUND, CampaignState.CONFIRMED
        assert rules.reason_not_to_settle(state=found, to=confirmed) is None

    def test_say_what_is_in_the_way(self):
        assert "said in words" in rules.reason_not_to_look(stage=Stage.OPEN, answers=0)
        assert "not open" in rules.reason_not_to_look(stage=Stage.DRAFT, answers=3)
        assert "final" in rules.reason_not_to_decide(stage=Stage.ANSWERED)
        assert "Enter a name" in rules.reason_not_to_describe(title=" ")
        assert "120" in rules.reason_not_to_describe(title="x" * 121)

    @pytest.mark.parametrize("state", CampaignState)
    def test_say_what_has_been_decided_already(self, state):
        assert rules.reason_not_to_settle(state=state, to=state)
