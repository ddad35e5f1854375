"""Real processes on the test's own database."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event
from uuid import uuid4

from django.db import connection
from psycopg.conninfo import make_conninfo

ROOT = Path(__file__).parent.parent.parent


def database_url():
    """Return the address of this test's database, for another process."""
    found = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}
    parts = {name: found[key] for name, key in names.items() if found[key]}
    if found["PORT"]:
        parts["port"] = found["PORT"]
    return make_conninfo(**parts, **found["OPTIONS"])


class Processes:
    """
    Starts processes in groups of their own, and leaves none behind.

    The database knows their connections by `name`, apart from those of the test itself and of a
    browser's server, which may stay open for as long as the browser likes.
    """

    def __init__(self, home, **environment):
        self.started = []
        self.name = f"regard-{uuid4()}"
        self.environment = os.environ | {
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "regard.config.settings",
            "PGAPPNAME": self.name,
            "REGARD_HOME": str(home),
            "REGARD_SECRET_KEY": "only-for-tests",
            **environment,
        }

    def start(self, *arguments, **options):
        process = subprocess.Popen(  # noqa: S603 (our own command)
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
            **options,
        )
        self.started.append(process)
        return process

    def are_disconnected(self):
        """Whether the database is done with what they asked of it, also after they were killed."""
        with connection.cursor() as cursor:
            cursor.execute(
                "select not exists (select from pg_stat_activity where application_name = %s)",
                [self.name],
            )
            return cursor.fetchone()[0]

    def stop(self):
        for process in self.started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(10)
            for stream in (process.stdout, process.stderr):
                if stream:
                    stream.close()


def until(condition, *, within=30.0):
    """Wait until a condition holds, looking ten times a second."""
    deadline = time.monotonic() + within
    pause = Event()
    while not (found := condition()):
        assert time.monotonic() < deadline, "It did not happen in time"
        pause.wait(0.1)
    return found
