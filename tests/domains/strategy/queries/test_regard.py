from datetime import UTC, date, datetime

import pytest

from regard.domains.governance.types import BodyKind
from regard.domains.strategy import queries
from regard.domains.strategy.queries import regard as records
from regard.domains.strategy.queries.regard_owed import count_by_body, list_owed, list_waiting
from regard.domains.strategy.queries.regard_prompts import (
    list_likely_passages,
    list_passages_to_regard,
)
from regard.domains.strategy.types import DocumentKind, RegardEffect, RegardState
from regard.foundation.accounts.callers import Anyone, Command
from tests.factories.governance import BodyFactory
from tests.factories.register import SystemFactory
from tests.factories.strategy_regard import OUT, make_decision, make_published, make_record

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 24)
SECOND = datetime(2026, 11, 1, 9, tzinfo=UTC)


@pytest.fixture
def strategy():
    return make_published()


def listed(system, caller=None, **narrow):
    return records.list_regards(
        system=system, caller=caller or Anyone(), narrow=records.RegardFilter(**narrow)
    )


class TestListRegards:
    def test_lists_what_is_signed_of_the_newest_decision_first(self, strategy):
        older = make_decision(strategy.system, decided_on=date(2026, 10, 2))
        newer = make_decision(strategy.system, decided_on=date(2026, 10, 3))
        effects = {"1.1": RegardEffect.DEPARTED, "2.3": RegardEffect.FOLLOWED}
        for each in (newer, older):
            make_record(each, strategy, effects=effects)
        make_record(make_decision(strategy.system), strategy, is_signed=False)
        make_record(*_elsewhere())

        rows = listed(strategy.system)

        assert [row.decision_ref for row in rows] == [newer.ref, older.ref]
        assert (rows[0].departed, rows[0].followed, rows[0].passages) == (1, 1, 2)

    def test_keeps_private_ones_for_those_who_may_read_them(self, strategy):
        make_record(make_decision(strategy.system, is_private=True), strategy)

        assert listed(strategy.system) == []
        assert len(listed(strategy.system, Command())) == 1

    def test_is_narrowed_by_body_document_effect_and_words(self, strategy):
        board = make_decision(strategy.system, title="Beds are bought")
        make_record(board, strategy, effects={"1.1": RegardEffect.IN_PART})
        make_record(make_decision(strategy.system), strategy)

        for narrow in (
            {"body_slug": board.body.slug},
            {"effect": RegardEffect.IN_PART},
            {"words": "beds BOUGHT"},
        ):
            assert [row.decision_ref for row in listed(strategy.system, **narrow)] == [board.ref]
        assert listed(strategy.system, strategy_slug="other") == []

    def test_goes_on_after_a_record(self, strategy):
        for day in (1, 2, 2, 3):
            decision = make_decision(strategy.system, decided_on=date(2026, 11, day))
            make_record(decision, strategy)
        whole = listed(strategy.system)

        rest = records.list_regards(
            system=strategy.system, caller=Anyone(), after=whole[1].record_id
        )

        assert rest == whole[2:]

    def test_costs_one_query(self, strategy, django_assert_num_queries):
        for _ in range(3):
            make_record(make_decision(strategy.system), strategy)

        with django_assert_num_queries(1):
            listed(strategy.system)


class TestListRegardsOfPassages:
    def test_finds_decisions_by_the_key_in_every_version(self, strategy):
        first = make_decision(strategy.system, decided_on=date(2026, 10, 20))
        make_record(first, strategy)
        following = make_published(
            follows=strategy, at=SECOND, passages=[("9.9", "New", "x"), ("4.4", "Road", "y")]
        )
        second = make_decision(strategy.system)
        make_record(second, following, effects={"4.4": RegardEffect.IN_PART})
        make_record(make_decision(strategy.system, is_private=True), following, effects={})

        found = queries.list_regards_of_passages(
            system=strategy.system, slug=strategy.slug, keys=["p2"], caller=Anyone()
        )

        assert [(row.decision_ref, row.number) for row in found] == [
            (second.ref, 2),
            (first.ref, 1),
        ]


