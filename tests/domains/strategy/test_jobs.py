from smtplib import SMTPRecipientsRefused, SMTPResponseException

import pytest
import time_machine
from django.core import mail

from regard.domains.strategy import actions
from regard.domains.strategy.actions import CannotSend
from regard.domains.strategy.jobs import publishing as jobs
from regard.domains.strategy.models import Reply
from regard.domains.strategy.types import ReplyState
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.models import State as JobState
from regard.foundation.mail import actions as mail_actions
from regard.foundation.mail.models import Message, Refused
from regard.foundation.mail.models import State as MailState
from tests.domains.strategy.sending import Killed, job_for, kill, owed, run
from tests.factories.strategy import PUBLISHED, ReplyFactory, Story, StrategyFactory

pytestmark = pytest.mark.django_db

NOW = PUBLISHED


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def batches_of_two(monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 2)


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
            until_then.setattr(jobs, "_refuse_if_down", kill)
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
            until_then.setattr(actions, "record_fates", kill)
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
