from datetime import UTC, date, datetime

import pytest

from regard.domains.governance import actions
from regard.domains.governance.models import Body, Duty, Obligation, Round
from regard.domains.governance.types import BodyKind, DutyEvent, HolderKind
from regard.foundation.audit.models import Entry
from tests.factories.governance import (
    BodyFactory,
    BodyRoleFactory,
    DutyFactory,
    EvidenceFactory,
    ObligationFactory,
)
from tests.factories.register import CouncilFactory, SystemFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
HOW = {"by": "person:1", "at": AT}


@pytest.fixture
def system():
    council = CouncilFactory(name="Westmere")
    return SystemFactory(council=council, partnership_name="Northmarch care partnership")


def followed(system, code):
    live = Obligation.objects.filter(system=system, code=code, valid_to=None)
    return sorted(live.values_list("holder_name", flat=True))


class TestBeginObligations:
    def test_follows_every_duty_for_everyone_here_who_has_it(self, system):
        done = actions.begin_obligations(system=system, **HOW)

        assert followed(system, "D8") == ["Northmarch care partnership"]
        assert followed(system, "D12") == ["The integrated care board"]
        assert followed(system, "D30") == ["Westmere"]
        assert followed(system, "D36") == ["Health and wellbeing board, Westmere", "Westmere"]
        assert len(followed(system, "D38")) == 4
        assert done.begun == Obligation.objects.count()
        entry = Entry.objects.get(event="duties.followed")
        assert entry.detail == {"begun": done.begun, "ended": 0}

    def test_leaves_out_the_duties_of_those_whom_no_system_follows(self, system):
        actions.begin_obligations(system=system, **HOW)

        for code in ("D25", "D33", "D35"):
            assert followed(system, code) == []

    def test_lets_fall_due_at_once_what_holds_all_the_time(self, system):
        actions.begin_obligations(system=system, **HOW)

        assert Round.objects.get(obligation__code="D3").due_on == date(2027, 2, 20)
        assert not Round.objects.filter(obligation__code="D8").exists()

    def test_changes_nothing_twice(self, system):
        actions.begin_obligations(system=system, **HOW)

        again = actions.begin_obligations(system=system, **HOW)

        assert (again.begun, again.ended, again.renamed) == (0, 0, 0)

    def test_names_bodies_as_they_are_listed_and_keeps_what_was_followed(self, system):
        actions.begin_obligations(system=system, **HOW)
        before = Obligation.objects.get(system=system, code="D8").pk
        body = BodyFactory(system=system, kind=BodyKind.PARTNERSHIP, name="Northmarch together")
        BodyFactory(
            system=system,
            council=system.councils.get(),
            name="Westmere Health and Wellbeing Board",
        )

        again = actions.begin_obligations(system=system, **HOW)

        kept = Obligation.objects.get(pk=before)
        assert (kept.holder_name, kept.body) == ("Northmarch together", body)
        assert "Westmere Health and Wellbeing Board" in followed(system, "D36")
        assert (again.begun, again.ended) == (0, 0)
        assert again.renamed > 0

    def test_takes_a_body_for_all_that_it_is(self, system):
        body = BodyFactory(system=system, name="Westmere Board", council=system.councils.get())
        BodyRoleFactory(body=body, kind=BodyKind.PARTNERSHIP)

        actions.begin_obligations(system=system, **HOW)

        assert followed(system, "D8") == ["Westmere Board"]
        assert "Westmere Board" in followed(system, "D36")

    def test_ends_what_a_body_had_that_is_no_more_and_keeps_its_evidence(self, system):
        other = BodyFactory(system=system, council=CouncilFactory(), name="Fenland Board")
        actions.begin_obligations(system=system, by="x", at=AT.replace(year=2025))
        lost = Obligation.objects.get(code="D36", holder_name="Fenland Board")
        EvidenceFactory(round__obligation=lost)
        Body.objects.filter(pk=other.pk).update(valid_to=date(2026, 4, 1))

        done = actions.begin_obligations(system=system, **HOW)

        lost.refresh_from_db()
        assert (lost.valid_to, done.ended) == (AT.date(), 2)
        assert lost.why_ended == "Fenland Board is not there any more"
        assert lost.rounds.filter(evidence__isnull=False).exists()

    def test_ends_on_the_next_day_what_began_on_the_same(self, system):
        body = BodyFactory(system=system, council=CouncilFactory(), name="Fenland Board")
        actions.begin_obligations(system=system, **HOW)
        Body.objects.filter(pk=body.pk).update(valid_to=AT.date())

        actions.begin_obligations(system=system, **HOW)

        lost = Obligation.objects.filter(holder_name="Fenland Board").first()
        assert lost.valid_to == date(2026, 11, 23)

    def test_goes_on_with_a_duty_that_is_in_force_no_more(self, system):
        actions.begin_obligations(system=system, **HOW)
        Duty.objects.filter(code="D8").update(valid_to=date(2026, 11, 1))

        done = actions.begin_obligations(system=system, **HOW)

        assert done.ended == 0
        assert followed(system, "D8") == ["Northmarch care partnership"]

    def test_follows_a_local_duty_only_where_it_is_local(self, system):
        DutyFactory(code="L1", system=system)

        actions.begin_obligations(system=system, **HOW)
        elsewhere = SystemFactory()
        actions.begin_obligations(system=elsewhere, **HOW)

        assert len(followed(system, "L1")) == 1
        assert followed(elsewhere, "L1") == []


