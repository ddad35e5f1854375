"""Replies are prepared and sent by a real worker that is killed in the middle."""

import os
import signal
from datetime import UTC, datetime

import pytest
from django.db import connection

from regard.domains.engagement.models import Answer, Coding, Contribution, Point
from regard.domains.strategy import actions
from regard.domains.strategy.actions.publishing import AT_ONCE
from regard.domains.strategy.models import Reply
from regard.foundation.accounts.models import Link
from regard.foundation.jobs.models import Job, State
from tests.factories.strategy import PUBLISHED, Story
from tests.foundation.inbox import mail_server
from tests.foundation.processes import Processes, until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(120)]

WORKER = ("-m", "regard.entrypoints.cli", "worker", "--dead-after", "1")
SPOKE = 40
SAID = datetime(2026, 11, 10, 9, tzinfo=UTC)


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


def say_much(story, *, voices):
    """Let so many people speak, a tenth of them in words of their own, all in one statement."""
    said = Contribution.objects.bulk_create(
        Contribution(
            system=story.system,
            exercise=story.exercise,
            speaker="person",
            channel="web",
            receipt=f"MUCH-{number}",
            said_on=SAID.date(),
            kept_at=SAID,
        )
        for number in range(voices)
    )
    question = story.exercise.questions.first()
    answers = Answer.objects.bulk_create(
        Answer(contribution=each, question=question, text="Pay the drive.") for each in said[::10]
    )
    points = Point.objects.bulk_create(
        Point(
            system=story.system,
            exercise=story.exercise,
            contribution_id=each.contribution_id,
            answer=each,
            start=0,
            end=14,
            text=each.text,
        )
        for each in answers
    )
    Coding.objects.bulk_create(
        Coding(point=point, theme=story.theme, placed_by="machine", placed_at=SAID)
        for point in points
    )


def test_replies_are_prepared_once_each_though_the_worker_is_killed_in_between(processes):
    story = Story()
    say_much(story, voices=5 * AT_ONCE)
    story.decides()
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    job = Job.objects.get(kind="strategy.send_replies")
    everyone = Contribution.objects.filter(exercise=story.exercise).count()
    assert Reply.objects.count() == AT_ONCE
    killed = processes.start(*WORKER)
    until(lambda: Reply.objects.count() > AT_ONCE, within=60)
    os.killpg(killed.pid, signal.SIGKILL)
    assert killed.wait(60) == -signal.SIGKILL
    assert Reply.objects.count() < everyone

    processes.start(*WORKER)

    until(lambda: ended(job), within=90)
    assert job.state == State.FINISHED
    replies = Reply.objects.all()
    assert replies.count() == everyone
    assert replies.values("contribution").distinct().count() == everyone
    assert set(replies.values_list("wave", flat=True)) == {1}
    links = Link.objects.filter(purpose="strategy.reply").values_list("subject_id", flat=True)
    assert sorted(links) == sorted(replies.values_list("pk", flat=True))
    assert sum(bool(reply.content["parts"]) for reply in replies.iterator()) == AT_ONCE // 2 + 3
