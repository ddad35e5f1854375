import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules import blind as rules
from regard.domains.engagement.types import Stage, Stance
from regard.domains.engagement.types.blind import PlacedBy
from tests.factories.engagement_blind import PAY, ROTAS, TRAVEL, marks_of

FINE = {"stage": Stage.CLOSED, "themes": 3, "points": 500, "size": 100, "is_one_open": False}


class TestDraw:
    @given(st.sets(st.integers(1, 10_000), max_size=60), st.integers(0, 70))
    def test_takes_so_many_each_once_whatever_their_order(self, points, size):
        drawn = rules.draw(points, seed="5eed", size=size)

        assert len(drawn) == len(set(drawn)) == min(size, len(points))
        assert drawn == rules.draw(sorted(points), seed="5eed", size=size)

    def test_can_be_done_again_with_any_tool(self):
        points = range(1, 40)

        drawn = rules.draw(points, seed="5eed", size=5)

        by_hash = {hashlib.sha256(f"5eed|{n}".encode()).hexdigest(): n for n in points}
        assert drawn == [by_hash[each] for each in sorted(by_hash)[:5]]

    def test_takes_every_point_about_as_often_as_any_other(self):
        drawn = [n for seed in range(400) for n in rules.draw(range(10), seed=str(seed), size=3)]

        assert all(90 <= drawn.count(n) <= 150 for n in range(10))  # 120 on average


class TestHashPool:
    def test_is_of_the_numbers_in_their_order_one_a_line(self):
        expected = hashlib.sha256(b"2\n10\n").hexdigest()

        assert rules.hash_pool([10, 2]) == expected


class TestSizesOf:
    @pytest.mark.parametrize(
        ("points", "sizes"),
        [(0, []), (30, [30]), (50, [50]), (120, [50, 100, 120]), (1_000, [50, 100, 200, 400])],
    )
    def test_offers_all_of_few_and_a_part_of_many(self, points, sizes):
        assert rules.sizes_of(points) == sizes


class TestWithinPercent:
    def test_is_closer_for_more_points(self):
        assert [rules.within_percent(size) for size in (100, 400)] == [10, 5]


class TestReasonNotToDraw:
    def test_is_none_for_a_closed_exercise_with_themes(self):
        assert rules.reason_not_to_draw(**FINE) is None

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"stage": Stage.DRAFT}, "not open"),
            ({"stage": Stage.ANSWERED}, "Everyone can see the themes"),
            ({"is_one_open": True}, "being read already"),
            ({"themes": 0}, "no themes yet"),
            ({"points": 9}, "9 points"),
            ({"size": 77}, "Choose how many"),
        ],
    )
    def test_says_what_is_in_the_way(self, wrong, words):
        assert words in rules.reason_not_to_draw(**FINE | wrong)


class TestReasonNotToAsk:
    def test_bars_whoever_can_see_where_points_were_put(self):
        assert "would not read blind" in rules.reason_not_to_ask(sees_marks=True)
        assert rules.reason_not_to_ask(sees_marks=False) == ""

    def test_bars_a_sixth(self):
        assert rules.reason_not_to_ask_more(readers=5) is None
        assert "At most 5" in rules.reason_not_to_ask_more(readers=6)


class TestReasonNotToRead:
    @pytest.mark.parametrize(
        ("stage", "is_open", "is_handed_in", "words"),
        [
            (Stage.CLOSED, False, False, "no longer being read"),
            (Stage.ANSWERED, True, False, "Everyone can see"),
            (Stage.CLOSED, True, True, "handed in"),
        ],
    )
    def test_says_what_is_in_the_way(self, stage, is_open, is_handed_in, words):
        reason = rules.reason_not_to_read(stage=stage, is_open=is_open, is_handed_in=is_handed_in)

        assert words in reason

    def test_is_none_while_it_is_read(self):
        reason = rules.reason_not_to_read(stage=Stage.OPEN, is_open=True, is_handed_in=False)

        assert reason is None


class TestReasonNotToFinish:
    @pytest.mark.parametrize(
        ("readers", "unsettled", "points", "words"),
        [
            (1, 0, 40, "1 person did"),
            (2, 0, 0, "can be read any more"),
            (2, 3, 40, "3 points left"),
        ],
    )
    def test_says_what_is_in_the_way(self, readers, unsettled, points, words):
        reason = rules.reason_not_to_finish(readers=readers, unsettled=unsettled, points=points)

        assert words in reason

    def test_is_none_when_two_have_read_and_all_is_settled(self):
        assert rules.reason_not_to_finish(readers=2, unsettled=0, points=40) is None


class TestWhoPlaced:
    @pytest.mark.parametrize(
        ("is_decided", "is_seen", "who"),
        [
            (True, True, PlacedBy.PEOPLE),
            (False, True, PlacedBy.MACHINE),
            (False, False, PlacedBy.NOBODY),
        ],
    )
    def test_tells_people_from_machines(self, is_decided, is_seen, who):
        assert rules.who_placed(is_decided=is_decided, is_seen=is_seen) is who


class TestDiffer:
    def test_looks_at_themes_and_not_at_stances(self):
        for_it, against = marks_of(PAY), marks_of(PAY, stance=Stance.AGAINST)

        assert not rules.differ([for_it, against])
        assert rules.differ([for_it, marks_of(PAY, ROTAS)])
        assert rules.differ([for_it, {}])
        assert not rules.differ([])


class TestAgreed:
    def test_keeps_what_all_ticked_and_a_stance_that_all_gave(self):
        one = {PAY: Stance.FOR, TRAVEL: Stance.FOR, ROTAS: Stance.FOR}
        other = {PAY: Stance.FOR, TRAVEL: Stance.AGAINST}

        assert rules.agreed([one, other]) == {PAY: Stance.FOR, TRAVEL: Stance.UNCLEAR}


class TestNextPlace:
    @pytest.mark.parametrize(("after", "place"), [(0, 2), (2, 5), (5, 2), (9, 2)])
    def test_goes_on_and_then_begins_again(self, after, place):
        assert rules.next_place([2, 5], after=after) == place

    def test_is_none_where_none_is_left(self):
        assert rules.next_place([], after=3) is None


class TestJson:
    def test_comes_back_as_it_was(self):
        marks = {ROTAS: Stance.AGAINST, PAY: Stance.FOR}

        assert rules.to_json(marks) == {"1": "for", "3": "against"}
        assert rules.from_json(rules.to_json(marks)) == marks
        assert rules.from_json(None) == {}


class TestReadingEmail:
    def test_says_what_is_asked_and_shows_nobodys_marks(self):
        email = rules.reading_email(
            partnership="Northmarch", title="Winter?", points=200, url="https://x.example/read/"
        )

        assert email.subject == "Please read 200 points for Northmarch"
        assert "about 83 minutes" in email.body
        assert "https://x.example/read/" in email.body
