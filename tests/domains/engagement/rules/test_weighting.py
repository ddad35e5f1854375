import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules.weighting import (
    CannotWeight,
    Weights,
    estimate,
    poststratify,
    rake,
)


class TestPoststratify:
    def test_lets_each_answer_count_for_as_many_as_it_stands_for(self):
        # Half of everyone are homes and a quarter of those who answered: 0.5 / 0.25 = 2.
        found = poststratify(
            population={"home": 100, "visits": 100}, answered={"home": 10, "visits": 30}
        )

        assert found.by_group == {"home": 2.0, "visits": pytest.approx(2 / 3)}

    def test_loses_to_weights_what_kish_says(self):
        found = poststratify(
            population={"home": 100, "visits": 100}, answered={"home": 10, "visits": 30}
        )

        # (sum w)² / sum w² = 40² / (10 x 4 + 30 x 4/9) = 1600 / 53.33 = 30.
        assert found.effective == pytest.approx(30)
        assert found.design_effect == pytest.approx(4 / 3)

    def test_loses_nothing_where_all_weigh_alike(self):
        found = poststratify(population={"a": 50, "b": 100}, answered={"a": 10, "b": 20})

        assert (found.effective, found.design_effect) == (pytest.approx(30), pytest.approx(1))

    def test_holds_a_weight_at_the_most_and_shares_out_the_rest(self):
        found = poststratify(population={"a": 90, "b": 90}, answered={"a": 6, "b": 54}, most=2)

        # a would weigh 0.5 / 0.1 = 5; held at 2 it makes 12 of 60, so b's 54 make 48.
        assert found.by_group == {"a": 2, "b": pytest.approx(48 / 54)}
        assert found.capped == 6

    def test_refuses_a_group_with_too_few_and_names_it(self):
        with pytest.raises(CannotWeight, match=r"fewer than 6.*Extra care"):
            poststratify(
                population={"home": 100, "extra": 20},
                answered={"home": 50, "extra": 5},
                words={"extra": "Extra care"},
            )

    def test_refuses_answers_of_nobody(self):
        with pytest.raises(CannotWeight, match="nobody"):
            poststratify(population={"a": 10}, answered={"a": 6, "b": 6})

    @given(
        st.dictionaries(
            st.sampled_from("abcde"),
            st.tuples(st.integers(6, 500), st.integers(6, 500)),
            min_size=1,
        )
    )
    def test_has_mean_one_and_keeps_below_the_most(self, groups):
        answered = {key: n for key, (n, _) in groups.items()}
        population = {key: n + more for key, (n, more) in groups.items()}

        found = poststratify(population=population, answered=answered)

        total = sum(found.by_group[key] * n for key, n in answered.items())
        assert total == pytest.approx(sum(answered.values()))
        assert max(found.by_group.values()) <= 5 + 1e-6
        assert found.design_effect >= 1 - 1e-9


class TestRake:
    def test_fits_both_margins(self):
        # Deming and Stephan's way, by hand: with answers that do not depend on one another the
        # weight of a cell is the product of the two, 2 x 2 and so on.
        answered = {("a", "x"): 10, ("a", "y"): 30, ("b", "x"): 30, ("b", "y"): 90}

        found = rake(margins=({"a": 100, "b": 100}, {"x": 100, "y": 100}), answered=answered)

        assert found.by_group == {
            ("a", "x"): pytest.approx(4),
            ("a", "y"): pytest.approx(4 / 3),
            ("b", "x"): pytest.approx(4 / 3),
            ("b", "y"): pytest.approx(4 / 9),
        }

    def test_is_poststratification_where_the_other_margin_is_one_group(self):
        found = rake(
            margins=({"a": 100, "b": 100}, {"x": 200}),
            answered={("a", "x"): 10, ("b", "x"): 30},
        )

        assert found.by_group[("a", "x")] == pytest.approx(2)

    def test_refuses_what_cannot_fit(self):
        with pytest.raises(CannotWeight, match="No weights fit"):
            rake(
                margins=({"a": 50, "b": 150}, {"x": 150, "y": 50}),
                answered={("a", "x"): 10, ("b", "y"): 10},
            )

    def test_refuses_a_group_with_too_few(self):
        with pytest.raises(CannotWeight, match="fewer than 6"):
            rake(
                margins=({"a": 50, "b": 150}, {"x": 200}),
                answered={("a", "x"): 1, ("b", "x"): 10},
            )


class TestEstimate:
    def test_weighs_the_share_and_widens_its_interval(self):
        weights = poststratify(
            population={"home": 100, "visits": 100}, answered={"home": 10, "visits": 30}
        )

        found = estimate(chose={"home": 10, "visits": 0}, weights=weights, population=200)

        # Every home and nobody else: a quarter of the answers, half of everyone.
        assert found.share == pytest.approx(0.5)
        # Wilson's for 15 of 30, out of 200: z²(N-n)/(n(N-1)) = 3.8415 x 170 / (30 x 199) = 0.1094.
        spread = 3.841459 * 170 / (30 * 199)
        half = (spread * 0.25 + spread**2 / 4) ** 0.5 / (1 + spread)
        assert (found.low, found.high) == (pytest.approx(0.5 - half), pytest.approx(0.5 + half))

    def test_of_nothing_has_no_effective_answers(self):
        empty = Weights({}, {}, capped=0)

        assert (empty.effective, empty.design_effect) == (0, 1)
