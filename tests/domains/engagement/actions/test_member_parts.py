from datetime import UTC, datetime

import pytest

from regard.domains.engagement.actions.member_parts import (
    CannotChangePart,
    answer_part,
    tell_members,
)
from regard.domains.engagement.models import Contribution, Point
from regard.domains.engagement.queries.heard import count_heard
from regard.domains.engagement.types import Channel, MemberStand, Stage
from regard.domains.register.models import Contact
from regard.foundation.audit.models import Entry
from regard.foundation.mail.models import Message, Purpose
from tests.factories.engagement import ContributionFactory, QuestionFactory
from tests.factories.engagement_collective import (
    MemberPartFactory,
    SpeechFactory,
    make_members,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 10, tzinfo=UTC)
NOT_ASKED, ASKED, AGREED, DIFFERED = MemberStand


@pytest.fixture
def speech():
    return SpeechFactory(exercise=QuestionFactory().exercise)


@pytest.fixture
def part(speech):
    [member] = make_members(speech.exercise, speech.network, mandated=1)
    mandate = member.mandates.get()
    return MemberPartFactory(contribution=speech, membership=member, mandate=mandate, stand=ASKED)


def answer(part, stand, words=""):
    return answer_part(part=part, stand=stand, words=words, by="member_part:1", at=AT)


def heard(exercise):
    return count_heard(exercise_ids=[exercise.pk]).get(exercise.pk, 0)


class TestAMemberThatAnswersForItself:
    def test_confirms_what_was_said(self, part):
        found = answer(part, AGREED)

        assert (found.stand, found.confirmed_at) == (AGREED, AT)
        assert heard(part.contribution.exercise) == 1
        entry = Entry.objects.get()
        assert (entry.event, entry.by) == ("part.confirmed", "member_part:1")

    def test_takes_its_part_back_and_is_not_heard_by_it(self, part):
        found = answer(part, NOT_ASKED)

        assert (found.stand, found.taken_back_at) == (ASKED, AT)
        assert heard(part.contribution.exercise) == 0
        assert Entry.objects.get().event == "part.taken_back"

        again = answer(part, AGREED)

        assert again.taken_back_at is None
        assert heard(part.contribution.exercise) == 1

    def test_says_in_its_own_words_how_it_differs(self, part):
        found = answer(part, DIFFERED, "  The rota is what matters. ")

        said = found.said
        assert (said.channel, said.network) == (Channel.LINK, None)
        assert said.location == part.membership.location
        assert [p.text for p in Point.objects.all()] == ["The rota is what matters."]
        assert heard(part.contribution.exercise) == 1

    def test_is_kept_once_however_often_it_says_the_same(self, part):
        answer(part, DIFFERED, "The rota.")
        answer(part, AGREED)
        answer(part, DIFFERED, "The rota.")
        answer(part, DIFFERED, "The rota, and pay.")

        assert Contribution.objects.filter(network=None).count() == 2

    def test_differs_with_words_only(self, part):
        with pytest.raises(CannotChangePart, match="Say how"):
            answer(part, DIFFERED, " ")

    def test_changes_nothing_once_it_is_answered(self, part):
        exercise = part.contribution.exercise
        exercise.stage, exercise.closed_at = Stage.ANSWERED, AT
        exercise.save()

        with pytest.raises(CannotChangePart, match="has been answered"):
            answer(part, AGREED)


class TestTellingMembers:
    def test_writes_to_those_who_get_no_reply_of_their_own(self, speech):
        quiet, alone, back, lost = make_members(speech.exercise, speech.network, without=4)
        for number, member in enumerate((quiet, alone, back)):
            Contact.objects.create(location=member.location, email=f"{number}@example.org")
        for member in (quiet, alone, lost):
            MemberPartFactory(contribution=speech, membership=member)
        MemberPartFactory(contribution=speech, membership=back, taken_back_at=AT)
        ContributionFactory(exercise=speech.exercise, location=alone.location)

        tell_members(exercise=speech.exercise, by="person:1")

        message = Message.objects.get()
        assert (message.to, message.purpose) == ("0@example.org", Purpose.ANSWERING)
        assert "What became of each point" in message.body

    def test_writes_to_a_provider_once_however_many_services_it_has(self, speech):
        one, other = make_members(speech.exercise, speech.network, without=2)
        provider = one.location.organisation
        for member in (one, other):
            Contact.objects.create(location=member.location, email=f"{member.pk}@example.org")
            member.delete()
        speech.exercise.audience.update(organisation=provider)
        MemberPartFactory(
            contribution=speech, membership__location=None, membership__organisation=provider
        )

        tell_members(exercise=speech.exercise, by="person:1")

        assert Message.objects.count() == 1
        assert heard(speech.exercise) == 2

    def test_starts_nothing_where_no_network_spoke(self, speech):
        tell_members(exercise=speech.exercise, by="person:1")

        assert not Message.objects.exists()
