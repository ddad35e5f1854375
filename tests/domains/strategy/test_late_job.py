import pytest
from django.core import mail

from regard.domains.strategy import actions, jobs
from regard.domains.strategy.rules.late_letters import Waiting, late_letter
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.strategy import PUBLISHED, Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(time_machine):
    time_machine.move_to(PUBLISHED, tick=False)
    story = Story().decides()
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    mail.outbox.clear()
    return story


def give(role, story):
    scope_key = f"system:{story.system.pk}"
    return GrantFactory(person=PersonFactory(), role=role, scope_key=scope_key).person


def run():
    job = Job.objects.create(
        kind="strategy.remind_late", title="x", scope_key="everywhere", by="schedule"
    )
    return jobs.remind_of_late(Progress(job))


class TestRemindOfLate:
    def test_writes_once_a_week_to_those_who_decide(self, story):
        lead = give("Partnership lead", story)
        give("Commissioner", story)
        story.says("Nobody pays us for the road either.")

        assert run() == "1 reminder sent."
        assert run() == "0 reminders sent."

        (letter,) = mail.outbox
        assert letter.to == [lead.email]
        assert letter.subject == "Waiting for an answer: 1 point"
        assert f"{story.strategy.title}: 1 point" in " ".join(letter.body.split())
        assert "/strategy/care-2027/late/" in letter.body
        assert Entry.objects.get(event="late.reminded").detail == {"people": 1, "points": 1}

    def test_writes_to_nobody_while_nobody_waits(self, story):
        give("Partnership lead", story)

        assert run() == "0 reminders sent."


def test_a_letter_says_who_has_waited_too_long():
    waiting = Waiting(title="Care", points=1_200, overdue=3, address="/late/")

    letter = late_letter(name="Ann", partnership="Northmarch", waiting=[waiting])

    assert letter.subject == "Waiting for an answer: 1,200 points"
    assert "Care: 1,200 points, 3 for more than 28 days.\n/late/" in letter.body
