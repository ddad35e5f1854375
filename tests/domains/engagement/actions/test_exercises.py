from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from regard.domains.engagement import actions
from regard.domains.engagement.models import AudienceMember, Exercise, Question
from regard.domains.engagement.rules import Wording
from regard.domains.engagement.types import Plan, QuestionKind, Stage
from regard.domains.register.types import Criteria, ServiceType
from regard.foundation.audit.models import Entry
from tests.factories.engagement import (
    AudienceMemberFactory,
    ContributionFactory,
    ExerciseFactory,
    InvitationFactory,
    PointFactory,
    QuestionFactory,
)
from tests.factories.engagement_exercises import GateProofFactory, make_fair
from tests.factories.register import LocationFactory, ServiceFactory, SystemFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WHO = {"by": "person:1", "at": NOON}
PLAN = Plan(
    title="What would keep your staff next winter?",
    purpose="We are writing our winter plan.",
    open_to_change="Everything but the total.",
    opens_on=date(2026, 11, 21),
    closes_on=date(2026, 12, 12),
    reply_by=date(2027, 2, 28),
)


def events():
    return list(Entry.objects.order_by("pk").values_list("event", flat=True))


class TestCreateExercise:
    def test_begins_a_draft_with_an_address_of_its_own(self):
        system = SystemFactory()

        first = actions.create_exercise(system=system, plan=PLAN, **WHO)
        second = actions.create_exercise(system=system, plan=PLAN, **WHO)

        assert first.slug == "what-would-keep-your-staff-next-winter"
        assert second.slug == "what-would-keep-your-staff-next-winter-2"
        assert first.stage == Stage.DRAFT
        assert events() == ["exercise.created", "exercise.created"]

    def test_refuses_dates_that_do_not_follow(self):
        plan = Plan(**(vars(PLAN) | {"reply_by": PLAN.closes_on}))

        with pytest.raises(actions.CannotPlan) as refusal:
            actions.create_exercise(system=SystemFactory(), plan=plan, **WHO)

        assert list(refusal.value.reasons) == ["reply_by"]
        assert not Exercise.objects.exists()


class TestOpenExercise:
    def test_fixes_the_audience_as_the_register_has_it(self):
        draft = make_fair(ExerciseFactory(draft=True, criteria={"service_types": ["home_care"]}))
        QuestionFactory(exercise=draft)
        location = LocationFactory(system=draft.system)
        home_care = ServiceFactory(location=location, service_type=ServiceType.HOME_CARE)
        ServiceFactory(location=location, service_type=ServiceType.ADVICE)

        opened = actions.open_exercise(exercise=draft, **WHO)

        member = AudienceMember.objects.get()
        assert (member.service, member.location) == (home_care, location)
        assert (member.service_type, member.size_band) == ("home_care", "two_to_five")
        assert (opened.stage, opened.register_as_at) == (Stage.OPEN, date(2026, 11, 21))
        assert Entry.objects.get().detail == {"services": 1}

    def test_leaves_everything_as_it_was_if_anything_is_missing(self):
        draft = make_fair(ExerciseFactory(draft=True))

        with pytest.raises(actions.CannotOpen) as refusal:
            actions.open_exercise(exercise=draft, **WHO)

        assert len(refusal.value.reasons) == 2
        draft.refresh_from_db()
        assert draft.stage == Stage.DRAFT
        assert not AudienceMember.objects.exists()
        assert not Entry.objects.exists()


class TestCloseExercise:
    def test_closes_early_for_a_reason_and_says_so(self):
        exercise = ExerciseFactory()

        closed = actions.close_exercise(exercise=exercise, reason="We know enough.", **WHO)

        assert (closed.stage, closed.closes_on) == (Stage.CLOSED, date(2026, 11, 21))
        assert closed.closed_early_because == "We know enough."
        assert events() == ["exercise.closed"]

    def test_refuses_to_close_early_without_one(self):
        with pytest.raises(actions.CannotClose, match="until 30 November 2026"):
            actions.close_exercise(exercise=ExerciseFactory(), **WHO)

        assert not Entry.objects.exists()


