from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction
from django.db.utils import IntegrityError

from regard.domains.governance import actions as governance
from regard.domains.governance.models import Evidence
from regard.domains.governance.types import DecisionState, EvidenceKind, HolderKind
from regard.domains.strategy import actions
from regard.domains.strategy.models import RegardPassage, RegardRecord
from regard.domains.strategy.types import Regarded, RegardEffect, RegardFacts
from regard.foundation.audit.models import Entry
from tests.factories.governance import BodyFactory, DecisionFactory, ObligationFactory
from tests.factories.register import SystemFactory
from tests.factories.strategy import PassageFactory, StrategyFactory
from tests.factories.strategy_regard import make_decision, make_published, make_record

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 9, 10, tzinfo=UTC)

FACTS = RegardFacts(
    passages=(
        Regarded("p2", RegardEffect.FOLLOWED, "In the first sentence"),
        Regarded("p1", RegardEffect.DEPARTED, why=" Wards close at six. "),
    ),
    effect="  Travel is paid. ",
    providers_said="Forty-three said so.",
    involved_on=date(2026, 9, 1),
)


@pytest.fixture
def strategy():
    return make_published()


@pytest.fixture
def decision(strategy):
    return make_decision(strategy.system)


def record(decision, strategy, facts=FACTS):
    return actions.record_regard(
        decision=decision, strategy=strategy, facts=facts, by="person:1", at=AT
    )


def sign(found, name="Ann  Carr, chair"):
    return actions.sign_regard(record=found, name=name, by="person:2", at=AT)


def events():
    return list(Entry.objects.order_by("pk").values_list("event", flat=True))


class TestRecordRegard:
    def test_keeps_what_was_made_of_each_passage(self, decision, strategy):
        made = record(decision, strategy)

        first, second = made.passages.order_by("passage__position")
        assert (first.passage.ref, first.effect, first.why) == (
            "1.1",
            RegardEffect.DEPARTED,
            "Wards close at six.",
        )
        assert (second.passage.ref, second.where) == ("2.3", "In the first sentence")
        assert (made.effect, made.recorded_by) == ("Travel is paid.", "person:1")
        assert events() == ["regard.recorded"]

    def test_takes_the_place_of_what_was_written_before(self, decision, strategy):
        record(decision, strategy)

        made = record(
            decision, strategy, RegardFacts(passages=(Regarded("p3", RegardEffect.NO_EFFECT),))
        )

        assert [each.passage.key for each in made.passages.all()] == ["p3"]
        assert RegardRecord.objects.count() == 1

    def test_may_begin_while_the_decision_is_a_draft(self, decision, strategy):
        draft = DecisionFactory(body=decision.body, decided_on=date(2026, 9, 1))

        assert record(draft, strategy).signed_at is None

    def test_refuses_a_version_that_was_not_in_force_on_the_day(self, decision, strategy):
        later = make_published(follows=strategy, at=datetime(2026, 11, 5, 9, tzinfo=UTC))

        with pytest.raises(actions.CannotRegard, match="not in force"):
            record(decision, later)

    def test_refuses_a_draft(self, decision, strategy):
        draft = StrategyFactory(system=strategy.system)
        PassageFactory(strategy=draft, key="p1")

        with pytest.raises(actions.CannotRegard, match="not in force"):
            record(decision, draft, RegardFacts())

    def test_refuses_a_document_of_another_system(self, decision):
        with pytest.raises(actions.CannotRegard, match="another system"):
            record(decision, make_published(SystemFactory()))

    def test_refuses_a_passage_that_the_version_has_not(self, decision, strategy):
        facts = RegardFacts(passages=(Regarded("p77", RegardEffect.FOLLOWED),))

        with pytest.raises(actions.CannotRegard, match="no passage p77"):
            record(decision, strategy, facts)

        assert not RegardRecord.objects.exists()

    def test_refuses_a_departure_without_a_reason(self, decision, strategy):
        facts = RegardFacts(passages=(Regarded("p1", RegardEffect.DEPARTED),))

        with pytest.raises(actions.CannotRegard, match="Say why"):
            record(decision, strategy, facts)

    def test_refuses_to_change_what_is_signed(self, decision, strategy):
        sign(record(decision, strategy))

        with pytest.raises(actions.CannotRegard, match="signed"):
            record(decision, strategy)

    def test_leaves_with_a_draft_decision_that_is_taken_away(self, decision, strategy):
        draft = DecisionFactory(body=decision.body)
        record(draft, strategy)

        governance.remove_decision(decision=draft, by="person:1", at=AT)

        assert not RegardRecord.objects.exists()


