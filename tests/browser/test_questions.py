"""Every kind of question, written by a lead and answered on a small phone."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.engagement.models import Answer, Contribution
from regard.foundation.accounts import links
from regard.foundation.files import actions as files
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import (
    AnswerFactory,
    AudienceMemberFactory,
    ContributionFactory,
    ExerciseFactory,
    InvitationFactory,
    QuestionFactory,
)
from tests.factories.engagement_questions import QuestionFormatFactory, QuestionOfKindFactory
from tests.factories.register import SystemFactory

PHONE = {"width": 320, "height": 640}

KINDS = ("choices", "rank", "scale", "number", "date", "matrix", "file")


def given_an_exercise(**more):
    today = timezone.localdate()
    days = {
        "opens_on": today - timedelta(days=3),
        "closes_on": today + timedelta(days=9),
        "reply_by": today + timedelta(days=90),
        "register_as_at": today - timedelta(days=3),
    }
    system = SystemFactory(name="Northmarch", slug="northmarch", receipt_prefix="NM")
    return ExerciseFactory(system=system, slug="winter", **(days | more))


def given_every_kind(exercise):
    first = QuestionFactory(exercise=exercise, position=1, choice=True)
    QuestionFactory(
        exercise=exercise,
        position=2,
        text="Why is it worse?",
        shown_if=first,
        shown_for=["Worse"],
    )
    for position, kind in enumerate(KINDS, start=3):
        QuestionOfKindFactory(exercise=exercise, position=position, **{kind: True})
    return first


def given_a_link(exercise):
    invitation = InvitationFactory(
        exercise=exercise, location__name="Ashgrove House", location__city="Harrow Vale"
    )
    link = links.issue(
        purpose="engagement.answer",
        subject_id=invitation.pk,
        expires_at=datetime.now(UTC) + timedelta(days=100),
    )
    return reverse("engagement:answer", args=[links.token(link)])


def given_a_recording(exercise, question):
    file = files.keep(
        chunks=ContentFile(b"ID3 sound").chunks(),
        name="said.mp3",
        origin="x",
        scope_key="x",
        by="person:1",
        at=timezone.now(),
    )
    QuestionFormatFactory(
        exercise=exercise, question=question, kind="recording", file=file, words="How is it?"
    )
    QuestionFormatFactory(
        exercise=exercise, kind="language", language="pl", words="Co by pomogło?"
    )


def go_on(page):
    press(page.get_by_role("button", name="Continue"))


def when_every_kind_is_answered(page, check):
    page.get_by_label("Worse").check()
    check(page, "kinds-choice")
    go_on(page)
    page.get_by_label("Why is it worse?").fill("Nobody applies.")
    go_on(page)
    page.get_by_label("Pay").check()
    page.get_by_label("Parking").check()
    check(page, "kinds-choices")
    go_on(page)
    page.get_by_label("Rotas").select_option("First")
    page.get_by_label("Pay").select_option("Second")
    check(page, "kinds-rank")
    go_on(page)
    page.get_by_label("5 (very)").check()
    check(page, "kinds-scale")
    go_on(page)
    page.get_by_label("How many hours?").fill("37")
    check(page, "kinds-number")
    go_on(page)
    for part, typed in (("Day", "1"), ("Month", "2"), ("Year", "2026")):
        page.get_by_label(part).fill(typed)
    check(page, "kinds-date")
    go_on(page)
    page.get_by_role("group", name="Pay").get_by_label("Better").check()
    page.get_by_role("group", name="Rotas").get_by_label("Worse").check()
    check(page, "kinds-matrix")
    go_on(page)
    check(page, "kinds-file")
    rota = {"name": "rota.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 rota"}
    page.locator("input[type=file]").set_input_files(rota)
    go_on(page)


def then_every_kind_is_kept():
    assert Contribution.objects.get().kept_at is not None
    assert {a.question.kind: a.text for a in Answer.objects.select_related("question")} == {
        "choice": "Worse",
        "words": "Nobody applies.",
        "choices": "Pay; Parking",
        "rank": "1. Rotas; 2. Pay",
        "scale": "5 (very)",
        "number": "37 hours",
        "date": "1 February 2026",
        "matrix": "Pay: Better\nRotas: Worse",
        "file": "rota.pdf (PDF, 1 KB)",
    }


class TestAnsweringEveryKind:
    def test_by_link_on_a_small_phone(self, page, check):
        page.set_viewport_size(PHONE)
        exercise = given_an_exercise()
        given_a_recording(exercise, given_every_kind(exercise))
        page.goto(given_a_link(exercise))

        when_every_kind_is_answered(page, check)
        check(page, "kinds-check")
        press(page.get_by_role("button", name="Send it"))

        then_every_kind_is_kept()
        check(page, "kinds-said")

    def test_without_javascript(self, no_script_page):
        page = no_script_page
        exercise = given_an_exercise()
        given_every_kind(exercise)
        page.goto(given_a_link(exercise))

        when_every_kind_is_answered(page, lambda *_: None)
        press(page.get_by_role("button", name="Send it"))

        then_every_kind_is_kept()

    def test_on_the_web_all_on_one_page(self, page, check):
        exercise = given_an_exercise()
        given_every_kind(exercise)

        page.goto("/northmarch/asked/winter/answer/")

        check(page, "kinds-on-web")

    def test_is_saved_as_it_is_chosen(self, page):
        exercise = given_an_exercise()
        QuestionOfKindFactory(exercise=exercise, position=1, rank=True)
        page.goto(given_a_link(exercise))

        page.get_by_label("Rotas").select_option("First")
        expect(page.locator("#saved")).to_contain_text(re.compile(r"Saved \d"))

        assert Answer.objects.get().value == ["Rotas"]

    def test_tells_what_is_no_longer_sent(self, page, check):
        exercise = given_an_exercise()
        question = QuestionFactory(exercise=exercise, position=1, choice=True)
        QuestionFactory(
            exercise=exercise, position=2, text="Why?", shown_if=question, shown_for=["Worse"]
        )
        page.goto(given_a_link(exercise))
        page.get_by_label("Worse").check()
        go_on(page)
        page.get_by_label("Why?").fill("Nobody applies.")
        go_on(page)
        press(page.get_by_role("link", name="Change your answer to “How is it?”"))
        page.get_by_label("Better").check()
        go_on(page)

        check(page, "kinds-dropped")

        assert "no longer asked" in page.inner_text("main")


class TestPassingOn:
    def test_to_a_colleague_and_back(self, page, check):
        page.set_viewport_size(PHONE)
        exercise = given_an_exercise()
        QuestionFactory(exercise=exercise, position=1)
        page.goto(given_a_link(exercise))

        press(page.get_by_role("link", name="Pass it on to them"))
        check(page, "pass-on")
        page.get_by_label("Their name").fill("Priya Shah")
        page.get_by_label("Their email address").fill("priya@example.org")
        press(page.get_by_role("button", name="Pass it on"))
        check(page, "passed-on")
        press(page.get_by_role("button", name="Take it back"))

        assert "Priya Shah’s link no longer works" in page.inner_text("main")


class TestToldBefore:
    def test_is_used_again(self, page, check):
        exercise = given_an_exercise()
        text = "What would most help you keep staff?"
        QuestionFactory(exercise=exercise, position=1, text=text)
        address = given_a_link(exercise)
        [invitation] = exercise.invitations.all()
        before = ExerciseFactory(system=exercise.system, title="Last winter")
        kept = ContributionFactory(
            exercise=before,
            location=invitation.location,
            invitation=InvitationFactory(exercise=before, location=invitation.location),
        )
        asked = QuestionFactory(exercise=before, position=1, text=text)
        AnswerFactory(contribution=kept, question=asked, text="Pay for travel.")

        page.goto(address)
        check(page, "told-before")
        press(page.get_by_role("button", name="Use this"))

        assert page.get_by_label(text).input_value() == "Pay for travel."


@pytest.fixture
def lead(page, sign_in):
    """Return the browser of a lead, signed in."""
    sign_in(page, GrantFactory().person)
    return page


class TestForTheTeam:
    def test_questions_are_written(self, lead, check):
        exercise = given_an_exercise(draft=True)
        given_every_kind(exercise)
        lead.goto("/northmarch/asked/winter/questions/")
        check(lead, "questions-of-every-kind")

        lead.get_by_label("The same choice for several things").check()
        press(lead.get_by_role("button", name="Write the question"))

        check(lead, "question-matrix")

    def test_other_formats_are_offered(self, lead, check):
        exercise = given_an_exercise()
        given_a_recording(exercise, given_every_kind(exercise))
        lead.goto("/northmarch/asked/winter/formats/")
        check(lead, "formats")

        press(lead.get_by_role("link", name="Recording (MP3, 1 KB)"))

        check(lead, "format-recording")

    def test_results_are_counted(self, lead, check):
        exercise = given_an_exercise()
        given_answers(exercise)

        lead.goto("/northmarch/asked/winter/results/")

        check(lead, "results")

    def test_paper_is_printed(self, lead, check):
        given_every_kind(given_an_exercise())

        lead.goto("/northmarch/asked/winter/on-paper/")

        check(lead, "paper-form")


def given_answers(exercise):
    """Let 40 of 60 services and 12 people answer every kind."""
    given_every_kind(exercise)
    said = {
        "choice": ("Worse", "Worse"),
        "choices": ("Pay", ["Pay"]),
        "rank": ("1. Rotas", ["Rotas", "Pay", "Parking"]),
        "scale": ("4", 4),
        "number": ("37 hours", 37),
        "date": ("1 February 2026", "2026-02-01"),
        "matrix": ("Pay: Better", {"Pay": "Better", "Rotas": "Worse"}),
        "words": ("Nobody applies.", None),
    }
    other = {
        "choice": ("Better", "Better"),
        "rank": ("1. Pay", ["Pay", "Parking"]),
        "scale": ("2", 2),
        "number": ("12 hours", 12),
    }
    for number in range(60):
        member = AudienceMemberFactory(exercise=exercise)
        if number < 40:
            answer_all(exercise, said | other if number % 3 == 0 else said, member.location)
    for _ in range(12):
        answer_all(exercise, said, None)


def answer_all(exercise, said, location):
    kept = ContributionFactory(exercise=exercise, location=location)
    for question in exercise.questions.all():
        if question.kind in said:
            text, value = said[question.kind]
            AnswerFactory(contribution=kept, question=question, text=text, value=value)
