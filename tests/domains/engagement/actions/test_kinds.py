"""Answers of every kind, by every channel that keeps them."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regard.domains.engagement import actions
from regard.domains.engagement.actions.answer_uploads import keep_answer_file
from regard.domains.engagement.models import Answer, Contribution, Point, Question
from regard.domains.engagement.queries.questions import list_asked
from regard.domains.engagement.types import Channel, Said, Speaker
from regard.foundation.audit.models import Entry
from regard.foundation.files.models import File
from tests.factories.engagement import ExerciseFactory, InvitationFactory, QuestionFactory
from tests.factories.engagement_questions import QuestionOfKindFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
KINDS = ("choices", "rank", "scale", "number", "date", "matrix")
SAID = {
    "choices": "Rotas; pay",
    "rank": "Rotas; Parking",
    "scale": "5",
    "number": "12 hours",
    "date": "1/2/2026",
    "matrix": "Rotas: worse",
}
KEPT = {
    "choices": ("Pay; Rotas", ["Pay", "Rotas"]),
    "rank": ("1. Rotas; 2. Parking", ["Rotas", "Parking"]),
    "scale": ("5 (very)", 5),
    "number": ("12 hours", 12),
    "date": ("1 February 2026", "2026-02-01"),
    "matrix": ("Rotas: Worse", {"Rotas": "Worse"}),
}


@pytest.fixture
def exercise():
    exercise = ExerciseFactory()
    for position, kind in enumerate(KINDS, start=1):
        QuestionOfKindFactory(exercise=exercise, position=position, **{kind: True})
    return exercise


def answers_to(exercise):
    return {q.pk: SAID[q.kind] for q in Question.objects.filter(exercise=exercise)}


def kept_answers():
    return {a.question.kind: (a.text, a.value) for a in Answer.objects.select_related("question")}


class TestKeepContribution:
    def test_keeps_every_kind_in_words_and_as_a_value(self, exercise):
        said = Said(
            answers=answers_to(exercise), speaker=Speaker.PERSON, channel=Channel.TELEPHONE
        )

        actions.keep_contribution(exercise=exercise, said=said, by="person:1", at=NOON)

        assert kept_answers() == KEPT
        assert not Point.objects.exists()

    def test_says_which_answer_does_not_fit(self, exercise):
        number = Question.objects.get(kind="number")
        said = Said(
            answers={number.pk: "a lot"}, speaker=Speaker.PERSON, channel=Channel.TELEPHONE
        )

        with pytest.raises(actions.CannotKeep) as refused:
            actions.keep_contribution(exercise=exercise, said=said, by="person:1", at=NOON)

        assert "not a number" in refused.value.reasons[number.pk]


class TestDraft:
    def test_holds_every_kind_until_it_is_kept(self, exercise):
        invitation = InvitationFactory(exercise=exercise)
        for question_id, words in answers_to(exercise).items():
            step = actions.Step(answers={question_id: words})
            actions.save_draft(invitation=invitation, step=step, by="invitation:1", at=NOON)
        before = kept_answers()

        actions.keep_draft(invitation=invitation, by="invitation:1", at=NOON)

        assert before == kept_answers() == KEPT

    def test_drops_what_is_no_longer_asked_as_it_is_kept(self):
        first = QuestionFactory(position=1, choice=True)
        then = QuestionFactory(
            exercise=first.exercise, position=2, shown_if=first, shown_for=["Worse"]
        )
        invitation = InvitationFactory(exercise=first.exercise)
        answers = {first.pk: "Better", then.pk: "Pay"}
        actions.save_draft(
            invitation=invitation, step=actions.Step(answers=answers), by="x", at=NOON
        )

        actions.keep_draft(invitation=invitation, by="invitation:1", at=NOON)

        assert Contribution.objects.get().kept_at == NOON
        assert [answer.text for answer in Answer.objects.all()] == ["Better"]
        assert not Point.objects.exists()


class TestSpreadsheet:
    def test_of_every_kind_is_read_by_the_names_of_its_columns(self, exercise):
        header = ",".join(q.text for q in Question.objects.order_by("position"))
        cells = ",".join(f'"{SAID[kind]}"' for kind in KINDS)
        received = actions.receive_answers_file(
            exercise=exercise,
            chunks=[f"{header}\n{cells}\n".encode()],
            name="answers.csv",
            by="person:1",
            at=NOON,
        )

        taken = actions.take_answers(answers_file_id=received.pk, by="person:1", at=NOON)

        assert taken.taken == 1
        assert kept_answers() == KEPT

    def test_refuses_a_cell_that_does_not_fit_by_line_and_column(self, exercise):
        received = actions.receive_answers_file(
            exercise=exercise,
            chunks=[b"Since when?\n31/02/2026\n"],
            name="answers.csv",
            by="person:1",
            at=NOON,
        )

        actions.take_answers(answers_file_id=received.pk, by="person:1", at=NOON)

        refused = received.refused_answers.get()
        assert (refused.line, refused.column) == (2, "Since when?")
        assert "not a day that we can read" in refused.reason


class TestFile:
    def upload(self, name="rota.pdf", content=b"%PDF-1.7 a rota"):
        return SimpleUploadedFile(name, content)

    def keep(self, question, upload):
        [asked] = list_asked(exercise=question.exercise)
        return keep_answer_file(
            exercise=question.exercise, asked=asked, upload=upload, by="invitation:1", at=NOON
        )

    def test_is_kept_under_its_hash_with_one_ledger_entry(self):
        question = QuestionOfKindFactory(file=True)

        kept = self.keep(question, self.upload())

        assert kept.path.read_bytes() == b"%PDF-1.7 a rota"
        entry = Entry.objects.get()
        assert (entry.event, entry.detail["sha256"]) == ("answer_file.kept", kept.sha256)

    def test_of_another_kind_than_its_name_says_is_refused(self):
        question = QuestionOfKindFactory(file=True)

        with pytest.raises(actions.CannotKeep, match="whatever its name says"):
            self.keep(question, self.upload(content=b"<html>"))

        assert not File.objects.exists()

    def test_goes_with_its_answer(self):
        question = QuestionOfKindFactory(file=True)
        kept = self.keep(question, self.upload())
        said = Said(
            answers={question.pk: "rota.pdf (PDF, 1 KB)"},
            files={question.pk: kept.pk},
            speaker=Speaker.PERSON,
            channel=Channel.TELEPHONE,
            said_on=date(2026, 11, 20),
        )

        actions.keep_contribution(exercise=question.exercise, said=said, by="person:1", at=NOON)

        answer = Answer.objects.get()
        assert (answer.text, answer.value, answer.file) == ("rota.pdf (PDF, 1 KB)", None, kept)
