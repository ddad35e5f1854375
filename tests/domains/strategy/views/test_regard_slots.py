from datetime import date

import pytest
from django.urls import reverse

from regard.domains.governance.types import DecisionState
from tests.factories.governance import DecisionFactory
from tests.factories.register import SystemFactory
from tests.factories.strategy_regard import make_decision, make_published, make_record

pytestmark = pytest.mark.django_db


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


class TestOnTheDecision:
    def there(self, decision):
        return f"/{decision.system.slug}/decisions/{decision.ref}/"

    def test_shows_anyone_what_it_made_of_the_strategy(self, client_as, decision, strategy):
        make_record(decision, strategy)

        shown = text(client_as().get(self.there(decision)))

        assert "Recorded and signed" in shown
        assert "2.3 The road is paid" in shown
        assert "Travel is paid in every new contract." in shown

    def test_says_that_none_is_signed(self, client_as, decision, strategy, time_machine):
        time_machine.move_to(date(2026, 12, 24))

        shown = text(client_as().get(self.there(decision)))

        assert "No record of regard is signed. It was due by 1 December 2026" in shown
        assert "to bear on it" not in shown

    def test_proposes_passages_to_those_who_write(self, client_as, decision, strategy):
        shown = text(client_as("Board secretary", strategy.system).get(self.there(decision)))

        assert "to bear on it:" in shown
        assert at(decision, strategy) in shown

    def test_prompts_while_the_decision_is_a_draft(self, client_as, decision, strategy):
        draft = DecisionFactory(body=decision.body, decided_on=date(2026, 11, 9))
        assert draft.state == DecisionState.DRAFT

        shown = text(client_as("Board secretary", strategy.system).get(self.there(draft)))

        assert "Regard is had before something is decided." in shown
        assert "2.3 The road is paid" in shown

    def test_says_nothing_where_nothing_is_published(self, client_as):
        decision = make_decision(SystemFactory())

        assert "Regard to the strategy" not in text(client_as().get(self.there(decision)))

    def test_says_nothing_of_a_body_without_the_duty(self, client_as, strategy):
        decision = make_decision(strategy.system, kind="provider_forum")

        assert "Regard to the strategy" not in text(client_as().get(self.there(decision)))


class TestOnThePassage:
    def test_lists_the_decisions_that_had_regard_to_it(self, client_as, decision, strategy):
        make_record(decision, strategy)

        shown = text(
            client_as().get(f"/{strategy.system.slug}/strategy/{strategy.slug}/passages/2.3/")
        )

        assert "Decisions that had regard to it" in shown
        assert at(decision, strategy, "regard") in shown

    def test_says_where_there_is_none(self, client_as, strategy):
        shown = text(
            client_as().get(f"/{strategy.system.slug}/strategy/{strategy.slug}/passages/2.3/")
        )

        assert "No decision has a signed record of regard to this passage yet." in shown
