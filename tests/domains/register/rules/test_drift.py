from regard.domains.register.rules import drift


def ask(*, held, ended=0, moved=0, councils=()):
    return drift.question(held=held, ended=ended, moved=moved, councils=councils)


class TestQuestion:
    def test_is_not_put_for_a_first_load(self):
        assert ask(held=0) is None

    def test_is_not_put_up_to_a_tenth(self):
        assert ask(held=100, ended=6, moved=4) is None

    def test_is_put_above_a_tenth_with_the_numbers(self):
        question = ask(held=358, ended=81, moved=12)

        assert "358 locations" in question
        assert "81 are not in the file" in question
        assert "26% together" in question

    def test_is_put_for_one_council_that_would_lose_half(self):
        question = ask(held=1000, ended=9, councils=[("Rutland", 10, 9), ("Kent", 990, 0)])

        assert question.startswith("9 of the 10 locations that we hold for Rutland")

    def test_is_not_put_for_a_council_of_few(self):
        assert ask(held=1000, ended=2, councils=[("Isles of Scilly", 2, 2)]) is None
