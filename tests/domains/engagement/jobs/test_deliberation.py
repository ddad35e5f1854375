from datetime import UTC, datetime

import pytest

from regard.domains.engagement.jobs import deliberation as jobs
from regard.domains.engagement.models import Conversation, Picture, Statement
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.factories.engagement_deliberation import (
    ConversationFactory,
    StatementFactory,
    VoteFactory,
    VoterFactory,
    two_camps,
)

pytestmark = pytest.mark.django_db


def run(handler, **args):
    job = Job.objects.create(kind="x", title="x", scope_key="system:1", by="x", args=args)
    return handler(Progress(job))


class TestDrawOpinions:
    def test_draws_the_picture_and_tries_whether_groups_hold(self):
        conversation = two_camps()

        said = run(jobs.draw_opinions, conversation_id=conversation.pk)

        picture = Picture.objects.get()
        assert said == "Drawn 1 times."
        assert picture.result["sizes"] == [12, 12]
        assert picture.stability["reason_to_hide"] == ""

    def test_does_nothing_while_nothing_has_changed(self):
        conversation = two_camps(people=8, statements=4)
        run(jobs.draw_opinions, conversation_id=conversation.pk)

        said = run(jobs.draw_opinions, conversation_id=conversation.pk)

        assert said == "Nothing has changed since it was drawn."

    def test_draws_again_when_a_vote_has_come(self):
        conversation = two_camps(people=8, statements=4)
        run(jobs.draw_opinions, conversation_id=conversation.pk)
        VoteFactory(
            voter=VoterFactory(conversation=conversation), statement=Statement.objects.first()
        )

        run(jobs.draw_opinions, conversation_id=conversation.pk)

        assert Picture.objects.get().votes == 33

    def test_leaves_trying_many_votes_to_the_hourly_job(self, monkeypatch):
        monkeypatch.setattr(jobs.queries, "SMALL", 3)
        conversation = two_camps(people=8, statements=4)

        run(jobs.draw_opinions, conversation_id=conversation.pk)
        assert Picture.objects.get().stability is None
        run(jobs.draw_changed)
        assert Picture.objects.get().stability["votes"] == 32


class TestDrawChanged:
    def test_draws_all_that_has_votes_and_closes_what_is_over(self, time_machine):
        time_machine.move_to(datetime(2026, 12, 1, 12, tzinfo=UTC))
        two_camps(people=8, statements=4)
        ConversationFactory(closes_on=datetime(2026, 12, 9, tzinfo=UTC).date())
        StatementFactory(conversation__draft=True)

        assert run(jobs.draw_changed) == "1 drawn, 1 closed."
        assert run(jobs.draw_changed) == "0 drawn, 0 closed."
        assert Conversation.objects.filter(closed_at=None).count() == 2
