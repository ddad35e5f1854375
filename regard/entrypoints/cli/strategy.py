"""`regard strategy`: how far a strategy has come in answering what was said."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from regard.foundation.base.errors import Refusal

from .printing import AsJson, print_json, print_table

if TYPE_CHECKING:
    from regard.domains.strategy.types import Status

app = typer.Typer(help="What was decided, and who has been told.", no_args_is_help=True)


class NoSuchName(Refusal):
    """It is not written as a system and a strategy."""


@app.callback()
def begin() -> None:
    """Keep `status` a word of its own while it is the only command here."""


@app.command("status")
def status(
    strategy: Annotated[str, typer.Argument(help="As in its address, e.g. northmarch/care-2027.")],
    *,
    as_json: AsJson = False,
) -> None:
    """
    Say what has no outcome yet, and how many replies are sent and owed.

    Ends with exit code 1 while anything said has no outcome or anyone has had no reply.
    """
    found = _read(strategy)
    if as_json:
        print_json(
            asdict(found)
            | {
                "points_without_outcome": found.points - found.points_with_outcome,
                "replies_sent": found.sent,
                "replies_owed": found.owed,
                "replies_failed": found.failed,
                "is_complete": found.is_complete,
            }
        )
    else:
        _print(found)
    if not found.is_complete:
        raise typer.Exit(1)


def _read(name: str) -> "Status":
    from regard.domains.register import queries as register  # noqa: PLC0415 (after set-up)
    from regard.domains.strategy import queries  # noqa: PLC0415
    from regard.foundation.accounts.callers import Command  # noqa: PLC0415

    system_slug, slash, slug = name.strip("/").partition("/")
    if not slash:
        raise NoSuchName(f"Write it as SYSTEM/STRATEGY, such as northmarch/care-2027, not {name}")
    system = register.get_system(slug=system_slug, caller=Command())
    found = queries.get_strategy(system=system, slug=slug, caller=Command())
    return queries.get_status(strategy=found)


def _print(status: "Status") -> None:
    without = status.points - status.points_with_outcome
    print_table(
        ["Said", "In all", "With an outcome"],
        [
            ("Points", status.points, status.points_with_outcome),
            ("Themes", status.themes, status.themes_with_outcome),
            ("Points made once", status.lone_points, status.lone_points_with_outcome),
        ],
        title=f"{status.title} ({status.stage})",
    )
    print_table(
        ["Replies", "Sent", "Owed", "Failed"],
        [(row.channel.label, row.sent, row.owed, row.failed) for row in status.replies]
        + [("All", status.sent, status.owed, status.failed)],
    )
    typer.echo(f"Points without an outcome: {without:,}")
    if status.themes_not_signed_off:
        typer.echo(f"Themes not signed off: {status.themes_not_signed_off:,}")
    typer.echo(f"Replies owed: {status.owed:,}")
