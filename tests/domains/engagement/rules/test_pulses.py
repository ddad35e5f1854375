from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules.pulses import (
    AGREE,
    FEWEST_ANSWERS,
    MORE,
    USUAL_ITEMS,
    changes,
    due_on,
    group_rates,
    items_of,
    middle_of,
    next_on,
    planned_on,
    rater_email,
    reason_against_items,
    reasons_against_series,
    score,
    shown_places,
    steps_by,
    wave_title,
)
from regard.domains.engagement.types import Direction, QuestionKind
from regard.domains.engagement.types.pulses import GroupRate, Score, SeriesPlan, Step

TODAY = date(2026, 11, 21)
PLAN = SeriesPlan("Title", "Purpose", 6, 21, TODAY, ("We are asked early",))


class TestReasonsAgainstSeries:
    def test_has_none_against_a_whole_plan(self):
        assert reasons_against_series(PLAN, today=TODAY) == {}

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("title", " "),
            ("purpose", ""),
            ("months", 0),
            ("months", 37),
            ("days_open", 6),
            ("days_open", 29),
            ("starts_on", date(2026, 11, 20)),
            ("items", ()),
            ("items", tuple(map(str, range(11)))),
            ("items", ("x" * 201,)),
            ("items", ("Same", "same")),
        ],
    )
    def test_names_what_is_wrong(self, field, value):
        plan = replace(PLAN, **{field: value})

        assert list(reasons_against_series(plan, today=TODAY)) == [field]


def test_the_usual_sentences_will_do_and_match_side_by_side():
    providers, partnership = (USUAL_ITEMS[direction] for direction in Direction)

    assert reason_against_items(providers) is None
    assert reason_against_items(partnership) is None
    assert len(providers) == len(partnership)


class TestItemsOf:
    def test_ends_with_a_box_for_words_if_wanted(self):
        scale, words = items_of(PLAN)

        assert (scale.position, scale.kind, scale.options) == (1, QuestionKind.SCALE, AGREE)
        assert (words.position, words.kind, words.text) == (2, QuestionKind.WORDS, MORE)
        assert len(items_of(replace(PLAN, asks_more=False))) == 1


class TestPlannedOn:
    def test_is_the_same_day_some_months_on(self):
        assert planned_on(date(2026, 11, 21), months=6, number=2) == date(2027, 11, 21)
        assert planned_on(date(2026, 10, 31), months=1, number=1) == date(2026, 11, 30)
        assert planned_on(date(2026, 10, 31), months=1, number=2) == date(2026, 12, 31)


class TestDueOn:
    # starts, last wave, today, due
    CASES = (
        (date(2026, 12, 1), None, None),
        (date(2026, 11, 21), None, date(2026, 11, 21)),
        (date(2026, 5, 21), date(2026, 5, 21), date(2026, 11, 21)),
        (date(2026, 5, 22), date(2026, 5, 22), None),
        (date(2026, 5, 21), date(2026, 11, 21), None),
        (date(2024, 5, 1), date(2024, 5, 1), date(2026, 11, 1)),
    )

    @pytest.mark.parametrize(("starts_on", "last_on", "due"), CASES)
    def test_is_the_planned_day_that_no_wave_has_met(self, starts_on, last_on, due):
        assert due_on(starts_on=starts_on, months=6, last_on=last_on, today=TODAY) == due

    def test_begins_the_next_on_its_day_or_now(self):
        def following(starts_on, last_on=None):
            return next_on(starts_on=starts_on, months=6, last_on=last_on, today=TODAY)

        assert following(date(2026, 12, 1)) == date(2026, 12, 1)
        assert following(date(2026, 5, 21)) == TODAY
        assert following(date(2026, 5, 22), date(2026, 5, 22)) == date(2026, 11, 22)

    @given(
        st.dates(date(2024, 1, 1), date(2026, 11, 21)),
        st.integers(1, 36),
        st.dates(date(2024, 1, 1), date(2026, 11, 21)),
    )
    def test_is_met_by_a_wave_that_begins_today(self, starts_on, months, last_on):
        known = {"starts_on": starts_on, "months": months, "today": TODAY}
        due = due_on(last_on=last_on, **known)

        assert due is None or last_on < due <= TODAY
        assert due_on(last_on=TODAY, **known) is None
        assert next_on(last_on=TODAY, **known) > TODAY


