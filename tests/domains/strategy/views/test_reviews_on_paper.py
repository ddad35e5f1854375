"""The passages of a draft where there is no page: on paper, in letters, emails and calls."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from regard.domains.engagement import actions as engagement
from regard.domains.engagement.types import Channel
from regard.foundation.accounts import links
from regard.foundation.mail.models import Message
from tests.factories.engagement import (
    AudienceMemberFactory,
    ExerciseFactory,
    InvitationFactory,
    QuestionFactory,
)
from tests.factories.register import ContactFactory, LocationFactory, ServiceFactory
from tests.factories.strategy_reviews import Reviewed

pytestmark = pytest.mark.django_db

BREAKS = "Every carer can have a week’s break a year."


def long_draft(how_many, words="Care is paid for what it costs."):
    return tuple((f"{n}", f"Part {n}", f"{words} ({n})", None) for n in range(1, how_many + 1))


@pytest.fixture
def story():
    return Reviewed()


@pytest.fixture
def lead(client_as, story):
    return client_as("Partnership lead", story.system)


def of(exercise, name):
    return reverse(f"engagement:{name}", args=[exercise.system.slug, exercise.slug])


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def asks_by_letter(story, name="Ashgrove House"):
    location = LocationFactory(system=story.system, name=name, address="1 High Street")
    invitation = InvitationFactory(
        exercise=story.exercise, location=location, channel=Channel.LETTER, to=""
    )
    later = timezone.now() + timedelta(days=100)
    links.issue(purpose="engagement.answer", subject_id=invitation.pk, expires_at=later)


class TestOnPaper:
    def test_prints_every_passage_with_room_below_it(self, story, lead):
        page = text(lead.get(of(story.exercise, "paper_form")))

        assert ">1.1 Breaks</h3>" in page
        assert BREAKS in page
        assert page.count("rg-paper__rule") == 3 * 4 + 6  # and all of it together

    def test_is_the_same_for_whoever_was_asked(self, story, client):
        behind = reverse("engagement:answer_paper", args=[story.token])

        page = text(client.get(behind))

        assert BREAKS in page
        assert "Who are you?" not in page  # the link knows
        offered = text(client.get(reverse("strategy:comment", args=[story.token])))
        assert f'href="{behind}"' in offered

    def test_keeps_the_draft_from_everybody_else(self, story, client, client_as):
        for reader in (client, client_as("Commissioner", story.system)):
            page = text(reader.get(of(story.exercise, "paper_form")))
            assert "It asks about our draft, passage by passage." in page
            assert "Breaks" not in page

    def test_has_less_room_below_each_of_forty(self, client_as):
        story = Reviewed(long_draft(40))

        page = text(client_as("Partnership lead", story.system).get(paper_of(story)))

        assert page.count("rg-paper__rule") == 40 * 2 + 6

    def test_has_lines_at_the_end_for_hundreds(self, client_as, django_assert_max_num_queries):
        story = Reviewed(long_draft(200))
        lead = client_as("Partnership lead", story.system)

        with django_assert_max_num_queries(20):
            page = text(lead.get(paper_of(story)))

        assert "200 Part 200" in page
        assert "rg-paper__rule" not in page
        assert "by the number of the passage" in page

    def test_shows_it_no_more_once_nobody_can_answer(self, story, client):
        type(story.exercise).objects.update(stage="closed")

        response = client.get(reverse("engagement:answer_paper", args=[story.token]))

        assert response.url == reverse("engagement:answer", args=[story.token])

    def test_prints_any_other_exercise_behind_a_link_too(self, client):
        story = Reviewed()
        later = timezone.now() + timedelta(days=100)
        other = ExerciseFactory(closes_on=later.date(), reply_by=later.date() + timedelta(days=9))
        QuestionFactory(exercise=other, text="What keeps your staff?")
        invitation = InvitationFactory(exercise=other)
        link = links.issue(purpose="engagement.answer", subject_id=invitation.pk, expires_at=later)

        page = text(client.get(reverse("engagement:answer_paper", args=[links.token(link)])))

        assert "What keeps your staff?" in page
        assert story.carers.heading not in page


def paper_of(story):
    return of(story.exercise, "paper_form")


class TestPreview:
    def test_shows_the_passages_as_somebody_who_is_asked_sees_them(self, story, lead):
        page = text(lead.get(f"{of(story.exercise, 'preview')}?as=home_care"))

        assert "It is asked of 3 passages of our draft" in page
        assert BREAKS in page

    def test_shows_those_of_one_page_of_a_long_draft(self, client_as):
        story = Reviewed(long_draft(40))
        lead = client_as("Partnership lead", story.system)

        page = text(lead.get(f"{of(story.exercise, 'preview')}?as=home_care"))

        assert "25 Part 25" in page
        assert "26 Part 26" not in page
        assert "And 15 more passages" in page


class TestLetters:
    def test_name_the_passages_and_carry_them(self, story, lead):
        asks_by_letter(story)

        page = text(lead.get(of(story.exercise, "letters")))

        assert "We ask you about 3 passages of our draft." in page
        assert "<li>1.1 Breaks</li>" in page
        assert BREAKS in page
        assert "in two minutes" not in page

    def test_say_where_a_long_draft_is_read(self, client_as):
        story = Reviewed(long_draft(100))
        asks_by_letter(story)

        page = text(client_as("Partnership lead", story.system).get(of(story.exercise, "letters")))

        assert "and 89 more" in page
        assert "Care is paid for what it costs." not in page
        assert "All of it is too long for a letter. Read it at" in page
        assert "by the number of the passage" in page

    def test_take_as_many_queries_for_many_as_for_one(
        self, story, lead, django_assert_max_num_queries
    ):
        for n in range(4):
            asks_by_letter(story, name=f"House {n}")

        with django_assert_max_num_queries(35):
            lead.get(of(story.exercise, "letters"))


class TestEmails:
    def test_name_the_passages(self, story):
        invite(story)
        body = Message.objects.get().body

        assert "We ask you about 3 passages of our draft." in body
        assert "- 1 Carers\n- 1.1 Breaks\n- 2 Travel" in body
        assert "Read them and comment, without a password:" in body

    def test_stay_short_with_a_long_draft(self):
        invite(Reviewed(long_draft(300)))

        body = Message.objects.get().body

        assert "300 passages" in body
        assert "and 289 more" in body
        assert len(body.splitlines()) < 50

    def test_say_nothing_of_passages_in_any_other_exercise(self, story):
        other = ExerciseFactory(system=story.system)
        invite(story, other)

        assert "passage" not in Message.objects.get().body


def invite(story, exercise=None):
    location = LocationFactory(system=story.system)
    ContactFactory(location=location, email="ann@example.org")
    exercise = exercise or story.exercise
    AudienceMemberFactory(exercise=exercise, service=ServiceFactory(location=location))
    engagement.make_invitations(exercise_id=exercise.pk, by="person:1", at=timezone.now())


class TestCalls:
    def test_have_at_hand_what_to_ask(self, story, lead):
        AudienceMemberFactory(exercise=story.exercise)

        page = text(lead.get(of(story.exercise, "missing")))

        assert "What to ask them: 3 passages of our draft" in page
        assert "What would you change here, and why?" in page
        assert "<li>1.1 Breaks</li>" in page

    def test_have_the_questions_of_any_other_exercise(self, story, lead):
        other = ExerciseFactory(system=story.system)
        QuestionFactory(exercise=other, text="What keeps your staff?")
        AudienceMemberFactory(exercise=other)

        page = text(lead.get(of(other, "missing")))

        assert "What keeps your staff?" in page
        assert "passage" not in page
