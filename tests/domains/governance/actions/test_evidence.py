from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from regard.domains.governance import actions
from regard.domains.governance.models import Acceptance, Evidence, Round
from regard.domains.governance.types import EvidenceKind
from regard.foundation.audit.models import Entry
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

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
HOW = {"by": "person:7", "at": AT}
ADDRESS = "https://example.org/minutes"


def page(words="The minutes say so."):
    return actions.Thing(words, address=ADDRESS)


class TestOfferEvidence:
    def test_keeps_it_for_each_time_with_one_ledger_entry(self):
        obligation = ObligationFactory()
        rounds = [RoundFactory(obligation=obligation), RoundFactory(obligation=obligation)]

        made = actions.offer_evidence(obligation=obligation, rounds=rounds, thing=page(), **HOW)

        assert [each.round for each in made] == rounds
        assert {(each.kind, each.offered_on, each.offered_by) for each in made} == {
            (EvidenceKind.ADDRESS, AT.date(), "person:7")
        }
        entry = Entry.objects.get()
        assert (entry.event, entry.detail["kind"]) == ("evidence.offered", "address")

    def test_takes_it_to_fall_due_on_the_day_where_it_never_did(self):
        obligation = ObligationFactory()

        actions.offer_evidence(obligation=obligation, rounds=[], thing=page(), **HOW)

        made = Round.objects.get(obligation=obligation)
        assert (made.fell_on, made.due_on) == (AT.date(), None)

    @pytest.mark.parametrize(
        ("thing", "words"),
        [
            (page(" "), "Say what it shows"),
            (actions.Thing("It does", address="ftp://x"), "begins with https://"),
            (actions.Thing("It does"), "begins with https://"),
        ],
    )
    def test_refuses_what_shows_nothing(self, thing, words):
        with pytest.raises(actions.CannotOffer, match=words):
            actions.offer_evidence(obligation=ObligationFactory(), rounds=[], thing=thing, **HOW)

    @pytest.mark.parametrize(
        "make",
        [
            lambda: actions.Thing("x", decision=DecisionFactory(state="recorded")),
            lambda: actions.Thing("x", meeting=MeetingFactory()),
            lambda: actions.Thing("x", seat=SeatFactory()),
            lambda: actions.Thing("x", terms=TermsFactory()),
            lambda: actions.Thing("x", assessment=AssessmentFactory()),
        ],
    )
    def test_refuses_another_systems_things(self, make):
        with pytest.raises(actions.CannotOffer, match="another system"):
            actions.offer_evidence(obligation=ObligationFactory(), rounds=[], thing=make(), **HOW)

    @pytest.mark.parametrize(
        ("make", "words"),
        [
            (lambda s: actions.Thing("x", decision=DecisionFactory(body__system=s)), "a draft"),
            (lambda s: actions.Thing("x", terms=TermsFactory(body__system=s)), "are a draft"),
            (
                lambda s: actions.Thing(
                    "x",
                    meeting=MeetingFactory(
                        body__system=s, state="cancelled", why_cancelled="Snow"
                    ),
                ),
                "was cancelled",
            ),
        ],
    )
    def test_refuses_what_is_not_final(self, make, words):
        obligation = ObligationFactory()

        with pytest.raises(actions.CannotOffer, match=words):
            actions.offer_evidence(
                obligation=obligation, rounds=[], thing=make(obligation.system), **HOW
            )

    @pytest.mark.parametrize(
        ("facts", "words"),
        [
            ({"fell_on": date(2027, 1, 1), "due_on": None}, "not fallen due yet"),
            ({"closed_on": date(2026, 10, 1), "why_closed": "Overtaken"}, "Nothing more is asked"),
        ],
    )
    def test_refuses_a_time_that_has_not_come_or_was_closed(self, facts, words):
        one = RoundFactory(**facts)

        with pytest.raises(actions.CannotOffer, match=words):
            actions.offer_evidence(obligation=one.obligation, rounds=[one], thing=page(), **HOW)

    def test_asks_for_which_time_where_it_fell_due(self):
        one = RoundFactory()

        with pytest.raises(actions.CannotOffer, match="Choose for which time"):
            actions.offer_evidence(obligation=one.obligation, rounds=[], thing=page(), **HOW)


class TestWithdrawEvidence:
    def test_keeps_it_with_the_day_and_why(self):
        piece = EvidenceFactory()

        actions.withdraw_evidence(evidence=piece, why="It was of another year", **HOW)

        piece.refresh_from_db()
        assert (piece.withdrawn_on, piece.why_withdrawn) == (
            AT.date(),
            "It was of another year",
        )
        assert Entry.objects.get().event == "evidence.withdrawn"

    def test_needs_a_reason(self):
        with pytest.raises(actions.CannotWithdraw, match="Say why"):
            actions.withdraw_evidence(evidence=EvidenceFactory(), why=" ", **HOW)


