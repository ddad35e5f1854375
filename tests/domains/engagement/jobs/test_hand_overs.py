from datetime import UTC, datetime

import pytest
import time_machine
from django.core import mail as outbox

from regard.domains.engagement.actions.hand_overs import pass_on, take_back
from regard.domains.engagement.jobs.hand_overs import send_hand_over
from regard.domains.engagement.models import HandOver
from regard.domains.engagement.queries.hand_overs import get_hand_over_url
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.factories.engagement import InvitationFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


@pytest.fixture
def passed_on():
    with time_machine.travel(NOON, tick=False):
        yield pass_on(
            invitation=InvitationFactory(),
            to=("Priya Shah", "priya@example.org"),
            words="",
            by="x",
            at=NOON,
        )


def run():
    return send_hand_over(Progress(Job.objects.get()))


class TestSendHandOver:
    def test_puts_the_link_in_as_it_is_sent(self, passed_on):
        assert run() == "Sent."

        [sent] = outbox.outbox
        assert sent.to == ["priya@example.org"]
        assert get_hand_over_url(hand_over_id=passed_on.pk) in sent.body

    def test_sends_nothing_once_it_was_taken_back(self, passed_on):
        take_back(hand_over=HandOver.objects.get(), by="x", at=NOON)

        assert run() == "It was taken back before it went."
        assert not outbox.outbox
