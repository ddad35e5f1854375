import csv
import io
import json
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from regard.domains.governance.types import Constituency, DecisionState
from regard.domains.strategy.models import RegardRecord
from regard.domains.strategy.types import RegardEffect
from tests.factories.governance import DecisionFactory, InvolvementFactory
from tests.factories.register import SystemFactory
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


def page(strategy, name):
    return reverse(f"strategy:{name}", args=[strategy.system.slug])


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


class TestRegards:
    def test_shows_anyone_what_is_signed(self, client_as, decision, strategy):
        make_record(decision, strategy, effects={"1.1": RegardEffect.DEPARTED})

        shown = text(client_as().get(page(strategy, "regards")))

        assert "Travel time is paid" in shown
        assert "1 departed from" in shown
        assert "1 record of regard is signed." in shown
        assert at(decision, strategy, "regard") in shown

    def test_says_that_nothing_is_signed_yet(self, client_as, strategy):
        assert "No record is signed yet" in text(client_as().get(page(strategy, "regards")))

    def test_is_narrowed_and_leads_to_the_same_as_data(self, client_as, decision, strategy):
        make_record(decision, strategy)

        shown = text(client_as().get(page(strategy, "regards") + "?effect=departed&words=a"))

        assert "No record is like that" in shown
        assert "regard.csv?effect=departed&amp;words=a" in shown

    def test_passes_over_nonsense(self, client_as, decision, strategy):
        make_record(decision, strategy)

        shown = text(client_as().get(page(strategy, "regards") + "?effect=x&after=x&body=%00"))

        assert "Travel time is paid" in shown


class TestData:
    def test_is_a_row_for_each_passage(self, client_as, decision, strategy):
        make_record(
            decision,
            strategy,
            effects={"2.3": RegardEffect.FOLLOWED, "1.1": RegardEffect.DEPARTED},
        )
        make_record(make_decision(strategy.system), strategy, effects={}, why_none="A room.")

        answer = client_as().get(page(strategy, "regards_csv"))
        rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))

        assert sorted(row["Passage"] for row in rows) == ["", "1.1", "2.3"]
        assert {row["Effect"] for row in rows} == {"", "Followed", "Departed from"}

    def test_is_json_with_each_passage(self, client_as, decision, strategy):
        make_record(decision, strategy)

        data = json.loads(client_as().get(page(strategy, "regards_json")).content)

        [record] = data["records"]
        assert record["decision"]["number"] == decision.ref
        assert record["document"]["version"] == 1
        assert [each["key"] for each in record["passages"]] == ["p2"]

    def test_is_a_feed_with_an_entry_for_each_record(self, client_as, decision, strategy):
        make_record(decision, strategy)

        answer = client_as().get(page(strategy, "regards_feed"))

        entries = ET.fromstring(answer.content).findall("{http://www.w3.org/2005/Atom}entry")  # noqa: S314 (our own)
        assert len(entries) == 1
        assert answer["Content-Type"].startswith("application/atom+xml")

    @pytest.mark.parametrize("name", ["regards", "regards_csv", "regards_json", "regards_feed"])
    def test_names_no_private_decision_to_the_public(self, client_as, strategy, name):
        private = make_decision(strategy.system, title="A secret purchase", is_private=True)
        make_record(private, strategy)

        answer = client_as().get(page(strategy, name))

        assert b"secret" not in b"".join(answer)


class TestOwed:
    def test_lists_what_is_missing_by_body(self, client_as, decision, strategy, time_machine):
        time_machine.move_to(date(2026, 12, 24))
        make_decision(strategy.system, title="A secret purchase", is_private=True)

        shown = text(client_as().get(page(strategy, "regards_owed")))

        assert "Of 2 that the duty asked for, 0 are signed and 2 are overdue." in shown
        assert "23 days late" in shown
        assert "1 private decision" in shown
        assert "secret" not in shown
        assert at(decision, strategy) not in shown

    def test_leads_those_who_write_to_the_form(self, client_as, decision, strategy):
        secretary = client_as("Board secretary", strategy.system)

        assert at(decision, strategy) in text(secretary.get(page(strategy, "regards_owed")))

    def test_is_narrowed_to_a_body(self, client_as, decision, strategy):
        other = make_decision(strategy.system, title="Something else")

        shown = text(client_as().get(page(strategy, "regards_owed") + f"?body={other.body.slug}"))

        assert "Something else" in shown
        assert decision.title not in shown


class TestFigures:
    def test_say_what_share_decisions_had_regard_to(self, client_as, decision, strategy):
        make_record(decision, strategy)

        shown = text(client_as().get(page(strategy, "regard_figures")))

        assert "Decisions had regard to 1 of 3 passages" in shown
        assert "(33%)" in shown
        assert "No voice has reached a decision yet." in shown

    def test_are_of_the_document_that_is_asked_for(self, client_as, strategy):
        other = make_published(strategy.system, title="The other plan")

        shown = text(client_as().get(page(strategy, "regard_figures") + f"?document={other.slug}"))

        assert "of The other plan" in shown

    def test_say_that_nothing_is_published(self, client_as, decision):
        answer = client_as().get(f"/{make_decision(SystemFactory()).system.slug}/regard/figures/")

        assert "Nothing is published yet" in text(answer)


class TestRegard:
    def test_shows_anyone_the_whole_record(self, client_as, decision, strategy):
        make_record(decision, strategy, effects={"1.1": RegardEffect.DEPARTED})

        shown = text(client_as().get(at(decision, strategy, "regard")))

        assert "Departed from" in shown
        assert "The money is not there." in shown
        assert "Ann Carr, chair" in shown
        assert "63 days before it was taken" in shown
        assert f"/strategy/{strategy.slug}/p/p1/" in shown

    @pytest.mark.parametrize("role", [None, "Provider", "Commissioner", "Association lead"])
    def test_hides_what_is_not_signed(self, client_as, decision, strategy, role):
        make_record(decision, strategy, is_signed=False)

        answer = client_as(role, strategy.system).get(at(decision, strategy, "regard"))

        assert answer.status_code == 404

    def test_hides_the_record_of_a_private_decision(self, client_as, strategy):
        private = make_decision(strategy.system, is_private=True)
        make_record(private, strategy)

        assert client_as().get(at(private, strategy, "regard")).status_code == 404


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

        assert "Say why it was not followed" in shown
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
        assert "seem to bear on it" not in shown

    def test_proposes_passages_to_those_who_write(self, client_as, decision, strategy):
        shown = text(client_as("Board secretary", strategy.system).get(self.there(decision)))

        assert "These passages seem to bear on it" in shown
        assert at(decision, strategy) in shown

    def test_prompts_while_the_decision_is_a_draft(self, client_as, decision, strategy):
        draft = DecisionFactory(body=decision.body, decided_on=date(2026, 11, 9))
        assert draft.state == DecisionState.DRAFT

        shown = text(client_as("Board secretary", strategy.system).get(self.there(draft)))

        assert "Regard is had before something is decided." in shown
        assert "2.3 The road is paid" in shown

    def test_says_nothing_where_nothing_is_published(self, client_as):
        decision = make_decision(SystemFactory())

        assert "Regard to what was promised" not in text(client_as().get(self.there(decision)))

    def test_says_nothing_of_a_body_without_the_duty(self, client_as, strategy):
        decision = make_decision(strategy.system, kind="provider_forum")

        assert "Regard to what was promised" not in text(client_as().get(self.there(decision)))


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
