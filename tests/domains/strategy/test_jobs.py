from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction

from regard.domains.strategy import actions
from regard.domains.strategy.actions import CannotSend
from regard.domains.strategy.jobs import publishing as jobs
from regard.domains.strategy.models import Reply
from regard.domains.strategy.types import ReplyState
from regard.foundation.accounts import links
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.models import State as JobState
from regard.foundation.jobs.progress import Progress
from regard.foundation.mail import actions as mail_actions
from regard.foundation.mail.models import Message, Refused
from regard.foundation.mail.models import State as MailState
from tests.factories.engagement import ContributionFactory
from tests.factories.strategy import PUBLISHED, ReplyFactory, Story, StrategyFactory

pytestmark = pytest.mark.django_db

NOW = PUBLISHED


class Killed(BaseException):
    """What a worker that is killed leaves behind: nothing more is done."""


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def batches_of_two(monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 2)


@pytest.fixture
def server(settings):
    """Let mail go to an inbox whose server can be told to fail."""
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    Server.failures = {}
    Server.opened, Server.is_down = 0, False
    return Server


class Server(EmailBackend):
    failures: dict[str, BaseException] = {}
    opened = 0
    is_down = False
    is_open = False

    def open(self):
        if self.is_down:
            raise ConnectionRefusedError
        was_open, self.is_open = self.is_open, True
        Server.opened += not was_open
        return not was_open

    def close(self):
        self.is_open = False

    def send_messages(self, messages):
        failure = self.failures.get(messages[0].to[0])
        if failure:
            raise failure
        return super().send_messages(messages)


def owed(strategy, *addresses):
    replies = [ReplyFactory(strategy=strategy, to=address) for address in addresses]
    links.issue_many(
        purpose="strategy.reply",
        subject_ids=[reply.pk for reply in replies],
        expires_at=NOW + timedelta(days=730),
    )
    return replies


def job_for(strategy):
    return Job.objects.create(
        kind="strategy.send_replies",
        args={"strategy_id": strategy.pk},
        scope_key=f"system:{strategy.system_id}",
        by="person:1",
    )


def run(job):
    job.refresh_from_db()
    return jobs.send_replies(Progress(job))


def to():
    return [message.to[0] for message in mail.outbox]


def states(strategy):
    return list(
        Reply.objects.filter(strategy=strategy).order_by("pk").values_list("state", flat=True)
    )


class TestSendReplies:
    def test_sends_every_email_owed_over_one_connection(self, server, batches_of_two):
        strategy = StrategyFactory()
        owed(strategy, "a@example.org", "b@example.org", "c@example.org")
        job = job_for(strategy)

        said = run(job)

        assert to() == ["a@example.org", "b@example.org", "c@example.org"]
        assert server.opened == 1
        assert states(strategy) == ["sent", "sent", "sent"]
        assert {reply.sent_at for reply in Reply.objects.all()} == {NOW}
        assert said == "3 replies sent by email."
        job.refresh_from_db()
        assert (job.done, job.total) == (3, 3)

    def test_tells_them_what_became_of_their_words_behind_a_link_that_is_not_kept(
        self, server, client
    ):
        story = Story().decides()
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=NOW)

        run(Job.objects.get(kind="strategy.send_replies"))

        [email] = mail.outbox
        assert email.to == ["home@example.org"]
        assert "> nobody pays them to drive between calls" in email.body
        assert "adopted in part" in email.body
        path = next(line for line in email.body.splitlines() if "/r/" in line)
        assert path not in Message.objects.get().body

    def test_leaves_letters_and_pages_alone(self, server):
        strategy = StrategyFactory()
        ReplyFactory(strategy=strategy, channel="letter", to="1 Mill Lane")
        ReplyFactory(strategy=strategy, channel="page", to="", state="sent", sent_at=NOW)

        said = run(job_for(strategy))

        assert not mail.outbox
        assert said == (
            "0 replies sent by email. 1 letter to print and post. 1 on their receipt page."
        )

    def test_writes_what_it_did_into_the_ledger(self, server):
        strategy = StrategyFactory()
        owed(strategy, "a@example.org")

        run(job_for(strategy))

        entry = Entry.objects.get()
        assert (entry.event, entry.by) == ("replies.sent", "person:1")
        assert entry.detail == {"sent": 1, "failed": 0, "held": 0, "put_off": 0}

    def test_sends_nothing_twice_after_it_was_killed_between_batches(
        self, server, batches_of_two, monkeypatch
    ):
        strategy = StrategyFactory()
        owed(strategy, "a@example.org", "b@example.org", "c@example.org")
        job = job_for(strategy)
        with monkeypatch.context() as until_then:
            until_then.setattr(jobs, "_refuse_if_down", _kill)
            with pytest.raises(Killed):
                run(job)
        assert to() == ["a@example.org", "b@example.org"]

        run(job)

        assert to() == ["a@example.org", "b@example.org", "c@example.org"]
        job.refresh_from_db()
        assert (job.done, job.total) == (3, 3)

    def test_sends_nothing_twice_after_it_was_killed_before_it_noted_a_batch(
        self, server, batches_of_two, monkeypatch
    ):
        strategy = StrategyFactory()
        owed(strategy, "a@example.org", "b@example.org", "c@example.org")
        job = job_for(strategy)
        with monkeypatch.context() as until_then:
            until_then.setattr(actions, "record_fates", _kill)
            with pytest.raises(Killed):
                run(job)
        assert states(strategy) == ["owed", "owed", "owed"]

        run(job)

        assert to() == ["a@example.org", "b@example.org", "c@example.org"]
        assert states(strategy) == ["sent", "sent", "sent"]
        assert Message.objects.count() == 3

    def test_leaves_to_a_person_what_may_have_gone_when_it_was_killed(self, server):
        strategy = StrategyFactory()
        owed(strategy, "a@example.org", "b@example.org")
        job = job_for(strategy)
        server.failures = {"a@example.org": Killed()}
        with pytest.raises(Killed):
            run(job)
        server.failures = {}

        said = run(job)

        assert to() == ["b@example.org"]
        assert states(strategy) == ["failed", "sent"]
        assert said == "1 reply sent by email. 1 failed."
        assert Message.objects.order_by("pk")[0].state == MailState.UNSURE

    def test_shows_what_the_mail_server_refused(self, server):
        strategy = StrategyFactory()
        owed(strategy, "a@example.org", "b@example.org")
        server.failures = {
            "a@example.org": SMTPRecipientsRefused({"a@example.org": (550, b"No such box")})
        }

        run(job_for(strategy))

        assert states(strategy) == ["failed", "sent"]
        assert Reply.objects.order_by("pk")[0].message.problem == "550 No such box"

    def test_still_owes_what_was_put_off(self, server):
        strategy = StrategyFactory()
        owed(strategy, "a@example.org", "b@example.org")
        server.failures = {"a@example.org": SMTPResponseException(451, "Come back later")}

        said = run(job_for(strategy))

        assert states(strategy) == ["owed", "sent"]
        assert said == "1 reply sent by email. 1 put off, and still owed."

    def test_stops_where_the_mail_server_is_down(self, server, batches_of_two):
        strategy = StrategyFactory()
        owed(strategy, "a@example.org", "b@example.org", "c@example.org")
        server.is_down = True

        with pytest.raises(jobs.MailServerDown, match="still owed"):
            run(job_for(strategy))

        assert not mail.outbox
        assert states(strategy) == ["owed", "owed", "owed"]


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
        monkeypatch.setattr("regard.domains.strategy.actions.publishing.start_sending", _kill)

        with pytest.raises(Killed), transaction.atomic():
            self.run(story)

        assert not Reply.objects.exists()
        story.strategy.refresh_from_db()
        assert story.strategy.stage == "draft"


