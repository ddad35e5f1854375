from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from regard.domains.engagement import actions as engagement
from regard.domains.engagement.types import Channel, Said, Speaker
from regard.domains.strategy import actions, queries
from regard.domains.strategy.actions import CannotDecide, CannotPublish
from regard.domains.strategy.models import LateOutcome, Outcome, Reply
from regard.domains.strategy.rules import Blocker
from regard.domains.strategy.types import Decision, OutcomeKind
from regard.foundation.base.errors import NotFound
from tests.factories.engagement import ExerciseFactory
from tests.factories.strategy import PUBLISHED, PassageFactory, Story, StrategyFactory

pytestmark = pytest.mark.django_db

AFTER = PUBLISHED + timedelta(days=3)
REFUSED = Decision(OutcomeKind.NOT_ADOPTED, "The law does not let us do this here.")


@pytest.fixture
def story():
    story = Story().decides()
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    story.strategy.refresh_from_db()
    story.exercise.refresh_from_db()
    return story


def says_late(story, words="Nobody pays us for the road either."):
    said = Said(
        answers={story.question.pk: words},
        speaker=Speaker.CARER,
        channel=Channel.LETTER,
        said_on=story.exercise.closes_on,
        address="2 Mill Lane\nHarrow",
    )
    return engagement.keep_contribution(
        exercise=story.exercise, said=said, by="person:1", at=AFTER
    )


def decide(story, *points, **known):
    return actions.decide_late(
        strategy=story.strategy,
        point_ids=[point.pk for point in points],
        **({"decision": REFUSED} if "same_as_id" not in known else {}),
        **known,
        by="person:1",
        at=AFTER,
    )


def write(story):
    wave = actions.begin_wave(strategy=story.strategy)
    return actions.write_replies(wave=wave, by="clock", at=AFTER)


class TestWhatComesLate:
    def test_waits_and_changes_nothing_that_is_published(self, story):
        before = queries.get_sheet(strategy=story.strategy, shows_who=True)

        said = says_late(story)

        [point] = said.points.all()
        assert queries.list_waiting_ids(strategy=story.strategy) == {point.pk: said.pk}
        assert queries.get_sheet(strategy=story.strategy, shows_who=True) == before
        assert queries.list_exercises(strategy=story.strategy)[0].contributions == 3
        assert write(story).replies == 0

    def test_is_told_what_everyone_was_told_where_something_published_answers_it(self, story):
        said = says_late(story)

        decide(story, *said.points.all(), same_as_id=story.adopted.pk)
        write(story)

        reply = Reply.objects.get(contribution=said)
        [part] = reply.content["parts"]
        assert (reply.wave, reply.channel, reply.content["is_late"]) == (2, "letter", True)
        assert (part["theme"], part["others"], part["kind"]) == (story.theme.title, 2, "in_part")
        assert part["passage_ref"] == "2.4"

    def test_is_told_what_became_of_it_alone(self, story):
        said = says_late(story)

        decide(story, *said.points.all())
        write(story)

        [part] = Reply.objects.get(contribution=said).content["parts"]
        assert (part["theme"], part["reason"]) == ("", REFUSED.reason)
        assert queries.list_waiting_ids(strategy=story.strategy) == {}

    def test_has_its_thanks_in_the_next_wave_where_it_says_nothing_in_words(self, story):
        said = says_late(story, words="Nothing to add.")

        write(story)

        assert Reply.objects.get(contribution=said).content["parts"] == []

    def test_is_answered_by_the_next_version_which_cannot_leave_it_out(self, story):
        said = says_late(story)
        [point] = said.points.all()
        following = StrategyFactory(
            system=story.system,
            slug="care-2027",
            number=2,
            follows=story.strategy,
            exercise=ExerciseFactory(system=story.system, closed=True),
        )
        PassageFactory(strategy=following)
        who = {"by": "person:1", "at": AFTER}
        with pytest.raises(CannotPublish) as caught:
            actions.publish_strategy(strategy=following, **who)
        kinds = {blocked.kind: blocked.count for blocked in caught.value.blockers}
        assert kinds == {Blocker.POINTS_WITHOUT_OUTCOME: 1}

        actions.decide_outcome(
            strategy=following,
            point_id=point.pk,
            kind=OutcomeKind.ADOPTED,
            reason="You told us, and we have changed it.",
            passage_ref="2.4",
            **who,
        )
        with pytest.raises(CannotDecide, match="draft of the next version"):
            decide(story, point)

        outcome = Outcome.objects.get(point=point)
        assert outcome.strategy == following


class TestDecideLate:
    def test_adopts_nothing_beside_what_is_published(self, story):
        said = says_late(story)
        adopted = Decision(OutcomeKind.ADOPTED, "We have changed it for you.", "2.4")

        with pytest.raises(CannotDecide, match="cannot change for it"):
            actions.decide_late(
                strategy=story.strategy,
                point_ids=[p.pk for p in said.points.all()],
                decision=adopted,
                by="person:1",
                at=AFTER,
            )

    def test_can_be_changed_and_taken_away_until_somebody_is_told(self, story):
        [point] = says_late(story).points.all()
        decide(story, point)
        decide(story, point, same_as_id=story.adopted.pk)
        assert LateOutcome.objects.get().kind == "in_part"

        known = {"strategy": story.strategy, "point_id": point.pk, "by": "person:1", "at": AFTER}
        actions.take_back_late(**known)
        decide(story, point)
        write(story)

        with pytest.raises(NotFound):
            actions.take_back_late(**known)
        with pytest.raises(ProgrammingError, match="never changes"), transaction.atomic():
            LateOutcome.objects.update(reason="Else")

    def test_refuses_a_point_that_does_not_wait_and_a_draft(self, story):
        with pytest.raises(NotFound):
            decide(story, story.person)
        story.strategy = Story().strategy
        with pytest.raises(CannotDecide, match="draft"):
            decide(story, story.person)


class TestAnsweringAgain:
    def test_tells_only_what_changed_and_keeps_what_was_told(self, story):
        first = Reply.objects.get(contribution=story.person.contribution)

        decide(story, story.person, same_as_id=story.adopted.pk, is_again=True)
        write(story)

        again = Reply.objects.exclude(pk=first.pk).get(contribution=story.person.contribution)
        assert (again.wave, again.content["is_again"]) == (2, True)
        assert [part["kind"] for part in again.content["parts"]] == ["in_part"]
        assert first.content == Reply.objects.get(pk=first.pk).content
        assert write(story).replies == 0

    def test_is_not_for_what_waits_for_its_first_answer(self, story):
        with pytest.raises(NotFound):
            decide(story, *says_late(story).points.all(), is_again=True)
