from datetime import UTC, date, datetime

import pytest

from regard.domains.engagement import queries
from regard.domains.engagement.actions.collective import (
    CannotSpeak,
    drop_speech,
    keep_speech,
    set_stands,
    write_speech,
)
from regard.domains.engagement.actions.contributions import CannotKeep
from regard.domains.engagement.models import Contribution, MemberPart, Point
from regard.domains.engagement.queries.spoken_for import count_spoken_for
from regard.domains.engagement.types import Channel, MemberStand, Speaker, Visibility
from regard.domains.engagement.types.collective import Speech, Stand
from regard.domains.register.models import Contact, Mandate
from regard.foundation.accounts.models import Link
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from regard.foundation.mail.models import Message
from tests.factories.engagement import ExerciseFactory, QuestionFactory
from tests.factories.engagement_collective import make_members
from tests.factories.networks import MandateFactory, NetworkFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 10, tzinfo=UTC)
NOT_ASKED, ASKED, AGREED, DIFFERED = MemberStand


@pytest.fixture
def question():
    return QuestionFactory()


@pytest.fixture
def exercise(question):
    return question.exercise


@pytest.fixture
def network(exercise):
    return NetworkFactory(system=exercise.system, name="Fell Care Forum")


@pytest.fixture
def members(exercise, network):
    """Three with a mandate, two without."""
    return make_members(exercise, network, mandated=3, without=2)


def speech(question, **known):
    usual = {
        "answers": {question.pk: "Pay for travel between calls. Send the rota a week before."},
        "asked_how": "By email, twice.",
        "channel": Channel.WEB,
        "visibility": Visibility.ORGANISATION,
        "said_on": AT.date(),
    }
    return Speech(**(usual | known))


def write(question, network, **known):
    return write_speech(
        exercise=question.exercise,
        network=network,
        speech=speech(question, **known),
        by="person:1",
        at=AT,
    )


def stand(exercise, network, **stands):
    return set_stands(exercise=exercise, network=network, by="person:1", at=AT, **stands)


def keep(exercise, network):
    return keep_speech(exercise=exercise, network=network, by="person:1", at=AT)


def events():
    return list(Entry.objects.order_by("pk").values_list("event", flat=True))


class TestWritingWhatANetworkSays:
    def test_is_a_draft_for_those_with_a_mandate(self, question, network, members):
        draft = write(question, network)

        assert (draft.kept_at, draft.speaker, draft.network) == (
            None,
            Speaker.ASSOCIATION,
            network,
        )
        parts = MemberPart.objects.filter(contribution=draft)
        assert {part.membership_id for part in parts} == {m.pk for m in members[:3]}
        assert events() == ["speech.begun"]
        assert not Point.objects.exists()

    def test_again_changes_it_and_leaves_how_members_stand(self, question, network, members):
        write(question, network)
        stand(question.exercise, network, stands={members[0].pk: Stand(AGREED)})

        draft = write(question, network, answers={question.pk: "The rota."})

        assert Contribution.objects.get() == draft
        assert draft.answers.get().text == "The rota."
        assert draft.member_parts.get(membership=members[0]).stand == AGREED

    def test_follows_the_mandates_on_its_topics(self, question, network, members):
        Mandate.objects.all().delete()
        MandateFactory(membership=members[0], topic="Winter")
        MandateFactory(membership=members[1], topic="Fees")
        MandateFactory(membership=members[2], revoked_on=date(2026, 11, 1), revoked_by="A")

        draft = write(question, network, topics=frozenset({"winter"}))

        assert draft.member_parts.get().membership == members[0]

    def test_takes_a_mandate_of_the_provider_for_its_services(self, question, network, members):
        by_provider = members[3]
        mandate = MandateFactory(
            membership__network=network,
            membership__location=None,
            membership__organisation=by_provider.location.organisation,
        )

        draft = write(question, network)

        assert draft.member_parts.get(membership=by_provider).mandate == mandate

    def test_is_refused_where_nothing_is_asked_any_more(self, question, network):
        question.exercise.closes_on = date(2026, 11, 10)
        question.exercise.save()

        with pytest.raises(CannotKeep, match="closed on 10 November"):
            write(question, network)
        assert not Contribution.objects.exists()


class TestSettingStands:
    def test_is_of_members_that_are_asked(self, exercise, question, network, members):
        write(question, network)

        stand(
            exercise,
            network,
            stands={
                members[0].pk: Stand(DIFFERED, "Pay is enough."),
                members[3].pk: Stand(ASKED),
            },
        )

        parts = {part.membership_id: part for part in MemberPart.objects.all()}
        assert parts[members[0].pk].words == "Pay is enough."
        assert parts[members[3].pk].mandate is None
        with pytest.raises(CannotSpeak, match="no member"):
            stand(exercise, network, stands={9_999: Stand(AGREED)})

    def test_needs_something_to_stand_to(self, exercise, network):
        with pytest.raises(CannotSpeak, match="Write what you say first"):
            stand(exercise, network, stands={})


