from datetime import UTC, date, datetime

import pytest

from regard.domains.engagement import actions
from regard.domains.engagement.actions import gate
from regard.domains.engagement.models import GateOverride, GateProof
from regard.domains.engagement.queries.gate import get_gate
from regard.domains.engagement.rules.gate import ASKED_OPENLY
from regard.domains.engagement.types import ExerciseKind, Principle, Stage
from regard.domains.engagement.types.gate import Sign
from regard.foundation.audit.models import Entry
from tests.factories.engagement import (
    ExerciseFactory,
    PointFactory,
    QuestionFactory,
    ThemeFactory,
)
from tests.factories.engagement_exercises import (
    AlternativeFactory,
    GateOverrideFactory,
    GateProofFactory,
    InformationPackFactory,
    make_fair,
)
from tests.factories.register import LocationFactory, ServiceFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WHO = {"by": "person:1", "at": NOON}
SHOWN = gate.Shown("The care alliance asked its members.")


def openable(**more):
    """Return a draft that lacks nothing but what shows it to be fair."""
    draft = ExerciseFactory(draft=True, **more)
    QuestionFactory(exercise=draft)
    ServiceFactory(location=LocationFactory(system=draft.system))
    return draft


def missing(exercise):
    states = get_gate(exercise=exercise, today=NOON.date())
    return [each.sign for state in states for each in state.signs if not each.is_there]


class TestOpening:
    def test_is_refused_with_all_that_is_missing(self):
        with pytest.raises(actions.CannotOpen) as refusal:
            actions.open_exercise(exercise=openable(), **WHO)

        assert len(refusal.value.reasons) == 4
        assert "Publish what people need to know before they answer." in refusal.value.reasons

    def test_goes_through_when_each_sign_is_found(self):
        draft = openable(decided="Nothing is.")
        AlternativeFactory(exercise=draft)
        AlternativeFactory(exercise=draft, rejected=True)
        InformationPackFactory(exercise=draft)

        assert actions.open_exercise(exercise=draft, **WHO).stage == Stage.OPEN

    def test_goes_through_when_somebody_answers_for_what_is_missing(self):
        draft = openable(decided="Nothing is.")
        InformationPackFactory(exercise=draft)
        for principle in ("formative", "informed"):
            GateOverrideFactory(exercise=draft, principle=principle)

        assert actions.open_exercise(exercise=draft, **WHO).stage == Stage.OPEN

    def test_asks_nothing_of_what_is_no_consultation(self):
        seeing = openable(kind=ExerciseKind.SEEING)

        assert actions.open_exercise(exercise=seeing, **WHO).stage == Stage.OPEN


class TestMarkingAnswered:
    def test_is_refused_while_a_theme_is_not_signed_off(self):
        exercise = ExerciseFactory(closed=True)
        PointFactory(
            answer__contribution__exercise=exercise, theme=ThemeFactory(exercise=exercise)
        )

        with pytest.raises(actions.CannotMarkAnswered, match="Sign off every theme"):
            actions.mark_answered(exercise_ids=[exercise.pk], **WHO)

        exercise.refresh_from_db()
        assert exercise.stage == Stage.CLOSED

    def test_goes_through_when_somebody_answers_for_it(self):
        exercise = ExerciseFactory(closed=True)
        PointFactory(
            answer__contribution__exercise=exercise, theme=ThemeFactory(exercise=exercise)
        )
        GateOverrideFactory(exercise=exercise, principle="considered")

        actions.mark_answered(exercise_ids=[exercise.pk], **WHO)

        exercise.refresh_from_db()
        assert exercise.stage == Stage.ANSWERED


