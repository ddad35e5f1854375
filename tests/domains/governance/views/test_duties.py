from datetime import date

import pytest

from regard.domains.governance import actions
from regard.domains.governance.models import Duty, Evidence, Obligation
from tests.domains.governance.views.pages import NOON, at, text
from tests.factories.governance import (
    AcceptanceFactory,
    DutyFactory,
    EvidenceFactory,
    ObligationFactory,
    RoundFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


class TestDuties:
    def test_say_what_to_do_while_none_is_followed(self, client, lead):
        page = text(client.get(at("duties")))

        assert "No duties are followed here yet." in page
        assert "Follow the duties" in page

    def test_are_followed_at_a_press(self, client, lead, system):
        client.post(at("begin_duties"))

        page = text(client.get(at("duties")))
        assert Obligation.objects.filter(system=system, code="D8").count() == 1
        assert "Northmarch care partnership" in page
        assert "Evidence is accepted for 0" in page

    def test_show_what_is_overdue_first_with_the_one_thing_to_do(self, client, lead, obligation):
        RoundFactory(obligation=obligation)

        page = text(client.get(at("duties")))

        assert "1 duty of 1 holder." in page
        assert "absent for 1: 1 overdue." in page
        assert at("offer_evidence", obligation_id=obligation.pk) in page

    def test_ask_who_accepts_to_look_first(self, client, lead, obligation):
        piece = EvidenceFactory(round__obligation=obligation)

        page = text(client.get(at("duties")))

        where = {"obligation_id": obligation.pk, "round_id": piece.round_id}
        assert "1 piece of evidence to look at." in page
        assert at("look_at_evidence", **where) in page

    def test_are_narrowed_by_state_holder_and_kind(self, client, lead, obligation, system):
        RoundFactory(obligation=obligation)
        ObligationFactory(system=system, duty=DutyFactory(code="X9", title="Another"))

        def shown(**asked):
            return text(client.get(at("duties"), asked))

        assert "X9 Another" not in shown(state="overdue")
        assert "X9 Another" in shown(state="not_due")
        assert "No duty is all of these at once." in shown(kind="local")
        assert "X9 Another" in shown(holder=obligation.holder_name, state="nonsense", kind="x")

    def test_are_shown_as_at_a_day(self, client, lead, obligation):
        RoundFactory(obligation=obligation)

        page = text(client.get(at("duties"), {"on": "2026-07-01"}))

        assert "On 1 July 2026: 1 duty" in page
        assert "Last day 30 August 2026, in 60 days" in page
        assert "1 overdue" in text(client.get(at("duties"), {"on": "nonsense"}))

    def test_cost_the_same_queries_however_many_there_are(
        self, client, lead, system, django_assert_num_queries
    ):
        actions.begin_obligations(system=system, by="command", at=NOON)
        client.get(at("duties"))

        with django_assert_num_queries(6):
            client.get(at("duties"))

    def test_are_not_for_the_public(self, client, system):
        assert client.get(at("duties")).status_code == 302

    @pytest.mark.parametrize("page", ["2", "0", "x", "999999"])
    def test_have_pages(self, client, lead, system, page):
        actions.begin_obligations(system=system, by="command", at=NOON)

        assert client.get(at("duties"), {"page": page}).status_code == 200


class TestTheCalendar:
    def test_says_what_is_past_and_what_comes(self, client, lead, obligation, system):
        RoundFactory(obligation=obligation)
        RoundFactory(obligation=obligation, fell_on=date(2027, 4, 1), due_on=date(2027, 6, 30))
        done = ObligationFactory(system=system, duty=DutyFactory(code="X9", title="Done"))
        AcceptanceFactory(round__obligation=done, until=date(2027, 7, 15))
        Duty.objects.filter(code="D2").update(valid_to=date(2027, 1, 1))

        page = text(client.get(at("duty_calendar")))

        assert "1 duty overdue or lapsed." in page
        assert "Was due" in page
        for words_of in ("January 2027", "April 2027", "July 2027", "Falls due", "Ends"):
            assert words_of in page
        assert "Acceptance lapses" in page

    def test_says_that_nothing_comes(self, client, lead, system):
        assert "Nothing is to come." in text(client.get(at("duty_calendar")))


class TestADuty:
    def test_shows_evidence_looks_and_all_that_happened(self, client, lead, obligation):
        accepted = AcceptanceFactory(round__obligation=obligation, by=f"person:{lead.pk}")
        Evidence.objects.update(offered_by=f"person:{lead.pk}")

        page = text(client.get(at("duty", obligation_id=obligation.pk)))

        assert "Evidence accepted" in page
        assert f"{accepted.name} accepted it on 15 July 2026." in page
        assert "The same person offered evidence and recorded this." in page
        assert "Offered by Amara Okafor on 1 July 2026" in page

    def test_is_shown_as_at_a_day(self, client, lead, obligation):
        AcceptanceFactory(round__obligation=obligation)

        def page(on):
            return text(client.get(at("duty", obligation_id=obligation.pk), {"on": on}))

        assert "It has not fallen due." in page("2026-05-01")
        assert "Due" in page("2026-06-02")
        assert "Evidence offered" in page("2026-07-02")
        assert "accepted it on" not in page("2026-07-14")

    def test_says_that_it_was_not_followed_then(self, client, lead, obligation):
        Obligation.objects.update(valid_from=date(2026, 1, 1), valid_to=date(2026, 9, 1))

        page = text(client.get(at("duty", obligation_id=obligation.pk)))

        assert "It was not followed on 21 November 2026." in page
        assert "Since 1 September 2026" in page

    def test_costs_the_same_queries_however_much_happened(
        self, client, lead, obligation, django_assert_num_queries
    ):
        for _ in range(3):
            AcceptanceFactory(round__obligation=obligation)

        with django_assert_num_queries(13):
            client.get(at("duty", obligation_id=obligation.pk))

    def test_of_another_system_is_not_found(self, client, lead):
        other = ObligationFactory()

        assert client.get(at("duty", obligation_id=other.pk)).status_code == 404
