from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regard.domains.engagement.models import Answer, Contribution, Invitation, Point
from regard.domains.engagement.queries.contributions import REPLY_SLOT
from regard.domains.engagement.types import Visibility
from regard.domains.register.actions import place_locations
from regard.foundation.accounts import links
from regard.foundation.audit.models import Entry
from tests.domains.engagement.views.by_link import answer_all, name, token_of, url
from tests.factories.engagement import (
    ContributionFactory,
    ExerciseFactory,
    InvitationFactory,
    QuestionFactory,
)
from tests.factories.engagement_deliberation import ConversationFactory
from tests.factories.register import ContactFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone():
    return Client()


@pytest.fixture
def invitation():
    invitation = InvitationFactory(location__name="Ashgrove House")
    QuestionFactory(exercise=invitation.exercise, position=1, text="What would help most?")
    QuestionFactory(exercise=invitation.exercise, position=2, choice=True)
    return invitation


class TestAnswering:
    def test_begins_with_the_first_question_for_its_service(self, phone, invitation):
        page = phone.get(url("answer", token_of(invitation)), follow=True).content.decode()

        assert "Ashgrove House" in page
        assert "1 of 2. What would help most?" in page
        assert "28 February 2027" in page
        assert "harmed" in page

    def test_leads_from_what_was_kept_to_the_conversation_about_it(self, phone, invitation):
        exercise = invitation.exercise
        known = {"exercise": exercise, "system": exercise.system}
        talk = ConversationFactory(**known, title="Is the road paid?")
        ConversationFactory(**known, closed=True)
        ConversationFactory(system=exercise.system)
        token = token_of(invitation)
        answer_all(phone, token)

        kept = phone.post(url("answer_check", token), {"email": "me@example.org"}, follow=True)

        page = kept.content.decode()
        assert url("talk_by_link", token, talk.slug) in page
        assert page.count("/talk/") == 1

    def test_saves_each_step_as_a_draft(self, phone, invitation):
        token = token_of(invitation)

        response = phone.post(
            url("answer_question", token, 1), {name(1): "Travel pay.", "visibility": "team"}
        )

        assert response["Location"] == url("answer_question", token, 2)
        draft = Contribution.objects.get()
        assert (draft.kept_at, draft.location) == (None, invitation.location)
        assert not Point.objects.exists()

    def test_goes_on_where_they_stopped(self, phone, invitation):
        token = token_of(invitation)
        phone.post(
            url("answer_question", token, 1), {name(1): "Travel pay.", "visibility": "team"}
        )

        assert phone.get(url("answer", token))["Location"] == url("answer_question", token, 2)
        again = phone.get(url("answer_question", token, 1)).content.decode()
        assert "Travel pay." in again

    def test_keeps_it_with_a_receipt_once_they_have_looked_at_it(self, phone, invitation):
        token = token_of(invitation)
        answer_all(phone, token)

        check = phone.get(url("answer_check", token)).content.decode()
        kept = phone.post(url("answer_check", token), {"email": "me@example.org"}, follow=True)

        contribution = Contribution.objects.get()
        page = kept.content.decode()
        assert "Pay for travel between calls, please." in check
        assert "Thank you" in page
        assert contribution.receipt in page
        assert contribution.kept_at is not None
        assert (contribution.visibility, contribution.email) == ("named", "me@example.org")
        assert Point.objects.get().text == "Pay for travel between calls, please."
        assert list(Entry.objects.values_list("event", flat=True).order_by("pk")) == [
            "draft.begun",
            "contribution.kept",
            "contact.proven",
        ]

    def test_does_not_ask_for_an_email_that_the_register_has(self, phone, invitation):
        ContactFactory(location=invitation.location, email="manager@example.org")
        through = invitation.system.councils.through
        through.objects.create(system=invitation.system, council=invitation.location.council)
        place_locations(system=invitation.system, at=timezone.now())
        token = token_of(invitation)
        answer_all(phone, token)

        page = phone.get(url("answer_check", token)).content.decode()

        assert "Where shall we send" not in page

    def test_keeps_once_when_pressed_twice(self, phone, invitation):
        token = token_of(invitation)
        answer_all(phone, token)

        phone.post(url("answer_check", token), {"email": ""})
        again = phone.post(url("answer_check", token), {"email": ""})

        assert again.status_code == 302
        assert Contribution.objects.count() == 1

    def test_shows_afterwards_what_was_said_and_what_comes(self, phone, invitation):
        token = token_of(invitation)
        answer_all(phone, token)
        phone.post(url("answer_check", token), {"email": ""})

        page = phone.get(url("answer", token)).content.decode()

        assert "What you said" in page
        assert "Pay for travel between calls, please." in page
        assert "By 28 February 2027" in page

    def test_adds_something_more_as_a_contribution_of_its_own(self, phone, invitation):
        token = token_of(invitation)
        answer_all(phone, token)
        phone.post(url("answer_check", token), {"email": ""})

        phone.post(url("answer_question", token, 1), {name(1): "And rotas.", "visibility": "team"})
        phone.post(url("answer_check", token), {"email": ""})

        assert Contribution.objects.filter(kept_at__isnull=False).count() == 2
        page = phone.get(url("answer", token)).content.decode()
        assert "And rotas." in page
        assert "Pay for travel" in page

    def test_is_saved_while_it_is_written(self, phone, invitation):
        response = phone.post(url("answer_save", token_of(invitation), 1), {name(1): "Half a tho"})

        assert "Saved" in response.content.decode()
        assert Answer.objects.get().text == "Half a tho"

    def test_refuses_to_keep_nothing(self, phone, invitation):
        token = token_of(invitation)
        phone.post(url("answer_question", token, 1), {name(1): "", "visibility": "team"})

        page = phone.post(url("answer_check", token), {"email": ""}).content.decode()

        assert "Answer at least one question" in page
        assert not Contribution.objects.filter(kept_at__isnull=False).exists()

    def test_is_never_kept_by_a_browser(self, phone, invitation):
        response = phone.get(url("answer", token_of(invitation)), follow=True)

        assert "no-store" in response["Cache-Control"]


