from datetime import timedelta

import pytest
from django.utils import timezone

from regard.foundation.mail import actions as mail
from regard.foundation.mail import queries
from regard.foundation.mail.models import Message, State


@pytest.mark.django_db
class TestGetTroubles:
    def test_counts_what_somebody_should_look_at(self):
        now = timezone.now()
        draft = mail.Draft(to="a@example.org", subject="S", body="B", about="test")
        late, failed, unsure, old, _fresh = mail.post([draft] * 5, scope_key="system:1")
        long_ago = now - timedelta(days=8)
        Message.objects.filter(pk=late.pk).update(created_at=now - timedelta(hours=2))
        Message.objects.filter(pk=failed.pk).update(state=State.FAILED)
        Message.objects.filter(pk=unsure.pk).update(state=State.UNSURE)
        Message.objects.filter(pk=old.pk).update(state=State.FAILED, updated_at=long_ago)

        found = queries.get_troubles(now=now)

        assert (found.late, found.failed, found.unsure) == (1, 1, 1)

    def test_finds_none_where_nothing_was_sent(self):
        found = queries.get_troubles(now=timezone.now())

        assert (found.late, found.failed, found.unsure) == (0, 0, 0)
