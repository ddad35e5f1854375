from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regard.domains.governance import actions
from regard.domains.governance.models import Assessment, Exemption, Round
from tests.domains.governance.views.pages import NOON, at, day, text
from tests.factories.governance import RoundFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


class TestWhenItIsDue:
    def test_is_said_with_a_reason(self, client, lead, obligation):
        here = at("duty_due", obligation_id=obligation.pk)
        sent = {"why": "The annual report"} | day("fell_on", 2027, 4, 1)

        client.post(here, sent | day("due_on", 2027, 6, 30))

        assert Round.objects.get().due_on == date(2027, 6, 30)

    def test_is_asked_with_what_the_duty_is_and_whose(self, client, lead, obligation):
        page = text(client.get(at("duty_due", obligation_id=obligation.pk)))

        assert f"When is {obligation.code} due?" in page
        assert f", by {obligation.holder_name}." in page

    def test_cannot_be_over_before_it_begins(self, client, lead, obligation):
        here = at("duty_due", obligation_id=obligation.pk)
        sent = {"why": "The report"} | day("fell_on", 2027, 4, 1)

        page = text(client.post(here, sent | day("due_on", 2027, 3, 1)))

        assert "The last day for it cannot be before" in page

    def test_is_closed_with_a_reason(self, client, lead, obligation):
        one = RoundFactory(obligation=obligation)
        here = at("close_round", obligation_id=obligation.pk, round_id=one.pk)

        client.post(here, {"why": "A newer assessment came"})
        again = text(client.post(here, {"why": "Again"}))

        assert "It is closed already" in again
        page = text(client.get(at("duty", obligation_id=obligation.pk)))
        assert "Closed on 21 November 2026: A newer assessment came" in page


class TestNotApplying:
    def test_is_said_with_a_reason_and_taken_back(self, client, lead, obligation):
        client.post(at("exempt_duty", obligation_id=obligation.pk), {"why": "It has no trusts."})

        page = text(client.get(at("duty", obligation_id=obligation.pk)))
        assert "It has no trusts." in page
        again = client.post(at("exempt_duty", obligation_id=obligation.pk), {"why": "Again"})
        assert "It is said already" in text(again)

        client.post(at("apply_duty", obligation_id=obligation.pk))
        assert not Exemption.objects.filter(valid_to=None).exists()


class TestAssessments:
    def test_make_considering_a_revision_due(self, client, lead, system):
        actions.begin_obligations(system=system, by="command", at=NOON)
        council = system.councils.get()
        sent = (
            {"council": council.pk, "title": "Needs of Lincolnshire 2026"}
            | {"address": "https://example.org/needs"}
            | day("dated", 2026, 11, 1)
            | day("received_on", 2026, 11, 10)
        )

        client.post(at("assessments"), sent)

        page = text(client.get(at("assessments")))
        assert "1 assessment received." in page
        assert ">D8</a>" in page
        assert Round.objects.get(obligation__code="D8").due_on == date(2027, 2, 8)

    def test_come_as_a_file_too(self, client, lead, system):
        sent = (
            {"council": system.councils.get().pk, "title": "Needs"}
            | {"file": SimpleUploadedFile("needs.txt", b"Needs.")}
            | day("dated", 2026, 11, 1)
            | day("received_on", 2026, 11, 10)
        )
        client.post(at("assessments"), sent)

        got = client.get(at("assessment_file", assessment_id=Assessment.objects.get().pk))
        assert b"".join(got.streaming_content) == b"Needs."

    def test_are_refused_in_words(self, client, lead, system):
        sent = (
            {"council": system.councils.get().pk, "title": "Needs"}
            | day("dated", 2026, 11, 11)
            | day("received_on", 2026, 11, 10)
        )

        assert "Say where it is published" in text(client.post(at("assessments"), sent))

    def test_are_received_only_by_those_who_may(self, client_as, system):
        client = client_as("Board member", system)

        assert client.get(at("assessments")).status_code == 200
        assert client.post(at("assessments"), {}).status_code == 403
