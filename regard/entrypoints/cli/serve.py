"""Run the web server and a worker, and see that both keep running."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

import structlog
import typer

from regard.foundation.base import logs
from regard.foundation.base.errors import Refusal

from .migrate import make_current

log = structlog.get_logger()

DEFAULT_ADDRESS = "127.0.0.1:8000"
DEFAULT_THREADS = 8

MOST_PROCESSES = 2
"""
That answer requests, on machines with as many processors: one process of Python uses one. With
more, people are answered no sooner while the database and the worker need processors too.
"""

LOOK_EVERY_SECONDS = 0.5
STOP_WITHIN_SECONDS = 10.0
"""After this a process that was told to stop is killed. What it was at is taken up again."""

LONGEST_WAIT_SECONDS = 30.0
"""A worker that dies as soon as it starts is started again at most this often."""


class PortTaken(Refusal):
    """Another program listens where the web server should."""


class WebServerEnded(Refusal):
    """The web server stopped without being told to."""


class BadAddress(Refusal):
    """The address to listen on is not one."""


def serve(
    *,
    bind: Annotated[str, typer.Option(help="Address and port to listen on.")] = DEFAULT_ADDRESS,
    threads: Annotated[int, typer.Option(help="Requests answered at once.")] = DEFAULT_THREADS,
    with_worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Also do the work in the background.")
    ] = True,
) -> None:
    """Serve the pages, and do the work in the background, until told to stop."""
    make_current()
    run(bind=bind, threads=threads, with_worker=with_worker)


def run(*, bind: str, threads: int, with_worker: bool) -> None:
    """
    Run the web server and a worker until SIGTERM or SIGINT, then stop both.

    :raises PortTaken: if another program listens there.
    :raises WebServerEnded: if the web server stops by itself.
    """
    refuse_taken(bind)
    close_connections()
    logs.to_stderr()
    house = House()
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, house.stop)
    try:
        house.web = start_web(bind=bind, threads=threads)
        house.wait_for_web(bind)
        typer.echo(f"Regard is at http://{bind}/ (Ctrl+C stops it)")
        if with_worker:
            house.start_worker()
        house.watch()
    finally:
        stop_all([process for process in (house.web, house.worker) if process])


def close_connections() -> None:
    """Leave the database to the processes that are about to start."""
    loaded = sys.modules.get("django.db")
    if loaded:
        loaded.connections.close_all()


def refuse_taken(bind: str) -> None:
    """
    Go on only if nobody listens there.

    :raises PortTaken: if somebody does.
    :raises BadAddress: if it is no address.
    """
    host, _, port = bind.rpartition(":")
    if not host or not port.isdecimal():
        raise BadAddress(f"{bind!r} is not an address and a port, such as 127.0.0.1:8000")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), int(port)))
        except (OSError, OverflowError) as failure:
            raise PortTaken(
                f"Regard cannot listen on {bind} ({failure}). If another program is "
                "there, stop it or choose another port, for example --bind 127.0.0.1:8001"
            ) from failure


def answers(host: str, port: int) -> bool:
    """Test whether the web server there answers."""
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", "/health/live")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def start_web(*, bind: str, threads: int) -> subprocess.Popen[bytes]:
    """
    Start the web server: Regard is loaded once, and then answers in several processes.

    What was loaded is in memory once for all of them, and of one that dies another takes the
    place at once.
    """
    processes = min(os.cpu_count() or 1, MOST_PROCESSES, threads)
    command = [
        *(sys.executable, "-m", "gunicorn", "regard.config.wsgi:application"),
        *("--bind", bind, "--worker-class", "gthread", "--preload"),
        *("--workers", str(processes), "--threads", str(-(-threads // processes))),
        *("--timeout", "120", "--graceful-timeout", "5"),
        *("--keep-alive", "5", "--log-level", "warning", "--worker-tmp-dir", _memory()),
        *("--logger-class", "regard.foundation.base.server_log.ServerLogger"),
    ]
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603 (all of it ours)


def _memory() -> str:
    """Return a folder in memory for the server's heartbeat, so that a slow disk never stops it."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else "/tmp"  # noqa: S108 (no data is put there)


@dataclass
class House:
    """The processes that serve Regard on this machine."""

    web: subprocess.Popen[bytes] | None = None
    worker: subprocess.Popen[bytes] | None = None
    wait_seconds: float = 1.0
    worker_started_at: float = 0.0
    is_stopping: bool = False

    def start_worker(self) -> None:
        command = [sys.executable, "-m", "regard.entrypoints.cli", "worker"]
        self.worker = subprocess.Popen(command, start_new_session=True)  # noqa: S603 (ours)
        self.worker_started_at = time.monotonic()

    def wait_for_web(self, bind: str) -> None:
        """Leave the machine to the web server until it answers, or for some seconds."""
        host, _, port = bind.rpartition(":")
        deadline = time.monotonic() + LONGEST_WAIT_SECONDS
        while not self.is_stopping and time.monotonic() < deadline and not self._web_has_ended():
            if answers(host.strip("[]"), int(port)):
                return
            time.sleep(0.1)

    def _web_has_ended(self) -> bool:
        return self.web is not None and self.web.poll() is not None

    def watch(self) -> None:
        """
        Start the worker again whenever it dies, until told to stop.

        :raises WebServerEnded: if the web server dies: then nothing is served any more.
        """
        while not self.is_stopping:
            if self._web_has_ended():
                raise WebServerEnded("The web server stopped. The lines above say why")
            self._look_after_worker()
            time.sleep(LOOK_EVERY_SECONDS)

    def stop(self, *_: object) -> None:
        self.is_stopping = True

    def _look_after_worker(self) -> None:
        if self.worker is None or self.worker.poll() is None:
            return
        lived_seconds = time.monotonic() - self.worker_started_at
        if lived_seconds > LONGEST_WAIT_SECONDS:
            self.wait_seconds = 1.0
        if lived_seconds < self.wait_seconds:
            return
        log.warning("worker.died", exit_code=self.worker.returncode)
        self.wait_seconds = min(self.wait_seconds * 2, LONGEST_WAIT_SECONDS)
        self.start_worker()


def stop_all(processes: Iterable[subprocess.Popen[bytes]]) -> None:
    """Tell processes to stop, and kill those that have not in time."""
    running = [process for process in processes if process.poll() is None]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + STOP_WITHIN_SECONDS
    for process in running:
        try:
            process.wait(max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
