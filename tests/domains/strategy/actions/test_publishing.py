from datetime import date

import pytest
from django.db import ProgrammingError, transaction

from regard.domains.engagement.models import Exercise
from regard.domains.engagement.types import Stage, ThemeState
from regard.domains.strategy import actions
from regard.domains.strategy.actions import CannotPublish, CannotWrite
from regard.domains.strategy.models import Outcome, Reply
from regard.domains.strategy.rules import Blocker
from regard.domains.strategy.types import OutcomeKind, ReplyChannel, ReplyState
from regard.foundation.accounts.models import Link
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    QuestionFactory,
    ThemeFactory,
)
from tests.factories.strategy import (
    DECIDED,
    PUBLISHED,
    REASON,
    OutcomeFactory,
    PassageFactory,
    Story,
)

pytestmark = pytest.mark.django_db


def publish(story):
    return actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)


def blockers(story):
    with pytest.raises(CannotPublish) as caught:
        publish(story)
    return {blocked.kind: blocked.count for blocked in caught.value.blockers}


class TestPublishStrategy:
    def test_publishes_it_and_writes_one_ledger_entry(self):
        story = Story().decides()

        publish(story)

        story.strategy.refresh_from_db()
        assert (story.strategy.stage, story.strategy.published_at) == ("published", PUBLISHED)
        entry = Entry.objects.get(event="strategy.published")
        assert (entry.by, entry.at) == ("person:1", PUBLISHED)
        assert entry.detail == {
            "outcomes": 2,
            "replies": 3,
            "digest": story.strategy.digest,
        }

    def test_marks_its_exercises_answered(self):
        story = Story().decides()

        publish(story)

        assert Exercise.objects.get(pk=story.exercise.pk).stage == Stage.ANSWERED

    def test_starts_the_job_that_sends_the_replies(self):
        story = Story().decides()

        publish(story)

        job = Job.objects.get(kind="strategy.send_replies")
        assert job.args == {"strategy_id": story.strategy.pk}
        assert job.next_url == f"/{story.system.slug}/strategy/care-2027/replies/"

    def test_writes_a_reply_to_everyone_by_the_way_they_spoke(self):
        story = Story().decides()

        publish(story)

        replies = {reply.contribution_id: reply for reply in Reply.objects.all()}
        home, carer, person = (
            replies[point.contribution_id] for point in (story.home, story.carer, story.person)
        )
        assert (home.channel, home.state, home.to) == ("email", "owed", "home@example.org")
        assert (carer.channel, carer.state) == ("letter", "owed")
        assert carer.to == "1 Mill Lane\nHarrow\nLN1 3AB"
        assert (person.channel, person.state, person.to) == ("page", "sent", "")
        assert person.sent_at == PUBLISHED

    def test_freezes_what_each_is_told(self):
        story = Story().decides()

        publish(story)

        assert Reply.objects.get(contribution=story.home.contribution).content == {
            "version": 2,
            "partnership": story.system.partnership_name,
            "strategy_title": "Care in Northmarch 2027",
            "strategy_slug": "care-2027",
            "asked": "What would keep your staff next winter?",
            "receipt": story.home.contribution.receipt,
            "name": "Jo Field",
            "how": "by link",
            "said_on": "2026-11-14",
            "parts": [
                {
                    "point_ids": [story.home.pk],
                    "words": ["nobody pays them to drive between calls"],
                    "theme": "Travel between visits is unpaid, so staff leave",
                    "others": 1,
                    "kind": "in_part",
                    "reason": REASON,
                    "passed_to": "",
                    "passage_ref": "2.4",
                    "passage_heading": "Travel between visits",
                    "passage_text": (
                        "From 1 April 2027 every home care contract in Westmere pays for travel."
                    ),
                    "more_passages": [],
                }
            ],
            "through": "",
            "is_late": False,
            "is_again": False,
        }

    def test_thanks_someone_who_added_nothing_in_their_own_words(self):
        story = Story().decides()
        said = ContributionFactory(exercise=story.exercise, email="quiet@example.org")
        choice = QuestionFactory(exercise=story.exercise, choice=True)
        AnswerFactory(contribution=said, question=choice, text="Better")

        publish(story)

        reply = Reply.objects.get(contribution=said)
        assert (reply.channel, reply.content["parts"]) == (ReplyChannel.EMAIL, [])

    def test_writes_none_to_an_unfinished_draft(self):
        story = Story().decides()
        ContributionFactory(exercise=story.exercise, draft=True)

        publish(story)

        assert Reply.objects.count() == 3

    def test_gives_every_reply_a_link_of_its_own_for_two_years(self):
        story = Story().decides()

        publish(story)

        links = Link.objects.filter(purpose="strategy.reply")
        assert {link.subject_id for link in links} == {reply.pk for reply in Reply.objects.all()}
        assert {link.expires_at.date() for link in links} == {date(2029, 1, 16)}

    def test_drops_outcomes_that_count_no_more(self):
        story = Story().decides()
        merged = ThemeFactory(
            exercise=story.exercise, state=ThemeState.MERGED, merged_into=story.theme
        )
        OutcomeFactory(strategy=story.strategy, theme=merged)
        OutcomeFactory(strategy=story.strategy, theme=None, point=story.home)

        publish(story)

        assert set(Outcome.objects.all()) == {story.adopted, story.refused}


