import json
import socket
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from regard.entrypoints.cli import checks
from regard.entrypoints.cli.checks import State
from regard.foundation.audit import roles
from regard.foundation.jobs.actions import start_job
from regard.foundation.jobs.models import Job
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Message
from tests.foundation.audit.made import sealed
from tests.foundation.inbox import mail_server

pytestmark = pytest.mark.django_db


class Usage(NamedTuple):
    free: float


def heartbeat(seconds_ago):
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat)"
            " values (now() - %s * interval '1 second')",
            [seconds_ago],
        )


def states(check):
    return [finding.state for finding in check()]


@pytest.fixture
def healthy(monkeypatch, settings, tmp_path):
    """A machine on which nothing is wrong."""
    settings.HOME, settings.DEMO = tmp_path, True
    settings.EMAIL_FILE_PATH = tmp_path / "outbox"
    monkeypatch.setenv("REGARD_SECRET_KEY", "s" * 50)
    settings.SECRET_KEY = "s" * 50
    monkeypatch.setattr("django.contrib.staticfiles.finders.find", lambda path: path)
    monkeypatch.setattr(roles, "list_powers", list)
    heartbeat(1)


class TestDoctor:
    def test_finds_all_in_order(self, regard, healthy):
        done = regard("doctor")

        assert done.exit_code == 0, done.output
        assert {line.split()[0] for line in done.stdout.splitlines() if line[0] != " "} >= {"ok"}
        assert "wrong" not in done.stdout

    def test_reports_for_programs(self, regard, healthy):
        found = json.loads(regard("doctor", "--json").stdout)

        assert [finding["about"] for finding in found] == list(checks.CHECKS)
        assert {finding["state"] for finding in found} == {"ok"}

    def test_ends_with_1_if_something_is_wrong(self, regard, healthy, monkeypatch):
        monkeypatch.setattr(checks.shutil, "disk_usage", lambda _: Usage(0))

        done = regard("doctor")

        assert done.exit_code == 1
        assert "Make room" in done.stdout

    def test_says_what_it_can_when_the_database_does_not_start(self, regard, monkeypatch):
        def fail():
            raise RuntimeError("No space left on device\nand more")

        monkeypatch.setattr("regard.entrypoints.cli.doctor.set_up", fail)

        done = regard("doctor")

        assert done.exit_code == 1
        assert "It does not answer: No space left on device." in " ".join(done.stdout.split())

    def test_goes_on_when_the_database_is_away(self, regard, healthy, monkeypatch):
        def lose():
            raise OperationalError("connection refused")

        monkeypatch.setitem(checks.CHECKS, "database", lose)
        monkeypatch.setitem(checks.CHECKS, "worker", lose)

        found = json.loads(regard("doctor", "--json").stdout)

        words = {finding["about"]: finding["words"] for finding in found}
        assert words["database"] == "It does not answer: connection refused."
        assert words["worker"] == "It needs the database."
        assert found[-1]["state"] == "ok"


class TestDatabase:
    def test_is_too_old(self, monkeypatch):
        monkeypatch.setattr(checks, "OLDEST_POSTGRESQL", 99)

        assert states(checks.database)[0] is State.WRONG

    def test_lacks_tables(self, monkeypatch):
        monkeypatch.setattr("regard.entrypoints.cli.ready.list_waiting_migrations", lambda: ["a"])

        assert states(checks.database) == [State.WRONG]


class TestWorker:
    def test_has_not_run_yet(self):
        assert states(checks.worker) == [State.WARNING]

    def test_is_at_work(self):
        heartbeat(1)
        heartbeat(2)

        assert [finding.words for finding in checks.worker()] == ["2 at work."]

    def test_has_gone_silent(self):
        heartbeat(3600)

        (finding,) = checks.worker()
        assert finding.state is State.WRONG
        assert "3,600 seconds ago" in finding.words

    @pytest.mark.parametrize(("silence", "state"), [(1, State.WARNING), (99, State.WRONG)])
    def test_leaves_work_waiting(self, silence, state):
        heartbeat(silence)
        job = start_job(kind="x", title="T", scope_key="system:1", by="test")
        Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - timedelta(hours=1))

        assert states(checks.worker)[-1] is state


