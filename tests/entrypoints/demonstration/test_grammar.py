from random import Random

import pytest

from regard.entrypoints.demonstration.grammar import expand

SLOTS = {
    "resident": ["a lady of 91", "a gentleman of 84", "a new resident"],
    "town": ["Skelderby"],
    "few": ["two", "three"],
}


def made(template, *, seed=1):
    return expand(template, slots=SLOTS, random=Random(seed))  # noqa: S311 (no secret)


class TestExpand:
    def test_takes_one_of_each_choice_also_inside_another(self):
        texts = {made("We [ring|write [twice|daily]] now.", seed=seed) for seed in range(40)}

        assert texts == {"We ring now.", "We write twice now.", "We write daily now."}

    def test_fills_slots_with_a_capital_where_asked(self):
        assert made("{town} and {town:C}.") == "Skelderby and Skelderby."
        assert made("{few:C} of us.") in {"Two of us.", "Three of us."}

    def test_draws_numbers_from_their_bounds(self):
        numbers = {made("{n:11-13}%", seed=seed) for seed in range(40)}

        assert numbers == {"11%", "12%", "13%"}

    def test_writes_a_small_number_in_letters_now_and_then(self):
        texts = {made("We lost {n:3-3} of them.", seed=seed) for seed in range(40)}

        assert texts == {"We lost 3 of them.", "We lost three of them."}

    def test_brings_in_somebody_who_fits_the_words_after(self):
        for seed in range(40):
            assert "gentleman" not in made("{resident:C} said that she was cold.", seed=seed)
            assert "lady" not in made("{resident:C} lost his frame.", seed=seed)

    def test_lets_its_own_words_follow_whoever_it_brought_in(self):
        for seed in range(40):
            text = made("{resident:C} was ill. {he:C} slept, and we let {him}.", seed=seed)
            if "lady" in text:
                assert "She slept, and we let her" in text
            if "gentleman" in text:
                assert "He slept, and we let him" in text

    def test_says_when_a_slot_is_not_there(self):
        with pytest.raises(KeyError):
            made("{nobody} knows.")