class TestMarkAnswered:
    def test_marks_closed_exercises_once(self):
        exercise = ExerciseFactory(closed=True)
        GateProofFactory(exercise=exercise, sign="read")

        actions.mark_answered(exercise_ids=[exercise.pk], **WHO)
        actions.mark_answered(exercise_ids=[exercise.pk], **WHO)

        exercise.refresh_from_db()
        assert exercise.stage == Stage.ANSWERED
        assert events() == ["exercise.answered"]

    def test_refuses_one_that_still_takes_answers(self):
        with pytest.raises(actions.CannotMarkAnswered, match="still takes answers"):
            actions.mark_answered(exercise_ids=[ExerciseFactory().pk], **WHO)


class TestChangingADraft:
    def test_is_refused_once_it_is_open(self):
        question = QuestionFactory()
        exercise = question.exercise
        wording = Wording(QuestionKind.WORDS, "Something else?")

        for change in (
            lambda: actions.edit_exercise(exercise=exercise, plan=PLAN, **WHO),
            lambda: actions.choose_audience(exercise=exercise, criteria=Criteria(), **WHO),
            lambda: actions.add_question(exercise=exercise, wording=wording, **WHO),
            lambda: actions.edit_question(question=question, wording=wording, **WHO),
            lambda: actions.remove_question(question=question, **WHO),
            lambda: actions.move_question_up(question=question, **WHO),
        ):
            with pytest.raises(actions.CannotChange):
                change()

        assert not Entry.objects.exists()

    def test_keeps_questions_in_order_without_gaps(self):
        draft = ExerciseFactory(draft=True)
        for text in ("One?", "Two?", "Three?"):
            wording = Wording(QuestionKind.WORDS, text)
            actions.add_question(exercise=draft, wording=wording, **WHO)
        [_, two, three] = Question.objects.order_by("position")

        actions.move_question_up(question=three, **WHO)
        actions.remove_question(question=two, **WHO)

        order = Question.objects.order_by("position").values_list("text", "position")
        assert list(order) == [("One?", 1), ("Three?", 2)]

    def test_stops_at_ten_questions(self):
        draft = ExerciseFactory(draft=True)
        for position in range(1, 11):
            QuestionFactory(exercise=draft, position=position)

        with pytest.raises(actions.CannotWord, match="There are 10 questions"):
            actions.add_question(
                exercise=draft, wording=Wording(QuestionKind.WORDS, "More?"), **WHO
            )


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (
            lambda: ExerciseFactory(closes_on=date(2026, 10, 31)),
            "engagement_exercise_closes_after_it_opens",
        ),
        (
            lambda: ExerciseFactory(reply_by=date(2026, 11, 29)),
            "engagement_exercise_replies_after_it_closes",
        ),
        (
            lambda: ExerciseFactory(register_as_at=None),
            "engagement_exercise_open_has_an_audience",
        ),
        (
            lambda: ContributionFactory(location=LocationFactory(), speaker="carer"),
            "engagement_only_a_provider_speaks_for_a_location",
        ),
        (lambda: PointFactory(start=5, end=5), "engagement_point_has_length"),
    ],
)
def test_database_refuses(make, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make()


@pytest.mark.parametrize(
    ("factory", "shared", "name"),
    [
        (ExerciseFactory, ("system", "slug"), "engagement_exercise_slug_is_unique"),
        (QuestionFactory, ("exercise", "position"), "engagement_question_has_its_own_position"),
        (AudienceMemberFactory, ("exercise", "service"), "engagement_service_is_in_an_audience"),
        (InvitationFactory, ("exercise", "location"), "engagement_location_is_invited_once"),
        (ContributionFactory, ("receipt",), "engagement_contribution_receipt"),
    ],
)
def test_database_refuses_a_second(factory, shared, name):
    first = factory()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        factory(**{field: getattr(first, field) for field in shared})


def test_database_refuses_a_second_draft_of_an_invitation():
    invitation = InvitationFactory()
    draft = {"invitation": invitation, "exercise": invitation.exercise, "draft": True}
    ContributionFactory(**draft)

    with pytest.raises(IntegrityError, match="one_draft_an_invitation"), transaction.atomic():
        ContributionFactory(**draft)
