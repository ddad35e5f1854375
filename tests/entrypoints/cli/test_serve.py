import os
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection

import pytest
from django.db import connection

from regard.entrypoints.cli import serve
from regard.foundation.jobs.actions import start_job
from regard.foundation.jobs.models import Job, State
from regard.foundation.jobs.queries import get_workers
from tests.foundation.processes import Processes, until


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class TestRefuseTaken:
    def test_refuses_a_port_where_somebody_listens_in_words(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            taken = f"127.0.0.1:{listener.getsockname()[1]}"

            with pytest.raises(serve.PortTaken, match="choose another port"):
                serve.refuse_taken(taken)

    def test_lets_a_free_port_go_by(self):
        serve.refuse_taken(f"127.0.0.1:{free_port()}")

    @pytest.mark.parametrize("bind", ["8000", ":8000", "localhost:http", "127.0.0.1", ""])
    def test_refuses_what_is_no_address(self, bind):
        with pytest.raises(serve.BadAddress, match=r"such as 127\.0\.0\.1:8000"):
            serve.refuse_taken(bind)

    @pytest.mark.parametrize("bind", ["127.0.0.1:99999999", "203.0.113.1:80"])
    def test_refuses_an_address_that_is_not_here(self, bind):
        with pytest.raises(serve.PortTaken, match="cannot listen on"):
            serve.refuse_taken(bind)


class TestStopAll:
    def test_kills_what_does_not_stop_in_time(self, monkeypatch):
        monkeypatch.setattr(serve, "STOP_WITHIN_SECONDS", 0.2)
        script = (
            "import signal, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
            "print('ready', flush=True); signal.pause()"
        )
        with subprocess.Popen(  # noqa: S603 (our own script)
            [sys.executable, "-c", script], stdout=subprocess.PIPE
        ) as stubborn:
            stubborn.stdout.readline()

            serve.stop_all([stubborn])

            assert stubborn.returncode == -signal.SIGKILL


@pytest.fixture
def processes(tmp_path):
    started = Processes(tmp_path)
    yield started
    started.stop()
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers cascade")


def get(port, path):
    http = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        http.request("GET", path)
        with http.getresponse() as answer:
            answer.read()
            return answer.status
    except OSError:
        return None
    finally:
        http.close()


def children(process):
    """Return the processes that a process started."""
    listed = subprocess.run(  # noqa: S603 (our own command)
        ["ps", "-o", "pid=,args=", "--ppid", str(process.pid)],  # noqa: S607
        capture_output=True,
        check=False,
        text=True,
    )
    lines = [line.split(maxsplit=1) for line in listed.stdout.splitlines()]
    return {args: int(pid) for pid, args in lines}


def worker_of(process):
    return next((pid for args, pid in children(process).items() if "worker" in args), None)


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(120)
class TestServe:
    def test_serves_works_and_stops(self, processes):
        port = free_port()
        serving = processes.start(
            "-m", "regard.entrypoints.cli", "serve", "--bind", f"127.0.0.1:{port}"
        )

        # it answers, and is ready
        until(lambda: get(port, "/health/ready") == 200, within=60)
        assert get(port, "/") == 200

        # it does what is queued
        until(lambda: get_workers().alive, within=60)
        job = start_job(kind="jobs.forget", title="T", scope_key="system:1", by="test")
        until(lambda: Job.objects.get(pk=job.pk).state == State.FINISHED)

        # its worker is started again when it dies
        first = worker_of(serving)
        os.kill(first, signal.SIGKILL)
        second = until(lambda: worker_of(serving) not in {first, None} and worker_of(serving))

        # and it stops, with all that it started
        started = children(serving).values()
        serving.send_signal(signal.SIGTERM)
        assert serving.wait(30) == 0
        assert not any(is_running(pid) for pid in [second, *started])
        assert get(port, "/health/live") is None
