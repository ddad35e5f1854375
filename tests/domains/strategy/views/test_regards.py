import csv
import io
import json
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from regard.domains.strategy.types import RegardEffect
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


def page(strategy, name):
    return reverse(f"strategy:{name}", args=[strategy.system.slug])


class TestRegards:
    def test_shows_anyone_what_is_signed(self, client_as, decision, strategy):
        make_record(decision, strategy, effects={"1.1": RegardEffect.DEPARTED})

        shown = text(client_as().get(page(strategy, "regards")))

        assert "Travel time is paid" in shown
        assert "1 departed from" in shown
        assert "1 record of regard by law: 1 is signed and none are overdue." in shown
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

        assert "2 records of regard by law: none are signed and 2 are overdue." in shown
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
        assert "10 November 2026, 7 days after the decision" in shown
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
