import typer

from regard.foundation.base import embedded
from regard.foundation.base.memory import seldom_collected

from . import stamp
from .printing import AsJson, print_json
from .ready import database_failures_in_words, list_waiting_migrations, set_up

LOCK = 7_271_001
"""Held in the database while tables change, so that two processes do not change them at once."""


def migrate(*, as_json: AsJson = False) -> None:
    """Bring the database up to date with this version of Regard."""
    with database_failures_in_words():
        applied = bring_up_to_date()
    if as_json:
        print_json({"applied": applied})
    elif applied:
        typer.echo(f"Applied {len(applied)} changes to the database.")
    else:
        typer.echo("The database was up to date.")


def make_current() -> None:
    """
    Bring the database up to date, without loading Regard if it is so already.

    :raises DatabaseAway: if it does not answer.
    """
    with database_failures_in_words():
        if not stamp.is_current(embedded.ensure_database()):
            set_up()
            bring_up_to_date()


def bring_up_to_date() -> list[str]:
    """Apply the migrations that the database has not had, and return their names."""
    from django.core.management import call_command  # noqa: PLC0415 (after Django is set up)
    from django.db import connection  # noqa: PLC0415

    from regard.foundation.audit.roles import as_owner, grant_application  # noqa: PLC0415

    with as_owner() as application, connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [LOCK])
        try:
            waiting = list_waiting_migrations()
            if waiting:
                with seldom_collected():
                    call_command("migrate", verbosity=0)
            if application:
                grant_application(application)
            cursor.execute(stamp.statement())
        finally:
            cursor.execute("select pg_advisory_unlock(%s)", [LOCK])
    return waiting
