from datetime import UTC, datetime

import pytest
from django.core import mail

from regard.domains.strategy import actions, jobs
from regard.domains.strategy.models import Strategy
from regard.domains.strategy.queries.regard_figures import COUNTING, get_regard_figures
from regard.domains.strategy.rules.regard_letters import SHOWN, regard_letter
from regard.domains.strategy.types import OwedRow, RegardState
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from regard.foundation.mail import weekly
from regard.foundation.mail.models import State
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.strategy_regard import make_decision, make_published, make_record

NOW = datetime(2026, 12, 7, 9, tzinfo=UTC)
"""A Monday, six days after the last day for the decision below."""


@pytest.fixture
def decision(time_machine):
    time_machine.move_to(NOW, tick=False)
    return make_decision(make_published().system)


def give(role, scope_key):
    return GrantFactory(person=PersonFactory(), role=role, scope_key=scope_key).person


def run():
    job = Job.objects.create(
        kind="strategy.remind_regard", title="x", scope_key="everywhere", by="schedule"
    )
    return jobs.remind_of_regard(Progress(job))


@pytest.mark.django_db
class TestRemindOfRegard:
    def test_writes_to_those_who_record_regard_and_to_nobody_else(self, decision):
        secretary = give("Board secretary", f"system:{decision.system_id}")
        give("Commissioner", f"system:{decision.system_id}")

        assert run() == "1 reminder sent."

        (letter,) = mail.outbox
        assert letter.to == [secretary.email]
        assert letter.subject == "Records of regard: 1 overdue"
        assert f"{decision.ref} {decision.title}" in letter.body
        assert "was due by 1 December 2026" in letter.body
        assert Entry.objects.get(event="regard.reminded").detail == {"people": 1, "decisions": 1}

    def test_writes_once_a_week(self, decision, time_machine):
        give("Board secretary", f"system:{decision.system_id}")

        run()
        assert run() == "0 reminders sent."
        time_machine.move_to(NOW.replace(day=14), tick=False)

        assert run() == "1 reminder sent."

    def test_names_no_private_decision(self, decision):
        give("Board secretary", f"system:{decision.system_id}")
        make_decision(decision.system, title="A secret purchase", is_private=True)

        run()

        assert "secret" not in mail.outbox[0].body
        assert "Besides, 1 private." in mail.outbox[0].body

    def test_writes_to_the_secretary_of_one_body_of_that_body_alone(self, decision):
        give("Board secretary", f"body:{decision.body_id}")
        other = make_decision(decision.system, title="Another thing")
        give("Board secretary", "body:999999")

        assert run() == "1 reminder sent."

        assert other.title not in mail.outbox[0].body

    def test_writes_nothing_where_all_is_signed(self, decision):
        give("Board secretary", f"system:{decision.system_id}")
        make_record(decision, Strategy.objects.get())

        assert run() == "0 reminders sent."

    def test_writes_nothing_where_there_is_time(self, decision, time_machine):
        time_machine.move_to(NOW.replace(month=11, day=10), tick=False)
        give("Board secretary", f"system:{decision.system_id}")

        assert run() == "0 reminders sent."

    def test_says_how_many_did_not_go(self, decision, monkeypatch):
        give("Board secretary", f"system:{decision.system_id}")
        monkeypatch.setattr(weekly, "deliver", lambda *_args, **_known: State.WAITING)

        assert run() == "0 reminders sent. 1 did not go."


@pytest.mark.django_db
class TestCountRegard:
    def test_keeps_the_figures_of_the_newest_version(self, decision, django_assert_num_queries):
        first = Strategy.objects.get()
        record = make_record(decision, first, is_signed=False)
        newest = make_published(follows=first, at=NOW)

        actions.sign_regard(record=record, name="Ann Carr, chair", by="person:1", at=NOW)
        job = Job.objects.get(kind=COUNTING)

        assert jobs.count_regard(Progress(job)) == "1 of 3 passages regarded."
        with django_assert_num_queries(1):
            assert get_regard_figures(strategy=newest).whole.regarded == 1


def test_a_letter_of_many_lists_the_first_and_says_what_buys_care():
    row = OwedRow(
        decision_ref="D-2026-001",
        decision_title="Beds are bought",
        body_id=1,
        body_slug="board",
        body_name="The board",
        holder="The integrated care board",
        decided_on=NOW.date(),
        is_commissioning=True,
        is_readable=True,
        strategy_slug="care",
        strategy_title="Care",
        number=1,
        state=RegardState.DUE,
        due_on=NOW.date(),
        days_late=0,
    )

    letter = regard_letter(
        name="Ann", partnership="Northmarch", rows=[row] * (SHOWN + 2), hidden=0, address="/x"
    )

    assert "And 2 more" in letter.body
    assert "by which care is bought), is due by 7 December 2026" in letter.body
