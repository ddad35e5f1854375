import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from regard.foundation.base.errors import NotFound, Refusal
from regard.foundation.base.locks import Family, alone_if_free
from regard.foundation.jobs import actions, queries, tasks
from regard.foundation.jobs.models import Job, State
from regard.foundation.jobs.progress import HANDLERS, STOPPING, Interrupted
from tests.factories.accounts import Holder

pytestmark = pytest.mark.django_db


def start(kind="test.it", **args):
    return actions.start_job(kind=kind, title="T", scope_key="system:1", by="person:1", args=args)


def run(job):
    tasks.run_job(job.pk)
    job.refresh_from_db()
    return job


def queued():
    with connection.cursor() as cursor:
        cursor.execute("select task_name, args, lock from procrastinate_jobs order by id")
        return [(name, json.loads(args), lock) for name, args, lock in cursor.fetchall()]


@pytest.fixture
def handler(monkeypatch):
    """Let a test say what its kind of job does."""

    def become(function):
        monkeypatch.setitem(HANDLERS, "test.it", function)

    return become


class TestStartJob:
    def test_puts_the_job_into_the_queue_under_its_own_lock(self):
        job = start(exercise_id=3)

        assert job.args == {"exercise_id": 3}
        assert queued() == [("regard.run_job", {"job_id": job.pk}, f"job:{job.pk}")]

    def test_is_undone_with_the_transaction_it_is_in(self):
        with transaction.atomic():
            start()
            transaction.set_rollback(True)

        assert not Job.objects.exists()
        assert queued() == []


class TestRunJob:
    def test_hands_the_arguments_to_the_handler_and_keeps_what_came_of_it(self, handler):
        handler(lambda progress: f"{progress.args['n']} done by {progress.by}")

        job = run(start(n=4))

        assert (job.state, job.message) == (State.FINISHED, "4 done by person:1")
        assert job.started_at <= job.finished_at

    def test_tells_a_refusal_in_its_own_words(self, handler):
        def refuse(progress):
            raise Refusal("The file is empty")

        handler(refuse)
        job = run(start())

        assert (job.state, job.message) == (State.FAILED, "The file is empty")

    def test_tells_of_a_bug_only_its_reference(self, handler):
        def break_down(progress):
            raise RuntimeError("secret")

        handler(break_down)
        job = run(start())

        assert job.state == State.FAILED
        assert "reference" in job.message
        assert "secret" not in job.message

    def test_of_a_kind_that_nobody_handles_fails(self):
        assert run(start(kind="test.unheard_of")).state == State.FAILED

    def test_does_nothing_once_the_job_is_over(self, handler):
        handler(lambda _: "done")
        job = run(start())
        handler(lambda _: "done again")

        assert run(job).message == "done"
        assert job.attempts == 1

    def test_leaves_a_database_that_went_away_to_the_queue(self, handler):
        def lose(progress):
            raise OperationalError("server closed the connection")

        handler(lose)
        job = start()

        with pytest.raises(OperationalError):
            tasks.run_job(job.pk)
        Job.objects.update(attempts=tasks.MOST_ATTEMPTS - 1)
        assert run(job).message == "The database went away too often."

    def test_gives_up_a_job_that_took_down_too_many_workers(self, handler):
        handler(lambda _: "done")
        job = start()
        Job.objects.update(attempts=tasks.MOST_ATTEMPTS, state=State.RUNNING)

        assert run(job).message == "It was begun 8 times and never came to its end."

    def test_puts_an_interrupted_job_back_where_it_was(self, handler):
        def stop(progress):
            progress.advance(done=2, total=4, cursor={"after": 2})
            raise Interrupted

        handler(stop)
        job = run(start())

        assert (job.state, job.attempts, job.cursor) == (State.WAITING, 0, {"after": 2})
        assert [args for _, args, _ in queued()] == [{"job_id": job.pk}] * 2


class TestProgress:
    def test_is_kept_as_far_as_it_was_told(self, handler):
        def work(progress):
            progress.advance(done=1, total=9)
            progress.advance(done=2)
            return "ok"

        handler(work)
        job = run(start())

        assert (job.done, job.total, job.cursor) == (2, 9, {})

    def test_stops_the_job_only_once_its_work_is_committed(
        self, handler, django_capture_on_commit_callbacks
    ):
        committed = []

        def work(progress):
            with django_capture_on_commit_callbacks(execute=True):
                progress.advance(done=1, cursor={"n": 1})
                committed.append(1)
            committed.append("never reached")

        handler(work)
        STOPPING.set()
        job = run(start())
        STOPPING.clear()

        assert committed == [1]
        assert (job.state, job.cursor) == (State.WAITING, {"n": 1})


class TestSchedule:
    def test_names_only_work_that_somebody_does(self):
        assert set(settings.SCHEDULE) <= set(HANDLERS)

    def test_is_entered_in_the_queue(self):
        from procrastinate.contrib.django import app  # noqa: PLC0415 (ready only now)

        entered = {name for _, name in app.periodic_registry.periodic_tasks}
        assert entered == set(settings.SCHEDULE)

    def test_starts_a_job_unless_the_last_is_not_over(self):
        for _ in range(2):
            tasks.start_scheduled(0, kind="jobs.forget", title="Forget")

        job = Job.objects.get()
        assert (job.kind, job.by, job.scope_key) == ("jobs.forget", "schedule", "everywhere")

    def test_forgets_jobs_after_a_year(self):
        old, recent = start(), start()
        year_ago = timezone.now() - timedelta(days=366)
        Job.objects.filter(pk=old.pk).update(state=State.FINISHED, finished_at=year_ago)

        job = run(start(kind="jobs.forget"))

        assert job.message == "1 jobs forgotten."
        assert set(Job.objects.all()) == {recent, job}


class TestGetJob:
    def test_is_for_its_starter_and_whoever_may_view_the_scopes_jobs(self):
        job = start()

        assert queries.get_job(job_id=job.pk, caller=Holder(by="person:1")) == job
        lead = Holder(role="Partnership lead", scope=job, by="person:2")
        assert queries.get_job(job_id=job.pk, caller=lead) == job

    def test_is_hidden_from_anybody_else(self):
        job = start()
        for number in (job.pk, job.pk + 1):
            with pytest.raises(NotFound, match="no such job"):
                queries.get_job(job_id=number, caller=Holder(by="person:2"))


class TestSignsOfLife:
    def test_count_jobs_that_have_waited_for_over_a_minute(self):
        job = start()
        start()
        Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - timedelta(minutes=2))

        assert queries.count_overdue(now=timezone.now()) == 1

    def test_are_none_where_no_worker_ever_ran(self):
        assert queries.get_workers() == queries.Workers(alive=0, silent_seconds=None)

    def test_tell_the_living_from_the_silent(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into procrastinate_workers (last_heartbeat) values"
                " (now()), (now() - interval '1 hour')"
            )

        found = queries.get_workers()

        assert (found.alive, round(found.silent_seconds)) == (1, 0)


class TestLocks:
    def test_are_given_back(self):
        for _ in range(2):
            with alone_if_free(Family.JOB, 1) as is_held:
                assert is_held
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from pg_locks where locktype = 'advisory'")
            assert cursor.fetchone() == (0,)