class TestPublishStrategyRefuses:
    def test_while_a_theme_has_no_outcome(self):
        story = Story().decides()
        story.adopted.delete()

        assert blockers(story) == {Blocker.THEMES_WITHOUT_OUTCOME: 1}

    def test_while_a_lone_point_has_none_and_says_so(self):
        story = Story().decides()
        story.refused.delete()

        with pytest.raises(CannotPublish, match="1 single point has no outcome"):
            publish(story)

    def test_while_a_theme_whose_merged_part_had_one_has_none(self):
        story = Story().decides()
        survivor = ThemeFactory(
            exercise=story.exercise, state=ThemeState.SIGNED_OFF, signed_off_at=DECIDED
        )
        story.theme.codings.update(theme=survivor)
        story.theme.state, story.theme.merged_into = ThemeState.MERGED, survivor
        story.theme.save()

        assert blockers(story) == {Blocker.THEMES_WITHOUT_OUTCOME: 1}

    def test_while_a_point_taken_out_of_its_theme_has_none(self):
        story = Story().decides()
        story.carer.codings.all().delete()

        assert blockers(story) == {Blocker.POINTS_WITHOUT_OUTCOME: 1}

    def test_while_a_theme_is_not_signed_off(self):
        story = Story().decides()
        story.theme.state = ThemeState.PROPOSED
        story.theme.save()

        assert blockers(story) == {Blocker.NOT_SIGNED_OFF: 1}

    def test_while_nothing_shows_that_what_was_said_was_weighed(self):
        story = Story().decides()
        Exercise.objects.update(reply_by=story.exercise.closes_on)

        assert blockers(story) == {Blocker.NOT_SHOWN_WEIGHED: 1}

    def test_while_an_exercise_is_open(self):
        story = Story().decides()
        Exercise.objects.update(stage=Stage.OPEN)

        assert blockers(story) == {Blocker.STILL_OPEN: 1}

    def test_while_it_answers_nothing(self):
        story = Story()
        story.strategy.outcomes.all().delete()
        story.strategy.exercises.clear()
        PassageFactory(strategy=story.strategy)

        assert blockers(story) == {Blocker.NOTHING_ASKED: 1}

    def test_without_passages_or_their_text(self):
        story = Story().decides()
        PassageFactory(strategy=story.strategy, ref="3", text=" ")

        assert blockers(story) == {Blocker.EMPTY_PASSAGES: 1}
        OutcomeFactory(strategy=story.strategy, theme=ThemeFactory(exercise=story.exercise))
        story.adopted.kind, story.adopted.passage = OutcomeKind.ALREADY, None
        story.adopted.save()
        story.strategy.passages.all().delete()
        assert blockers(story) == {Blocker.NO_PASSAGES: 1}

    def test_and_leaves_everything_as_it_was(self):
        story = Story()

        blockers(story)

        story.strategy.refresh_from_db()
        assert story.strategy.stage == "draft"
        assert not Reply.objects.exists()
        assert not Job.objects.exists()
        assert not Entry.objects.exists()
        assert Exercise.objects.get(pk=story.exercise.pk).stage == Stage.CLOSED

    def test_a_second_time(self):
        story = Story().decides()
        publish(story)

        with pytest.raises(CannotWrite, match="published"):
            publish(story)

        assert Reply.objects.count() == 3

    def test_ignores_a_theme_that_nobody_is_in(self):
        story = Story().decides()
        ThemeFactory(exercise=story.exercise)

        assert publish(story)


class TestPublishedStrategy:
    """Nothing of it ever changes: the actions refuse, and so does the database."""

    @pytest.fixture
    def story(self):
        story = Story().decides()
        publish(story)
        return story

    @pytest.mark.parametrize(
        "change",
        [
            lambda s: actions.write_passage(
                strategy=s, ref="2.4", heading="Else", text="Else", by="x", at=DECIDED
            ),
            lambda s: actions.write_passage(
                strategy=s, ref="9", heading="New", text="New", by="x", at=DECIDED
            ),
            lambda s: actions.move_passage(strategy=s, ref="2.4", places=1, by="x", at=DECIDED),
            lambda s: actions.remove_passage(strategy=s, ref="2.4", by="x", at=DECIDED),
            lambda s: actions.edit_strategy(
                strategy=s, title="Else", introduction="", exercise_ids=[1], by="x", at=DECIDED
            ),
            lambda s: actions.decide_outcome(
                strategy=s,
                theme_id=1,
                kind=OutcomeKind.ALREADY,
                reason=REASON,
                by="x",
                at=DECIDED,
            ),
        ],
    )
    def test_is_refused_by_every_action(self, story, change):
        with pytest.raises(CannotWrite, match="published"):
            change(story.strategy)

    @pytest.mark.parametrize(
        "change",
        [
            lambda s: type(s.strategy).objects.update(title="Else"),
            lambda s: s.strategy.passages.update(text="Else"),
            lambda s: s.strategy.outcomes.update(reason="Else"),
            lambda s: s.strategy.outcomes.all().delete(),
            lambda s: PassageFactory(strategy=s.strategy, ref="9"),
            lambda s: s.strategy.exercises.clear(),
            lambda s: s.strategy.replies.update(content={}),
        ],
    )
    def test_is_refused_by_the_database(self, story, change):
        with pytest.raises(ProgrammingError, match="never changes"), transaction.atomic():
            change(story)

    def test_lets_a_reply_be_sent(self, story):
        Reply.objects.filter(channel="email").update(state=ReplyState.SENT, sent_at=PUBLISHED)

        assert Reply.objects.filter(state=ReplyState.SENT).count() == 2
