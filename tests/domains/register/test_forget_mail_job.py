from datetime import UTC, datetime

import pytest

from regard.domains.register import jobs
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Message, State


@pytest.mark.django_db
def test_messages_two_years_old_are_forgotten(time_machine):
    draft = mail.Draft(to="a@example.org", subject="S", body="B", about="test")
    mail.post([draft], scope_key="system:1")
    Message.objects.update(state=State.FAILED, created_at=datetime(2026, 11, 1, tzinfo=UTC))
    job = Job.objects.create(kind="x", title="x", scope_key="everywhere", by="schedule")

    time_machine.move_to(datetime(2028, 11, 3, tzinfo=UTC))

    assert jobs.forget_mail(Progress(job)) == "1 message forgotten."
    assert Message.objects.get().to == ""