class TestAnsweringTooLate:
    def test_says_when_it_closed(self, phone, invitation):
        token = token_of(invitation)

        with time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=UTC)):
            page = phone.get(url("answer", token)).content.decode()

        assert "This closed on 30 November 2026" in page

    def test_does_not_keep_what_was_left_as_a_draft(self, phone, invitation):
        token = token_of(invitation)
        answer_all(phone, token)

        with time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=UTC)):
            phone.post(url("answer_check", token), {"email": ""})

        assert not Contribution.objects.filter(kept_at__isnull=False).exists()

    def test_shows_what_was_kept_in_time(self, phone, invitation):
        token = token_of(invitation)
        answer_all(phone, token)
        phone.post(url("answer_check", token), {"email": ""})

        with time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=UTC)):
            page = phone.get(url("answer", token)).content.decode()

        assert "Pay for travel" in page
        assert "Say something more" not in page


class TestLink:
    def test_that_has_expired_says_so(self, phone, invitation):
        token = token_of(invitation, expires_at=datetime(2026, 11, 20, tzinfo=UTC))

        response = phone.get(url("answer", token))

        assert response.status_code == 410
        assert "stopped working on 20 November 2026" in response.content.decode()

    def test_that_was_withdrawn_opens_nothing(self, phone, invitation):
        token = token_of(invitation)
        links.revoke(
            purpose="engagement.answer",
            subject_id=invitation.pk,
            at=datetime(2026, 11, 20, tzinfo=UTC),
        )

        for page in (url("answer", token), url("answer_question", token, 1)):
            assert phone.get(page).status_code == 410

    def test_opens_one_invitation_only(self, phone, invitation):
        other = InvitationFactory(exercise=invitation.exercise)
        answer_all(phone, token_of(other))

        page = phone.get(url("answer_question", token_of(invitation), 1)).content.decode()

        assert "Pay for travel" not in page

    def test_of_a_receipt_does_not_open_an_answer(self, phone, invitation):
        token = token_of(invitation, purpose="engagement.receipt")

        assert phone.get(url("answer", token)).status_code == 404

    def test_changed_by_a_letter_opens_nothing(self, phone, invitation):
        token = token_of(invitation)
        changed = token[:-1] + ("0" if token[-1] != "0" else "1")

        assert phone.get(url("answer", changed)).status_code == 404

    def test_can_be_typed_in_as_a_code(self, phone, invitation):
        token = token_of(invitation)

        response = phone.get("/a/", {"code": token.upper().replace("-", " ")}, follow=True)

        assert "Ashgrove House" in response.content.decode()

    def test_has_no_question_beyond_the_last(self, phone, invitation):
        assert phone.get(url("answer_question", token_of(invitation), 3)).status_code == 404


class TestNotYou:
    def test_offers_other_ways(self, phone, invitation):
        page = phone.get(url("answer_not_you", token_of(invitation))).content.decode()

        assert "Pass the link on" in page
        assert "/answer/" in page

    def test_takes_note_and_withdraws_the_link(self, phone, invitation):
        token = token_of(invitation)

        phone.post(url("answer_not_you", token))

        assert Invitation.objects.get().misdirected_at is not None
        assert phone.get(url("answer", token)).status_code == 410


class TestReceipt:
    def test_shows_what_was_said(self, phone):
        kept = ContributionFactory(visibility=Visibility.COUNTED)
        QuestionFactory(exercise=kept.exercise)
        token = token_of(kept, purpose="engagement.receipt")

        page = phone.get(reverse("engagement:receipt", args=[token])).content.decode()

        assert kept.receipt in page
        assert "Count them only" in page

    def test_leads_to_the_reply_when_there_is_one(self, phone, fill):
        fill(REPLY_SLOT, lambda number: f"/r/{number}/")
        kept = ContributionFactory(exercise=ExerciseFactory(answered=True))
        token = token_of(kept, purpose="engagement.receipt")

        page = phone.get(reverse("engagement:receipt", args=[token])).content.decode()

        assert f'href="/r/{kept.pk}/"' in page

    def test_does_not_open_a_draft(self, phone):
        draft = ContributionFactory(draft=True)
        token = token_of(draft, purpose="engagement.receipt")

        response = phone.get(reverse("engagement:receipt", args=[token]))

        assert response.status_code == 404
