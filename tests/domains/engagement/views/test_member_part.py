from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from regard.domains.engagement.models import Contribution, Exercise, MemberPart, Shield
from regard.domains.engagement.queries.member_parts import PART
from regard.domains.engagement.types import MemberStand, Stage
from regard.foundation.accounts import links
from tests.factories.engagement import AnswerFactory, PointFactory
from tests.factories.engagement_collective import (
    MemberPartFactory,
    SpeechFactory,
    make_members,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def part():
    speech = SpeechFactory()
    PointFactory(answer=AnswerFactory(contribution=speech, text="Pay for travel."))
    [member] = make_members(speech.exercise, speech.network, mandated=1)
    return MemberPartFactory(contribution=speech, membership=member, mandate=member.mandates.get())


@pytest.fixture
def address(part):
    later = timezone.now() + timedelta(days=90)
    link = links.issue(purpose=PART, subject_id=part.pk, expires_at=later)
    return reverse("engagement:member_part", kwargs={"token": links.token(link)})


def text(response):
    return response.content.decode()


class TestAMembersPage:
    def test_shows_what_was_said_for_it_without_signing_in(self, client, address):
        page = text(client.get(address))

        assert "What Fell Care Forum said for you" in page
        assert "Pay for travel." in page
        assert "For <strong>Member 000</strong>" in page
        assert "You gave it a mandate" in page

    def test_confirms(self, client, address, part):
        page = text(client.post(address, {"stand": "agreed"}, follow=True))

        part.refresh_from_db()
        assert part.confirmed_at is not None
        assert "You count as heard through it" in page

    def test_differs_in_its_own_words(self, client, address, part):
        without = text(client.post(address, {"stand": "differed"}))
        page = text(client.post(address, {"stand": "differed", "words": "The rota."}, follow=True))

        part.refresh_from_db()
        assert "Say how you see it differently" in without
        assert (part.stand, part.said.location) == (MemberStand.DIFFERED, part.membership.location)
        assert "Your words" in page

    def test_takes_its_part_back(self, client, address, part):
        page = text(client.post(address, {"stand": "not_asked"}, follow=True))

        part.refresh_from_db()
        assert part.taken_back_at is not None
        assert "You said that it did not speak for you." in page

    def test_asks_for_an_answer(self, client, address):
        assert "Choose one of the answers" in text(client.post(address, {}))

    def test_leads_to_what_became_of_it_and_changes_no_more(self, client, address, part):
        exercise = part.contribution.exercise
        exercise.stage, exercise.closed_at = Stage.ANSWERED, exercise.opened_at
        exercise.save()

        page = text(client.post(address, {"stand": "not_asked"}))

        part.refresh_from_db()
        assert part.taken_back_at is None
        point = part.contribution.points.get()
        trace = {"system": exercise.system.slug, "point_id": point.pk}
        assert reverse("strategy:trace", kwargs=trace) in page

    def test_shows_no_words_that_are_withheld(self, client, address, part):
        Contribution.objects.update(withheld_at=timezone.now())

        assert "Pay for travel." not in text(client.get(address))


class TestAMemberBehindAShield:
    def test_is_kept_apart_from_its_part_and_told_by_its_receipt(self, client, address, part):
        told = {"stand": "differed", "words": "The rota.", "shield": "on"}

        page = client.post(address, told, follow=True)

        was, part = part, MemberPart.objects.get()
        assert (part.stand, part.words, part.said, part.confirmed_at) == (
            was.stand,
            "",
            None,
            None,
        )
        kept = Contribution.objects.get(is_shielded=True)
        assert kept.answers.get().text == "The rota."
        assert Shield.objects.get(contribution=kept).location == part.membership.location
        assert kept.receipt in text(page)
        assert "The rota." not in text(client.get(address))

    def test_takes_words_only(self, client, address):
        page = text(client.post(address, {"stand": "agreed", "words": "", "shield": "on"}))

        assert "Only words of your own can be kept so" in page
        assert not Contribution.objects.filter(is_shielded=True).exists()

    def test_has_none_once_only_members_can_still_speak(self, client, address, part):
        Exercise.objects.update(stage=Stage.CLOSED)
        told = {"stand": "differed", "words": "The rota.", "shield": "on"}

        assert "a shield would not hide you" in text(client.post(address, told))
        assert not Contribution.objects.filter(is_shielded=True).exists()
