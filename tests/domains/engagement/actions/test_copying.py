from datetime import UTC, date, datetime

import pytest

from regard.domains.engagement.actions import copying
from regard.domains.engagement.models import Alternative, GateProof, Question, QuestionFormat
from regard.domains.engagement.queries.phases import days_of, list_phases
from regard.domains.engagement.rules.phases import reasons_against_phases
from regard.domains.engagement.rules.templates import HOME_CARE_FEES, TEMPLATES
from regard.domains.engagement.types import QuestionKind, Stage
from regard.foundation.audit.models import Entry
from tests.factories.engagement import ContributionFactory, ExerciseFactory, QuestionFactory
from tests.factories.engagement_exercises import AlternativeFactory, PhaseFactory, make_fair
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WHO = {"by": "person:1", "at": NOON}


class TestCopyExercise:
    def test_takes_over_what_was_asked_and_nothing_that_was_said(self):
        exercise = make_fair(
            ExerciseFactory(
                answered=True,
                keeps_emails=True,
                criteria={"version": 1, "size_bands": ["one"]},
            )
        )
        first = QuestionFactory(exercise=exercise, position=1, choice=True)
        QuestionFactory(
            exercise=exercise, position=2, shown_if=first, shown_for=["Worse"], text="Why?"
        )
        QuestionFormat.objects.create(
            exercise=exercise, question=first, kind="easy_read", words="How is it?"
        )
        AlternativeFactory(exercise=exercise)
        PhaseFactory(exercise=exercise)
        ContributionFactory(exercise=exercise)

        copy = copying.copy_exercise(exercise=exercise, title="And this winter?", **WHO)

        assert (copy.stage, copy.title, copy.copied_from) == (
            Stage.DRAFT,
            "And this winter?",
            exercise,
        )
        assert (copy.opens_on, copy.closes_on) == (date(2026, 11, 21), date(2026, 12, 20))
        assert copy.criteria == exercise.criteria
        assert copy.keeps_emails
        [one, two] = Question.objects.filter(exercise=copy).order_by("position")
        assert (one.kind, one.options) == (QuestionKind.CHOICE, first.options)
        assert (two.shown_if, two.shown_for) == (one, ["Worse"])
        assert QuestionFormat.objects.get(exercise=copy).question == one
        assert Alternative.objects.filter(exercise=copy).count() == 1
        assert list_phases(exercise=copy)[0].ends_on == copy.closes_on
        assert not copy.contributions.exists()
        assert not GateProof.objects.filter(exercise=copy).exists()

    def test_writes_that_it_was_copied(self):
        exercise = ExerciseFactory()

        copying.copy_exercise(exercise=exercise, title="Again?", **WHO)

        entries = [(entry.event, entry.detail) for entry in Entry.objects.order_by("pk")]
        assert entries[-1] == ("exercise.copied", {"from": exercise.pk})


class TestCreateFromTemplate:
    @pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.key)
    def test_makes_a_draft_that_agrees_with_itself(self, template):
        made = copying.create_from_template(system=SystemFactory(), template=template, **WHO)

        assert (made.stage, made.title) == (Stage.DRAFT, template.title)
        assert made.questions.count() == len(template.questions)
        assert reasons_against_phases(list_phases(exercise=made), days_of(made)) == {}

    def test_is_for_the_services_that_it_is_about(self):
        made = copying.create_from_template(system=SystemFactory(), template=HOME_CARE_FEES, **WHO)

        assert made.criteria["service_types"] == ["home_care"]
