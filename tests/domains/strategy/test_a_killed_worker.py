"""Replies to a real mail server, by a real worker that is killed in the middle."""

import os
import signal

import pytest
from django.db import connection

from regard.domains.strategy import actions
from regard.domains.strategy.models import Reply
from regard.foundation.jobs.models import Job, State
from tests.factories.strategy import PUBLISHED, Story
from tests.foundation.inbox import mail_server
from tests.foundation.processes import Processes, until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(120)]

WORKER = ("-m", "regard.entrypoints.cli", "worker", "--dead-after", "1")
SPOKE = 40


@pytest.fixture(autouse=True)
def _empty_queue():
    """The test database's clean-up leaves the queue's own tables alone."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers cascade")


@pytest.fixture
def inbox():
    with mail_server() as kept:
        yield kept


@pytest.fixture
def processes(tmp_path, inbox):
    started = Processes(tmp_path, REGARD_MAIL=f"smtp://127.0.0.1:{inbox.port}")
    yield started
    started.stop()


def ended(job):
    job.refresh_from_db()
    return job.state in {State.FINISHED, State.FAILED}


def test_nobody_is_told_twice_and_the_one_in_doubt_is_shown(processes, inbox):
    story = Story()
    for number in range(SPOKE):
        story.says(f"Pay the drive {number}.", theme=story.theme, email=f"{number}@example.org")
    story.decides()
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    job = Job.objects.get(kind="strategy.send_replies")
    told = SPOKE + 1  # and the home of the story
    killed = processes.start(*WORKER)
    inbox.on_message = lambda count: count == told // 2 and os.killpg(killed.pid, signal.SIGKILL)
    assert killed.wait(60) == -signal.SIGKILL

    processes.start(*WORKER)

    until(lambda: ended(job), within=60)
    assert len(inbox.recipients) == len(set(inbox.recipients)) == told
    states = list(Reply.objects.filter(channel="email").values_list("state", flat=True))
    assert (states.count("sent"), states.count("failed")) == (told - 1, 1)
    in_doubt = Reply.objects.get(state="failed")
    assert in_doubt.message.problem == "Regard was stopped while it was being sent"
    assert job.message == (
        f"{told - 1} replies sent by email. 1 failed. 1 letter to print and post. "
        "1 on their receipt page."
    )
    body = inbox.messages[0].get_content()
    assert "http://127.0.0.1:8000/r/" in body
    assert "[your link]" not in body
