"""A mail server that can be told to fail, a worker that is killed, and replies that are owed."""

from datetime import timedelta

from django.core.mail.backends.locmem import EmailBackend

from regard.domains.strategy.jobs import publishing as jobs
from regard.foundation.accounts import links
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.factories.strategy import PUBLISHED, ReplyFactory


class Killed(BaseException):
    """What a worker that is killed leaves behind: nothing more is done."""


def kill(*args, **known):
    raise Killed


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
        expires_at=PUBLISHED + timedelta(days=730),
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
