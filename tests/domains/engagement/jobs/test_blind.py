from datetime import UTC, datetime

import pytest
from django.core import mail as outbox

from regard.domains.engagement.actions.blind import ask_readers
from regard.domains.engagement.jobs.blind import send_sample
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.factories.accounts import GrantFactory
from tests.factories.engagement_blind import BlindSampleFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 3, 9, tzinfo=UTC)


class TestSendSample:
    def test_sends_each_email_once(self):
        sample = BlindSampleFactory()
        people = [GrantFactory(role="Coder").person for _ in range(2)]
        readers = [f"person:{person.pk}" for person in people]
        ask_readers(sample_id=sample.pk, readers=readers, by="x", at=NOW)
        progress = Progress(Job.objects.get())

        assert send_sample(progress) == "2 emails sent."
        assert send_sample(progress) == "no emails sent."

        assert {to for sent in outbox.outbox for to in sent.to} == {p.email for p in people}
