from datetime import date

import pytest
from django.urls import reverse

from regard.domains.governance.types import Constituency, DecisionState
from regard.domains.strategy.models import RegardRecord
from tests.factories.governance import InvolvementFactory
from tests.factories.strategy_regard import make_decision, make_published, make_record

pytestmark = pytest.mark.django_db

WRITERS = ["Partnership lead", "Board secretary"]


@pytest.fixture
def strategy():
    return make_published()


@pytest.fixture
def decision(strategy):
    return make_decision(strategy.system, is_commissioning=True)


def text(response, status=200):
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def at(decision, strategy, name="record_regard"):
    return reverse(f"strategy:{name}", args=[decision.system.slug, decision.ref, strategy.slug])


GIVEN = {
    "shown": "p2,p1",
    "effect_p2": "followed",
    "where_p2": "In the first sentence",
    "effect_p1": "",
    "effect": "Travel is paid.",
    "providers_said": "They said so.",
    "involved_on-day": "1",
    "involved_on-month": "9",
    "involved_on-year": "2026",
}


class TestRecordRegard:
    @pytest.mark.parametrize("role", WRITERS)
    def test_proposes_passages_and_what_providers_said(self, client_as, strategy, role):
        decision = make_decision(strategy.system, state=DecisionState.DRAFT)
        InvolvementFactory(
            decision=decision,
            of=Constituency.PROVIDERS,
            what_came="Pay for the road",
            on=date(2026, 10, 1),
        )

        shown = text(client_as(role, strategy.system).get(at(decision, strategy)))

        assert "2.3 The road is paid" in shown
        assert "Both speak of:" in shown
        assert "43 home care providers: Pay for the road" in shown
        assert 'value="2026"' in shown

    def test_keeps_what_is_said_and_leads_to_signing(self, client_as, decision, strategy):
        secretary = client_as("Board secretary", strategy.system)

        answer = secretary.post(at(decision, strategy), GIVEN)

        assert answer.status_code == 302
        assert answer.url == at(decision, strategy, "sign_regard")
        made = RegardRecord.objects.get()
        assert [each.passage.key for each in made.passages.all()] == ["p2"]
        assert made.involved_on == date(2026, 9, 1)
        assert "In the first sentence" in text(secretary.get(at(decision, strategy)))

    def test_asks_why_beside_the_passage(self, client_as, decision, strategy):
        secretary = client_as("Board secretary", strategy.system)

        shown = text(secretary.post(at(decision, strategy), GIVEN | {"effect_p1": "departed"}))

        assert "Say why 1.1 was not followed" in shown
        assert 'href="#id_why_p1"' in shown
        assert not RegardRecord.objects.exists()

    def test_looks_for_others_and_keeps_what_was_typed(self, client_as, decision, strategy):
        secretary = client_as("Board secretary", strategy.system)

        shown = text(
            secretary.post(
                at(decision, strategy), GIVEN | {"look": "yes", "words": "3.1", "where_p1": "Here"}
            )
        )

        assert "1 passage found." in shown
        assert "3.1 Carers are asked" in shown
        assert 'value="In the first sentence"' in shown
        assert 'value="2026"' in shown
        assert 'name="shown" value="p2,p1,p3"' in shown
        assert not RegardRecord.objects.exists()

    def test_says_that_nothing_was_found(self, client_as, decision, strategy):
        secretary = client_as("Board secretary", strategy.system)

        shown = text(
            secretary.post(at(decision, strategy), GIVEN | {"look": "yes", "words": "zzz"})
        )

        assert "No passage has these words or numbers." in shown

    def test_leads_to_the_record_once_it_is_signed(self, client_as, decision, strategy):
        make_record(decision, strategy)
        secretary = client_as("Board secretary", strategy.system)

        for name in ("record_regard", "sign_regard"):
            assert secretary.get(at(decision, strategy, name)).url == at(
                decision, strategy, "regard"
            )

    @pytest.mark.parametrize("role", [None, "Provider", "Commissioner"])
    def test_is_for_nobody_else(self, client_as, decision, strategy, role):
        client = client_as(role, strategy.system)

        assert client.post(at(decision, strategy), GIVEN).status_code in {302, 403}
        assert not RegardRecord.objects.exists()

    def test_is_not_there_for_a_document_that_came_later(self, client_as, strategy):
        before = make_decision(strategy.system, decided_on=date(2026, 9, 1))
        secretary = client_as("Board secretary", strategy.system)

        assert secretary.get(at(before, strategy)).status_code == 404


class TestSignRegard:
    def test_signs_it_for_good(self, client_as, decision, strategy):
        make_record(decision, strategy, is_signed=False)
        secretary = client_as("Board secretary", strategy.system)

        assert "Sign it" in text(secretary.get(at(decision, strategy, "sign_regard")))
        answer = secretary.post(at(decision, strategy, "sign_regard"), {"name": "Ann Carr, chair"})

        assert answer.url == at(decision, strategy, "regard")
        assert RegardRecord.objects.get().signed_name == "Ann Carr, chair"

    def test_says_what_is_missing_and_offers_no_signature(self, client_as, decision, strategy):
        make_record(decision, strategy, is_signed=False, effect="", providers_said="")
        secretary = client_as("Board secretary", strategy.system)

        shown = text(secretary.get(at(decision, strategy, "sign_regard")))

        assert "Before it can be signed" in shown
        assert "Who answers for it?" not in shown

    def test_shows_a_refusal_on_the_page(self, client_as, decision, strategy):
        make_record(decision, strategy, is_signed=False, effect="")
        secretary = client_as("Board secretary", strategy.system)

        answer = secretary.post(at(decision, strategy, "sign_regard"), {"name": "Ann Carr"})

        assert "Say what regard to the document changed" in text(answer)

    def test_can_be_thrown_away(self, client_as, decision, strategy):
        make_record(decision, strategy, is_signed=False)
        secretary = client_as("Board secretary", strategy.system)

        answer = secretary.post(at(decision, strategy, "drop_regard"))

        assert answer.status_code == 302
        assert not RegardRecord.objects.exists()

    def test_is_not_there_before_anything_is_written(self, client_as, decision, strategy):
        secretary = client_as("Board secretary", strategy.system)

        assert secretary.get(at(decision, strategy, "sign_regard")).status_code == 404