class TestSignRegard:
    def test_signs_it_in_the_name_of_who_answers_for_it(self, decision, strategy):
        made = sign(record(decision, strategy))

        made.refresh_from_db()
        assert (made.signed_name, made.signed_by, made.signed_at) == (
            "Ann Carr, chair",
            "person:2",
            AT,
        )
        assert events() == ["regard.recorded", "regard.signed"]

    def test_refuses_what_is_incomplete_and_says_all_that_is_missing(self, decision, strategy):
        made = record(decision, strategy, RegardFacts())

        with pytest.raises(actions.CannotSign) as refused:
            sign(made, name=" ")

        words = str(refused.value)
        assert "Name the passages" in words
        assert "care providers" in words
        assert "name and office" in words

    def test_waits_for_the_decision_to_be_recorded(self, decision, strategy):
        draft = DecisionFactory(body=decision.body)
        made = record(draft, strategy)

        with pytest.raises(actions.CannotSign, match="is a draft"):
            sign(made)
        draft.state = DecisionState.RECORDED
        draft.save()

        assert sign(made).signed_at == AT

    def test_refuses_to_sign_twice(self, decision, strategy):
        made = sign(record(decision, strategy))

        with pytest.raises(actions.CannotSign, match="already"):
            sign(made)

    def test_offers_the_record_as_evidence_where_the_duty_is_followed(self, decision, strategy):
        followed = ObligationFactory(
            system=strategy.system, code="D11", holder=HolderKind.BOARD, body=decision.body
        )

        sign(record(decision, strategy))

        evidence = Evidence.objects.get(round__obligation=followed)
        assert evidence.kind == EvidenceKind.ADDRESS
        assert evidence.address.endswith(f"/regard/{decision.ref}/{strategy.slug}/")
        assert decision.ref in evidence.words

    def test_offers_nothing_of_a_private_decision(self, strategy):
        private = make_decision(strategy.system, is_private=True)
        ObligationFactory(
            system=strategy.system, code="D11", holder=HolderKind.BOARD, body=private.body
        )

        sign(record(private, strategy))

        assert not Evidence.objects.exists()

    def test_offers_nothing_where_nobody_follows_the_duty(self, decision, strategy):
        sign(record(decision, strategy))

        assert not Evidence.objects.exists()


class TestDropRegard:
    def test_throws_away_what_is_not_signed(self, decision, strategy):
        made = record(decision, strategy)

        actions.drop_regard(record=made, by="person:1", at=AT)

        assert not RegardRecord.objects.exists()
        assert events()[-1] == "regard.dropped"

    def test_refuses_what_is_signed(self, decision, strategy):
        made = sign(record(decision, strategy))

        with pytest.raises(actions.CannotRegard):
            actions.drop_regard(record=made, by="person:1", at=AT)


class TestTheDatabase:
    @pytest.mark.parametrize(
        "change",
        [
            lambda made: RegardRecord.objects.filter(pk=made.pk).update(effect="Else"),
            lambda made: RegardRecord.objects.filter(pk=made.pk).update(
                signed_at=None, signed_by="", signed_name=""
            ),
            lambda made: made.passages.update(effect=RegardEffect.NO_EFFECT),
            lambda made: made.passages.all().delete(),
            lambda made: RegardPassage.objects.create(
                record=made, passage=made.strategy.passages.get(key="p3"), effect="followed"
            ),
            lambda made: made.passages.update(
                record=make_record(
                    make_decision(made.system), made.strategy, is_signed=False, effects={}
                )
            ),
        ],
    )
    def test_refuses_every_change_of_what_is_signed(self, decision, strategy, change):
        made = sign(record(decision, strategy))

        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            change(made)

    def test_refuses_a_signature_without_a_name(self, decision, strategy):
        made = record(decision, strategy)

        with (
            pytest.raises(IntegrityError, match="strategy_regard_is_signed_by_somebody"),
            transaction.atomic(),
        ):
            RegardRecord.objects.filter(pk=made.pk).update(signed_at=AT, signed_by="person:1")

    def test_refuses_a_departure_without_a_reason(self, decision, strategy):
        made = record(decision, strategy)

        with (
            pytest.raises(IntegrityError, match="strategy_departure_has_a_reason"),
            transaction.atomic(),
        ):
            made.passages.update(effect=RegardEffect.DEPARTED, why="")

    def test_refuses_two_records_of_a_decision_and_a_version(self, decision, strategy):
        make_record(decision, strategy)

        with (
            pytest.raises(IntegrityError, match="strategy_one_regard_a_decision"),
            transaction.atomic(),
        ):
            make_record(decision, strategy)

    def test_refuses_a_passage_twice(self, decision, strategy):
        made = make_record(decision, strategy, is_signed=False)

        with (
            pytest.raises(IntegrityError, match="strategy_passage_regarded_once"),
            transaction.atomic(),
        ):
            RegardPassage.objects.create(
                record=made, passage=strategy.passages.get(ref="2.3"), effect="followed"
            )


def test_a_body_of_no_known_council_is_offered_for_no_council(strategy):
    council = ObligationFactory(
        system=strategy.system,
        code="D11",
        holder=HolderKind.COUNCIL,
        council=strategy.system.councils.get(),
    )
    body = BodyFactory(system=strategy.system, kind="health_and_wellbeing_board")

    sign(record(make_decision(strategy.system, body=body), strategy))
    assert not Evidence.objects.exists()
    body.council = council.council
    body.save()
    sign(record(make_decision(strategy.system, body=body), strategy))
    assert Evidence.objects.filter(round__obligation=council).exists()
