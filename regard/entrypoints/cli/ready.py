"""Make the machine ready for a command: the database there, Django set up."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from regard.foundation.base import embedded
from regard.foundation.base.errors import Refusal


class NotMigrated(Refusal):
    """The database has not the tables that this version of Regard needs."""


class DatabaseAway(Refusal):
    """The database does not answer."""


def set_up() -> None:
    """Find or start the database and load Regard."""
    import django  # noqa: PLC0415 (commands that need no database start sooner)

    embedded.ensure_database()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regard.config.settings")
    django.setup()


def require_migrated() -> None:
    """
    Go on only if the database is up to date.

    :raises NotMigrated: if it is not.
    :raises DatabaseAway: if it cannot be asked.
    """
    with database_failures_in_words():
        waiting = list_waiting_migrations()
    if waiting:
        raise NotMigrated(
            "The database is not up to date with this version of Regard: run `regard migrate`"
        )


def list_waiting_migrations() -> list[str]:
    """Return the migrations that the database has not had, in the order to apply them."""
    from django.db import connection  # noqa: PLC0415 (only after Django is set up)
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


@contextmanager
def database_failures_in_words() -> Iterator[None]:
    """
    Turn a database that does not answer into a refusal.

    :raises DatabaseAway: if it does not.
    """
    try:
        yield
    except Exception as failure:
        if not _is_about_the_connection(failure):
            raise
        reason = str(failure).strip().splitlines()[0]
        raise DatabaseAway(
            f"The database does not answer ({reason}). `regard doctor` says what to look at"
        ) from failure


def _is_about_the_connection(failure: Exception) -> bool:
    """Tell whether it is the driver's failure or Django's, which need not be loaded."""
    loaded = sys.modules.get("django.db.utils")
    kinds = [psycopg.OperationalError, *([loaded.OperationalError] if loaded else [])]
    return isinstance(failure, tuple(kinds))
