import json

import pytest

from regard.domains.engagement.rules import measuring
from regard.domains.engagement.types import Stance
from regard.domains.engagement.types.blind import PlacedBy
from tests.factories.engagement_blind import (
    PAY,
    ROTAS,
    THEMES,
    TRAVEL,
    measured,
    read_point,
    some_read,
)


@pytest.fixture(scope="module")
def found():
    return measured()


def theme_of(found, number):
    return next(theme for theme in found.themes if theme.number == number)


class TestMeasure:
    def test_counts_who_read_what(self, found):
        assert (found.readers, found.points, found.left_out) == (2, 40, 1)
        assert (found.same, found.missing) == (32, 4)
        assert (found.settled_by_readers, found.settled_by_team) == (1, 7)

    def test_holds_the_machine_against_what_was_settled(self, found):
        machine = found.machine

        assert machine.points == 40
        assert machine.same == 30
        # 10 in Pay, 10 in Travel and so in Pay, 10 in Rotas; 6 wrongly in Pay
        assert (machine.overall.placed, machine.overall.right) == (46, 40)
        assert machine.overall.wanted == 48  # and 4 each that were settled as Rotas and as Pay
        assert machine.overall.precision.value == pytest.approx(40 / 46, abs=1e-4)
        assert machine.overall.recall.value == pytest.approx(40 / 48, abs=1e-4)
        assert machine.overall.f1.value == pytest.approx(80 / 94, abs=1e-4)

    def test_counts_what_is_in_a_part_in_the_wider_theme_too(self, found):
        pay, travel = theme_of(found, PAY), theme_of(found, TRAVEL)

        assert travel.machine.wanted == 10
        assert pay.machine.wanted == 24
        assert (pay.whole, travel.whole) == (None, PAY)

    def test_says_how_far_readers_agree(self, found):
        assert 0.6 < found.alpha.value < 0.95
        assert found.alpha.low < found.alpha.value < found.alpha.high
        assert theme_of(found, TRAVEL).alpha.value == 1
        assert found.between.value < 1

    def test_tells_the_machine_from_people_and_from_nobody(self):
        points = [
            read_point(1, (PAY,), (PAY,), placed=(PAY,)),
            read_point(2, (PAY,), (PAY,), placed=(ROTAS,), placed_by=PlacedBy.PEOPLE),
            read_point(3, (PAY,), (PAY,), placed_by=PlacedBy.NOBODY),
        ]

        found = measuring.measure(points=points, themes=THEMES, left_out=0)

        assert (found.machine.points, found.machine.overall.f1.value) == (1, 1)
        assert (found.people.points, found.people.overall.f1.value) == (1, 0)

    def test_says_nothing_of_a_machine_that_placed_none(self):
        points = [read_point(n, (PAY,), (ROTAS,), settled=(), placed_by="nobody") for n in (1, 2)]

        found = measuring.measure(points=points, themes=THEMES, left_out=0)

        assert found.machine is None
        assert found.people is None
        assert theme_of(found, PAY).machine is None
        assert measuring.from_json(measuring.to_json(found)) == found

    def test_tells_no_agreement_on_a_theme_that_hardly_anybody_used(self):
        points = [read_point(n, (PAY,), (PAY,)) for n in range(1, 20)]
        points += [read_point(n, (ROTAS,), (ROTAS,)) for n in range(20, 24)]

        found = measuring.measure(points=points, themes=THEMES, left_out=0)

        assert theme_of(found, PAY).alpha.value == 1
        assert theme_of(found, ROTAS).alpha.value is None

    def test_compares_stances_where_two_ticked_the_same(self):
        one = read_point(1, (PAY, ROTAS), (PAY,), settled=(PAY,))
        other = read_point(2, (PAY,), (PAY,))
        object.__setattr__(other, "readings", ({PAY: Stance.FOR}, {PAY: Stance.AGAINST}))

        found = measuring.measure(points=[one, other], themes=THEMES, left_out=0)

        assert (found.stances, found.same_stances) == (2, 1)


class TestJson:
    def test_comes_back_as_it_was(self, found):
        kept = json.loads(json.dumps(measuring.to_json(found)))

        assert measuring.from_json(kept) == found


class TestTruthOf:
    def test_is_what_readers_agreed_on_or_else_settled(self):
        agreed, settled = some_read()[0], some_read()[33]

        assert set(measuring.truth_of(agreed)) == {PAY}
        assert set(measuring.truth_of(settled)) == {ROTAS}