class TestKeeping:
    def test_speaks_for_members_once(self, exercise, question, network, members):
        write(question, network)
        stand(
            exercise,
            network,
            stands={
                members[0].pk: Stand(AGREED),
                members[1].pk: Stand(ASKED),
                members[3].pk: Stand(AGREED),
                members[4].pk: Stand(ASKED),
            },
        )

        kept = keep(exercise, network)

        spoken = count_spoken_for(contribution_ids=[kept.pk])[kept.pk]
        assert (spoken.members, spoken.asked, spoken.agreed) == (4, 3, 2)
        assert spoken.others_asked == 1
        assert kept.kept_at == AT
        assert [point.text for point in Point.objects.filter(contribution=kept)] != []
        assert events()[-1] == "contribution.kept"
        assert queries.get_coverage(exercise=exercise).asked == 5

    def test_twice_keeps_once(self, exercise, question, network, members):
        write(question, network)

        assert keep(exercise, network) == keep(exercise, network)
        assert events().count("contribution.kept") == 1

    def test_keeps_what_differs_as_the_members_own_words(
        self, exercise, question, network, members
    ):
        write(question, network)
        own = Stand(DIFFERED, "Travel pay is not it. Rotas are.")
        stand(exercise, network, stands={members[0].pk: own})

        kept = keep(exercise, network)

        said = kept.member_parts.get(stand=DIFFERED).said
        assert (said.speaker, said.location) == (Speaker.PROVIDER, members[0].location)
        assert (said.network, said.visibility) == (network, Visibility.TEAM)
        assert Point.objects.filter(contribution=said).exists()

    def test_gives_each_member_a_link_and_writes_to_those_it_can(
        self, exercise, question, network, members
    ):
        Contact.objects.create(location=members[0].location, email="ash@example.org")
        write(question, network)

        kept = keep(exercise, network)

        message = Message.objects.get()
        part = kept.member_parts.get(membership=members[0])
        assert (message.to, part.message) == ("ash@example.org", message)
        assert "Fell Care Forum has answered for its members" in message.body
        assert Link.objects.filter(purpose="engagement.member_part").count() == 3
        assert Job.objects.get(kind="engagement.tell_members")

    def test_is_refused_without_members_or_a_word_on_how_they_were_asked(
        self, exercise, question, network
    ):
        make_members(exercise, network, without=1)
        write(question, network, asked_how=" ")

        with pytest.raises(CannotSpeak) as refusal:
            keep(exercise, network)

        assert set(refusal.value.reasons) == {"asked_how", "members"}
        assert Contribution.objects.get().kept_at is None

    def test_needs_something_to_keep(self, exercise, network):
        with pytest.raises(CannotSpeak, match="Write what you say first"):
            keep(exercise, network)

    def test_looks_at_mandates_once_more(self, exercise, question, network, members):
        write(question, network)
        Mandate.objects.filter(membership=members[0]).update(revoked_on=AT.date())

        kept = keep(exercise, network)

        assert kept.member_parts.count() == 2

    def test_ends_what_can_be_written(self, exercise, question, network, members):
        write(question, network)
        keep(exercise, network)

        with pytest.raises(CannotSpeak, match="has spoken here already"):
            write(question, network)


class TestDropping:
    def test_leaves_nothing(self, exercise, question, network, members):
        write(question, network)

        drop_speech(exercise=exercise, network=network, by="person:1", at=AT)

        assert not Contribution.objects.exists()
        assert events()[-1] == "speech.dropped"
        with pytest.raises(CannotSpeak):
            drop_speech(exercise=exercise, network=network, by="person:1", at=AT)


class TestAnExerciseWithoutQuestionsInWords:
    def test_keeps_who_differs_without_words_of_its_own(self):
        question = QuestionFactory(choice=True, exercise=ExerciseFactory())
        exercise = question.exercise
        network = NetworkFactory(system=exercise.system)
        [member] = make_members(exercise, network, mandated=1)
        write(question, network, answers={question.pk: "Better"})
        stand(exercise, network, stands={member.pk: Stand(DIFFERED, "Worse, to us.")})

        kept = keep(exercise, network)

        part = kept.member_parts.get()
        assert (part.words, part.said) == ("Worse, to us.", None)
