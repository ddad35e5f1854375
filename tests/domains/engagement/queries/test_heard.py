from datetime import date

import pytest

from regard.domains.engagement import queries
from regard.domains.engagement.models import Invitation
from regard.domains.engagement.queries.heard import count_heard, count_ways
from regard.domains.engagement.queries.reminders import list_to_remind
from regard.domains.engagement.queries.silence import get_silence
from regard.domains.engagement.types import MemberStand, Stage
from regard.domains.engagement.types.collective import Ways
from regard.domains.register.models import Organisation
from regard.foundation.mail.models import Message
from tests.factories.audiences import make_audience, make_heard
from tests.factories.engagement import ContributionFactory, ExerciseFactory, InvitationFactory
from tests.factories.engagement_collective import MemberPartFactory, SpeechFactory
from tests.factories.networks import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def speech():
    """What a network said in an exercise for forty services, of which twenty spoke."""
    exercise = ExerciseFactory()
    make_audience(exercise, {("care_home", "Harrow Vale"): (40, 20)})
    return SpeechFactory(exercise=exercise)


def locations(speech):
    members = speech.exercise.audience.order_by("pk").select_related("location")
    return [member.location for member in members]


def speak_for(speech, places, **known):
    for place in places:
        membership = MembershipFactory(network=speech.network, location=place)
        MemberPartFactory(contribution=speech, membership=membership, **known)


def heard(speech):
    """Return how many services are heard, as each page that counts them does."""
    exercise = speech.exercise
    coverage = queries.get_coverage(exercise=exercise)
    [row] = queries.list_exercises_by_id(system=exercise.system, ids=[exercise.pk])
    missing = queries.list_missing(exercise=exercise, coverage=coverage)
    assert row.heard == coverage.heard == 40 - len(missing)
    return coverage.heard


class TestAServiceOfAMember:
    def test_is_heard_once_however_it_was(self, speech):
        places = locations(speech)

        speak_for(speech, places[12:32])

        assert heard(speech) == 32
        assert count_ways(exercise=speech.exercise) == Ways(alone=12, through=12, both=8)

    def test_is_heard_as_soon_as_it_is_kept_and_not_before(self, speech):
        speech.kept_at = None
        speech.save()
        speak_for(speech, locations(speech)[20:])

        assert heard(speech) == 20
        assert count_ways(exercise=speech.exercise) is None

    def test_is_heard_with_all_that_its_provider_runs(self, speech):
        provider = Organisation.objects.create(regulator_id="1-1", name="Ash Care")
        ids = [member.pk for member in speech.exercise.audience.order_by("pk")[20:30]]
        speech.exercise.audience.filter(pk__in=ids).update(organisation=provider)
        membership = MembershipFactory(
            network=speech.network, location=None, organisation=provider
        )

        MemberPartFactory(contribution=speech, membership=membership)

        assert heard(speech) == 30

    def test_is_not_heard_that_took_it_back_or_was_only_asked(self, speech):
        places = locations(speech)

        speak_for(speech, places[20:30], taken_back_at=speech.kept_at)
        speak_for(speech, places[30:], stand=MemberStand.ASKED)

        assert heard(speech) == 20

    def test_has_its_coverage_made_anew_when_it_takes_its_part_back(self, speech):
        speak_for(speech, locations(speech)[20:])
        assert heard(speech) == 40

        speech.member_parts.update(taken_back_at=speech.kept_at)

        assert heard(speech) == 20

    def test_does_not_speak_by_itself_in_what_its_network_passes_on(self, speech):
        place = locations(speech)[20]
        ContributionFactory(exercise=speech.exercise, location=place, network=speech.network)

        assert heard(speech) == 20
        assert queries.get_coverage(exercise=speech.exercise).unmatched == 0

    def test_is_silent_among_those_who_were_asked_themselves(self, speech):
        speak_for(speech, locations(speech)[20:])

        found = get_silence(exercise=speech.exercise)

        assert sum(row.asked for row in found.by_type) == 40

    def test_behind_a_shield_is_heard_through_its_network_only(self, speech):
        places = locations(speech)
        ContributionFactory(
            exercise=speech.exercise, is_shielded=True, location=None, speaker="provider"
        )
        speak_for(speech, places[20:30])

        assert heard(speech) == 30


class TestAServiceHeardThroughItsNetwork:
    def test_is_not_reminded(self, speech):
        asked = locations(speech)[30:32]
        sent = {"to": "a@example.org", "state": "sent", "sent_at": speech.exercise.opened_at}
        message = Message.objects.create(
            scope_key="system:1", about="", subject="x", body="x", **sent
        )
        for place in asked:
            InvitationFactory(exercise=speech.exercise, location=place, message=message)
        speak_for(speech, asked[:1])
        Invitation.objects.update(created_at=speech.exercise.opened_at)

        due = list_to_remind(exercise=speech.exercise, today=date(2026, 11, 25))

        assert [each.location for each in due] == asked[1:]


class TestCountHeard:
    def test_counts_each_exercise_for_itself(self, speech):
        other = ExerciseFactory(system=speech.exercise.system, stage=Stage.OPEN)
        members = make_audience(other, {("care_home", "Westmere"): (3, 0)})
        make_heard(other, [members[0].location])
        speak_for(speech, locations(speech)[20:30])

        found = count_heard(exercise_ids=[speech.exercise.pk, other.pk])

        assert found == {speech.exercise.pk: 30, other.pk: 1}
