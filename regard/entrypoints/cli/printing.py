"""What commands print: tables and words for people, or JSON for programs."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
"""The option that every command with something to report has."""

console = Console()
errors = Console(stderr=True, soft_wrap=True)


def print_json(data: object) -> None:
    typer.echo(json.dumps(data, indent=2, ensure_ascii=False, default=_plain))


def print_table(
    headings: Sequence[str], rows: Iterable[Sequence[object]], *, title: str | None = None
) -> None:
    """Print rows under headings. Whole numbers are set to the right, with commas."""
    table = Table(title=title, title_justify="left")
    listed = [tuple(row) for row in rows]
    for place, heading in enumerate(headings):
        is_number = bool(listed) and all(_is_number(row[place]) for row in listed)
        table.add_column(heading, justify="right" if is_number else "left", overflow="fold")
    for row in listed:
        table.add_row(*(_words(cell) for cell in row))
    console.print(table)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _words(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
