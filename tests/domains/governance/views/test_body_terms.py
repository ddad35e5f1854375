from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from regard.domains.governance.models import Terms, TermsSection
from regard.domains.governance.types import DecisionState, Section, TermsState
from tests.factories.governance import (
    BodyFactory,
    DecisionFactory,
    TermsFactory,
)
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON)


@pytest.fixture
def body():
    return BodyFactory(system=SystemFactory(), name="Care Forum", kind="provider_forum")


@pytest.fixture
def secretary(client_as, body):
    return client_as("Board secretary", body.system)


def url(name, body, **more):
    where = {"system": body.system.slug, "body": body.slug}
    return reverse(f"governance:{name}", kwargs=where | more)


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def adopted(body, version=1, on=date(2026, 1, 1), said=None, **more):
    says = dict.fromkeys(Section, "It is said.") | (said or {})
    return TermsFactory(
        body=body, version=version, state="adopted", adopted_on=on, says=says, **more
    )


def today(name):
    return {f"{name}-day": "22", f"{name}-month": "11", f"{name}-year": "2026"}


class TestVersions:
    def test_say_what_is_in_force_and_when_it_is_looked_at_again(self, client, body):
        empty = text(client.get(url("body_terms", body)))
        adopted(body)
        silent = text(client.get(url("body_terms", body)))
        adopted(body, 2, date(2026, 5, 1), review_on=date(2027, 5, 1))
        later = text(client.get(url("body_terms", body)))
        adopted(body, 3, date(2026, 6, 1), review_on=date(2026, 11, 1))
        late = text(client.get(url("body_terms", body)))

        assert "No terms of reference are adopted yet." in empty
        assert "When it is looked at again is not said." in silent
        assert "It is looked at again on 1 May 2027." in later
        assert "Replaced" in later
        assert "It was to be looked at again on 1 November 2026." in late
        assert "Begin a new version" not in late

    def test_let_a_secretary_begin_where_the_body_is_there(self, secretary, body):
        assert "Begin with the model" in text(secretary.get(url("body_terms", body)))
        adopted(body)
        assert "Begin a new version" in text(secretary.get(url("body_terms", body)))
        body.valid_to = date(2026, 10, 1)
        body.save()
        assert "Begin a new version" not in text(secretary.get(url("body_terms", body)))


class TestBegin:
    def test_leads_to_the_draft(self, secretary, body):
        response = secretary.post(url("begin_terms", body))

        assert response.url == url("edit_terms", body, version=1)
        page = text(secretary.get(response.url))
        assert "sections of 13 still need your words." in page
        assert "Still to fill in: [area]" in page

    def test_says_why_not(self, secretary, body):
        TermsFactory(body=body)

        page = text(secretary.post(url("begin_terms", body), follow=True))

        assert "There is a draft already" in page


class TestTerms:
    def test_are_read_by_everyone_once_adopted(self, client, body):
        first = adopted(body)
        first.decision = DecisionFactory(body=body, ref="D-2026-001")
        first.save()
        adopted(body, 2, date(2026, 5, 1))

        old = text(client.get(url("terms", body, version=1)))
        new = text(client.get(url("terms", body, version=2)))

        assert "adopted on 1 January 2026 by decision D-2026-001. Version 2 replaced it" in old
        assert "It is in force." in new
        assert "What changed since version 1" in new
        assert "13. When these terms are looked at again" in new
        assert client.get(url("terms", body, version=9)).status_code == 404

    def test_that_are_a_draft_say_what_is_missing(self, client, secretary, body):
        TermsFactory(body=body, says={Section.PURPOSE: "To [do what]"})

        page = text(secretary.get(url("terms", body, version=1)))

        assert "has [do what] to fill in" in page
        assert "says nothing yet" in page
        assert client.get(url("terms", body, version=1)).status_code == 404


class TestEdit:
    def test_saves_every_section(self, secretary, body):
        secretary.post(url("begin_terms", body))
        sent = {section.value: "It is\r\nsaid." for section in Section} | today("review_on")

        page = text(secretary.post(url("edit_terms", body, version=1), sent, follow=True))

        assert "The body has adopted it" in page
        assert TermsSection.objects.filter(text="It is\nsaid.").count() == 13
        assert Terms.objects.get().review_on == NOON.date()
        written = text(secretary.get(url("edit_terms", body, version=1)))
        assert "Every section is written." in written

    def test_says_what_is_too_long(self, secretary, body):
        secretary.post(url("begin_terms", body))

        page = text(secretary.post(url("edit_terms", body, version=1), {"quorum": "a" * 6_001}))

        assert "Use 6,000 characters or fewer" in page

    def test_of_adopted_terms_leads_to_reading_them(self, secretary, body):
        adopted(body)

        for name in ("edit_terms", "adopt_terms"):
            response = secretary.get(url(name, body, version=1))
            assert response.url == url("terms", body, version=1)


class TestAdopt:
    def test_adopts_by_a_recorded_decision(self, secretary, body):
        terms = TermsFactory(body=body, says=dict.fromkeys(Section, "It is said."))
        decision = DecisionFactory(body=body, state=DecisionState.RECORDED, title="Agreed")
        address = url("adopt_terms", body, version=1)

        form = text(secretary.get(address))
        secretary.post(address, today("on") | {"decision": str(decision.pk)})

        terms.refresh_from_db()
        assert f"{decision.ref}, 3 November 2026: Agreed" in form
        assert (terms.state, terms.decision) == (TermsState.ADOPTED, decision)

    def test_says_what_is_still_to_fill_in(self, secretary, body):
        secretary.post(url("begin_terms", body))
        address = url("adopt_terms", body, version=1)

        assert "It cannot be adopted yet." in text(secretary.get(address))
        assert "to fill in" in text(secretary.post(address, today("on")))
        assert Terms.objects.get().state == TermsState.DRAFT


class TestDrop:
    def test_throws_a_draft_away_and_nothing_else(self, secretary, body):
        adopted(body)
        TermsFactory(body=body, version=2)

        secretary.post(url("drop_terms", body, version=2))
        refused = secretary.post(url("drop_terms", body, version=1))

        assert Terms.objects.get().version == 1
        assert refused.status_code == 409


class TestCompare:
    def test_marks_what_changed(self, client, body):
        five, six = ({Section.QUORUM: f"{number} members."} for number in ("Five", "Six"))
        adopted(body, 1, said=five)
        adopted(body, 2, date(2026, 5, 1), said=six)
        adopted(body, 3, date(2026, 6, 1), said=five)

        page = text(client.get(url("compare_terms", body), {"from": "2", "to": "1"}))
        newest = text(client.get(url("compare_terms", body), {"from": "x", "to": "99"}))
        same = text(client.get(url("compare_terms", body), {"from": "1", "to": "3"}))

        assert "From version 1 to version 2" in page
        assert "1 of 13 sections changed." in page
        assert page.count("<ins>") == page.count("<del>") == 1
        assert "From version 2 to version 3" in newest
        assert "Both say the same, word for word." in same

    def test_needs_two(self, client, body):
        adopted(body)

        assert client.get(url("compare_terms", body)).status_code == 404
