import pytest

from regard.domains.engagement.rules.learning import (
    FIRST_AT,
    Lesson,
    Taught,
    find_suggestions,
    is_due,
    next_at,
    reason_not_to_learn,
)
from regard.domains.engagement.types.learning import ReadWhy
from tests.foundation.analysis.test_learning import MARKS, PARKING, PAY, TEXTS

PAY_ID, PARKING_ID, ROTAS_ID = 11, 12, 13
NEW = [
    "They should get better pay.",
    "Parking at the hospital is a nightmare.",
    "Rotas change at the last minute and nobody knows their shifts.",
    "Shifts on the rota change every week.",
    "Tea is served cold.",
]


def taught(number, text, theme_ids=(), **known):
    known = {"argument": None, "is_read": False, "is_open": True} | known
    return Taught(number, text, theme_ids=frozenset(theme_ids), **known)


def lesson(*more, descriptions=None, only_described=()):
    themes = (PAY_ID, PARKING_ID)
    read = [
        taught(
            number,
            text,
            [theme for theme, is_in in zip(themes, marks, strict=True) if is_in],
            is_read=True,
            is_open=False,
        )
        for number, (text, marks) in enumerate(zip(TEXTS, MARKS, strict=True), 1)
    ]
    new = [taught(100 + n, text) for n, text in enumerate(NEW)]
    known = descriptions or {PAY_ID: "Pay", PARKING_ID: "Parking"}
    return Lesson((*read, *new, *more), known, frozenset(only_described))


def pairs_of(findings):
    return {(each.point_id, each.theme_id) for each in findings.suggested}


class TestFindSuggestions:
    def test_suggests_what_people_decided_for_the_like(self):
        found = pairs_of(find_suggestions(lesson()))

        assert {(100, PAY_ID), (101, PARKING_ID)} <= found
        assert not {(102, PARKING_ID), (103, PARKING_ID), (104, PARKING_ID)} & found

    def test_suggests_nothing_for_what_people_decided_or_has_an_outcome(self):
        used = taught(200, "Pay is too low.", is_open=False)

        points = {each.point_id for each in find_suggestions(lesson(used)).suggested}

        assert points.isdisjoint({*range(1, len(TEXTS) + 1), 200})

    def test_says_how_likely_each_is_and_doubts_what_is_less_likely_than_not(self):
        for each in find_suggestions(lesson()).suggested:
            assert 0 <= each.chance <= 1
            assert each.is_unsure == (each.chance < 0.5)

    def test_learns_once_from_a_letter_that_many_sent(self):
        copies = [
            taught(300 + n, PAY[0], [PAY_ID], is_read=True, is_open=False) for n in range(50)
        ]

        once, often = find_suggestions(lesson()), find_suggestions(lesson(*copies))

        assert often.trial == once.trial
        assert often.read == once.read + 50

    def test_leaves_themes_with_too_few_examples_as_they_are(self):
        found = find_suggestions(
            lesson(descriptions={PAY_ID: "Pay", PARKING_ID: "Parking", ROTAS_ID: "Rotas"})
        )

        assert found.theme_ids == {PAY_ID, PARKING_ID}
        assert found.learnt == 2

    def test_offers_to_a_theme_that_is_only_described_what_is_most_like_it(self):
        found = find_suggestions(
            lesson(
                descriptions={
                    PAY_ID: "Pay and wages",
                    PARKING_ID: "Parking at the hospital",
                    ROTAS_ID: "Rotas. Shifts change at short notice",
                },
                only_described=[ROTAS_ID],
            )
        )

        offered = [each for each in found.suggested if each.theme_id == ROTAS_ID]
        assert {each.point_id for each in offered} <= {102, 103}
        assert offered
        assert all(each.is_unsure and each.chance is None for each in offered)
        assert ROTAS_ID in found.theme_ids

    def test_asks_once_for_each_argument(self):
        copies = [taught(400 + n, f"Letter {n}: pay us.", argument=7) for n in range(5)]

        asked = [each.point_id for each in find_suggestions(lesson(*copies)).asked]

        assert len([n for n in asked if n >= 400]) <= 1
        assert len(set(asked)) == len(asked)
        assert set(asked) <= {100, 101, 102, 103, 104, 400}

    def test_names_the_themes_in_doubt(self):
        for each in find_suggestions(lesson()).asked:
            assert each.theme_id in {PAY_ID, PARKING_ID}
            assert (each.other_id is not None) == (each.why is ReadWhy.BETWEEN)

    def test_finds_nothing_in_nothing(self):
        found = find_suggestions(Lesson((), {}, frozenset()))

        assert (found.suggested, found.asked, found.trial, found.learnt) == ((), (), None, 0)

    def test_needs_some_reading_before_it_learns(self):
        few = Lesson(lesson().points[: len(PARKING)], {PAY_ID: "Pay"}, frozenset())

        assert find_suggestions(few).trial is None


class TestIsDue:
    @pytest.mark.parametrize(
        ("read", "asked_from", "due"),
        [
            (FIRST_AT - 1, 0, False),
            (FIRST_AT, 0, True),
            (49, 25, False),
            (50, 25, True),
            (1_090, 1_000, False),
            (1_100, 1_000, True),
        ],
    )
    def test_comes_after_some_more_and_later_after_a_tenth_more(self, read, asked_from, due):
        assert is_due(read=read, asked_from=asked_from) is due
        assert (read >= next_at(asked_from=asked_from)) is due


class TestReasonNotToLearn:
    def test_is_that_nothing_was_read_and_no_theme_is_described(self):
        assert reason_not_to_learn(read=1, described=0) is None
        assert reason_not_to_learn(read=0, described=1) is None
        assert "Read some points first" in reason_not_to_learn(read=0, described=0)