class TestLookAtEvidence:
    def test_keeps_who_saw_what_of_which_version(self):
        piece = EvidenceFactory()
        EvidenceFactory(round=piece.round, withdrawn_on=date(2026, 8, 1))
        verdict = actions.Verdict(True, "Amara Okafor, lead", until=date(2027, 11, 22))

        made = actions.look_at_evidence(duty_round=piece.round, verdict=verdict, **HOW)

        assert (made.seen, made.version, made.on) == ([piece.pk], 1, AT.date())
        assert made.until == date(2027, 11, 22)
        entry = Entry.objects.get()
        assert entry.detail == {"accepted": True, "seen": [piece.pk]}

    def test_keeps_no_end_for_what_is_not_accepted(self):
        piece = EvidenceFactory()
        verdict = actions.Verdict(False, "Amara", "It is of another year", date(2027, 1, 1))

        made = actions.look_at_evidence(duty_round=piece.round, verdict=verdict, **HOW)

        assert (made.is_accepted, made.until) == (False, None)

    @pytest.mark.parametrize(
        ("verdict", "words"),
        [
            (actions.Verdict(True, " "), "Name who answers"),
            (actions.Verdict(False, "Amara"), "Say why it is not accepted"),
            (actions.Verdict(True, "Amara", until=AT.date()), "lapsed at once"),
        ],
    )
    def test_is_refused_in_words(self, verdict, words):
        piece = EvidenceFactory()

        with pytest.raises(actions.CannotAccept, match=words):
            actions.look_at_evidence(duty_round=piece.round, verdict=verdict, **HOW)

    def test_needs_evidence(self):
        with pytest.raises(actions.CannotAccept, match="no evidence to look at"):
            actions.look_at_evidence(
                duty_round=RoundFactory(), verdict=actions.Verdict(True, "Amara"), **HOW
            )

    def test_is_refused_for_a_time_that_was_closed(self):
        piece = EvidenceFactory(round__closed_on=date(2026, 9, 1), round__why_closed="Overtaken")

        with pytest.raises(actions.CannotAccept, match="it was closed"):
            actions.look_at_evidence(
                duty_round=piece.round, verdict=actions.Verdict(True, "Amara"), **HOW
            )

    def test_needs_a_version_in_force(self):
        duty = DutyFactory(valid_to=date(2026, 11, 1))
        piece = EvidenceFactory(round__obligation=ObligationFactory(duty=duty))

        with pytest.raises(actions.CannotAccept, match="No version"):
            actions.look_at_evidence(
                duty_round=piece.round, verdict=actions.Verdict(True, "Amara"), **HOW
            )


class TestTheTables:
    @pytest.mark.parametrize(
        ("make", "facts", "name"),
        [
            (EvidenceFactory, {"address": ""}, "governance_evidence_is_there"),
            (EvidenceFactory, {"kind": "decision"}, "governance_evidence_is_there"),
            (
                EvidenceFactory,
                {"withdrawn_on": date(2026, 1, 1)},
                "governance_evidence_is_withdrawn_after",
            ),
            (RoundFactory, {"due_on": date(2026, 1, 1)}, "governance_round_is_due_after"),
            (RoundFactory, {"closed_on": date(2026, 7, 1)}, "governance_closed_round_has"),
            (AcceptanceFactory, {"seen": []}, "governance_something_was_accepted"),
            (AcceptanceFactory, {"until": date(2026, 7, 15)}, "governance_acceptance_lasts"),
            (AcceptanceFactory, {"is_accepted": False}, "governance_refused_evidence_has"),
            (
                AssessmentFactory,
                {"dated": date(2026, 7, 1)},
                "governance_assessment_is_received_once",
            ),
            (DutyFactory, {"holders": []}, "governance_duty_has_a_holder"),
            (DutyFactory, {"days_to_act": -1}, "governance_duty_gives_no_less"),
            (
                DutyFactory,
                {"valid_from": date(2026, 2, 1), "valid_to": date(2026, 2, 1)},
                "governance_duty_ends_after",
            ),
            (
                ObligationFactory,
                {"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 1)},
                "governance_obligation_ends_after",
            ),
        ],
    )
    def test_refuse_what_cannot_be(self, make, facts, name):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            make(**facts)

    def test_hold_an_obligation_once(self):
        one = ObligationFactory()

        with pytest.raises(IntegrityError, match="obligation_once"), transaction.atomic():
            ObligationFactory(system=one.system, code=one.code)

    def test_hold_a_version_of_a_duty_once(self):
        one = DutyFactory()

        with pytest.raises(IntegrityError, match="duty_version"), transaction.atomic():
            DutyFactory(code=one.code)

    def test_hold_one_exemption_at_a_time_with_a_reason(self):
        one = ObligationFactory()
        one.exemptions.create(why="None here", valid_from=AT.date(), by="x")

        with pytest.raises(IntegrityError, match="exempt_once"), transaction.atomic():
            one.exemptions.create(why="Again", valid_from=AT.date(), by="x")
        with pytest.raises(IntegrityError, match="has_a_reason"), transaction.atomic():
            ObligationFactory().exemptions.create(why="", valid_from=AT.date(), by="x")

    def test_are_left_as_they_were_by_a_refusal(self):
        piece = EvidenceFactory()

        with pytest.raises(actions.CannotAccept):
            actions.look_at_evidence(
                duty_round=piece.round, verdict=actions.Verdict(False, "Amara"), **HOW
            )

        assert not Acceptance.objects.exists()
        assert not Entry.objects.exists()
        assert Evidence.objects.count() == 1
