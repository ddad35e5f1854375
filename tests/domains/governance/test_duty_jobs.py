from datetime import UTC, date, datetime

import pytest
from django.core import mail

from regard.domains.governance import jobs
from regard.domains.governance.rules.duty_letters import SHOWN, DueLine, duty_letter
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from regard.foundation.mail import weekly
from regard.foundation.mail.models import Message, State
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.governance import ObligationFactory, RoundFactory

NOW = datetime(2026, 8, 10, 9, tzinfo=UTC)


@pytest.fixture
def pressing(time_machine):
    """A duty whose last day, 30 August 2026, is in three weeks."""
    time_machine.move_to(NOW, tick=False)
    return RoundFactory(obligation=ObligationFactory())


@pytest.fixture
def lead(pressing):
    return give(PersonFactory(name="Amara Okafor"), "Partnership lead", pressing)


def give(person, role, duty_round):
    GrantFactory(person=person, role=role, scope_key=f"system:{duty_round.obligation.system_id}")
    return person


def run():
    job = Job.objects.create(
        kind="governance.remind_duties", title="x", scope_key="everywhere", by="schedule"
    )
    return jobs.remind_of_duties(Progress(job))


@pytest.mark.django_db
class TestRemindOfDuties:
    def test_writes_to_those_who_offer_evidence(self, lead, pressing):
        give(PersonFactory(), "Board member", pressing)

        assert run() == "1 reminder sent."

        (letter,) = mail.outbox
        assert letter.to == [lead.email]
        assert letter.subject == "Duties: 0 overdue or lapsed, 1 due soon"
        assert "Consider revising the strategy" in letter.body
        assert "by 30 August 2026" in letter.body
        assert Entry.objects.get(event="duties.reminded").detail == {"people": 1, "duties": 1}

    def test_writes_once_a_week(self, lead, time_machine):
        run()
        assert run() == "0 reminders sent."

        time_machine.move_to(NOW.replace(day=17), tick=False)
        assert run() == "1 reminder sent."
        assert Message.objects.count() == 2

    def test_says_what_is_overdue(self, lead, time_machine):
        time_machine.move_to(NOW.replace(month=9), tick=False)

        run()

        assert mail.outbox[0].subject == "Duties: 1 overdue or lapsed, 0 due soon"
        assert "was 30 August 2026" in mail.outbox[0].body

    def test_writes_nothing_where_nothing_presses(self, lead, time_machine):
        time_machine.move_to(NOW.replace(month=6), tick=False)

        assert run() == "0 reminders sent."
        assert not mail.outbox

    def test_says_how_many_did_not_go(self, lead, monkeypatch):
        def fails(number, *, at):
            return State.FAILED

        monkeypatch.setattr(weekly, "deliver", fails)

        assert run() == "0 reminders sent. 1 did not go."


class TestDutyLetter:
    def test_leaves_a_long_list_to_the_page(self):
        lines = [DueLine(f"D{n} A duty", "Westmere", date(2026, 8, 1), True) for n in range(15)]

        letter = duty_letter(
            name="Amara", partnership="Northmarch", lines=lines, address="https://example.org"
        )

        assert letter.body.count("A duty") == SHOWN
        assert "And 3 more" in letter.body
        assert "15 are overdue or lapsed. 0 are due" in letter.body