class TestOfferProof:
    def test_keeps_it_and_writes_one_ledger_entry(self):
        draft = ExerciseFactory(draft=True, closes_on=date(2026, 11, 5))

        gate.offer_proof(exercise=draft, sign=Sign.DAYS, shown=SHOWN, **WHO)

        kept = GateProof.objects.get()
        assert (kept.principle, kept.sign, kept.by) == ("time", "days", "person:1")
        assert Sign.DAYS not in missing(draft)
        assert [entry.event for entry in Entry.objects.all()] == ["gate.proof_offered"]

    @pytest.mark.parametrize("sign", [Sign.OPEN_TO_CHANGE, Sign.DECIDED, Sign.DECIDED_AFTER])
    def test_refuses_what_is_to_be_written_instead(self, sign):
        with pytest.raises(gate.CannotProve, match="write it there"):
            gate.offer_proof(exercise=ExerciseFactory(draft=True), sign=sign, shown=SHOWN, **WHO)

        assert not Entry.objects.exists()

    def test_refuses_too_few_words(self):
        shown = gate.Shown("Yes.")

        with pytest.raises(gate.CannotProve) as refusal:
            gate.offer_proof(exercise=ExerciseFactory(), sign=Sign.DAYS, shown=shown, **WHO)

        assert list(refusal.value.reasons) == ["words"]


class TestStateAskedOpenly:
    def test_stands_for_options_open_and_turned_down_once(self):
        draft = ExerciseFactory(draft=True)

        gate.state_asked_openly(exercise=draft, **WHO)
        gate.state_asked_openly(exercise=draft, **WHO)

        assert not {Sign.OPTION, Sign.REJECTED} & set(missing(draft))
        words = GateProof.objects.order_by("pk").values_list("sign", "words")
        assert list(words) == [("option", ASKED_OPENLY), ("rejected", ASKED_OPENLY)]
        assert [entry.event for entry in Entry.objects.all()] == ["gate.asked_openly"]


class TestWithdrawProof:
    def test_takes_it_back_from_a_draft(self):
        draft = make_fair(ExerciseFactory(draft=True))
        proof = GateProof.objects.get(sign="option")

        gate.withdraw_proof(proof=proof, **WHO)

        assert missing(draft) == [Sign.OPTION]

    def test_refuses_what_it_was_opened_on(self):
        with pytest.raises(gate.CannotProve, match="opened on this"):
            gate.withdraw_proof(proof=GateProofFactory(), **WHO)

    def test_takes_back_a_reading_log_after_opening(self):
        proof = GateProofFactory(sign="read")

        gate.withdraw_proof(proof=proof, **WHO)

        proof.refresh_from_db()
        assert proof.withdrawn_at == NOON


class TestOverridePrinciple:
    WORDS = {
        "because": "The ministry gave us three days.",
        "named": "Amara Nwosu, director of integration",
    }

    def test_names_who_answers_for_it(self):
        draft = ExerciseFactory(draft=True)

        gate.override_principle(exercise=draft, principle=Principle.TIME, **self.WORDS, **WHO)

        kept = GateOverride.objects.get()
        assert (kept.principle, kept.named) == ("time", self.WORDS["named"])
        assert [entry.event for entry in Entry.objects.all()] == ["gate.overridden"]

    def test_refuses_a_second_time_and_when_it_is_open(self):
        override = GateOverrideFactory(exercise=ExerciseFactory(draft=True))

        for exercise in (override.exercise, ExerciseFactory()):
            with pytest.raises(gate.CannotProve):
                gate.override_principle(
                    exercise=exercise, principle=Principle.TIME, **self.WORDS, **WHO
                )

        assert GateOverride.objects.count() == 1

    def test_refuses_without_a_reason_and_a_name(self):
        with pytest.raises(gate.CannotProve) as refusal:
            gate.override_principle(
                exercise=ExerciseFactory(draft=True),
                principle=Principle.TIME,
                because="",
                named="",
                **WHO,
            )

        assert list(refusal.value.reasons) == ["because", "named"]


class TestGetGate:
    def test_makes_as_many_queries_for_many_as_for_one(self, django_assert_num_queries):
        exercise = make_fair(ExerciseFactory())
        for _ in range(3):
            AlternativeFactory(exercise=exercise)
            ThemeFactory(exercise=exercise)

        with django_assert_num_queries(9):
            get_gate(exercise=exercise, today=NOON.date())

    def test_counts_themes_that_a_person_signed_off(self):
        exercise = ExerciseFactory(closed=True)
        ThemeFactory(exercise=exercise, state="signed_off", signed_off_at=NOON)

        assert Sign.READ not in missing(exercise)
