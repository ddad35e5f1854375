"""`regard register load-boundaries`: outlines of areas, from published GeoJSON."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regard.domains.register.types import AreaLevel

from .printing import AsJson, print_json, print_table

if TYPE_CHECKING:
    from regard.domains.register.actions import BoundariesLoaded
    from regard.domains.register.models import System

SHOWN = 10
"""Areas that are named one by one; of the others, only how many."""


def load_boundaries(  # noqa: PLR0913 (what a file of boundaries is; each has its own option)
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    *,
    level: Annotated[
        AreaLevel | None,
        typer.Option(help="What the areas are; taken from the file's properties if left."),
    ] = None,
    code_field: Annotated[
        str | None, typer.Option(help="Property that holds an area's code, e.g. CTYUA23CD.")
    ] = None,
    name_field: Annotated[
        str | None, typer.Option(help="Property that holds an area's name, e.g. CTYUA23NM.")
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            "--from", formats=["%Y-%m-%d"], help="Since when the areas are so, e.g. 2026-04-01."
        ),
    ] = None,
    source: Annotated[
        str, typer.Option(help="Who published it, and its licence.")
    ] = "Office for National Statistics, OGL v3",
    as_json: AsJson = False,
) -> None:
    """
    Load the outlines of areas from a GeoJSON file in longitude and latitude.

    Maps are drawn from them, and services of a council that lies in several boards are told apart
    by them. The same file twice changes nothing.
    """
    from django.utils import timezone  # noqa: PLC0415 (only after Django is set up)

    from regard.domains.register import actions  # noqa: PLC0415

    done = actions.load_boundaries(
        path=file,
        name=file.name,
        level=level,
        code_field=code_field,
        name_field=name_field,
        valid_from=since.date() if since else None,
        source=source,
        by="command",
        at=timezone.now(),
    )
    if as_json:
        print_json(_report(done))
        return
    _print(done)


def _print(done: "BoundariesLoaded") -> None:
    print_table(
        [done.level.label, "How many"],
        [
            ("added", done.added),
            ("drawn anew", done.replaced),
            ("unchanged", done.unchanged),
            ("of no area that we know", len(done.unknown)),
            ("mended", len(done.mended)),
            ("services that now lie elsewhere", done.moved),
        ],
    )
    for name, what in done.mended[:SHOWN]:
        typer.echo(f"Mended: {name}: {what}")
    if done.unknown:
        named = ", ".join(done.unknown[:SHOWN])
        typer.echo(f"Kept, though of no area that we know: {named}{_and_more(done.unknown)}")


def print_councils(system: "System") -> None:
    """Print the councils of a system, with how much of each lies in its board's area."""
    from regard.domains.register import presenters, queries  # noqa: PLC0415 (after set-up)

    rows = presenters.council_rows(queries.list_council_shares(system=system))
    print_table(["Council", "How much of it"], [(each.name, share) for each, share in rows])
    if not all(each.is_whole for each, _ in rows):
        typer.echo(
            "Of a council that lies in several boards, only the services within this board’s "
            "boundary count here. Load the boundaries: regard register load-boundaries FILE"
        )


def _and_more(names: list[str]) -> str:
    return f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else ""


def _report(done: "BoundariesLoaded") -> dict[str, object]:
    return {
        "level": str(done.level),
        "added": done.added,
        "replaced": done.replaced,
        "unchanged": done.unchanged,
        "mended": dict(done.mended),
        "unknown": done.unknown,
        "moved": done.moved,
    }