class TestListOwed:
    def test_owes_a_record_for_each_decision_since_publication(self, strategy):
        signed = make_decision(strategy.system)
        make_record(signed, strategy)
        begun = make_decision(strategy.system, decided_on=date(2026, 12, 1))
        make_record(begun, strategy, is_signed=False)
        late = make_decision(strategy.system, is_commissioning=True)
        make_decision(strategy.system, decided_on=date(2026, 9, 30))
        make_decision(strategy.system, kind=BodyKind.PROVIDER_FORUM)

        rows = list_owed(system=strategy.system, caller=Anyone(), on=TODAY)

        assert {row.decision_ref: row.state for row in rows} == {
            signed.ref: RegardState.SIGNED,
            late.ref: RegardState.OVERDUE,
            begun.ref: RegardState.BEGUN,
        }
        [overdue] = [row for row in rows if row.decision_ref == late.ref]
        assert (overdue.due_on, overdue.days_late) == (date(2026, 12, 1), 23)

    def test_owes_it_to_the_version_in_force_on_the_day(self, strategy):
        make_published(follows=strategy, at=SECOND)
        make_decision(strategy.system, decided_on=date(2026, 10, 31))
        make_decision(strategy.system, decided_on=date(2026, 11, 1))

        rows = list_owed(system=strategy.system, caller=Anyone(), on=TODAY)

        assert [row.number for row in rows] == [1, 2]

    def test_owes_a_local_strategy_to_its_own_councils_board_alone(self):
        system = SystemFactory()
        mine, other = (
            BodyFactory(system=system, kind=BodyKind.HEALTH_AND_WELLBEING_BOARD, council=council)
            for council in (system.councils.get(), None)
        )
        make_published(system, kind=DocumentKind.LOCAL_STRATEGY, body=mine)
        make_published(system, kind=DocumentKind.JOINT_FORWARD_PLAN)
        for body in (mine, other):
            make_decision(system, body=body)

        rows = list_owed(system=system, caller=Anyone(), on=TODAY)

        assert len(rows) == 2  # the other body is no one council's
        assert {row.strategy_title for row in rows} == {"Care in Northmarch 2027"}

    def test_is_nothing_before_anything_is_published(self):
        assert list_owed(system=SystemFactory(), caller=Anyone(), on=TODAY) == []

    def test_costs_the_same_however_many_there_are(self, strategy, django_assert_num_queries):
        for _ in range(3):
            make_record(make_decision(strategy.system), strategy)

        with django_assert_num_queries(6):
            list_owed(system=strategy.system, caller=Anyone(), on=TODAY)


class TestListWaiting:
    def test_puts_overdue_first_and_among_these_what_buys_care(self, strategy):
        plain = make_decision(strategy.system, decided_on=date(2026, 10, 2))
        buys = make_decision(strategy.system, is_commissioning=True)
        due = make_decision(strategy.system, is_commissioning=True, decided_on=date(2026, 12, 20))
        make_decision(strategy.system, is_private=True)
        rows = list_owed(system=strategy.system, caller=Anyone(), on=TODAY)

        assert [row.decision_ref for row in list_waiting(rows)] == [
            buys.ref,
            plain.ref,
            due.ref,
        ]


class TestCountByBody:
    def test_counts_private_decisions_and_names_none(self, strategy):
        board = BodyFactory(system=strategy.system, kind=BodyKind.BOARD)
        make_record(make_decision(strategy.system, body=board), strategy)
        make_decision(strategy.system, body=board, is_private=True)
        rows = list_owed(system=strategy.system, caller=Anyone(), on=TODAY)

        [counted] = count_by_body(rows)

        assert (counted.asked, counted.signed, counted.overdue, counted.hidden) == (2, 1, 1, 1)
        assert counted.waiting == 0


class TestListLikelyPassages:
    def test_proposes_what_the_decision_is_about_and_says_why(self, strategy):
        decision = make_decision(strategy.system)

        first, *_ = list_likely_passages(decision=decision, strategy=strategy)

        assert first.ref == "2.3"
        assert "travel" in first.words

    def test_keeps_what_it_worked_out_of_a_published_version(
        self, strategy, django_assert_num_queries
    ):
        decision = make_decision(strategy.system)
        before = list_likely_passages(decision=decision, strategy=strategy)

        with django_assert_num_queries(1):
            again = list_likely_passages(decision=decision, strategy=strategy)

        assert again == before

    @pytest.mark.parametrize("words", ["3.1, 1.1", "1.1 and 3.1"])
    def test_finds_passages_by_their_numbers(self, strategy, words):
        decision = make_decision(strategy.system)

        found = list_likely_passages(decision=decision, strategy=strategy, words=words)

        assert [each.ref for each in found] == ["1.1", "3.1"]

    def test_finds_passages_by_other_words(self, strategy):
        decision = make_decision(strategy.system)

        found = list_likely_passages(decision=decision, strategy=strategy, words="unpaid carers")

        assert found[0].ref == "3.1"


def test_passages_to_regard_are_each_shown_once_in_the_order_given(strategy):
    found = list_passages_to_regard(
        strategy=strategy, keys=["p3", "p1", "p3", "nonsense"], words={"p1": ("home",)}
    )

    assert [(each.key, each.words) for each in found] == [("p3", ()), ("p1", ("home",))]


def _elsewhere():
    strategy = make_published(at=OUT)
    return make_decision(strategy.system), strategy
