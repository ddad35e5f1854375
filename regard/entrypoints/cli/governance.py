"""`regard governance`: what an operator does about who decides."""

from pathlib import Path
from typing import Annotated

import typer

from .printing import AsJson, print_json

app = typer.Typer(help="Who decides, and what law asks of them.", no_args_is_help=True)

Table = Annotated[
    Path,
    typer.Argument(
        exists=True, dir_okay=False, help="A CSV with the columns of reference/duties.csv."
    ),
]


@app.command("load-duties")
def load_duties(file: Table, *, as_json: AsJson = False) -> None:
    """
    Take duties into the catalogue, for example when a law ends or changes.

    The table may hold only what changed. Old versions are kept, and can be read.
    """
    from django.utils import timezone  # noqa: PLC0415 (after Django is set up)

    from regard.domains.governance import actions  # noqa: PLC0415

    taken = actions.load_catalogue(path=file, by="command", at=timezone.now())
    if as_json:
        print_json({"versions": taken})
    else:
        typer.echo(f"{taken:,} versions of duties are in the catalogue as the table has them.")
