"""`regard register index`: the words under which services are found."""

import time

import typer

from .printing import AsJson, print_json


def index(*, as_json: AsJson = False) -> None:
    """
    Look up anew the words under which locations are found, where they are not as they should be.

    A load does so by itself. Until it has, services are found too, only not by words with slips.
    """
    from django.utils import timezone  # noqa: PLC0415 (only after Django is set up)

    from regard.domains.register import actions  # noqa: PLC0415

    began = time.perf_counter()
    written = actions.index_locations(at=timezone.now())
    seconds = time.perf_counter() - began
    if as_json:
        print_json({"locations": written, "seconds": round(seconds, 1)})
        return
    if not written:
        typer.echo("Every location can be found by its words already.")
        return
    typer.echo(f"{written:,} locations can be found by their words, in {seconds:.1f} s.")