class TestMail:
    def use(self, settings, port):
        settings.EMAIL_FILE_PATH = None
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5

    def test_has_a_server_that_answers(self, settings):
        with mail_server() as inbox:
            self.use(settings, inbox.port)

            assert states(checks.mail) == [State.OK]

    def test_has_a_server_that_does_not(self, settings):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.use(settings, probe.getsockname()[1])

            assert states(checks.mail) == [State.WRONG]

    def test_is_kept_in_a_folder(self, settings, tmp_path):
        settings.EMAIL_FILE_PATH = tmp_path
        for settings.DEMO, state in ((True, State.OK), (False, State.WARNING)):
            assert states(checks.mail) == [state]

    def test_has_messages_to_look_at(self, settings, tmp_path):
        settings.EMAIL_FILE_PATH, settings.DEMO = tmp_path, True
        draft = mail.Draft(to="a@example.org", subject="S", body="B", about="test")
        late, failed, unsure = mail.post([draft] * 3, scope_key="system:1")
        earlier = timezone.now() - timedelta(hours=2)
        Message.objects.filter(pk=late.pk).update(created_at=earlier)
        Message.objects.filter(pk=failed.pk).update(state="failed")
        Message.objects.filter(pk=unsure.pk).update(state="unsure")

        assert states(checks.mail) == [State.OK] + [State.WARNING] * 3


class TestDisk:
    @pytest.mark.parametrize(
        ("free_gib", "state"), [(50, State.OK), (3, State.WARNING), (0.5, State.WRONG)]
    )
    def test_is_judged_by_what_is_free(self, monkeypatch, free_gib, state):
        monkeypatch.setattr(checks.shutil, "disk_usage", lambda _: Usage(free_gib * 2**30))

        assert states(checks.disk) == [state]

    def test_is_found_before_the_home_is_made(self, monkeypatch, tmp_path):
        monkeypatch.setenv("REGARD_HOME", str(tmp_path / "a" / "b"))

        assert len(states(checks.disk)) == 1


class TestClock:
    @pytest.mark.parametrize(
        ("apart", "state"), [(0, State.OK), (20, State.WARNING), (600, State.WRONG)]
    )
    def test_is_judged_by_the_databases(self, monkeypatch, apart, state):
        now = datetime.now(UTC) + timedelta(seconds=apart)
        monkeypatch.setattr(checks, "_now", lambda: now)

        assert states(checks.clock) == [state]


class TestAssets:
    def test_are_missing(self, monkeypatch):
        monkeypatch.setattr("django.contrib.staticfiles.finders.find", lambda _: None)

        assert states(checks.assets) == [State.WRONG]


class TestLedger:
    def test_can_be_rewritten_by_the_owner_of_its_tables(self):
        assert states(checks.ledger) == [State.WARNING]

    def test_counts_what_is_sealed(self, monkeypatch):
        monkeypatch.setattr(roles, "list_powers", list)
        sealed(2)

        [finding] = checks.ledger()

        assert finding.words == "2 entries are sealed."


class TestSecret:
    @pytest.mark.parametrize(("mode", "state"), [(0o600, State.OK), (0o644, State.WRONG)])
    def test_is_for_its_owners_eyes_only(self, monkeypatch, settings, tmp_path, mode, state):
        monkeypatch.delenv("REGARD_SECRET_KEY", raising=False)
        settings.HOME = tmp_path
        path = tmp_path / "secret-key"
        path.write_text("s" * 50)
        path.chmod(mode)

        assert states(checks.secret) == [state]

    def test_is_too_short(self, monkeypatch, settings):
        monkeypatch.setenv("REGARD_SECRET_KEY", "short")
        settings.SECRET_KEY = "short"

        assert states(checks.secret) == [State.WARNING]
