import os
import signal

import pytest
from django.db import connection, transaction

from regard.foundation.jobs.actions import start_job
from regard.foundation.jobs.models import State
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Message
from regard.foundation.mail.models import State as Fate
from tests.foundation.inbox import mail_server
from tests.foundation.processes import Processes, until

from .a_worker import STEPS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(90)]

WORKER = ("-m", "tests.foundation.jobs.a_worker")
MESSAGES = 60


@pytest.fixture(autouse=True)
def _empty_queue():
    """The test database's clean-up leaves the queue's own tables alone."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers cascade")


@pytest.fixture
def processes(tmp_path, inbox):
    started = Processes(tmp_path, REGARD_MAIL=f"smtp://127.0.0.1:{inbox.port}")
    yield started
    started.stop()


@pytest.fixture
def inbox():
    with mail_server() as kept:
        yield kept


def begin(kind, **args):
    with transaction.atomic():
        return start_job(kind=kind, title="Test", scope_key="system:1", by="test", args=args)


def kill(process):
    os.killpg(process.pid, signal.SIGKILL)


def ended(job):
    job.refresh_from_db()
    return job.state in {State.FINISHED, State.FAILED}


class TestAWorkerKilledInTheMiddle:
    def test_is_followed_by_one_that_does_nothing_twice(self, processes):
        job = begin("test.write", die_at=STEPS // 2)
        killed = processes.start(*WORKER)
        assert killed.wait(30) == -signal.SIGKILL
        assert Message.objects.count() == STEPS // 2 - 1

        processes.start(*WORKER)

        until(lambda: ended(job))
        assert (job.state, job.message, job.attempts) == (State.FINISHED, "40 written", 2)
        steps = Message.objects.order_by("pk").values_list("subject", flat=True)
        assert list(steps) == [str(step) for step in range(1, STEPS + 1)]

    def test_sends_every_message_once_and_is_unsure_of_one(self, processes, inbox):
        addresses = [f"home{n}@example.org" for n in range(MESSAGES)]
        drafts = [mail.Draft(to=to, subject="S", body="B", about="test") for to in addresses]
        messages = mail.post(drafts, scope_key="system:1")
        job = begin("test.send", messages=[message.pk for message in messages])
        killed = processes.start(*WORKER)
        inbox.on_message = lambda count: count == MESSAGES // 2 and kill(killed)
        assert killed.wait(30) == -signal.SIGKILL

        processes.start(*WORKER)

        until(lambda: ended(job))
        assert (job.state, job.attempts) == (State.FINISHED, 2)
        assert inbox.recipients == addresses
        fates = Message.objects.order_by("pk").values_list("state", flat=True)
        expected = [Fate.SENT] * MESSAGES
        expected[MESSAGES // 2 - 1] = Fate.UNSURE
        assert list(fates) == expected


class TestAWorkerToldToStop:
    def test_leaves_the_job_between_two_steps_for_the_next(self, processes):
        job = begin("test.write", stop_at=5)
        told = processes.start(*WORKER)
        assert told.wait(30) == 0
        job.refresh_from_db()
        assert (job.state, job.attempts) == (State.WAITING, 0)
        written = job.done
        assert 5 <= written < STEPS

        processes.start(*WORKER)

        until(lambda: ended(job))
        assert (job.state, job.attempts) == (State.FINISHED, 1)
        assert Message.objects.count() == STEPS