class TestScore:
    def test_counts_who_chose_a_step_above_the_middle(self):
        found = score({1: 2, 3: 4, 4: 10, 5: 4}, asked=50, middle=middle_of(AGREE))

        assert (found.answered, found.agreed, found.share) == (20, 14, 0.7)
        assert found.low < 0.7 < found.high
        assert found.mean == pytest.approx((2 + 12 + 40 + 20) / 20)

    def test_is_certain_where_everybody_answered(self):
        found = score({4: 11}, asked=11, middle=3)

        assert (found.low, found.high) == (1, 1)

    def test_shows_nothing_of_fewer_than_eleven(self):
        assert score({4: FEWEST_ANSWERS - 1}, asked=50, middle=3) == Score()
        assert Score().share is None


class TestShownPlaces:
    def test_leaves_no_place_to_be_worked_out(self):
        assert shown_places({"A": 20, "B": 11}) == ["A", "B"]
        assert shown_places({"A": 20, "B": 11, "C": 10}) == ["A"]
        assert shown_places({"A": 20, "B": 30, "": 3}) == ["B"]

    @given(st.dictionaries(st.sampled_from(["", "A", "B", "C", "D"]), st.integers(0, 40)))
    def test_never_leaves_fewer_than_eleven(self, answered):
        shown = shown_places(answered)
        left = sum(answered.values()) - sum(answered[place] for place in shown)

        assert all(answered[place] >= FEWEST_ANSWERS for place in shown)
        assert not shown or left == 0 or left >= FEWEST_ANSWERS


def test_steps_are_counted_by_wave_and_item():
    steps = [Step(1, 1, 4, 3, "A"), Step(1, 1, 4, 2, "B"), Step(2, 1, 5, 1)]

    assert steps_by(steps) == {(1, 1): {4: 5}, (2, 1): {5: 1}}


class TestChanges:
    HIGH, LOW = Score(100, 80, 0.7, 0.9, 4.0), Score(100, 50, 0.4, 0.6, 3.0)

    def test_tell_how_each_item_moved_with_its_chance(self):
        up, same = changes(
            [self.HIGH, self.LOW], [self.LOW, self.LOW], pairs={0: (40, 5, 15), 1: (3, 3, 3)}
        )

        assert up.difference == pytest.approx(0.3)
        assert up.low < 0.3 < up.high
        assert up.chance < 0.001 < same.chance
        assert (up.up, up.down, up.same) == (40, 5, 15)
        assert up.pairs_chance < 0.001
        assert same.up is None

    def test_compare_nothing_where_too_few_answered(self):
        [change] = changes([Score()], [self.LOW], pairs={})

        assert change.difference is None
        assert change.chance is None

    def test_compare_nothing_where_nobody_answered_before(self):
        [change] = changes([self.HIGH], [Score(0, 0)], pairs={})

        assert change.difference is None


class TestGroupRates:
    def test_hides_small_groups_and_one_more_that_would_tell_them(self):
        rates = [{"a": (40, 100), "b": (2, 60), "c": (30, 70)}, {"a": (50, 100)}]

        found = group_rates(rates, labels=[("a", "A"), ("b", "B"), ("c", "C"), ("d", "D")])

        assert [group.label for group in found] == ["A", "B", "C"]
        assert found[1] == GroupRate("B", (None, None))
        assert found[0].rates[1] == (50, 100)
        assert sum(group.rates[0] is None for group in found) >= 2


def test_a_wave_is_named_for_its_month():
    assert wave_title("How we work", opens_on=TODAY) == "How we work, November 2026"


@pytest.mark.parametrize("is_reminder", [False, True])
def test_the_email_asks_with_a_link_and_says_what_is_shown(is_reminder):
    email = rater_email(
        partnership="Northmarch",
        title="How providers work with us",
        purpose="So that all can see it.",
        name="Ada",
        closes_on=TODAY,
        is_reminder=is_reminder,
    )

    assert "[your link]" in email.body
    assert "11 or more answered" in email.body
    assert ("Until 21 November 2026" in email.subject) is is_reminder
