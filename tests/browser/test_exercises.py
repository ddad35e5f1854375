"""A partnership lead asks, invites, types in and loads."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from regard.domains.engagement import actions
from regard.domains.engagement.models import AnswersFile, Contribution, Exercise
from regard.domains.engagement.types import Channel
from regard.foundation.accounts import links
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import (
    AnswerFactory,
    AudienceMemberFactory,
    ContributionFactory,
    ExerciseFactory,
    InvitationFactory,
    PointFactory,
    QuestionFactory,
    ThemeFactory,
)
from tests.factories.register import (
    CouncilFactory,
    LocationFactory,
    PlaceFactory,
    ServiceFactory,
    SystemFactory,
)

SAID = (
    "Two of my night staff have left for the hospital because nobody pays them to drive.",
    "The rota comes out four days before the month. Nobody can plan a life around that.",
    "We lose three hours a shift on the Fell road and the rate does not see it.",
    "Let retired nurses hold the bank key: they live nearest.",
)


def given_a_system():
    system = SystemFactory(name="Northmarch", slug="northmarch", receipt_prefix="NM")
    for name in ("Harrow Vale", "Westmere"):
        council = CouncilFactory(name=name)
        system.councils.through.objects.create(system=system, council=council)
        PlaceFactory(system=system, name=name, council=council)
    for name in ("Ashgrove House", "Beech Lodge", "Fell View Home Care"):
        ServiceFactory(
            location=LocationFactory(system=system, name=name, city="Harrow Vale"),
            service_type="care_home",
        )
    return system


def given_an_exercise(system, **more):
    today = timezone.localdate()
    dates = {
        "opens_on": today - timedelta(days=9),
        "closes_on": today + timedelta(days=9),
        "reply_by": today + timedelta(days=90),
    }
    exercise = ExerciseFactory(system=system, slug="winter-staff", **(dates | more))
    QuestionFactory(exercise=exercise, position=1)
    return exercise


def given_answers(exercise):
    question = exercise.questions.get()
    theme = ThemeFactory(exercise=exercise)
    for number, words in enumerate(SAID):
        member = AudienceMemberFactory(exercise=exercise)
        kept = ContributionFactory(
            exercise=exercise,
            location=member.location,
            channel=list(Channel)[number],
            receipt=f"NM-7F3K-2{number}",
        )
        PointFactory(
            answer=AnswerFactory(contribution=kept, question=question, text=words),
            theme=theme if number else None,
        )


def given_letters(exercise):
    for name in ("Ashgrove House", "Beech Lodge"):
        location = LocationFactory(
            system=exercise.system, name=name, address="1 High Street", city="Harrow Vale"
        )
        AudienceMemberFactory(exercise=exercise, service=ServiceFactory(location=location))
        letter = InvitationFactory(
            exercise=exercise, location=location, channel=Channel.LETTER, to=""
        )
        links.issue(
            purpose="engagement.answer",
            subject_id=letter.pk,
            expires_at=datetime.now(UTC) + timedelta(days=100),
        )


@pytest.fixture
def lead(page, sign_in):
    """Return the browser of a lead, signed in."""
    sign_in(page, GrantFactory().person)
    return page


def when_they_show_that_it_is_fair(lead, check):
    press(lead.get_by_role("button", name="See what is missing"))
    check(lead, "exercise-gate-missing")
    press(lead.get_by_role("link", name="Write and publish it"))
    lead.get_by_label("What do people need to know").fill("One in nine left last winter.")
    press(lead.get_by_role("button", name="Save"))
    check(lead, "exercise-information-write")
    press(lead.get_by_role("button", name="Publish it"))
    lead.goto(f"{lead.url.partition('/information')[0]}/options/")
    check(lead, "exercise-options-none")
    press(lead.get_by_role("button", name="We ask openly, with no option"))
    check(lead, "exercise-gate-shown")


class TestAsking:
    def test_goes_from_nothing_to_open(self, lead, check):
        given_a_system()
        lead.goto("/northmarch/asked/")
        press(lead.get_by_role("button", name="Ask something new"))
        check(lead, "exercise-new")

        lead.get_by_label("What do you want to know?").fill("What would keep your staff?")
        lead.get_by_label("Why do you ask?").fill("We are writing our winter plan.")
        lead.get_by_label("What can the answers still change?").fill("All but the total.")
        lead.get_by_label("What is decided already, and by whom?").fill("Nothing is.")
        press(lead.get_by_role("button", name="Save"))
        check(lead, "exercise-draft")

        press(lead.get_by_role("button", name="Add a question"))
        lead.get_by_label("In their own words").check()
        press(lead.get_by_role("button", name="Write the question"))
        lead.get_by_label("Question", exact=True).fill("What would help you most?")
        press(lead.get_by_role("button", name="Save"))
        check(lead, "exercise-questions")

        press(lead.get_by_role("link", name="Done: back to the draft"))
        press(lead.get_by_role("button", name="Choose the audience"))
        check(lead, "exercise-audience")
        lead.get_by_label("Care home", exact=True).check()
        press(lead.get_by_role("button", name="Count them first"))
        assert "3" in lead.inner_text("main dl")
        press(lead.get_by_role("button", name="Save"))

        when_they_show_that_it_is_fair(lead, check)
        press(lead.get_by_role("button", name="Check and open"))
        check(lead, "exercise-open")
        press(lead.get_by_role("button", name="Open it"))
        assert "Now send the invitations" in lead.inner_text("main")
        assert Exercise.objects.get().stage == "open"

    def test_says_all_that_is_missing(self, lead, check):
        draft = given_an_exercise(
            given_a_system(),
            stage="draft",
            register_as_at=None,
            purpose="We utilise robust words.",
        )
        draft.questions.all().delete()

        lead.goto("/northmarch/asked/winter-staff/open/")

        check(lead, "exercise-open-refused")

    def test_closes_early_for_a_reason(self, lead, check):
        given_an_exercise(given_a_system())
        lead.goto("/northmarch/asked/winter-staff/close/")
        press(lead.get_by_role("button", name="Close it"))

        check(lead, "exercise-close")


class TestInviting:
    def test_shows_how_far_it_has_come(self, lead, check):
        exercise = given_an_exercise(given_a_system())
        given_letters(exercise)
        for _ in range(3):
            member = AudienceMemberFactory(exercise=exercise)
            InvitationFactory(exercise=exercise, location=member.location)
        AudienceMemberFactory(
            exercise=exercise,
            service=ServiceFactory(
                location=LocationFactory(
                    system=exercise.system, name="Lost Lodge", address="", city="", postcode=""
                )
            ),
        )

        lead.goto("/northmarch/asked/winter-staff/invitations/")
        check(lead, "invitations")
        lead.goto("/northmarch/asked/winter-staff/")
        check(lead, "exercise-lead")

    def test_prints_letters(self, lead, check):
        given_letters(given_an_exercise(given_a_system()))

        lead.goto("/northmarch/asked/winter-staff/letters/")

        check(lead, "letters")


class TestTypingIn:
    def test_finds_the_service_and_keeps_what_it_said(self, lead, check):
        given_an_exercise(given_a_system())
        lead.goto("/northmarch/asked/winter-staff/enter/")
        lead.get_by_label("Find the service").fill("ashgrove")
        press(lead.get_by_role("button", name="Find"))
        check(lead, "enter-pick")

        press(lead.get_by_role("link", name="Ashgrove House"))
        check(lead, "enter")
        lead.get_by_label("What is the one thing").fill(SAID[0])
        press(lead.get_by_role("button", name="Keep it"))

        check(lead, "contribution")
        assert Contribution.objects.get().receipt in lead.inner_text("main")


class TestLoading:
    def test_asks_what_each_column_holds_and_tells_what_came_of_it(self, lead, check):
        exercise = given_an_exercise(given_a_system())
        lead.goto("/northmarch/asked/winter-staff/load/")
        check(lead, "load")
        lead.set_input_files(
            "input[type=file]",
            {
                "name": "answers.csv",
                "mimeType": "text/csv",
                "buffer": f"Q1,Email\n{SAID[1]},\nRotas.,nowhere\n".encode(),
            },
        )
        press(lead.get_by_role("button", name="Go on"))
        check(lead, "load-columns")

        loaded = AnswersFile.objects.get()
        actions.take_answers(answers_file_id=loaded.pk, by="person:1", at=timezone.now())
        lead.goto(f"/northmarch/asked/{exercise.slug}/load/{loaded.pk}/result/")
        check(lead, "load-result")


class TestReading:
    def test_shows_every_answer(self, lead, check):
        given_answers(given_an_exercise(given_a_system()))

        lead.goto("/northmarch/asked/winter-staff/contributions/")
        check(lead, "contributions")
        press(lead.get_by_role("link", name="in full").first)

        check(lead, "contribution-read")

    def test_says_that_nothing_is_found(self, lead, check):
        given_answers(given_an_exercise(given_a_system()))

        lead.goto("/northmarch/asked/winter-staff/contributions/?words=zebra")

        check(lead, "contributions-none")
