import os
import signal
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from regard.domains.strategy.models import Reply
from regard.domains.strategy.queries.replies import SENDING
from regard.domains.strategy.types import ReplyState
from regard.foundation.accounts import links
from regard.foundation.jobs.actions import start_job
from regard.foundation.jobs.models import State
from regard.foundation.mail.models import Message
from regard.foundation.mail.models import State as Fate
from tests.factories.strategy import ReplyFactory, StrategyFactory
from tests.foundation.inbox import mail_server
from tests.foundation.processes import Processes, until

REPLIES = 60
WORKER = ("-m", "regard.entrypoints.cli", "worker", "--dead-after", "1")


@pytest.fixture
def inbox():
    with mail_server() as kept:
        yield kept


@pytest.fixture
def processes(tmp_path, inbox):
    started = Processes(tmp_path, REGARD_MAIL=f"smtp://127.0.0.1:{inbox.port}")
    yield started
    started.stop()
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers cascade")


def owed(strategy, addresses):
    replies = [ReplyFactory(strategy=strategy, to=address) for address in addresses]
    links.issue_many(
        purpose="strategy.reply",
        subject_ids=[reply.pk for reply in replies],
        expires_at=timezone.now() + timedelta(days=730),
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(120)
class TestReplying:
    def test_survives_a_worker_killed_in_the_middle(self, processes, inbox):
        # given a strategy that owes replies, and a worker that sends them
        addresses = [f"home{n}@example.org" for n in range(REPLIES)]
        strategy = StrategyFactory()
        owed(strategy, addresses)
        job = start_job(
            kind=SENDING,
            title="Send the replies",
            scope_key=f"system:{strategy.system_id}",
            by="person:1",
            args={"strategy_id": strategy.pk},
        )

        # when it is killed in the middle, and another is started
        first = processes.start(*WORKER)
        half = REPLIES // 2
        inbox.on_message = lambda count: count == half and os.killpg(first.pid, signal.SIGKILL)
        assert first.wait(60) == -signal.SIGKILL
        processes.start(*WORKER)

        # then everybody has had one reply, and of one nobody can tell
        until(lambda: job.refresh_from_db() or job.state == State.FINISHED, within=60)
        assert Counter(inbox.recipients) == Counter(addresses)
        fates = Counter(Message.objects.values_list("state", flat=True))
        assert fates == {Fate.SENT: REPLIES - 1, Fate.UNSURE: 1}
        sent = Reply.objects.filter(state=ReplyState.SENT).count()
        assert sent == REPLIES - 1
