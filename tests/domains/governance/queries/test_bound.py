from datetime import date

import pytest

from regard.domains.governance import queries
from regard.domains.governance.models import Duty
from regard.domains.governance.types import BodyKind, DecisionState, HolderKind
from regard.domains.register.types import AreaLevel
from regard.foundation.accounts.callers import Anyone, Command
from tests.factories.governance import BodyFactory, BodyRoleFactory, DecisionFactory
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db

SINCE = date(2026, 1, 1)


def decided(body, **known):
    known = {"state": DecisionState.RECORDED, "decided_on": date(2026, 11, 3)} | known
    return DecisionFactory(body=body, **known)


def listed(system, caller=None, since=SINCE):
    return queries.list_bound_decisions(
        system=system, code="D11", caller=caller or Anyone(), since=since
    )


class TestListBoundDecisions:
    def test_lists_those_of_boards_councils_and_nhs_england_and_of_nobody_else(self):
        system = SystemFactory()
        kinds = [
            (BodyKind.BOARD, AreaLevel.SYSTEM),
            (BodyKind.HEALTH_AND_WELLBEING_BOARD, AreaLevel.COUNCIL),
            (BodyKind.OTHER, AreaLevel.REGION),
            (BodyKind.PARTNERSHIP, AreaLevel.SYSTEM),
            (BodyKind.PROVIDER_FORUM, AreaLevel.SYSTEM),
        ]
        for kind, level in kinds:
            decided(BodyFactory(system=system, kind=kind, level=level))

        assert [row.holder for row in listed(system)] == [
            HolderKind.BOARD,
            HolderKind.COUNCIL,
            HolderKind.NHS_ENGLAND,
        ]

    def test_leaves_out_drafts_and_what_was_decided_before(self):
        board = BodyFactory(kind=BodyKind.BOARD)
        decided(board, state=DecisionState.DRAFT)
        decided(board, decided_on=date(2025, 12, 31))

        assert listed(board.system) == []

    def test_goes_by_what_a_body_was_on_the_day(self):
        body = BodyFactory(kind=BodyKind.PARTNERSHIP)
        BodyRoleFactory(
            body=body,
            kind=BodyKind.HEALTH_AND_WELLBEING_BOARD,
            valid_from=date(2026, 6, 1),
            valid_to=None,
        )
        decided(body, decided_on=date(2026, 5, 31))
        bound = decided(body, decided_on=date(2026, 6, 1))

        assert [row.ref for row in listed(body.system)] == [bound.ref]

    def test_ends_with_the_law(self):
        board = BodyFactory(kind=BodyKind.BOARD)
        before = decided(board, decided_on=date(2026, 10, 31))
        decided(board, decided_on=date(2026, 11, 1))
        Duty.objects.filter(code="D11").update(valid_to=date(2026, 11, 1))

        assert [row.ref for row in listed(board.system)] == [before.ref]

    def test_counts_private_ones_and_says_who_may_not_read_them(self):
        board = BodyFactory(kind=BodyKind.BOARD)
        decided(board, is_private=True)

        assert [row.is_readable for row in listed(board.system)] == [False]
        assert [row.is_readable for row in listed(board.system, Command())] == [True]

    def test_costs_the_same_however_many_there_are(self, django_assert_num_queries):
        board = BodyFactory(kind=BodyKind.BOARD)
        for _ in range(3):
            decided(BodyFactory(system=board.system, kind=BodyKind.SUB_COMMITTEE))

        with django_assert_num_queries(5):
            listed(board.system, Command())


class TestHasDuty:
    def test_knows_a_body_that_acts_for_a_holder(self):
        board = BodyFactory(kind=BodyKind.BOARD)
        forum = BodyFactory(kind=BodyKind.PROVIDER_FORUM)
        day = date(2026, 11, 3)

        assert queries.has_duty(body=board, code="D11", on=day)
        assert not queries.has_duty(body=forum, code="D11", on=day)
        assert not queries.has_duty(body=board, code="D999", on=day)
