from datetime import UTC, date, datetime

import pytest

from regard.domains.governance.actions import support as actions
from regard.domains.governance.actions.support import CannotClaim, CannotDecide, SupportFacts
from regard.domains.governance.models import Support
from regard.domains.governance.types import ClaimState, SupportKind
from regard.foundation.audit.models import Entry
from tests.factories.governance import BodyFactory, HolderFactory, MeetingFactory
from tests.factories.register import OrganisationFactory, SystemFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WHO = {"by": "person:2", "at": NOON}


def facts(**more):
    held = {
        "kind": SupportKind.BACKFILL,
        "what": "Cover for a morning",
        "on": date(2026, 10, 6),
        "pence": 8_400,
        "minutes": 210,
    }
    return SupportFacts(**held | more)


@pytest.fixture
def body():
    return BodyFactory()


@pytest.fixture
def claimed(body):
    return actions.claim(
        body=body, holder=None, meeting=None, facts=facts(), by="person:1", at=NOON
    )


class TestClaim:
    def test_waits_for_an_answer_and_goes_to_the_holders_provider(self, body):
        provider = OrganisationFactory()
        holder = HolderFactory(system=body.system, organisation=provider)

        made = actions.claim(body=body, holder=holder, meeting=None, facts=facts(), **WHO)

        assert (made.state, made.organisation_id, made.pence) == (
            ClaimState.CLAIMED,
            provider.pk,
            8_400,
        )
        assert Entry.objects.get().event == "support.claimed"

    def test_is_taken_once_a_meeting(self, body):
        holder, meeting = HolderFactory(system=body.system), MeetingFactory(body=body)
        again = {"body": body, "holder": holder, "meeting": meeting, "facts": facts(), **WHO}
        actions.claim(**again)

        with pytest.raises(CannotClaim, match="claimed for already"):
            actions.claim(**again)

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"on": date(2026, 11, 22)}, "still to come"),
            ({"pence": 0}, "above nothing"),
            ({"what": "  "}, "what it was for"),
        ],
    )
    def test_says_what_it_lacks(self, body, wrong, words):
        with pytest.raises(CannotClaim, match=words):
            actions.claim(body=body, holder=None, meeting=None, facts=facts(**wrong), **WHO)


class TestDecideClaim:
    def test_approves_a_part_with_a_reason(self, claimed):
        found = actions.decide_claim(
            support=claimed, pence=5_000, reason="The agreed rate", is_approved=True, **WHO
        )

        assert (found.state, found.pence, found.reason) == (
            ClaimState.APPROVED,
            5_000,
            "The agreed rate",
        )

    @pytest.mark.parametrize(
        ("answer", "words"),
        [
            ({"pence": 9_000, "reason": "", "is_approved": True}, "or a part"),
            ({"pence": 5_000, "reason": " ", "is_approved": True}, "Say why"),
            ({"pence": 8_400, "reason": "", "is_approved": False}, "Say why"),
        ],
    )
    def test_refuses_what_cannot_be(self, claimed, answer, words):
        with pytest.raises(CannotDecide, match=words):
            actions.decide_claim(support=claimed, **answer, **WHO)

        assert Support.objects.get().state == ClaimState.CLAIMED

    def test_is_not_for_whoever_claimed(self, claimed):
        with pytest.raises(CannotDecide, match="Somebody else"):
            actions.decide_claim(
                support=claimed, pence=8_400, reason="", is_approved=True, by="person:1", at=NOON
            )

    def test_is_decided_once(self, claimed):
        answer = {"support": claimed, "pence": 8_400, "reason": "No", "is_approved": False, **WHO}
        actions.decide_claim(**answer)

        with pytest.raises(CannotDecide, match="refused"):
            actions.decide_claim(**answer)


class TestPay:
    def test_follows_approval_alone(self, claimed):
        with pytest.raises(CannotDecide):
            actions.pay(support=claimed, on=NOON.date(), **WHO)
        actions.decide_claim(support=claimed, pence=8_400, reason="", is_approved=True, **WHO)

        assert actions.pay(support=claimed, on=NOON.date(), **WHO).state == ClaimState.PAID

    def test_is_not_for_tomorrow(self, claimed):
        actions.decide_claim(support=claimed, pence=8_400, reason="", is_approved=True, **WHO)

        with pytest.raises(CannotDecide, match="to come"):
            actions.pay(support=claimed, on=date(2026, 12, 1), **WHO)


class TestRecordSupport:
    def test_is_paid_as_it_is_recorded(self):
        made = actions.record_support(
            system=SystemFactory(),
            facts=facts(kind=SupportKind.GRANT, recipient="Northmarch Care Association"),
            **WHO,
        )

        assert (made.state, made.paid_on) == (ClaimState.PAID, date(2026, 10, 6))

    def test_needs_somebody_to_whom_it_went(self):
        with pytest.raises(CannotClaim, match="whom"):
            actions.record_support(system=SystemFactory(), facts=facts(), **WHO)
