from datetime import UTC, datetime

import pytest

from regard.domains.engagement.actions import keep_contribution
from regard.domains.engagement.actions import safeguarding as actions
from regard.domains.engagement.models import Concern
from regard.domains.engagement.types import Channel, ConcernState, Said, Speaker
from regard.foundation.audit.models import Entry
from regard.foundation.mail.models import Message
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.engagement import QuestionFactory
from tests.factories.engagement_care import ConcernFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)


def say(words, channel=Channel.TELEPHONE):
    question = QuestionFactory()
    said = Said(answers={question.pk: words}, speaker=Speaker.CARER, channel=channel)
    return keep_contribution(exercise=question.exercise, said=said, by="person:1", at=NOON)


class TestRaiseConcerns:
    def test_raises_one_for_words_that_may_mean_harm(self):
        kept = say("Mum has bruises. She was left without food.")

        concern = Concern.objects.get()
        assert concern.contribution == kept
        assert concern.words == "bruises\nleft without food"
        assert concern.due_at == datetime(2026, 11, 20, 17, tzinfo=UTC)
        entry = Entry.objects.get(event="concern.raised")
        assert entry.by == actions.BY_WORDS
        assert not entry.detail

    def test_raises_none_for_other_words(self):
        say("The rota comes too late.")

        assert not Concern.objects.exists()


class TestSettle:
    def test_goes_from_taken_up_to_passed_on(self):
        number = ConcernFactory().pk

        actions.take_up_concern(concern_id=number, by="person:1", at=NOON)
        actions.pass_concern_on(
            concern_id=number, to="The council", note="Ref 12", by="person:1", at=NOON
        )

        concern = Concern.objects.get()
        assert (concern.state, concern.taken_by) == (ConcernState.PASSED_ON, "person:1")
        assert concern.note == "Passed to The council\nRef 12"
        assert concern.settled_at == NOON
        events = Entry.objects.order_by("pk").values_list("event", flat=True)
        assert list(events) == ["concern.taken_up", "concern.passed_on"]

    def test_ends_with_a_reason_that_nobody_is_at_risk(self):
        number = ConcernFactory().pk

        actions.settle_concern(concern_id=number, because="A training course", by="x", at=NOON)

        assert Concern.objects.get().state == ConcernState.NO_CONCERN

    def test_refuses_no_reason_no_name_and_what_is_settled(self):
        number = ConcernFactory().pk
        with pytest.raises(actions.CannotSettle, match="how you know"):
            actions.settle_concern(concern_id=number, because=" ", by="x", at=NOON)
        with pytest.raises(actions.CannotSettle, match="to whom"):
            actions.pass_concern_on(concern_id=number, to="", note="", by="x", at=NOON)
        actions.settle_concern(concern_id=number, because="Known", by="x", at=NOON)
        with pytest.raises(actions.CannotSettle, match="settled"):
            actions.take_up_concern(concern_id=number, by="x", at=NOON)

    def test_is_taken_up_by_one_person(self):
        number = ConcernFactory().pk
        actions.take_up_concern(concern_id=number, by="person:1", at=NOON)

        with pytest.raises(actions.CannotSettle, match="Somebody else"):
            actions.take_up_concern(concern_id=number, by="person:2", at=NOON)


class TestTellTriage:
    def test_writes_once_to_those_who_look_into_them_and_to_nobody_else(self):
        concern = ConcernFactory()
        scope = f"system:{concern.contribution.system_id}"
        steward, buyer = PersonFactory(), PersonFactory()
        GrantFactory(person=steward, role="Steward", scope_key=scope)
        GrantFactory(person=buyer, role="Commissioner", scope_key=scope)
        GrantFactory(person=PersonFactory(), role="Steward", scope_key="system:0")

        made = actions.tell_triage(by="job", at=NOON)

        message = Message.objects.get(pk__in=made)
        assert message.to == steward.email
        assert "neglected" not in message.body + message.subject
        assert actions.tell_triage(by="job", at=NOON) == []

    def test_waits_until_somebody_may_look_into_them(self):
        ConcernFactory()

        assert actions.tell_triage(by="job", at=NOON) == []
        assert Concern.objects.get().told_at is None
