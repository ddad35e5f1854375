from regard.domains.engagement.rules.learning import Lesson, Taught, find_suggestions
from regard.domains.engagement.rules.stances import Stood, Wanted, find_stances
from regard.domains.engagement.types import Stance
from tests.foundation.analysis.test_stances import LESS, MORE, NEW_LESS, NEW_MORE

RAISE, CUT = 11, 12
STOOD = [
    *(Stood(text, RAISE, Stance.FOR) for text in MORE),
    *(Stood(text, RAISE, Stance.AGAINST) for text in LESS),
    *(Stood(text, CUT, Stance.AGAINST) for text in MORE),
    *(Stood(text, CUT, Stance.FOR) for text in LESS),
]


def told(findings):
    return {(each.point_id, each.theme_id): each.stance for each in findings.suggested}


class TestFindStances:
    def test_suggests_what_people_said_of_the_like_with_a_chance(self):
        wanted = [Wanted(1, RAISE, NEW_MORE), Wanted(2, RAISE, NEW_LESS), Wanted(1, CUT, NEW_MORE)]

        found = find_stances(STOOD, wanted)

        assert told(found) == {
            (1, RAISE): Stance.FOR,
            (2, RAISE): Stance.AGAINST,
            (1, CUT): Stance.AGAINST,
        }
        assert all(0.5 <= each.chance <= 1 for each in found.suggested)
        assert found.learnt_from == len(STOOD)
        assert found.trial is not None

    def test_learns_once_from_a_letter_that_many_sent(self):
        copies = [STOOD[0]] * 50

        assert find_stances([*STOOD, *copies], []) == find_stances(STOOD, [])

    def test_suggests_nothing_from_too_little(self):
        found = find_stances(STOOD[:5], [Wanted(1, RAISE, NEW_MORE)])

        assert (found.suggested, found.learnt_from, found.trial) == ((), 0, None)


class TestFindSuggestions:
    """Which stances are wanted, of all the points of a lesson."""

    def lesson(self, *more):
        read = [
            Taught(
                point_id=n,
                text=each.text,
                argument=None,
                theme_ids=frozenset({each.theme_id}),
                is_read=True,
                is_open=False,
                stances={each.theme_id: each.stance},
            )
            for n, each in enumerate(STOOD, 1)
        ]
        return Lesson((*read, *more), {RAISE: "Raise the fees", CUT: "Cut them"}, frozenset())

    def point(self, text=NEW_MORE, **known):
        kept = {"argument": None, "theme_ids": frozenset({RAISE}), "is_read": False}
        return Taught(point_id=900, text=text, **(kept | {"is_open": True} | known))

    def stances_of(self, *points):
        return told(find_suggestions(self.lesson(*points)).stances)

    def test_wants_them_of_what_a_machine_has_placed(self):
        assert self.stances_of(self.point())[900, RAISE] is Stance.FOR

    def test_wants_none_of_what_people_decided_or_has_an_outcome(self):
        read = self.point(is_read=True, is_open=False, stances={RAISE: Stance.UNCLEAR})
        used = self.point(is_open=False)

        assert not [key for key in self.stances_of(read) if key[0] == 900]
        assert not [key for key in self.stances_of(used) if key[0] == 900]

    def test_guesses_anew_what_a_machine_guessed_of_a_point_that_was_only_confirmed(self):
        confirmed = self.point(is_read=True, is_open=False, guessed=frozenset({RAISE}))

        assert self.stances_of(confirmed)[900, RAISE] is Stance.FOR
