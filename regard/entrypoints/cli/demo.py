"""The whole product on made-up data."""

import logging
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from regard.foundation.base import embedded
from regard.foundation.base.errors import Refusal
from regard.foundation.base.memory import seldom_collected

from . import serve, stamp
from .migrate import bring_up_to_date
from .printing import AsJson, errors, print_json, print_table
from .ready import database_failures_in_words, set_up


class NotMadeUp(Refusal):
    """The database holds a real system, beside which nothing made up may stand."""


def demo(
    *,
    with_server: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Serve the pages; or only make it.")
    ] = True,
    reset: Annotated[
        bool, typer.Option("--reset", help="Delete the demonstration and make it anew.")
    ] = False,
    bind: Annotated[
        str, typer.Option(help="Address and port to listen on.")
    ] = serve.DEFAULT_ADDRESS,
    as_json: AsJson = False,
) -> None:
    """Show Regard at work on a made-up system, Northmarch. What you do in it is kept."""
    if with_server:
        serve.refuse_taken(bind)
    os.environ["REGARD_DEMO"] = "1"
    if reset:
        delete()
    with database_failures_in_words():
        missing = [] if with_server and is_there() else make_and_report(as_json=as_json)
    if with_server:
        serve.run(bind=bind, threads=serve.DEFAULT_THREADS, with_worker=True)
    elif missing:
        raise typer.Exit(1)


def delete() -> None:
    """
    Delete the demonstration's database and files.

    :raises Refusal: if the database was given: then it is not Regard's to delete.
    """
    if os.environ.get("DATABASE_URL") and not os.environ.get("REGARD_EMBEDDED"):
        raise Refusal(
            "DATABASE_URL is set, and Regard deletes only a database of its own. "
            "Delete that one yourself, or start without DATABASE_URL"
        )
    embedded.drop_database()
    shutil.rmtree(embedded.home() / "demo", ignore_errors=True)


def is_there() -> bool:
    """Test quickly whether nothing needs to be done: the database is Regard's own, and whole."""
    url = embedded.ensure_database()
    is_own = bool(os.environ.get("REGARD_EMBEDDED"))
    return is_own and stamp.is_current(url) and stamp.is_built(url)


def make_and_report(*, as_json: bool) -> list[str]:
    """Make the demonstration and print it, and return which voices are without an answer."""
    set_up()
    make()
    return report(as_json=as_json)


def make() -> None:
    """
    Make the demonstration, all of it or nothing, unless it is there.

    :raises NotMadeUp: if the database holds a real system.
    """
    from django.db import connection, transaction  # noqa: PLC0415 (after Django is set up)
    from django.utils import timezone  # noqa: PLC0415

    from regard.entrypoints import demonstration  # noqa: PLC0415

    with _timed("The database is ready"):
        bring_up_to_date()
    refuse_real_systems()
    if demonstration.is_built():
        return
    with _timed("Northmarch is made"):
        with _quiet(), seldom_collected(), transaction.atomic():
            demonstration.build(at=timezone.now(), say=_say)
        with connection.cursor() as cursor:
            cursor.execute("analyze")


def refuse_real_systems() -> None:
    """
    Go on only if every system in the database is made up.

    :raises NotMadeUp: if one is not.
    """
    from regard.domains.register import queries  # noqa: PLC0415 (after Django is set up)

    real = [system.name for system in queries.list_systems() if not system.is_made_up]
    if real:
        raise NotMadeUp(
            f"This database holds {real[0]}, which is not made up. "
            "The demonstration needs a database of its own: unset DATABASE_URL"
        )


def report(*, as_json: bool) -> list[str]:
    """Print the whole loop in numbers, and return which voices are without an answer."""
    from regard.entrypoints import demonstration  # noqa: PLC0415 (after Django is set up)

    rows, missing = demonstration.table(), demonstration.missing()
    if as_json:
        print_json({"loop": dict(rows), "missing": missing})
        return missing
    print_table(["Northmarch, from what was asked to what was answered", "How many"], rows)
    for words in missing:
        errors.print(words, style="bold red", markup=False, highlight=False)
    return missing


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the log of the work that is done to whatever goes wrong."""
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


@contextmanager
def _timed(words: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    _say(f"{words} ({time.monotonic() - began:.1f} s)")


def _say(words: str) -> None:
    """Tell whoever waits, apart from what the command reports."""
    errors.print(words, markup=False, highlight=False)
