from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from regard.domains.engagement import actions
from regard.domains.engagement.actions import alternatives, phases
from regard.domains.engagement.models import Alternative, Phase, TimetableChange
from regard.domains.engagement.presenters.timetable import change_in_words
from regard.domains.engagement.queries.phases import days_of, list_phases
from regard.domains.engagement.rules.alternatives import Option
from regard.domains.engagement.rules.phases import reasons_against_phases
from regard.domains.engagement.types import Channel, OpenTo, PhaseKind, Plan, Said, Speaker
from regard.domains.engagement.types.phases import PhasePlan
from regard.foundation.audit.models import Entry
from tests.factories.engagement import ExerciseFactory, QuestionFactory
from tests.factories.engagement_exercises import AlternativeFactory, PhaseFactory, make_fair
from tests.factories.register import LocationFactory, ServiceFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WHO = {"by": "person:1", "at": NOON}
DELIBERATE = PhasePlan(
    PhaseKind.DELIBERATE, date(2026, 11, 16), date(2026, 11, 30), OpenTo.INVITED, "Vote."
)


def kinds(exercise):
    return [phase.kind.value for phase in list_phases(exercise=exercise)]


class TestWritePhase:
    def test_adds_it_to_the_usual_ones(self):
        draft = ExerciseFactory(draft=True)

        phases.write_phase(exercise=draft, phase=DELIBERATE, **WHO)

        assert kinds(draft) == ["ask", "deliberate", "analyse", "decide", "reply"]
        assert list_phases(exercise=draft)[1] == DELIBERATE
        assert [entry.event for entry in Entry.objects.all()] == ["phase.written"]

    def test_refuses_days_that_do_not_fit_and_keeps_none(self):
        early = PhasePlan(PhaseKind.DECIDE, date(2026, 11, 20), date(2026, 12, 1), OpenTo.TEAM)

        with pytest.raises(phases.CannotPhase, match="It is decided"):
            phases.write_phase(exercise=ExerciseFactory(draft=True), phase=early, **WHO)

        assert not Phase.objects.exists()
        assert not Entry.objects.exists()

    def test_refuses_what_has_been_opened(self):
        with pytest.raises(actions.CannotChange):
            phases.write_phase(exercise=ExerciseFactory(), phase=DELIBERATE, **WHO)


class TestAddPhase:
    TALK = PhasePlan(
        PhaseKind.DELIBERATE, date(2026, 11, 23), date(2026, 11, 30), OpenTo.EVERYONE, "Vote."
    )
    WHY = "Providers asked to see one another's views."

    def test_puts_it_beside_the_others_and_says_so_to_everyone(self):
        exercise = ExerciseFactory()
        before = list_phases(exercise=exercise)

        phases.add_phase(exercise=exercise, phase=self.TALK, because=f" {self.WHY} ", **WHO)

        after = list_phases(exercise=exercise)
        assert after == (before[0], self.TALK, *before[1:])
        change = TimetableChange.objects.get()
        assert (change.kind, change.field, change.because) == ("added", "deliberate", self.WHY)
        assert change_in_words(change) == (
            "Added: “You say what you think of one another’s views”, "
            "23 November 2026 to 30 November 2026"
        )
        assert Entry.objects.get().event == "phase.added"

    @pytest.mark.parametrize(
        ("given", "changed", "why", "words"),
        [
            ({"draft": True}, {}, WHY, "not been opened"),
            ({"stage": "answered"}, {}, WHY, "has been answered"),
            ({}, {"kind": PhaseKind.ANALYSE}, WHY, "has this phase already"),
            ({}, {"kind": PhaseKind.INFORM}, WHY, "the time for it is over"),
            ({}, {"starts_on": date(2026, 11, 20)}, WHY, "first day that is not over"),
            ({}, {"ends_on": date(2027, 9, 1)}, WHY, "when everyone hears back"),
            ({}, {}, "Because", "Say why, in a sentence"),
        ],
    )
    def test_refuses_what_people_could_not_have_expected(self, given, changed, why, words):
        phase = replace(self.TALK, **changed)

        with pytest.raises(phases.CannotPhase, match=words):
            phases.add_phase(exercise=ExerciseFactory(**given), phase=phase, because=why, **WHO)

        assert not Phase.objects.exists()
        assert not TimetableChange.objects.exists()


class TestRemovePhase:
    def test_leaves_it_out(self):
        draft = ExerciseFactory(draft=True)

        phases.remove_phase(exercise=draft, kind=PhaseKind.DECIDE, **WHO)

        assert kinds(draft) == ["ask", "analyse", "reply"]

    @pytest.mark.parametrize("kind", [PhaseKind.ASK, PhaseKind.REPLY])
    def test_refuses_to_leave_out_what_makes_it_an_exercise(self, kind):
        with pytest.raises(phases.CannotPhase):
            phases.remove_phase(exercise=ExerciseFactory(draft=True), kind=kind, **WHO)


