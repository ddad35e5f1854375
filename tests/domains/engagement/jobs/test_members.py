from datetime import UTC, datetime

import pytest
import time_machine
from django.core import mail as outbox

from regard.domains.engagement.actions.member_parts import invite_members
from regard.domains.engagement.jobs.members import tell_members
from regard.domains.engagement.queries.member_parts import list_part_urls
from regard.domains.register.models import Contact
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.factories.engagement_collective import (
    MemberPartFactory,
    SpeechFactory,
    make_members,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


@pytest.fixture
def part():
    speech = SpeechFactory()
    [member] = make_members(speech.exercise, speech.network, without=1)
    Contact.objects.create(location=member.location, email="ash@example.org")
    part = MemberPartFactory(contribution=speech, membership=member)
    with time_machine.travel(NOON, tick=False):
        invite_members(speech=speech, by="person:1")
        yield part


def run():
    return tell_members(Progress(Job.objects.get()))


class TestTellMembers:
    def test_sends_each_its_own_link_once(self, part):
        assert run() == "1 of 1 emails sent."
        assert run() == "There was nobody to write to."

        [sent] = outbox.outbox
        assert sent.to == ["ash@example.org"]
        assert list_part_urls(part_ids=[part.pk])[part.pk] in sent.body
