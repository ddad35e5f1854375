import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regard.domains.engagement.actions.moderation import withhold_contribution
from regard.domains.engagement.types import Channel, MemberStand
from regard.domains.governance.models import MinuteLine
from regard.domains.strategy import actions
from regard.domains.strategy.models import Outcome, Reply
from regard.domains.strategy.types import OutcomeKind
from regard.foundation.jobs.models import Job
from regard.foundation.mail.models import Message
from tests.factories.engagement import AnswerFactory, PointFactory
from tests.factories.engagement_collective import MemberPartFactory, SpeechFactory, make_members
from tests.factories.strategy import PUBLISHED, REASON, OutcomeFactory, Story

pytestmark = pytest.mark.django_db


def publish(story):
    return actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)


@pytest.fixture
def story():
    return Story().decides()


class TestMembersOfANetwork:
    @pytest.fixture
    def speech(self, story):
        speech = SpeechFactory(exercise=story.exercise)
        answer = AnswerFactory(contribution=speech, question=story.question, text="Pay travel.")
        PointFactory(answer=answer, theme=story.theme)
        members = make_members(story.exercise, speech.network, mandated=1, without=2)
        MemberPartFactory(contribution=speech, membership=members[0])
        MemberPartFactory(contribution=speech, membership=members[1], stand=MemberStand.ASKED)
        MemberPartFactory(contribution=speech, membership=members[2])
        return speech

    def test_hear_what_became_of_what_it_said_for_them(self, story, speech):
        publish(story)

        told = Reply.objects.filter(contribution=speech).exclude(member=None)
        assert [reply.content["name"] for reply in told.order_by("pk")] == [
            "Member 000",
            "Member 002",
        ]
        reply = told.order_by("pk")[0]
        assert reply.content["through"] == speech.network.name
        assert reply.content["parts"][0]["words"] == ["Pay travel."]

    def test_are_not_written_to_twice(self, story, speech):
        publish(story)

        assert not Message.objects.filter(about__startswith="engagement.MemberPart").exists()
        assert not Job.objects.filter(kind="engagement.tell_members").exists()

    def test_hear_once_who_took_it_back_or_told_us_themselves(self, story, speech):
        speech.member_parts.update(taken_back_at=PUBLISHED)

        publish(story)

        assert not Reply.objects.exclude(member=None).exists()

    def test_have_a_note_handed_on_where_we_have_no_address_of_the_network(self, story, speech):
        publish(story)

        own = Reply.objects.get(contribution=speech, member=None)
        assert (own.channel, own.to) == ("note", speech.network.name)


class TestWhoSpokeAtAMeeting:
    def test_hears_through_the_forum_where_it_was_said(self, story, monkeypatch):
        point = story.says("Rotas.", theme=story.theme, channel=Channel.MEETING)
        monkeypatch.setattr(
            "regard.domains.governance.queries.name_meetings",
            lambda **known: dict.fromkeys(known["receipts"], "Home care forum, 3 November"),
        )

        publish(story)

        reply = Reply.objects.get(contribution=point.contribution)
        assert (reply.channel, reply.to) == ("note", "Home care forum, 3 November")
        assert MinuteLine.objects.count() == 0


class TestWhatIsWithheld:
    def test_has_its_outcome_and_reply_like_all_else(self, story):
        withheld = story.says("He is a liar.")
        withhold_contribution(
            contribution=withheld.contribution,
            because="It names him.",
            by="person:1",
            at=PUBLISHED,
        )
        with pytest.raises(actions.CannotPublish, match="1 single point has no outcome"):
            publish(story)

        actions.decide_outcome(
            strategy=story.strategy,
            point_id=withheld.pk,
            kind=OutcomeKind.PASSED_ON,
            reason=REASON,
            passed_to="The council",
            by="person:1",
            at=PUBLISHED,
        )
        publish(story)

        reply = Reply.objects.get(contribution=withheld.contribution)
        assert [part["kind"] for part in reply.content["parts"]] == ["passed_on"]


class TestAPointWithAnOutcomeOfItsOwn:
    def test_is_told_its_own(self, story):
        OutcomeFactory(
            strategy=story.strategy,
            theme=None,
            point=story.home,
            is_own=True,
            kind=OutcomeKind.ALREADY,
        )

        publish(story)

        [part] = Reply.objects.get(contribution=story.home.contribution).content["parts"]
        assert (part["kind"], part["theme"]) == ("already", "")
        assert Outcome.objects.filter(point=story.home).exists()


class TestWriteReplies:
    def test_goes_on_where_it_was_and_writes_none_twice(self, story, monkeypatch):
        monkeypatch.setattr("regard.domains.strategy.actions.publishing.AT_ONCE", 1)
        publish(story)
        assert Reply.objects.count() == 1
        job = Job.objects.get(kind="strategy.send_replies")
        assert job.args["wave"] == 1

        for _ in range(2):
            wave = actions.begin_wave(strategy=story.strategy, number=1)
            chunk = actions.write_replies(wave=wave, limit=1, by="person:1", at=PUBLISHED)
            assert chunk.replies == 1
        again = actions.write_replies(wave=wave, by="person:1", at=PUBLISHED)

        assert (again.replies, again.last) == (0, None)
        assert Reply.objects.count() == 3
        assert set(Reply.objects.values_list("wave", flat=True)) == {1}

    def test_takes_as_many_queries_for_many_as_for_few(self):
        counts = []
        for spoke in (1, 31):
            story = Story().decides()
            for number in range(spoke):
                story.says(f"Pay {number}.", theme=story.theme, email=f"{number}@example.org")
            with CaptureQueriesContext(connection) as queries:
                publish(story)
            counts.append(len(queries))

        assert counts[0] == counts[1]
        assert Reply.objects.count() == 4 + 34
