from datetime import date, timedelta

import pytest

from regard.domains.governance import queries
from regard.domains.governance.permissions import Permission
from regard.domains.governance.queries import DecisionFilter
from regard.domains.governance.types import Asked, Constituency, DecisionCounts, DecisionState
from regard.foundation.accounts.callers import Anyone
from regard.foundation.authority import Grant
from regard.foundation.base.errors import NotAllowed, NotFound, SignInNeeded
from tests.factories.accounts import GrantFactory
from tests.factories.governance import BodyFactory, DecisionFactory, InvolvementFactory
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 3)
ANYONE = Anyone()


@pytest.fixture
def body():
    return BodyFactory(slug="westmere-board")


def recorded(body, *asked, **facts):
    """Return a recorded decision; `asked`: days from it on which somebody was, and of whom."""
    decision = DecisionFactory(body=body, decided_on=DAY, **facts)
    for days, of in asked:
        InvolvementFactory(decision=decision, of=of, on=DAY + timedelta(days=days))
    decision.state = DecisionState.RECORDED
    decision.save()
    return decision


def holding(permission, scope_key):
    return Anyone(grants=(Grant(frozenset({permission}), scope_key),))


@pytest.fixture
def four(body):
    """One of each: asked before, asked carers before and providers after, after, nobody."""
    providers, carers = Constituency.PROVIDERS, Constituency.CARERS
    return [
        recorded(body, (-9, providers), (9, providers), title="Before"),
        recorded(body, (-9, carers), (0, providers), title="Both"),
        recorded(body, (3, providers), title="After"),
        recorded(body, title="Nobody"),
    ]


class TestCountDecisions:
    def test_counts_who_was_asked_before(self, body, four, django_assert_num_queries):
        DecisionFactory(body=body)
        recorded(BodyFactory())
        with django_assert_num_queries(1):
            counts = queries.count_decisions(system=body.system, since=None, until=None)

        assert counts == DecisionCounts(
            all=4,
            asked_before=2,
            asked_after=1,
            nobody=1,
            providers_before=1,
            providers_after=2,
            providers_not=1,
        )

    def test_counts_private_ones_too(self, body):
        recorded(body, is_private=True)

        assert queries.count_decisions(system=body.system, since=None, until=None).all == 1

    def test_counts_from_a_day_to_the_day_before_another(self, body):
        recorded(body)
        after = DAY + timedelta(days=1)

        def counted(since, until):
            return queries.count_decisions(system=body.system, since=since, until=until).all

        assert (counted(DAY, after), counted(after, None), counted(None, DAY)) == (1, 0, 0)


class TestListDecisions:
    def test_says_when_anybody_and_when_providers_were_asked(
        self, body, four, django_assert_num_queries
    ):
        with django_assert_num_queries(1):
            rows = queries.list_decisions(system=body.system, caller=ANYONE)

        assert {row.title: (row.asked, row.providers) for row in rows} == {
            "Before": (Asked.BEFORE, Asked.BEFORE),
            "Both": (Asked.BEFORE, Asked.AFTER),
            "After": (Asked.AFTER, Asked.AFTER),
            "Nobody": (Asked.NOBODY, Asked.NOBODY),
        }

    @pytest.mark.parametrize(
        ("narrow", "titles"),
        [
            (DecisionFilter(asked=Asked.BEFORE), {"Before", "Both"}),
            (DecisionFilter(asked=Asked.AFTER), {"After"}),
            (DecisionFilter(asked=Asked.NOBODY), {"Nobody"}),
            (DecisionFilter(asked=Asked.AFTER, by_providers=True), {"After", "Both"}),
            (DecisionFilter(words="both"), {"Both"}),
            (DecisionFilter(body_slug="another"), set()),
            (DecisionFilter(until=DAY), set()),
            (DecisionFilter(since=DAY, body_slug="westmere-board", words="after"), {"After"}),
        ],
    )
    def test_is_narrowed(self, body, four, narrow, titles):
        found = queries.list_decisions(system=body.system, caller=ANYONE, narrow=narrow)
        streamed = queries.stream_decisions(system=body.system, caller=ANYONE, narrow=narrow)

        assert {row.title for row in found} == titles
        assert {row.title for row in streamed} == titles

    def test_goes_on_after_one(self, body, four):
        first = queries.list_decisions(system=body.system, caller=ANYONE, limit=3)
        rest = queries.list_decisions(system=body.system, caller=ANYONE, after=first[-1].ref)

        assert [row.title for row in first + rest] == ["Nobody", "After", "Both", "Before"]

    def test_shows_drafts_and_private_ones_to_those_who_may_read_them(self, body):
        draft = DecisionFactory(body=body, title="Draft")
        recorded(body, title="Private", is_private=True)
        recorded(BodyFactory(system=body.system), title="Another’s", is_private=True)
        of_body = holding(Permission.VIEW_PRIVATE, f"body:{body.pk}")
        of_system = holding(Permission.VIEW_PRIVATE, f"system:{body.system_id}")

        def titles(caller):
            rows = queries.list_decisions(system=body.system, caller=caller)
            return {row.title for row in rows}

        assert titles(ANYONE) == set()
        assert titles(holding(Permission.CLAIM, f"body:{body.pk}")) == set()
        assert titles(of_body) == {draft.title, "Private"}
        assert titles(of_system) == {draft.title, "Private", "Another’s"}


class TestGetDecision:
    def test_shows_everyone_what_is_recorded(self, body):
        decision = recorded(body)

        found = queries.get_decision(system=body.system, ref=decision.ref, caller=ANYONE)

        assert found == decision

    @pytest.mark.parametrize("facts", [{}, {"state": DecisionState.RECORDED, "is_private": True}])
    def test_hides_drafts_and_private_ones(self, body, facts):
        decision = DecisionFactory(body=body, **facts)

        with pytest.raises(NotFound):
            queries.get_decision(system=body.system, ref=decision.ref, caller=ANYONE)

    def test_knows_none_of_another_system(self, body):
        decision = recorded(body)

        with pytest.raises(NotFound):
            queries.get_decision(system=SystemFactory(), ref=decision.ref, caller=ANYONE)

    def test_asks_for_the_permission_to_do_something_with_it(self, body):
        decision = recorded(body)
        reader = holding(Permission.VIEW_PRIVATE, f"system:{body.system_id}")
        GrantFactory(role="Board secretary")

        for caller in (ANYONE, reader):
            with pytest.raises((NotAllowed, SignInNeeded)):
                queries.get_decision(
                    system=body.system,
                    ref=decision.ref,
                    caller=caller,
                    to=Permission.RUN_MEETINGS,
                )
