"""Fetch from the regulator: by its API, or the files it publishes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress, TimeRemainingColumn

from regard.foundation.base.errors import Refusal

from .printing import AsJson, errors, print_json, print_table

if TYPE_CHECKING:
    from regard.domains.register.types import FetchRow

app = typer.Typer(no_args_is_help=True, help="Fetch from the regulator, and load what came.")

NoLoad = Annotated[bool, typer.Option("--no-load", help="Keep what comes, and load nothing.")]
AcceptDrift = Annotated[
    bool, typer.Option("--accept-drift", help="Load even if unusually much would end or change.")
]
SHOWN = 20
"""How many fetches `fetch list` shows."""


class NotATime(Refusal):
    """What was given for a time is none."""


@app.command("api")
def fetch_api(
    *,
    council: Annotated[
        str, typer.Option(help="Only this council’s services, as the regulator calls it.")
    ] = "",
    since: Annotated[
        str,
        typer.Option(help="Only what changed since this day (2026-10-31), or “last”: the last."),
    ] = "",
    no_load: NoLoad = False,
    accept_drift: AcceptDrift = False,
    as_json: AsJson = False,
) -> None:
    """
    Fetch services and providers from the API of the regulator.

    One that was broken off goes on where it stopped.
    """
    from django.utils import timezone  # noqa: PLC0415 (only after Django is set up)

    from regard.domains.register import actions  # noqa: PLC0415

    with _progress(is_shown=not as_json) as tell:
        try:
            actions.fetch_api(
                council=council.strip(),
                since=_time(since, council.strip()),
                handling=actions.Handling(is_loaded=not no_load, accepts_drift=accept_drift),
                tell=tell,
                by="command",
                at=timezone.now(),
            )
        except actions.CannotLoad as problem:
            _explain(problem)
            _report(1, as_json=as_json)
            raise typer.Exit(1) from None
    _report(1, as_json=as_json)


@app.command("files")
def fetch_files(
    *, no_load: NoLoad = False, accept_drift: AcceptDrift = False, as_json: AsJson = False
) -> None:
    """Fetch the files at the addresses in the settings, where they are new."""
    from django.utils import timezone  # noqa: PLC0415 (only after Django is set up)

    from regard.domains.register import actions  # noqa: PLC0415

    done = actions.fetch_files(
        handling=actions.Handling(is_loaded=not no_load, accepts_drift=accept_drift),
        by="command",
        at=timezone.now(),
    )
    rows = _report(len(done), as_json=as_json)
    if any(row.state == "failed" for row in rows):
        raise typer.Exit(1)


@app.command("list")
def list_fetches(*, as_json: AsJson = False) -> None:
    """List the last times that the regulator was asked, and what came of it."""
    _report(SHOWN, as_json=as_json)


def _time(text: str, council: str) -> datetime | None:
    """Return the time that an option means. None for all that there is."""
    from django.utils import timezone  # noqa: PLC0415 (only after Django is set up)

    from regard.domains.register import queries  # noqa: PLC0415

    if not text:
        return None
    if text == "last":
        return queries.get_last_fetched(council=council)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise NotATime(f"--since: “{text}” is not a day, like 2026-10-31, nor “last”") from None
    return found if found.tzinfo else timezone.make_aware(found)


@contextmanager
def _progress(*, is_shown: bool) -> Iterator[Callable[[int, int], None]]:
    """Show how far a fetch is, on stderr, and yield what it tells."""
    columns = (*Progress.get_default_columns()[:-1], TimeRemainingColumn())
    with Progress(*columns, console=errors, disable=not is_shown) as progress:
        task = progress.add_task("Documents", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _explain(problem: Refusal) -> None:
    errors.print(str(problem), style="bold red", markup=False, highlight=False)
    load = getattr(problem, "load", None)
    if load is not None and load.state == "asking":
        errors.print("If it is right, add --accept-drift: nothing is fetched twice.", markup=False)


def _report(limit: int, *, as_json: bool) -> "list[FetchRow]":
    """Print the last fetches, and return them."""
    from regard.domains.register import queries  # noqa: PLC0415 (only after Django is set up)
    from regard.foundation.accounts.callers import Command  # noqa: PLC0415

    rows = queries.list_fetches(caller=Command(), limit=limit)
    if as_json:
        print_json([_plain(row) for row in rows])
        return rows
    print_table(
        ["Begun", "What", "State", "Came"],
        [
            (
                f"{row.begun_at:%Y-%m-%d %H:%M}",
                row.subject or "All of England, by the API",
                f"{row.state.label}. {row.problem}" if row.problem else row.state.label,
                ", ".join(f"{count:,} {what}" for what, count in row.counts.items()),
            )
            for row in rows
        ],
    )
    return rows


def _plain(row: "FetchRow") -> dict[str, object]:
    return {
        "kind": row.kind,
        "subject": row.subject,
        "since": row.since,
        "state": row.state,
        "begun_at": row.begun_at,
        "finished_at": row.finished_at,
        "problem": row.problem,
        "counts": row.counts,
        "load_id": row.load_id,
    }
