"""Answering every kind of question, by link and on the web."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from regard.domains.engagement.models import Answer, Contribution, Question
from regard.domains.engagement.types import Speaker, Visibility
from regard.foundation.accounts import links
from tests.domains.engagement.views.addresses import at
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    InvitationFactory,
    QuestionFactory,
)
from tests.factories.engagement_questions import QuestionFormatFactory, QuestionOfKindFactory

pytestmark = pytest.mark.django_db

KINDS = ("choices", "rank", "scale", "number", "date", "matrix", "file")

SENT = {
    "choices": lambda n: {n: ["Rotas", "Pay"]},
    "rank": lambda n: {f"{n}-0": "2", f"{n}-1": "1", f"{n}-2": ""},
    "scale": lambda n: {n: "5 (very)"},
    "number": lambda n: {n: "1,2"},
    "date": lambda n: {f"{n}-day": "1", f"{n}-month": "2", f"{n}-year": "2026"},
    "matrix": lambda n: {f"{n}-0": "Better", f"{n}-1": "Worse"},
    "file": lambda n: {n: SimpleUploadedFile("rota.pdf", b"%PDF-1.7 rota")},
}

KEPT = {
    "choices": "Pay; Rotas",
    "rank": "1. Rotas; 2. Pay",
    "scale": "5 (very)",
    "number": "12 hours",
    "date": "1 February 2026",
    "matrix": "Pay: Better\nRotas: Worse",
    "file": "rota.pdf (PDF, 1 KB)",
}

WRONG = {
    "choices": (lambda n: {n: ["Fees"]}, "Choose only from the answers"),
    "rank": (lambda n: {f"{n}-0": "1", f"{n}-1": "1"}, "have the same place"),
    "number": (lambda n: {n: "many"}, "is not a number that we can read"),
    "date": (
        lambda n: {f"{n}-day": "1", f"{n}-month": "2", f"{n}-year": "2027"},
        "must be 31 December 2026 or earlier",
    ),
    "matrix": (lambda n: {f"{n}-0": "Dearer"}, "is not one of the choices"),
    "file": (lambda n: {n: SimpleUploadedFile("a.pdf", b"<html>")}, "whatever its name says"),
}


@pytest.fixture
def phone():
    return Client()


def linked(exercise, **more):
    """Return an invitation to an exercise, and the token of its link."""
    invitation = InvitationFactory(exercise=exercise, **more)
    link = links.issue(
        purpose="engagement.answer",
        subject_id=invitation.pk,
        expires_at=datetime(2027, 5, 29, tzinfo=UTC),
    )
    return invitation, links.token(link)


def url(name, token, *more):
    return reverse(f"engagement:{name}", args=[token, *more])


def name(question):
    return f"q{question.pk}"


class TestByLink:
    @pytest.mark.parametrize("kind", KINDS)
    def test_each_kind_is_saved_shown_again_and_kept(self, phone, kind):
        question = QuestionOfKindFactory(position=1, **{kind: True})
        _, token = linked(question.exercise)
        sent = SENT[kind](name(question)) | {"visibility": "team"}

        saved = phone.post(url("answer_question", token, 1), sent)
        again = phone.get(url("answer_question", token, 1)).content.decode()
        check = phone.get(url("answer_check", token)).content.decode()
        phone.post(url("answer_check", token), {"email": ""})

        assert saved["Location"] == url("answer_check", token)
        assert any(
            mark in again for mark in (" checked", " selected", 'value="1', "You have sent")
        )
        assert KEPT[kind].splitlines()[-1] in check
        assert Answer.objects.get().text == KEPT[kind]
        assert Contribution.objects.get().kept_at is not None

    @pytest.mark.parametrize("kind", WRONG)
    def test_what_is_no_answer_is_refused_at_its_field(self, phone, kind):
        question = QuestionOfKindFactory(position=1, **{kind: True})
        _, token = linked(question.exercise)
        sent, words = WRONG[kind]

        page = phone.post(
            url("answer_question", token, 1), sent(name(question)) | {"visibility": "team"}
        ).content.decode()

        assert words in page
        assert not Answer.objects.exists()

    @pytest.mark.parametrize("kind", KINDS)
    def test_each_kind_that_needs_an_answer_says_so(self, phone, kind):
        question = QuestionOfKindFactory(position=1, is_required=True, **{kind: True})
        _, token = linked(question.exercise)

        page = phone.post(url("answer_question", token, 1), {"visibility": "team"})

        assert "There is a problem" in page.content.decode()

    @pytest.mark.parametrize("kind", KINDS)
    def test_each_kind_that_needs_none_can_be_passed_by(self, phone, kind):
        question = QuestionOfKindFactory(position=1, **{kind: True})
        _, token = linked(question.exercise)

        response = phone.post(url("answer_question", token, 1), {"visibility": "team"})

        assert response["Location"] == url("answer_check", token)
        assert not Answer.objects.exists()

    def test_says_until_when_it_is_kept(self, phone):
        question = QuestionFactory(position=1)
        _, token = linked(question.exercise)

        page = phone.get(url("answer_question", token, 1)).content.decode()

        assert "kept until 30 November 2026" in page
        assert "come back by the same link, on any device" in page

    def test_is_saved_while_it_is_chosen(self, phone):
        question = QuestionOfKindFactory(position=1, rank=True)
        _, token = linked(question.exercise)

        saved = phone.post(url("answer_save", token, 1), SENT["rank"](name(question)))
        wrong = phone.post(url("answer_save", token, 1), WRONG["rank"][0](name(question)))

        assert "Saved 21 November" in saved.content.decode()
        assert "Saved when you press Continue" in wrong.content.decode()
        assert Answer.objects.get().value == ["Rotas", "Pay"]

    def test_a_file_stays_until_it_is_taken_back(self, phone):
        question = QuestionOfKindFactory(position=1, file=True)
        _, token = linked(question.exercise)
        here = url("answer_question", token, 1)
        phone.post(here, SENT["file"](name(question)) | {"visibility": "team"})

        phone.post(here, {"visibility": "named"})
        assert Answer.objects.get().file is not None
        phone.post(here, {"visibility": "named", f"{name(question)}-clear": "on"})

        assert not Answer.objects.exists()


class TestBranches:
    @pytest.fixture
    def asked(self):
        first = QuestionFactory(position=1, choice=True)
        for position in (2, 3):
            QuestionFactory(
                exercise=first.exercise,
                position=position,
                text=f"Why {position}?",
                shown_if=first if position == 2 else None,
                shown_for=["Worse"] if position == 2 else [],
            )
        return first

    def choose(self, phone, token, question, words):
        return phone.post(
            url("answer_question", token, 1), {name(question): words, "visibility": "team"}
        )

    def test_lead_past_what_is_not_asked(self, phone, asked):
        _, token = linked(asked.exercise)

        response = self.choose(phone, token, asked, "Better")
        page = phone.get(response["Location"]).content.decode()

        assert response["Location"] == url("answer_question", token, 3)
        assert "2 of 2. Why 3?" in page
        assert f'href="{url("answer_question", token, 1)}"' in page

    def test_lead_to_what_is_asked(self, phone, asked):
        _, token = linked(asked.exercise)

        response = self.choose(phone, token, asked, "Worse")

        assert response["Location"] == url("answer_question", token, 2)

    def test_do_not_open_what_is_not_asked(self, phone, asked):
        _, token = linked(asked.exercise)
        self.choose(phone, token, asked, "Better")

        response = phone.get(url("answer_question", token, 2))

        assert response["Location"] == url("answer_question", token, 3)

    def test_tell_what_is_no_longer_sent(self, phone, asked):
        _, token = linked(asked.exercise)
        why = Question.objects.get(position=2)
        self.choose(phone, token, asked, "Worse")
        phone.post(url("answer_question", token, 2), {name(why): "The fees."})
        self.choose(phone, token, asked, "Better")

        check = phone.get(url("answer_check", token)).content.decode()
        phone.post(url("answer_check", token), {"email": ""})

        assert "this is no longer asked" in check
        assert "The fees." in check
        assert [a.text for a in Answer.objects.all()] == ["Better"]


class TestOnTheWeb:
    def send(self, exercise, **answers):
        return Client().post(
            at("answer_on_web", exercise),
            {"speaker": Speaker.PERSON, "visibility": Visibility.TEAM} | answers,
        )

    @pytest.mark.parametrize("kind", KINDS)
    def test_each_kind_is_kept(self, kind):
        question = QuestionOfKindFactory(position=1, **{kind: True})

        self.send(question.exercise, **SENT[kind](name(question)))

        assert Answer.objects.get().text == KEPT[kind]

    def test_a_question_for_some_says_for_whom_and_is_not_kept_of_others(self):
        first = QuestionFactory(position=1, choice=True)
        then = QuestionFactory(
            exercise=first.exercise,
            position=2,
            shown_if=first,
            shown_for=["Worse"],
            is_required=True,
        )

        page = Client().get(at("answer_on_web", first.exercise)).content.decode()
        both = self.send(first.exercise, **{name(first): "Better", name(then): "Pay"})
        one = self.send(first.exercise, **{name(first): "Better"})

        assert "Only if you answered “Worse” to question 1." in page
        assert "is asked only of those who answered “Worse”" in both.content.decode()
        assert one.status_code == 302
        assert Contribution.objects.count() == 1

    def test_a_file_of_another_kind_is_refused_at_its_field(self):
        question = QuestionOfKindFactory(position=1, file=True)

        page = self.send(question.exercise, **WRONG["file"][0](name(question)))

        assert "whatever its name says" in page.content.decode()


class TestTypedIn:
    @pytest.mark.parametrize("kind", KINDS)
    def test_each_kind_is_kept(self, lead, kind):
        question = QuestionOfKindFactory(position=1, **{kind: True})
        here = f"{at('enter', question.exercise)}?location=none"
        sent = {
            "channel": "telephone",
            "speaker": Speaker.PERSON,
            "visibility": Visibility.TEAM,
            "said_on-day": "20",
            "said_on-month": "11",
            "said_on-year": "2026",
        }

        lead(question.exercise).post(here, sent | SENT[kind](name(question)))

        assert Answer.objects.get().text == KEPT[kind]


class TestFile:
    def test_of_an_answer_is_sent_to_those_who_may_know_who_it_was(self, lead):
        question = QuestionOfKindFactory(position=1, file=True)
        _, token = linked(question.exercise)
        phone = Client()
        sent = SENT["file"](name(question)) | {"visibility": "team"}
        phone.post(url("answer_question", token, 1), sent)
        phone.post(url("answer_check", token), {"email": ""})
        kept = Contribution.objects.get()
        here = at("answer_file", kept.exercise, receipt=kept.receipt, answered_id=question.pk)

        got = lead(kept.exercise).get(here)
        page = lead(kept.exercise).get(at("contribution", kept.exercise, receipt=kept.receipt))

        assert b"".join(got.streaming_content) == b"%PDF-1.7 rota"
        assert "attachment" in got["Content-Disposition"]
        assert here in page.content.decode()
        assert Client().get(here).status_code in {302, 403, 404}

    def test_that_did_not_come_is_not_found(self, lead):
        answer = AnswerFactory()
        kept = answer.contribution
        here = at(
            "answer_file", kept.exercise, receipt=kept.receipt, answered_id=answer.question_id
        )

        assert lead(kept.exercise).get(here).status_code == 404


class TestFormats:
    def test_stand_beside_their_question_and_all_of_it_beside_the_first(self, phone):
        question = QuestionFactory(position=1)
        QuestionFormatFactory(
            exercise=question.exercise,
            question=question,
            words="Co?",
            language="pl",
            kind="language",
        )
        QuestionFormatFactory(exercise=question.exercise)
        _, token = linked(question.exercise)

        page = phone.get(url("answer_question", token, 1)).content.decode()
        on_web = phone.get(at("answer_on_web", question.exercise)).content.decode()

        assert 'hreflang="pl">Polish</a>' in page
        assert ">Easy Read</a>" in page
        assert ">Easy Read</a>" in on_web


class TestToldBefore:
    @pytest.fixture
    def told(self):
        """Return the token of a link whose service said something a year ago."""
        text = "What would most help you keep staff?"
        now = QuestionFactory(position=1, text=text)
        invitation, token = linked(now.exercise)
        before = ExerciseFactory(system=now.exercise.system, title="Last winter")
        earlier = InvitationFactory(exercise=before, location=invitation.location)
        kept = ContributionFactory(
            exercise=before, invitation=earlier, location=invitation.location
        )
        AnswerFactory(
            contribution=kept,
            question=QuestionFactory(exercise=before, position=1, text=text),
            text="Pay for travel.",
        )
        return token

    def test_is_offered_and_used(self, phone, told):
        answer = Answer.objects.get()

        page = phone.get(url("answer_question", told, 1)).content.decode()
        phone.post(url("use_told_before", told, 1, answer.pk))

        assert "You told us before" in page
        assert "Last winter" in page
        draft = Contribution.objects.get(kept_at=None)
        assert draft.answers.get().text == "Pay for travel."
        assert (
            "You told us before" not in phone.get(url("answer_question", told, 1)).content.decode()
        )

    def test_of_another_service_is_not_found(self, phone, told):
        _, token = linked(Contribution.objects.get().exercise)
        answer = Answer.objects.get()

        assert phone.post(url("use_told_before", token, 1, answer.pk)).status_code == 404
