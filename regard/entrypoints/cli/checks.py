"""What Regard needs of the machine, one check each."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from smtplib import SMTPException

from regard.foundation.base import embedded

OLDEST_POSTGRESQL = 15
ENOUGH_GIB, LITTLE_GIB = 5.0, 1.0
"""Free space: the files of a large system for some years; a database about to stop."""

TICK_SECONDS, WRONG_SECONDS = 5.0, 60.0
"""Clocks apart: more than the network explains; links and closing days go wrong."""


class State(StrEnum):
    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """
    What a check found.

    Attributes:
        mend: what to do about it; empty when there is nothing to do.
    """

    about: str
    state: State
    words: str
    mend: str = ""


def database() -> Iterator[Finding]:
    from django.db import connection  # noqa: PLC0415 (after Django is set up)

    from .ready import list_waiting_migrations  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("show server_version")
        version: str = cursor.fetchone()[0]
    if int(version.split(".", maxsplit=1)[0]) < OLDEST_POSTGRESQL:
        mend = f"Upgrade it to PostgreSQL {OLDEST_POSTGRESQL} or newer."
        yield Finding("database", State.WRONG, f"It is PostgreSQL {version}.", mend)
    waiting = list_waiting_migrations()
    if waiting:
        words = f"{len(waiting)} changes to its tables are missing."
        yield Finding("database", State.WRONG, words, "Run `regard migrate`.")
        return
    kind = "Regard's own" if os.environ.get("REGARD_EMBEDDED") else "the one in DATABASE_URL"
    yield Finding("database", State.OK, f"PostgreSQL {version}, {kind}, is up to date.")


def worker() -> Iterator[Finding]:
    from regard.foundation.jobs import queries  # noqa: PLC0415 (after Django is set up)

    overdue = queries.count_overdue(now=_now())
    found = queries.get_workers()
    start = "Run `regard serve` or `regard worker`."
    if found.alive:
        words = f"{found.alive} at work." if found.alive > 1 else "One is at work."
        yield Finding("worker", State.OK, words)
    elif found.silent_seconds is None:
        yield Finding("worker", State.WARNING, "None is at work.", start)
    else:
        words = f"The last sign of life was {found.silent_seconds:,.0f} seconds ago."
        yield Finding("worker", State.WRONG, words, start)
    if overdue:
        words = f"{overdue:,} jobs have waited for over a minute."
        mend = "Run more `regard worker` processes." if found.alive else start
        yield Finding("worker", State.WARNING if found.alive else State.WRONG, words, mend)


def mail() -> Iterator[Finding]:
    from django.conf import settings  # noqa: PLC0415 (after Django is set up)
    from django.core.mail import get_connection  # noqa: PLC0415

    outbox = getattr(settings, "EMAIL_FILE_PATH", None)
    if outbox:
        state = State.OK if settings.DEMO else State.WARNING
        mend = "" if settings.DEMO else "Set REGARD_MAIL to your mail server to send it."
        yield Finding("mail", state, f"It is not sent, but kept in {outbox}.", mend)
    else:
        try:
            server = get_connection()
            server.open()
            server.close()
        except (SMTPException, OSError) as failure:
            words = f"The mail server at {settings.EMAIL_HOST} does not answer: {failure}."
            yield Finding("mail", State.WRONG, words, "Look at REGARD_MAIL and the mail server.")
        else:
            yield Finding("mail", State.OK, f"The mail server at {settings.EMAIL_HOST} answers.")
    yield from _messages()


def _messages() -> Iterator[Finding]:
    from regard.foundation.mail import queries  # noqa: PLC0415 (after Django is set up)

    found = queries.get_troubles(now=_now())
    page = "The page of messages of each system says which, and why."
    if found.late:
        words = f"{found.late:,} messages have waited for over an hour."
        yield Finding("mail", State.WARNING, words, f"Press send again. {page}")
    if found.failed:
        words = f"{found.failed:,} messages were refused in the last week."
        yield Finding("mail", State.WARNING, words, page)
    if found.unsure:
        words = f"Of {found.unsure:,} messages nobody can tell whether they went."
        yield Finding("mail", State.WARNING, words, page)


def disk() -> Iterator[Finding]:
    home = embedded.home()
    place = next(folder for folder in (home, *home.parents) if folder.exists())
    free_gib = shutil.disk_usage(place).free / 2**30
    words = f"{free_gib:,.1f} GiB are free for {home}."
    mend = "Make room, or set REGARD_HOME to a larger disk and move what is there."
    if free_gib < LITTLE_GIB:
        yield Finding("disk", State.WRONG, words, mend)
    elif free_gib < ENOUGH_GIB:
        yield Finding("disk", State.WARNING, words, mend)
    else:
        yield Finding("disk", State.OK, words)


def clock() -> Iterator[Finding]:
    from django.db import connection  # noqa: PLC0415 (after Django is set up)

    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        apart_seconds = abs((cursor.fetchone()[0] - _now()).total_seconds())
    words = f"This machine and the database are {apart_seconds:,.1f} seconds apart."
    mend = "Set both clocks by NTP."
    if apart_seconds > WRONG_SECONDS:
        yield Finding("clock", State.WRONG, words, mend)
    elif apart_seconds > TICK_SECONDS:
        yield Finding("clock", State.WARNING, words, mend)
    else:
        yield Finding("clock", State.OK, words)


def assets() -> Iterator[Finding]:
    from django.contrib.staticfiles import finders  # noqa: PLC0415 (after Django is set up)

    if finders.find("vendor/nhsuk-frontend.css"):
        yield Finding("assets", State.OK, "Styles and scripts are built.")
    else:
        mend = "Run `make regard/static/built` where you installed Regard."
        yield Finding("assets", State.WRONG, "Styles and scripts are not built.", mend)


def secret() -> Iterator[Finding]:
    from django.conf import settings  # noqa: PLC0415 (after Django is set up)

    path: Path = settings.HOME / "secret-key"
    if os.environ.get("REGARD_SECRET_KEY"):
        is_long = len(settings.SECRET_KEY) >= 40
        mend = "" if is_long else "Use 40 random letters and figures, or leave the variable out."
        state = State.OK if is_long else State.WARNING
        yield Finding("secret key", state, "It comes from REGARD_SECRET_KEY.", mend)
    elif stat.S_IMODE(path.stat().st_mode) & 0o077:
        mend = f"Run: chmod 600 {path}"
        yield Finding("secret key", State.WRONG, "Others on this machine can read it.", mend)
    else:
        words = f"It is in {path}. Links sent out work only while it stays the same."
        yield Finding("secret key", State.OK, words)


def ledger() -> Iterator[Finding]:
    from regard.foundation.audit import proofs, roles  # noqa: PLC0415 (after Django is set up)

    newest = proofs.newest_seal()
    words = f"{newest.size:,} entries are sealed." if newest else "Nothing has been sealed yet."
    if roles.list_powers():
        mend = "Give the application a role of its own: see docs/operating.md."
        words = f"{words} The application's role can rewrite it."
        yield Finding("ledger", State.WARNING, words, mend)
    else:
        yield Finding("ledger", State.OK, words)


def _now() -> datetime:
    return datetime.now(UTC)


CHECKS: dict[str, Callable[[], Iterator[Finding]]] = {
    "database": database,
    "worker": worker,
    "mail": mail,
    "disk": disk,
    "clock": clock,
    "assets": assets,
    "ledger": ledger,
    "secret key": secret,
}
