from regard.domains.engagement.rules.arguments import (
    Letter,
    join_letters,
    number_points,
    places_of,
)
from regard.foundation.analysis.points import split_into_points

FEES = "Please pay a fee that covers what an hour of care in a person's own home really costs us."
DRIVE = "Please pay carers for all the time that they spend driving between one call and the next."
FREELY = "Please pay some fee which covers what one hour of care in a person's home costs us all."
OWN = "Our two homes lost nine carers to the new warehouse at Harrow Vale since last June alone."
TEMPLATE = f"{FEES} {DRIVE}"


def letter(first, text, likeness=1.0):
    spans = {first + i: tuple(span) for i, span in enumerate(split_into_points(text))}
    return Letter(text, likeness, spans)


def words_of(*letters):
    return {
        point_id: letter.text[start:end]
        for letter in letters
        for point_id, (start, end) in letter.points.items()
    }


class TestPlacesOf:
    def test_puts_points_with_the_part_of_the_template_that_they_say(self):
        letters = [letter(1, TEMPLATE), letter(11, f"{FREELY} {DRIVE}", 0.8)]

        assert places_of(TEMPLATE, letters) == {1: 1, 2: 2, 11: 1, 12: 2}

    def test_leaves_out_what_the_sender_added(self):
        assert set(places_of(TEMPLATE, [letter(1, f"{OWN} {TEMPLATE}")])) == {2, 3}

    def test_knows_the_lines_of_the_usual_letter(self):
        bare = f"{FEES}\n{DRIVE}".replace(".", "")

        assert places_of(bare, [letter(1, bare), letter(11, bare)]) == {1: 1, 2: 2, 11: 1, 12: 2}

    def test_has_none_without_letters(self):
        assert places_of(TEMPLATE, []) == {}


class TestJoinLetters:
    def test_takes_a_letter_changed_freely_for_the_same_argument(self):
        letters = [letter(1, TEMPLATE), letter(11, f"{FREELY} {DRIVE} {OWN}", 0.8)]
        apart = number_points(words_of(*letters))

        together = join_letters(apart, [(TEMPLATE, letters)])

        assert apart[1] != apart[11]
        assert together[1] == together[11]
        assert together[2] == together[12] != together[1]
        assert together[13] not in {together[1], together[2]}

    def test_draws_in_near_copies_from_outside_the_campaign(self):
        letters = [letter(1, TEMPLATE), letter(11, f"{FREELY} {DRIVE}", 0.8)]
        apart = number_points(words_of(*letters) | {99: FREELY})

        numbers = join_letters(apart, [(TEMPLATE, letters)])

        assert numbers[99] == numbers[1]

    def test_leaves_points_made_since_alone(self):
        assert join_letters({1: 0}, [(TEMPLATE, [letter(1, TEMPLATE)])]) == {1: 0}


class TestNumberPoints:
    def test_counts_near_copies_once(self):
        assert number_points({5: OWN, 6: FEES, 7: OWN}) == {5: 0, 6: 1, 7: 0}
