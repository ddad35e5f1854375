from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from regard.domains.governance import actions
from regard.domains.governance.models import (
    Acceptance,
    Assessment,
    Duty,
    Evidence,
    Exemption,
    Obligation,
    Round,
)
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.governance import (
    AcceptanceFactory,
    AssessmentFactory,
    DecisionFactory,
    DutyFactory,
    EvidenceFactory,
    MeetingFactory,
    ObligationFactory,
    RoundFactory,
    SeatFactory,
    TermsFactory,
)
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _it_is_the_day(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def system():
    return SystemFactory(slug="northmarch", partnership_name="Northmarch care partnership")


@pytest.fixture
def lead(client, system):
    return signed_in(client, system, "Partnership lead")


@pytest.fixture
def obligation(system):
    return ObligationFactory(system=system, duty=DutyFactory(code="X8"))


def signed_in(client, system, role):
    person = PersonFactory(name="Amara Okafor")
    GrantFactory(person=person, role=role, scope_key=f"system:{system.pk}")
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return person


def at(name, **where):
    return reverse(f"governance:{name}", kwargs={"system": "northmarch"} | where)


def day(name, when):
    return {f"{name}-day": when.day, f"{name}-month": when.month, f"{name}-year": when.year}


def words(response):
    return " ".join(response.content.decode().split())


class TestDuties:
    def test_say_what_to_do_while_none_is_followed(self, client, lead):
        page = words(client.get(at("duties")))

        assert "No duties are followed here yet." in page
        assert "Follow the duties" in page

    def test_are_followed_at_a_press(self, client, lead, system):
        client.post(at("begin_duties"))

        page = words(client.get(at("duties")))
        assert Obligation.objects.filter(system=system, code="D8").count() == 1
        assert "Northmarch care partnership" in page
        assert "Evidence is accepted for 0" in page

    def test_show_what_is_overdue_first_with_the_one_thing_to_do(self, client, lead, obligation):
        RoundFactory(obligation=obligation)

        page = words(client.get(at("duties")))

        assert "1 duty of 1 holder." in page
        assert "absent for 1: 1 overdue." in page
        assert at("offer_evidence", obligation_id=obligation.pk) in page

    def test_ask_who_accepts_to_look_first(self, client, lead, obligation):
        piece = EvidenceFactory(round__obligation=obligation)

        page = words(client.get(at("duties")))

        where = {"obligation_id": obligation.pk, "round_id": piece.round_id}
        assert "1 piece of evidence to look at." in page
        assert at("look_at_evidence", **where) in page

    def test_are_narrowed_by_state_holder_and_kind(self, client, lead, obligation, system):
        RoundFactory(obligation=obligation)
        ObligationFactory(system=system, duty=DutyFactory(code="X9", title="Another"))

        def shown(**asked):
            return words(client.get(at("duties"), asked))

        assert "X9 Another" not in shown(state="overdue")
        assert "X9 Another" in shown(state="not_due")
        assert "No duty is all of these at once." in shown(kind="local")
        assert "X9 Another" in shown(holder=obligation.holder_name, state="nonsense", kind="x")

    def test_are_shown_as_at_a_day(self, client, lead, obligation):
        RoundFactory(obligation=obligation)

        page = words(client.get(at("duties"), {"on": "2026-07-01"}))

        assert "On 1 July 2026: 1 duty" in page
        assert "Last day 30 August 2026, in 60 days" in page
        assert "1 overdue" in words(client.get(at("duties"), {"on": "nonsense"}))

    def test_cost_the_same_queries_however_many_there_are(
        self, client, lead, system, django_assert_num_queries
    ):
        actions.begin_obligations(system=system, by="command", at=NOW)
        client.get(at("duties"))

        with django_assert_num_queries(6):
            client.get(at("duties"))

    def test_are_not_for_the_public(self, client, system):
        assert client.get(at("duties")).status_code == 302

    @pytest.mark.parametrize("page", ["2", "0", "x", "999999"])
    def test_have_pages(self, client, lead, system, page):
        actions.begin_obligations(system=system, by="command", at=NOW)

        assert client.get(at("duties"), {"page": page}).status_code == 200


class TestTheCalendar:
    def test_says_what_is_past_and_what_comes(self, client, lead, obligation, system):
        RoundFactory(obligation=obligation)
        RoundFactory(obligation=obligation, fell_on=date(2027, 4, 1), due_on=date(2027, 6, 30))
        done = ObligationFactory(system=system, duty=DutyFactory(code="X9", title="Done"))
        AcceptanceFactory(round__obligation=done, until=date(2027, 7, 15))
        Duty.objects.filter(code="D2").update(valid_to=date(2027, 1, 1))

        page = words(client.get(at("duty_calendar")))

        assert "1 duty overdue or lapsed." in page
        assert "Was due" in page
        for words_of in ("January 2027", "April 2027", "July 2027", "Falls due", "Ends"):
            assert words_of in page
        assert "Acceptance lapses" in page

    def test_says_that_nothing_comes(self, client, lead, system):
        assert "Nothing is to come." in words(client.get(at("duty_calendar")))


class TestADuty:
    def test_shows_evidence_looks_and_all_that_happened(self, client, lead, obligation):
        accepted = AcceptanceFactory(round__obligation=obligation, by=f"person:{lead.pk}")
        Evidence.objects.update(offered_by=f"person:{lead.pk}")

        page = words(client.get(at("duty", obligation_id=obligation.pk)))

        assert "Evidence accepted" in page
        assert f"{accepted.name} accepted it on 15 July 2026." in page
        assert "The same person offered evidence and recorded this." in page
        assert "Offered by Amara Okafor on 1 July 2026" in page

    def test_is_shown_as_at_a_day(self, client, lead, obligation):
        AcceptanceFactory(round__obligation=obligation)

        def page(on):
            return words(client.get(at("duty", obligation_id=obligation.pk), {"on": on}))

        assert "It has not fallen due." in page("2026-05-01")
        assert "Due" in page("2026-06-02")
        assert "Evidence offered" in page("2026-07-02")
        assert "accepted it on" not in page("2026-07-14")

    def test_says_that_it_was_not_followed_then(self, client, lead, obligation):
        Obligation.objects.update(valid_from=date(2026, 1, 1), valid_to=date(2026, 9, 1))

        page = words(client.get(at("duty", obligation_id=obligation.pk)))

        assert "It was not followed on 22 November 2026." in page
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

        assert str(thing.pk) in words(client.get(here))
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

        assert "There is none of these here yet." in words(client.get(here))

    def test_nothing_is_refused_in_words(self, client, lead, obligation):
        here = at("offer_evidence", obligation_id=obligation.pk)

        page = words(client.post(here, {"words": "", "address": "example.org"}))

        assert "Enter what it shows" in page or "There is a problem" in page
        assert not Evidence.objects.exists()

    def test_an_address_that_is_none_is_refused(self, client, lead, obligation):
        here = at("offer_evidence", obligation_id=obligation.pk)

        page = words(client.post(here, {"words": "It does.", "address": "javascript:alert(1)"}))

        assert "Enter an address that begins with https://" in page

    def test_for_the_times_that_were_chosen(self, client, lead, obligation):
        first = RoundFactory(obligation=obligation)
        second = RoundFactory(obligation=obligation, fell_on=date(2026, 10, 1), due_on=None)
        here = at("offer_evidence", obligation_id=obligation.pk)
        sent = {"words": "It answers both.", "address": "https://example.org"}

        assert "For which time" in words(client.get(here))
        client.post(here, sent | {"rounds": [first.pk, second.pk]})

        assert {piece.round for piece in Evidence.objects.all()} == {first, second}

    def test_is_withdrawn_with_a_reason(self, client, lead, obligation):
        piece = EvidenceFactory(round__obligation=obligation)
        where = {"obligation_id": obligation.pk, "evidence_id": piece.pk}

        client.post(at("withdraw_evidence", **where), {"why": "It was of another year."})
        again = words(client.post(at("withdraw_evidence", **where), {"why": "Again."}))

        piece.refresh_from_db()
        assert piece.withdrawn_on == NOW.date()
        assert "It is withdrawn already" in again
        page = words(client.get(at("duty", obligation_id=obligation.pk)))
        assert "Withdrawn on 22 November 2026: It was of another year." in page

    def test_is_not_for_a_board_member(self, client, system, obligation):
        signed_in(client, system, "Board member")

        here = at("offer_evidence", obligation_id=obligation.pk)
        assert client.get(here).status_code == 403


class TestLooking:
    def test_is_kept_in_the_name_that_is_given(self, client, lead, obligation):
        piece = EvidenceFactory(round__obligation=obligation)
        here = at("look_at_evidence", obligation_id=obligation.pk, round_id=piece.round_id)

        assert "Amara Okafor" in words(client.get(here))
        sent = {"is_accepted": "yes", "name": "Amara Okafor, lead"}
        client.post(here, sent | day("until", date(2027, 11, 22)))

        look = Acceptance.objects.get()
        assert (look.name, look.until) == ("Amara Okafor, lead", date(2027, 11, 22))
        assert look.seen == [piece.pk]

    def test_needs_a_reason_for_no(self, client, lead, obligation):
        piece = EvidenceFactory(round__obligation=obligation)
        here = at("look_at_evidence", obligation_id=obligation.pk, round_id=piece.round_id)

        page = words(client.post(here, {"is_accepted": "no", "name": "Amara"}))

        assert "Say why it is not accepted" in page

    def test_is_not_for_a_secretary(self, client, system, obligation):
        signed_in(client, system, "Board secretary")
        piece = EvidenceFactory(round__obligation=obligation)
        here = at("look_at_evidence", obligation_id=obligation.pk, round_id=piece.round_id)

        assert client.get(here).status_code == 403


class TestWhenItIsDue:
    def test_is_said_with_a_reason(self, client, lead, obligation):
        here = at("duty_due", obligation_id=obligation.pk)
        sent = {"why": "The annual report"} | day("fell_on", date(2027, 4, 1))

        client.post(here, sent | day("due_on", date(2027, 6, 30)))

        assert Round.objects.get().due_on == date(2027, 6, 30)

    def test_cannot_be_over_before_it_begins(self, client, lead, obligation):
        here = at("duty_due", obligation_id=obligation.pk)
        sent = {"why": "The report"} | day("fell_on", date(2027, 4, 1))

        page = words(client.post(here, sent | day("due_on", date(2027, 3, 1))))

        assert "The last day for it cannot be before" in page

    def test_is_closed_with_a_reason(self, client, lead, obligation):
        one = RoundFactory(obligation=obligation)
        here = at("close_round", obligation_id=obligation.pk, round_id=one.pk)

        client.post(here, {"why": "A newer assessment came"})
        again = words(client.post(here, {"why": "Again"}))

        assert "It is closed already" in again
        page = words(client.get(at("duty", obligation_id=obligation.pk)))
        assert "Closed on 22 November 2026: A newer assessment came" in page


class TestNotApplying:
    def test_is_said_with_a_reason_and_taken_back(self, client, lead, obligation):
        client.post(at("exempt_duty", obligation_id=obligation.pk), {"why": "It has no trusts."})

        page = words(client.get(at("duty", obligation_id=obligation.pk)))
        assert "It has no trusts." in page
        again = client.post(at("exempt_duty", obligation_id=obligation.pk), {"why": "Again"})
        assert "It is said already" in words(again)

        client.post(at("apply_duty", obligation_id=obligation.pk))
        assert not Exemption.objects.filter(valid_to=None).exists()


class TestAssessments:
    def test_make_considering_a_revision_due(self, client, lead, system):
        actions.begin_obligations(system=system, by="command", at=NOW)
        council = system.councils.get()
        sent = (
            {"council": council.pk, "title": "Needs of Lincolnshire 2026"}
            | {"address": "https://example.org/needs"}
            | day("dated", date(2026, 11, 1))
            | day("received_on", date(2026, 11, 10))
        )

        client.post(at("assessments"), sent)

        page = words(client.get(at("assessments")))
        assert "1 assessment received." in page
        assert ">D8</a>" in page
        assert Round.objects.get(obligation__code="D8").due_on == date(2027, 2, 8)

    def test_come_as_a_file_too(self, client, lead, system):
        sent = (
            {"council": system.councils.get().pk, "title": "Needs"}
            | {"file": SimpleUploadedFile("needs.txt", b"Needs.")}
            | day("dated", date(2026, 11, 1))
            | day("received_on", date(2026, 11, 10))
        )
        client.post(at("assessments"), sent)

        got = client.get(at("assessment_file", assessment_id=Assessment.objects.get().pk))
        assert b"".join(got.streaming_content) == b"Needs."

    def test_are_refused_in_words(self, client, lead, system):
        sent = (
            {"council": system.councils.get().pk, "title": "Needs"}
            | day("dated", date(2026, 11, 11))
            | day("received_on", date(2026, 11, 10))
        )

        assert "Say where it is published" in words(client.post(at("assessments"), sent))

    def test_are_received_only_by_those_who_may(self, client, system):
        signed_in(client, system, "Board member")

        assert client.get(at("assessments")).status_code == 200
        assert client.post(at("assessments"), {}).status_code == 403


class TestTheCatalogue:
    def test_is_public_and_in_plain_english(self, client, system):
        page = words(client.get(at("duty_catalogue")))

        assert "39 duties in force" in page
        assert "D30 Shape the market" in page
        assert "May change" in page

    def test_shows_a_duty_with_its_citation_and_what_may_change(self, client, system):
        page = words(client.get(at("duty_text", duty_code="D8")))

        assert "section 116ZB(6)" in page
        assert "The Health Bill" in page
        assert "90 days: ours" in page

    def test_shows_it_as_it_was(self, client, system):
        page = words(client.get(at("duty_catalogue"), {"on": "2020-01-01"}))

        assert "Not in force yet" in page

    def test_has_no_other_duty(self, client, system):
        assert client.get(at("duty_text", duty_code="D99")).status_code == 404


LOCAL = {
    "title": "Answer every letter",
    "summary": "Everyone who writes to the partnership is answered.",
    "citation": "Decision of 3 March 2026",
    "holders": ["partnership"],
    "rhythm": "yearly",
    "days_to_act": "30",
    "evidence_wanted": "A list of letters\nThe answers",
    "source": "The minutes",
} | day("valid_from", date(2026, 4, 1))


class TestALocalDuty:
    def test_is_added_revised_and_ended_with_every_version_kept(self, client, lead, system):
        client.post(at("new_local_duty"), LOCAL)
        newer = {"title": "Answer every letter in a week"} | day("valid_from", date(2026, 9, 1))
        client.post(at("revise_local_duty", duty_code="L1"), LOCAL | newer)
        client.post(at("end_local_duty", duty_code="L1"), day("on", date(2027, 1, 1)))

        page = words(client.get(at("duty_text", duty_code="L1")))
        versions = Duty.objects.filter(code="L1").order_by("version")
        assert [each.valid_to for each in versions] == [date(2026, 9, 1), date(2027, 1, 1)]
        assert versions[0].evidence_wanted == ["A list of letters", "The answers"]
        assert "Version 1, from 1 April 2026 until 1 September 2026" in page

    def test_is_refused_in_words(self, client, lead, system):
        client.post(at("new_local_duty"), LOCAL)

        early = words(client.post(at("revise_local_duty", duty_code="L1"), LOCAL))
        national = words(
            client.post(at("end_local_duty", duty_code="D8"), day("on", date(2027, 1, 1)))
        )

        assert "The new version must begin after the one before it" in early
        assert "Only a duty that the system set itself" in national

    def test_is_not_in_another_systems_catalogue(self, client, lead, system):
        client.post(at("new_local_duty"), LOCAL)
        SystemFactory(slug="elsewhere")

        page = words(client.get(reverse("governance:duty_catalogue", args=["elsewhere"])))
        assert "Answer every letter" not in page


class TestThePack:
    @pytest.fixture
    def full(self, obligation):
        AcceptanceFactory(round__obligation=obligation)
        EvidenceFactory(round__obligation=obligation, withdrawn_on=date(2026, 8, 1))

    def test_is_a_page(self, client, lead, full):
        page = words(client.get(at("duty_pack")))

        assert "It does not say that a law was kept" in page
        assert "Accepted by Amara Okafor, partnership lead, 15 July 2026" in page
        assert "withdrawn 1 August 2026" in page

    def test_is_a_pdf(self, client, lead, full):
        response = client.get(at("duty_pack_pdf"))

        assert response["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF")
        assert "evidence-pack-northmarch-2026-11-22.pdf" in response["Content-Disposition"]

    def test_is_a_spreadsheet(self, client, lead, full):
        response = client.get(at("duty_pack_xlsx"))

        book = CalamineWorkbook.from_filelike(BytesIO(b"".join(response.streaming_content)))
        lines = book.get_sheet_by_index(0).to_python()
        assert lines[0][:2] == ["Code", "Duty"]
        assert lines[1][0] == "X8"
        assert len(lines) == 3

    def test_is_narrowed_to_a_holder(self, client, lead, full):
        page = words(client.get(at("duty_pack"), {"holder": "Nobody"}))

        assert "There is nothing in this pack." in page

    def test_costs_the_same_queries_however_much_there_is(
        self, client, lead, full, django_assert_num_queries
    ):
        with django_assert_num_queries(11):
            client.get(at("duty_pack"))


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

        assert "Choose one of the answers in the list" in words(client.post(here, sent))

    def test_nothing_to_look_at(self, client, lead, obligation):
        one = RoundFactory(obligation=obligation)
        here = at("look_at_evidence", obligation_id=obligation.pk, round_id=one.pk)

        assert "There is no evidence to look at." in words(client.get(here))

    def test_nothing_to_apply_again(self, client, lead, obligation):
        response = client.post(at("apply_duty", obligation_id=obligation.pk))

        assert "It applies already" in words(response)


class TestTooLarge:
    def test_is_refused_in_words(self, client, lead, obligation, monkeypatch):
        monkeypatch.setattr("regard.domains.governance.forms.duties.MOST_FILE_BYTES", 3)
        here = f"{at('offer_evidence', obligation_id=obligation.pk)}?kind=file"
        file = SimpleUploadedFile("minutes.txt", b"Resolved.")

        page = words(client.post(here, {"words": "It says so.", "file": file}))

        assert "The file is larger than 25 MB" in page
