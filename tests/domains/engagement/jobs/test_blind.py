from datetime import UTC, datetime

import pytest
from django.core import mail as outbox

from regard.domains.engagement.actions.blind import ask_readers, start_finishing
from regard.domains.engagement.jobs.blind import finish_sample, send_sample
from regard.domains.engagement.models import BlindSample
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.factories.engagement import ExerciseFactory
from tests.factories.engagement_blind import PAY, BlindSampleFactory, Sampled, coder

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 3, 9, tzinfo=UTC)


@pytest.fixture
def exercise():
    return ExerciseFactory(closed=True, system__slug="northmarch", slug="winter")


@pytest.fixture
def shown(monkeypatch):
    """Return how far the job said that it was; it says so on a connection of its own."""
    told = []

    def show(_, *, done, total):
        told.append((done, total))

    monkeypatch.setattr(Progress, "show", show)
    return told


class TestSendSample:
    def test_sends_each_email_once(self):
        sample = BlindSampleFactory()
        people = [coder() for _ in range(2)]
        readers = [f"person:{person.pk}" for person in people]
        ask_readers(sample_id=sample.pk, readers=readers, by="x", at=NOW)
        progress = Progress(Job.objects.get())

        assert send_sample(progress) == "2 emails sent."
        assert send_sample(progress) == "no emails sent."

        assert {to for sent in outbox.outbox for to in sent.to} == {p.email for p in people}


class TestFinishSample:
    def start(self, exercise, readings):
        sample = Sampled(exercise, readings).sample
        return sample, start_finishing(sample_id=sample.pk, by="person:1", at=NOW)

    def test_keeps_what_it_showed_and_leads_there(self, exercise, shown):
        sample, job = self.start(exercise, [((PAY,), (PAY,)), ((), ())])

        assert "stands with the themes now" in finish_sample(Progress(job))

        sample.refresh_from_db()
        assert sample.measured["points"] == 2
        assert sample.ended_by == "person:1"
        assert job.next_url == "/northmarch/said/winter/accuracy/"
        assert shown == [(1, 4), (2, 4), (3, 4), (4, 4)]

    def test_does_nothing_twice_if_it_was_killed_after_writing(self, exercise, shown):
        sample, job = self.start(exercise, [((PAY,), (PAY,))])
        finish_sample(Progress(job))
        before = BlindSample.objects.values().get(pk=sample.pk)

        assert "stands with the themes now" in finish_sample(Progress(job))
        assert BlindSample.objects.values().get(pk=sample.pk) == before

    def test_says_why_nothing_was_measured_and_can_be_asked_again(self, exercise, shown):
        sample, job = self.start(exercise, [((PAY,), (PAY,))])
        sample.points.get().point.delete()

        assert "Nothing was measured" in finish_sample(Progress(job))

        sample.refresh_from_db()
        assert (sample.finished_at, sample.finishing_at) == (None, None)