class TestMovingDays:
    def test_moves_written_phases_of_a_draft_that_is_edited(self):
        draft = ExerciseFactory(draft=True)
        phases.write_phase(exercise=draft, phase=DELIBERATE, **WHO)
        plan = Plan(
            "Why?", "Because.", "All.", *[date(2026, 12, n) for n in (1, 20)], date(2027, 3, 1)
        )

        edited = actions.edit_exercise(exercise=draft, plan=plan, **WHO)

        found = list_phases(exercise=edited)
        assert reasons_against_phases(found, days_of(edited)) == {}
        assert found[1].ends_on == date(2026, 12, 20)

    def test_begins_the_asking_on_the_day_it_opens(self):
        draft = make_fair(ExerciseFactory(draft=True))
        QuestionFactory(exercise=draft)
        ServiceFactory(location=LocationFactory(system=draft.system))
        phases.write_phase(exercise=draft, phase=DELIBERATE, **WHO)

        opened = actions.open_exercise(exercise=draft, **WHO)

        assert reasons_against_phases(list_phases(exercise=opened), days_of(opened)) == {}

    def test_ends_the_asking_on_the_day_it_closes_early(self):
        exercise = ExerciseFactory()
        PhaseFactory(exercise=exercise)

        actions.close_exercise(exercise=exercise, reason="We know enough.", **WHO)

        assert Phase.objects.get().ends_on == date(2026, 11, 21)


class TestAskingTheInvitedOnly:
    def test_refuses_an_answer_on_the_web_and_takes_one_by_telephone(self):
        exercise = ExerciseFactory()
        question = QuestionFactory(exercise=exercise)
        PhaseFactory(exercise=exercise, open_to=OpenTo.INVITED)

        def say(channel):
            said = Said(
                answers={question.pk: "Pay for travel."},
                speaker=Speaker.PERSON,
                channel=channel,
            )
            return actions.keep_contribution(exercise=exercise, said=said, **WHO)

        with pytest.raises(actions.CannotKeep, match="for those who were invited"):
            say(Channel.WEB)
        assert say(Channel.TELEPHONE).kept_at == NOON


class TestAlternatives:
    OPTION = Option("Two visits", "Half the cost.", is_open=False, why_not="Nobody wants it.")

    def test_are_written_in_order(self):
        draft = ExerciseFactory(draft=True)
        AlternativeFactory(exercise=draft, position=1)

        added = alternatives.add_alternative(exercise=draft, option=self.OPTION, **WHO)

        assert (added.position, added.is_open, added.why_not) == (2, False, "Nobody wants it.")
        assert [entry.event for entry in Entry.objects.all()] == ["alternative.added"]

    def test_lose_the_reason_against_them_when_taken_up_again(self):
        one = AlternativeFactory(exercise=ExerciseFactory(draft=True), rejected=True)
        option = Option("Two visits", "Half the cost.", why_not="Nobody wants it.")

        changed = alternatives.edit_alternative(alternative=one, option=option, **WHO)

        assert (changed.is_open, changed.why_not) == (True, "")

    def test_are_removed_from_a_draft(self):
        one = AlternativeFactory(exercise=ExerciseFactory(draft=True))

        alternatives.remove_alternative(alternative=one, **WHO)

        assert not Alternative.objects.exists()

    def test_are_refused_without_what_they_mean(self):
        with pytest.raises(alternatives.CannotWeigh) as refusal:
            alternatives.add_alternative(
                exercise=ExerciseFactory(draft=True), option=Option("Two visits", ""), **WHO
            )

        assert list(refusal.value.reasons) == ["what"]

    def test_stay_as_people_were_told_of_them(self):
        one = AlternativeFactory()

        for change in (
            lambda: alternatives.add_alternative(exercise=one.exercise, option=self.OPTION, **WHO),
            lambda: alternatives.edit_alternative(alternative=one, option=self.OPTION, **WHO),
            lambda: alternatives.remove_alternative(alternative=one, **WHO),
        ):
            with pytest.raises(actions.CannotChange):
                change()


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (
            lambda: PhaseFactory(ends_on=date(2026, 10, 31)),
            "engagement_phase_ends_after_it_starts",
        ),
        (
            lambda: AlternativeFactory(is_open=False, why_not=""),
            "engagement_rejected_alternative_says_why",
        ),
    ],
)
def test_database_refuses(make, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make()