class TestTellEvent:
    def test_lets_every_duty_fall_due_that_it_makes_due(self, system):
        actions.begin_obligations(system=system, **HOW)

        made = actions.tell_event(
            system=system,
            event=DutyEvent.STRATEGY_PUBLISHED,
            on=AT.date(),
            why="Care in Northmarch was published",
            **HOW,
        )

        codes = {each.obligation.code for each in made}
        assert codes == {"D9", "D10"}
        assert {each.obligation.holder for each in made} == {
            HolderKind.PARTNERSHIP,
            HolderKind.BOARD,
            HolderKind.COUNCIL,
        }
        assert Entry.objects.get(event="duties.fell_due").detail["fell_due"] == 3


class TestExempt:
    def test_is_kept_with_its_day_and_reason(self):
        obligation = ObligationFactory()

        made = actions.exempt(obligation=obligation, why="It has no trusts", **HOW)

        assert (made.valid_from, made.valid_to) == (AT.date(), None)
        assert Entry.objects.get().event == "obligation.exempted"

    def test_needs_a_reason_and_is_said_once(self):
        obligation = ObligationFactory()

        with pytest.raises(actions.CannotExempt, match="Say why"):
            actions.exempt(obligation=obligation, why=" ", **HOW)
        actions.exempt(obligation=obligation, why="It has no trusts", **HOW)
        with pytest.raises(actions.CannotExempt, match="said already"):
            actions.exempt(obligation=obligation, why="Again", **HOW)

    def test_is_taken_back_on_the_same_day_as_if_it_never_was(self):
        obligation = ObligationFactory()
        actions.exempt(obligation=obligation, why="A slip", **HOW)

        actions.end_exemption(obligation=obligation, **HOW)

        assert not obligation.exemptions.exists()

    def test_ends_on_a_later_day_and_is_kept(self):
        obligation = ObligationFactory()
        actions.exempt(obligation=obligation, why="No trusts", **HOW)

        actions.end_exemption(obligation=obligation, by="x", at=AT.replace(month=12))

        assert obligation.exemptions.get().valid_to == date(2026, 12, 22)
        with pytest.raises(actions.CannotExempt, match="applies already"):
            actions.end_exemption(obligation=obligation, by="x", at=AT)


class TestFallDue:
    def test_is_kept_with_its_days_and_reason(self):
        obligation = ObligationFactory()

        made = actions.fall_due(
            obligation=obligation,
            fell_on=date(2027, 4, 1),
            due_on=date(2027, 6, 30),
            why="The report for 2026 to 2027",
            **HOW,
        )

        assert (made.fell_on, made.due_on) == (date(2027, 4, 1), date(2027, 6, 30))
        assert Entry.objects.get().event == "obligation.fell_due"

    @pytest.mark.parametrize(
        ("due_on", "why", "words"),
        [(date(2026, 11, 1), "It came", "cannot be before"), (None, " ", "Say why")],
    )
    def test_is_refused_in_words(self, due_on, why, words):
        with pytest.raises(actions.CannotFallDue, match=words):
            actions.fall_due(
                obligation=ObligationFactory(), fell_on=AT.date(), due_on=due_on, why=why, **HOW
            )


class TestCloseRound:
    def test_needs_a_reason_and_no_accepted_evidence(self):
        piece = EvidenceFactory()
        verdict = actions.Verdict(is_accepted=True, name="Amara")

        with pytest.raises(actions.CannotFallDue, match="Say why"):
            actions.close_round(duty_round=piece.round, why="", **HOW)
        actions.look_at_evidence(duty_round=piece.round, verdict=verdict, **HOW)
        with pytest.raises(actions.CannotFallDue, match="nothing to close"):
            actions.close_round(duty_round=piece.round, why="Overtaken", **HOW)
