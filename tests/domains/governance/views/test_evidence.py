from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regard.domains.governance.models import Acceptance, Evidence
from tests.domains.governance.views.pages import NOON, at, day, text
from tests.factories.governance import (
    AssessmentFactory,
    DecisionFactory,
    EvidenceFactory,
    MeetingFactory,
    RoundFactory,
    SeatFactory,
    TermsFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


class TestOffering:
    def test_an_address(self, client, lead, obligation):
        sent = {"words": "The minutes say so.", "address": "https://example.org/minutes"}

        response = client.post(at("offer_evidence", obligation_id=obligation.pk), sent)

        piece = Evidence.objects.get()
        assert response.status_code == 302
        assert (piece.kind, piece.offered_by) == ("address", f"person:{lead.pk}")

    @pytest.mark.parametrize("kind", ["decision", "terms", "seat", "meeting"])
    def test_a_thing_of_regard(self, client, lead, obligation, system, kind):
        thing = self.things(system)[kind]()
        here = f"{at('offer_evidence', obligation_id=obligation.pk)}?kind={kind}"

        assert str(thing.pk) in text(client.get(here))
        client.post(here, {"words": "It shows it.", "thing": thing.pk})

        assert getattr(Evidence.objects.get(), kind) == thing
        assert client.get(at("duty", obligation_id=obligation.pk)).status_code == 200
        assert client.get(at("duty_pack")).status_code == 200

    def things(self, system):
        return {
            "decision": lambda: DecisionFactory(body__system=system, state="recorded"),
            "terms": lambda: TermsFactory(
                body__system=system, state="adopted", adopted_on=date(2026, 1, 1)
            ),
            "seat": lambda: SeatFactory(body__system=system),
            "meeting": lambda: self.meeting(system),
        }

    def meeting(self, system):
        return MeetingFactory(body__system=system, state="held")

    def test_a_file_that_can_be_had_again(self, client, lead, obligation):
        here = f"{at('offer_evidence', obligation_id=obligation.pk)}?kind=file"
        file = SimpleUploadedFile("minutes.txt", b"Resolved.")

        client.post(here, {"words": "It says so.", "file": file})

        piece = Evidence.objects.get()
        where = {"obligation_id": obligation.pk, "evidence_id": piece.pk}
        got = client.get(at("evidence_file", **where))
        assert b"".join(got.streaming_content) == b"Resolved."

    def test_no_decision_that_is_private(self, client, lead, obligation, system):
        DecisionFactory(body__system=system, state="recorded", is_private=True)
        here = f"{at('offer_evidence', obligation_id=obligation.pk)}?kind=decision"

        assert "There is none of these here yet." in text(client.get(here))

    def test_nothing_is_refused_in_words(self, client, lead, obligation):
        here = at("offer_evidence", obligation_id=obligation.pk)

        page = text(client.post(here, {"words": "", "address": "example.org"}))

        assert "Enter what it shows" in page or "There is a problem" in page
        assert not Evidence.objects.exists()

    def test_an_address_that_is_none_is_refused(self, client, lead, obligation):
        here = at("offer_evidence", obligation_id=obligation.pk)

        page = text(client.post(here, {"words": "It does.", "address": "javascript:alert(1)"}))

        assert "Enter an address that begins with https://" in page

    def test_for_the_times_that_were_chosen(self, client, lead, obligation):
        first = RoundFactory(obligation=obligation)
        second = RoundFactory(obligation=obligation, fell_on=date(2026, 10, 1), due_on=None)
        here = at("offer_evidence", obligation_id=obligation.pk)
        sent = {"words": "It answers both.", "address": "https://example.org"}

        assert "For which time" in text(client.get(here))
        client.post(here, sent | {"rounds": [first.pk, second.pk]})

        assert {piece.round for piece in Evidence.objects.all()} == {first, second}

    def test_is_withdrawn_with_a_reason(self, client, lead, obligation):
        piece = EvidenceFactory(round__obligation=obligation)
        where = {"obligation_id": obligation.pk, "evidence_id": piece.pk}

        client.post(at("withdraw_evidence", **where), {"why": "It was of another year."})
        again = text(client.post(at("withdraw_evidence", **where), {"why": "Again."}))

        piece.refresh_from_db()
        assert piece.withdrawn_on == NOON.date()
        assert "It is withdrawn already" in again
        page = text(client.get(at("duty", obligation_id=obligation.pk)))
        assert "Withdrawn on 21 November 2026: It was of another year." in page

    def test_is_not_for_a_board_member(self, client_as, system, obligation):
        client = client_as("Board member", system)

        here = at("offer_evidence", obligation_id=obligation.pk)
        assert client.get(here).status_code == 403


class TestLooking:
    def test_is_kept_in_the_name_that_is_given(self, client, lead, obligation):
        piece = EvidenceFactory(round__obligation=obligation)
        here = at("look_at_evidence", obligation_id=obligation.pk, round_id=piece.round_id)

        assert "Amara Okafor" in text(client.get(here))
        sent = {"is_accepted": "yes", "name": "Amara Okafor, lead"}
        client.post(here, sent | day("until", 2027, 11, 22))

        look = Acceptance.objects.get()
        assert (look.name, look.until) == ("Amara Okafor, lead", date(2027, 11, 22))
        assert look.seen == [piece.pk]

    def test_needs_a_reason_for_no(self, client, lead, obligation):
        piece = EvidenceFactory(round__obligation=obligation)
        here = at("look_at_evidence", obligation_id=obligation.pk, round_id=piece.round_id)

        page = text(client.post(here, {"is_accepted": "no", "name": "Amara"}))

        assert "Say why it is not accepted" in page

    def test_is_not_for_a_secretary(self, client_as, system, obligation):
        client = client_as("Board secretary", system)
        piece = EvidenceFactory(round__obligation=obligation)
        here = at("look_at_evidence", obligation_id=obligation.pk, round_id=piece.round_id)

        assert client.get(here).status_code == 403


class TestWhatIsNotThere:
    @pytest.mark.parametrize("name", ["evidence_file", "withdraw_evidence"])
    def test_no_other_evidence(self, client, lead, obligation, name):
        other = EvidenceFactory()

        where = {"obligation_id": obligation.pk, "evidence_id": other.pk}
        assert client.get(at(name, **where)).status_code == 404

    @pytest.mark.parametrize("name", ["look_at_evidence", "close_round"])
    def test_no_other_round(self, client, lead, obligation, name):
        other = RoundFactory()

        where = {"obligation_id": obligation.pk, "round_id": other.pk}
        assert client.get(at(name, **where)).status_code == 404

    def test_no_file_for_a_page(self, client, lead, obligation, system):
        piece = EvidenceFactory(round__obligation=obligation)
        came = AssessmentFactory(system=system)
        where = {"obligation_id": obligation.pk, "evidence_id": piece.pk}

        assert client.get(at("evidence_file", **where)).status_code == 404
        assert client.get(at("assessment_file", assessment_id=came.pk)).status_code == 404
        assert client.get(at("assessment_file", assessment_id=0)).status_code == 404

    def test_nothing_that_was_decided_meanwhile(self, client, lead, obligation, system):
        decision = DecisionFactory(body__system=system, state="recorded")
        here = f"{at('offer_evidence', obligation_id=obligation.pk)}?kind=decision"
        sent = {"words": "It shows it.", "thing": decision.pk + 1}

        assert "Choose one of the answers in the list" in text(client.post(here, sent))

    def test_nothing_to_look_at(self, client, lead, obligation):
        one = RoundFactory(obligation=obligation)
        here = at("look_at_evidence", obligation_id=obligation.pk, round_id=one.pk)

        assert "There is no evidence to look at." in text(client.get(here))

    def test_nothing_to_apply_again(self, client, lead, obligation):
        response = client.post(at("apply_duty", obligation_id=obligation.pk))

        assert "It applies already" in text(response, status=409)


class TestTooLarge:
    def test_is_refused_in_words(self, client, lead, obligation, monkeypatch):
        monkeypatch.setattr("regard.domains.governance.forms.duties.MOST_FILE_BYTES", 3)
        here = f"{at('offer_evidence', obligation_id=obligation.pk)}?kind=file"
        file = SimpleUploadedFile("minutes.txt", b"Resolved.")

        page = text(client.post(here, {"words": "It says so.", "file": file}))

        assert "The file is larger than 25 MB" in page
