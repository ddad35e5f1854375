"""Many rows written at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from regard.domains.engagement.models import Invitation
from regard.foundation.base import rows
from regard.foundation.base.rows import write_fields
from regard.foundation.mail import actions as mail
from tests.factories.engagement import ExerciseFactory, InvitationFactory

pytestmark = pytest.mark.django_db


class TestWriteFields:
    def test_writes_the_fields_that_it_is_told_of_each_row(self):
        exercise = ExerciseFactory()
        first, second = (InvitationFactory(exercise=exercise) for _ in "12")
        draft = mail.Draft("a@example.org", "Asked", "Words", "engagement.Invitation:1")
        [message] = mail.post([draft], scope_key="system:1")
        yesterday = timezone.now() - timedelta(days=1)
        first.message, first.reminders, first.reminded_at = message, 2, yesterday
        second.reminders, second.to = 1, "else@example.org"

        write_fields([first, second], ["message", "reminders", "reminded_at"])

        found = Invitation.objects.in_bulk([first.pk, second.pk])
        assert found[first.pk].message_id == message.pk
        assert (found[first.pk].reminders, found[first.pk].reminded_at) == (2, yesterday)
        assert (found[second.pk].message_id, found[second.pk].reminded_at) == (None, None)
        assert found[second.pk].reminders == 1
        assert found[second.pk].to != "else@example.org"

    def test_writes_batch_by_batch_and_nothing_of_none(
        self, monkeypatch, django_assert_num_queries
    ):
        monkeypatch.setattr(rows, "BATCH", 2)
        exercise = ExerciseFactory()
        some = [InvitationFactory(exercise=exercise) for _ in range(3)]
        for number, each in enumerate(some):
            each.reminders = number

        with django_assert_num_queries(2):
            write_fields(some, ["reminders"])
            write_fields([], ["reminders"])

        written = Invitation.objects.order_by("pk").values_list("reminders", flat=True)
        assert list(written) == [0, 1, 2]
