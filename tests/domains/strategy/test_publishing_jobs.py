from datetime import timedelta
from smtplib import SMTPResponseException

import pytest
import time_machine
from django.core import mail
from django.db import transaction

from regard.domains.strategy import actions
from regard.domains.strategy.jobs import publishing as jobs
from regard.domains.strategy.models import Reply
from regard.domains.strategy.types import ReplyState
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.models import State as JobState
from regard.foundation.jobs.progress import Progress
from regard.foundation.mail.models import Message
from regard.foundation.mail.models import State as MailState
from tests.domains.strategy.sending import Killed, job_for, kill, owed, run
from tests.factories.engagement import ContributionFactory
from tests.factories.strategy import PUBLISHED, Story, StrategyFactory

pytestmark = pytest.mark.django_db

NOW = PUBLISHED


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


class TestPublish:
    def run(self, story):
        job = Job.objects.create(
            kind="strategy.publish",
            args={"strategy_id": story.strategy.pk},
            scope_key=f"system:{story.system.pk}",
            by="person:1",
        )
        return jobs.publish(Progress(job))

    def test_publishes_and_says_how_many_replies_it_wrote(self):
        story = Story().decides()

        said = self.run(story)

        assert said == "Published. 3 replies written."
        story.strategy.refresh_from_db()
        assert (story.strategy.stage, story.strategy.published_at) == ("published", NOW)

    def test_does_nothing_twice_when_it_is_run_again(self):
        story = Story().decides()
        self.run(story)

        assert self.run(story) == "Published. 3 replies written."
        assert Entry.objects.filter(event="strategy.published").count() == 1

    def test_undoes_all_of_it_where_it_is_killed_half_way(self, monkeypatch):
        story = Story().decides()
        monkeypatch.setattr("regard.domains.strategy.actions.publishing.start_sending", kill)

        with pytest.raises(Killed), transaction.atomic():
            self.run(story)

        assert not Reply.objects.exists()
        story.strategy.refresh_from_db()
        assert story.strategy.stage == "draft"


class TestReplyLate:
    def late(self, system):
        job = Job.objects.create(
            kind="strategy.reply_late", scope_key=f"system:{system.pk}", by="clock"
        )
        return jobs.reply_late(Progress(job))

    def test_starts_a_wave_where_somebody_is_owed_a_reply_and_no_other_runs(self):
        story = Story().decides()
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=NOW)
        assert self.late(story.system) == "0 waves of replies started."
        story.exercise.refresh_from_db()
        ContributionFactory(exercise=story.exercise, kept_at=NOW + timedelta(hours=1))
        assert self.late(story.system) == "0 waves of replies started."  # others are being sent

        Job.objects.update(state=JobState.FINISHED)
        assert self.late(story.system) == "1 wave of replies started."

        job = Job.objects.filter(kind="strategy.send_replies").latest("pk")
        jobs.send_replies(Progress(job))
        assert Reply.objects.filter(wave=2).count() == 1

    def test_marks_whose_email_came_back(self, server):
        strategy = StrategyFactory()
        [reply] = owed(strategy, "a@example.org")
        run(job_for(strategy))
        Message.objects.update(state=MailState.FAILED, sent_at=None, problem="No such box")

        said = self.late(strategy.system)

        reply.refresh_from_db()
        assert (reply.state, reply.sent_at) == (ReplyState.FAILED, None)
        assert said == "0 waves of replies started. 1 email came back."
        assert Entry.objects.get(event="replies.returned").detail == {"returned": 1}

    def test_goes_on_writing_where_a_killed_worker_stopped(self, monkeypatch):
        monkeypatch.setattr("regard.domains.strategy.actions.publishing.AT_ONCE", 1)
        monkeypatch.setattr(jobs, "CHUNK", 1)
        story = Story().decides()
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=NOW)
        job = Job.objects.get(kind="strategy.send_replies")
        with monkeypatch.context() as until_then:
            until_then.setattr(Progress, "advance", kill)
            with pytest.raises(Killed), transaction.atomic():
                jobs.send_replies(Progress(job))
        assert Reply.objects.count() == 1

        job.refresh_from_db()
        jobs.send_replies(Progress(job))

        assert Reply.objects.count() == 3
        assert set(Reply.objects.values_list("wave", flat=True)) == {1}

    def test_tries_again_what_the_mail_server_put_off(self, server):
        strategy = StrategyFactory(stage="published", published_at=NOW)
        owed(strategy, "a@example.org")
        server.failures = {"a@example.org": SMTPResponseException(451, "Later")}
        run(job_for(strategy))
        Job.objects.update(state=JobState.FINISHED)
        server.failures = {}
        assert self.late(strategy.system) == "0 waves of replies started."

        with time_machine.travel(NOW + timedelta(hours=2), tick=False):
            assert self.late(strategy.system) == "1 wave of replies started."
            run(Job.objects.filter(kind="strategy.send_replies").latest("pk"))

        assert [message.to for message in mail.outbox] == [["a@example.org"]]
        assert Reply.objects.get().state == ReplyState.SENT
