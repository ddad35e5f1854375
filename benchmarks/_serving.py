"""`regard serve` as a process, and those that it started, to be killed."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

SERVE = (sys.executable, "-m", "regard.entrypoints.cli", "serve", "--bind")
STARTS_WITHIN_SECONDS = 60.0


class Serving:
    """
    A server that is started again when it ends, as whatever runs it on a machine would.

    Attributes:
        where: host and port, the same after it was killed.
    """

    def __init__(self, environment: dict[str, str] | None = None) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.where = f"127.0.0.1:{probe.getsockname()[1]}"
        self._environment = environment
        self.start()

    def start(self) -> float:
        """Start it, and return after how many seconds it answers."""
        began = time.monotonic()
        self._process = subprocess.Popen(
            [*SERVE, self.where],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        while not self._is_there():
            if time.monotonic() - began > STARTS_WITHIN_SECONDS:
                raise TimeoutError("The server does not answer")
            time.sleep(0.05)
        return time.monotonic() - began

    def kill_process(self) -> float:
        """Kill the process that answers; return after how many seconds there is another."""
        return self._back_after(list(_children(self._web())))

    def kill_web(self) -> float:
        """Kill the web server with all of its processes, and start it again; return when it is."""
        web = self._web()
        for pid in (web, *_children(web)):
            os.kill(pid, signal.SIGKILL)
        began = time.monotonic()
        self._process.wait(STARTS_WITHIN_SECONDS)
        self.start()
        return time.monotonic() - began

    def kill_worker(self) -> None:
        """Kill the worker, once there is one. The server itself starts another."""
        os.kill(self._child("worker"), signal.SIGKILL)

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(STARTS_WITHIN_SECONDS)

    def _back_after(self, killed: list[int]) -> float:
        began = time.monotonic()
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        while not self._is_there():
            time.sleep(0.05)
        return time.monotonic() - began

    def _web(self) -> int:
        return self._child("gunicorn")

    def _child(self, word: str) -> int:
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        while time.monotonic() < deadline:
            for pid, words in _children(self._process.pid).items():
                if word in words:
                    return pid
            time.sleep(0.1)
        raise TimeoutError(f"There is no {word}")

    def _is_there(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://{self.where}/health/live", timeout=10) as page:
                page.read()
        except (urllib.error.URLError, OSError):
            return False
        return True


def _children(parent: int) -> dict[int, list[str]]:
    """Return the processes that a process started, with their words."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(parent)],  # noqa: S607 (found on the path)
        capture_output=True,
        check=False,
        text=True,
    )
    lines = (line.split() for line in listed.stdout.splitlines())
    return {int(pid): words for pid, *words in lines}
