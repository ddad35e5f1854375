from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.governance import queries
from regard.domains.governance.models import Body, BodySuccession
from regard.domains.governance.permissions import Permission
from regard.domains.governance.types import BasisKind, BodyKind, SuccessionKind
from regard.domains.register.types import AreaLevel
from regard.foundation.accounts.callers import Anyone, Command
from regard.foundation.base.errors import NotFound, SignInNeeded
from tests.factories.governance import (
    BodyFactory,
    BodyRoleFactory,
    LegalBasisFactory,
    SeatFactory,
)
from tests.factories.register import PlaceFactory, SystemFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 4, 1)
days = st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2026, 1, 9)))


class TestLiveOn:
    @pytest.mark.parametrize(
        ("valid_from", "valid_to", "is_there"),
        [
            (None, None, True),
            (DAY, None, True),
            (date(2026, 4, 2), None, False),
            (None, date(2026, 4, 2), True),
            (None, DAY, False),
        ],
    )
    def test_counts_the_first_day_and_not_the_day_of_the_end(self, valid_from, valid_to, is_there):
        body = BodyFactory(valid_from=valid_from, valid_to=valid_to)

        assert Body.objects.filter(queries.live_on(DAY)).exists() == is_there
        seat = SeatFactory(body=body)
        found = type(seat).objects.filter(queries.live_on(DAY, "body__"))
        assert found.exists() == is_there


class TestGetBody:
    def test_gives_it_to_everyone_and_for_changing_to_who_may(self):
        body = BodyFactory()
        where = {"system": body.system, "slug": body.slug}

        assert queries.get_body(**where, caller=Anyone()) == body
        assert queries.get_body(**where, caller=Command(), to=Permission.EDIT_BODIES) == body
        with pytest.raises(SignInNeeded):
            queries.get_body(**where, caller=Anyone(), to=Permission.EDIT_BODIES)

    def test_finds_none_of_another_system(self):
        body = BodyFactory()
        other = SystemFactory()

        with pytest.raises(NotFound):
            queries.get_body(system=other, slug=body.slug, caller=Anyone())


class TestListBodies:
    def test_lists_those_of_a_day_from_the_widest_level(self):
        system = SystemFactory()
        place = PlaceFactory(system=system, name="Harbour")
        low = BodyFactory(system=system, name="A", level=AreaLevel.PLACE, place=place)
        top = BodyFactory(system=system, name="B", meetings_a_year=2)
        BodyFactory(system=system, valid_to=DAY)
        BodyFactory(system=system, valid_from=date(2026, 4, 2))
        BodyRoleFactory(body=low, kind=BodyKind.PLACE_PARTNERSHIP)
        BodyRoleFactory(body=low, kind=BodyKind.OTHER, valid_to=DAY)
        LegalBasisFactory(body=low)
        LegalBasisFactory(body=top, valid_to=DAY)

        first, second = queries.list_bodies(system=system, on=DAY)

        assert (first.body_id, second.body_id) == (top.pk, low.pk)
        assert second.kinds == (
            BodyKind.HEALTH_AND_WELLBEING_BOARD,
            BodyKind.PLACE_PARTNERSHIP,
        )
        assert (second.area, second.bases) == ("Harbour", (BasisKind.STATUTORY,))
        assert (first.bases, first.hours_a_year) == ((), 7.0)

    @given(valid_from=days, valid_to=days, on=st.dates(date(2026, 1, 1), date(2026, 1, 9)))
    def test_agrees_with_going_through_the_days(self, valid_from, valid_to, on):
        if valid_from and valid_to and valid_to <= valid_from:
            valid_to = None
        body = BodyFactory(valid_from=valid_from, valid_to=valid_to)

        is_there = (valid_from or date.min) <= on < (valid_to or date.max)
        rows = queries.list_bodies(system=body.system, on=on)
        ended = queries.list_ended_bodies(system=body.system, on=on)
        assert bool(rows) == is_there
        assert bool(ended) == (valid_to is not None and valid_to <= on)

    def test_asks_the_database_three_times(self, django_assert_num_queries):
        system = SystemFactory()
        for _ in range(10):
            LegalBasisFactory(body=BodyRoleFactory(body__system=system).body)

        with django_assert_num_queries(3):
            queries.list_bodies(system=system, on=DAY)


class TestListChain:
    def test_goes_back_and_forward_over_any_number_of_steps(self):
        system = SystemFactory()
        oldest, old, twin, here, new = (BodyFactory(system=system, name=name) for name in "ABCDE")
        for before, after, on in (
            (oldest, old, date(2022, 7, 1)),
            (old, here, date(2024, 4, 1)),
            (twin, here, date(2024, 4, 1)),
            (here, new, date(2026, 4, 1)),
        ):
            BodySuccession.objects.create(
                predecessor=before, successor=after, on=on, kind=SuccessionKind.MERGED
            )

        found = queries.list_chain(body=here)

        assert [(row.name, row.steps) for row in found] == [
            ("A", -2),
            ("B", -1),
            ("C", -1),
            ("E", 1),
        ]

    def test_ends_in_a_circle_that_should_not_be(self):
        one = BodyFactory()
        other = BodyFactory(system=one.system)
        for before, after in ((one, other), (other, one)):
            BodySuccession.objects.create(
                predecessor=before, successor=after, on=DAY, kind=SuccessionKind.REPLACED
            )

        assert {row.body_id for row in queries.list_chain(body=one)} == {other.pk}


class TestRights:
    def test_are_found_only_of_their_own_body(self):
        role, basis = BodyRoleFactory(), LegalBasisFactory()

        assert queries.get_role(body=role.body, body_role_id=role.pk) == role
        assert queries.get_basis(body=basis.body, basis_id=basis.pk) == basis
        with pytest.raises(NotFound):
            queries.get_role(body=basis.body, body_role_id=role.pk)
        with pytest.raises(NotFound):
            queries.get_basis(body=role.body, basis_id=basis.pk)

    def test_that_last_come_first(self):
        body = BodyFactory()
        over = LegalBasisFactory(body=body, valid_to=date(2025, 1, 1))
        newer = LegalBasisFactory(body=body, valid_to=date(2026, 1, 1))
        lasting = LegalBasisFactory(body=body)

        assert queries.list_bases(body=body) == [lasting, newer, over]