class TestSendAgain:
    def again(self, strategy):
        return actions.send_again(strategy=strategy, by="person:1", at=NOW)

    def test_tries_what_failed_and_what_is_owed_once_more(self, server):
        strategy = StrategyFactory()
        owed(strategy, "a@example.org", "b@example.org")
        refused = SMTPRecipientsRefused({"a@example.org": (550, b"Full")})
        later = SMTPResponseException(451, "Later")
        server.failures = {"a@example.org": refused, "b@example.org": later}
        run(job_for(strategy))
        Job.objects.update(state=JobState.FINISHED)
        server.failures = {}

        run(self.again(strategy))

        assert to() == ["a@example.org", "b@example.org"]
        assert states(strategy) == ["sent", "sent"]
        assert Entry.objects.filter(event="replies.sent_again").count() == 1

    def test_refuses_while_they_are_being_sent(self):
        strategy = StrategyFactory()
        owed(strategy, "a@example.org")
        job_for(strategy)

        with pytest.raises(CannotSend, match="being sent now"):
            self.again(strategy)

    def test_refuses_where_every_email_was_sent(self):
        strategy = StrategyFactory()
        ReplyFactory(strategy=strategy, state=ReplyState.SENT, sent_at=NOW)

        with pytest.raises(CannotSend, match="Every email"):
            self.again(strategy)


def _kill(*args, **known):
    raise Killed


class TestRepliesToThoseWhoAskedUsNotToWrite:
    def test_are_held_and_shown_and_sent_once_they_ask_again(self, server):
        strategy = StrategyFactory()
        [reply] = owed(strategy, "a@example.org")
        refuse = mail_actions.opt_out
        refuse(address="A@example.org", scope=Refused.ALL, by="message:1", at=NOW)

        result = run(job_for(strategy))

        reply.refresh_from_db()
        assert reply.state == ReplyState.HELD
        assert mail.outbox == []
        assert "1 not sent, as they asked us not to write." in result
        with pytest.raises(CannotSend):
            actions.send_again(strategy=StrategyFactory(), by="person:1", at=NOW)

        Job.objects.update(state=JobState.FINISHED)
        mail_actions.opt_in(address="a@example.org", by="message:1", at=NOW)
        run(actions.send_again(strategy=strategy, by="person:1", at=NOW))
        reply.refresh_from_db()
        assert reply.state == ReplyState.SENT

    def test_go_to_those_who_only_refused_questions(self, server):
        strategy = StrategyFactory()
        owed(strategy, "a@example.org")
        mail_actions.opt_out(address="a@example.org", scope=Refused.ASKING, by="message:1", at=NOW)

        run(job_for(strategy))

        assert len(mail.outbox) == 1


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
            until_then.setattr(Progress, "advance", _kill)
            with pytest.raises(Killed), transaction.atomic():
                jobs.send_replies(Progress(job))
        assert Reply.objects.count() == 1

        job.refresh_from_db()
        jobs.send_replies(Progress(job))

        assert Reply.objects.count() == 3
        assert set(Reply.objects.values_list("wave", flat=True)) == {1}
