"""`regard register`: begin a system, and load files into the register."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regard.foundation.base.errors import Refusal

from . import fetching
from .boundaries import load_boundaries, print_councils
from .indexing import index
from .linking import link_roll
from .merging import merge, unmerge
from .printing import AsJson, errors, print_json, print_table

if TYPE_CHECKING:
    from regard.domains.register.models import Load, System

app = typer.Typer(help="Every service, and who runs it.", no_args_is_help=True)
app.command("index")(index)
app.command("link-roll")(link_roll)
app.command("load-boundaries")(load_boundaries)
app.command("merge")(merge)
app.command("unmerge")(unmerge)
app.add_typer(fetching.app, name="fetch")

SHOWN = 10
"""Refused rows that are printed; all are on the page of the load."""

Names = Annotated[
    list[str] | None,
    typer.Option(
        "--council",
        help="A council whose area lies in the system. Give each one; with a board and none, "
        "every council of which the board has a share.",
    ),
]
Places = Annotated[
    list[str] | None,
    typer.Option(
        "--place",
        help='A place and what it covers, e.g. "City=LN1,LN2" or "County=Lincolnshire".',
    ),
]


@app.command("load")
def load(
    files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, readable=True)],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Count what would change; change nothing.")
    ] = False,
    accept_drift: Annotated[
        bool,
        typer.Option("--accept-drift", help="Load even if unusually much would end or change."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """
    Load files of the regulator's, or of services and contacts, in the order given.

    Each file is loaded whole or not at all. At the first that is not, this ends.
    """
    from django.utils import timezone  # noqa: PLC0415 (only after Django is set up)

    from regard.domains.register import actions  # noqa: PLC0415

    done: list[dict[str, object]] = []
    problem = None
    for path in files:
        try:
            loaded = actions.load_file(
                path=path,
                name=path.name,
                origin="given to the command",
                accepts_drift=accept_drift,
                is_dry_run=dry_run,
                by="command",
                at=timezone.now(),
            )
        except actions.CannotLoad as refusal:
            problem = refusal
            done.append(_report(refusal.load))
            break
        done.append(_report(loaded))
        if not as_json:
            _print(loaded)
    if as_json:
        print_json(done)
    if problem is not None:
        _give_up(problem, how_many_left=len(files) - len(done))


@app.command("add-system")
def add_system(  # noqa: PLR0913 (what a system is; each has its own option)
    name: Annotated[str, typer.Argument(help="What people call it, e.g. Lincolnshire.")],
    *,
    councils: Names = None,
    board: Annotated[
        str | None, typer.Option(help="NHS code of its integrated care board, e.g. QJM.")
    ] = None,
    places: Places = None,
    partnership: Annotated[
        str | None, typer.Option(help="The partnership's name; made from the system's if left.")
    ] = None,
    prefix: Annotated[
        str | None, typer.Option(help="Begins every receipt number: two to four letters.")
    ] = None,
    lead: Annotated[
        str | None, typer.Option(help="Email address of the partnership lead, who signs in.")
    ] = None,
    lead_name: Annotated[str | None, typer.Option(help="The lead's name.")] = None,
    as_json: AsJson = False,
) -> None:
    """Begin a system: its councils, its places, and who leads it."""
    from django.db import transaction  # noqa: PLC0415 (only after Django is set up)
    from django.utils import timezone  # noqa: PLC0415
    from django.utils.text import slugify  # noqa: PLC0415

    from regard.domains.register import actions  # noqa: PLC0415

    at = timezone.now()
    with transaction.atomic():
        system = actions.add_system(
            slug=slugify(name),
            name=name,
            partnership_name=partnership or f"{name} care partnership",
            receipt_prefix=prefix or _prefix(name),
            council_names=councils or [],
            board_ods_code=board,
            places=read_places(places or []),
            by="command",
            at=at,
        )
        if lead:
            _give_lead(system, lead, lead_name or lead, at)
    if as_json:
        print_json({"slug": system.slug, "name": system.name})
        return
    print_councils(system)
    typer.echo(f"{system.name} is at /{system.slug}/.")
    typer.echo("Load the regulator's file next: regard register load FILE")


@app.command("systems")
def systems(*, as_json: AsJson = False) -> None:
    """List the systems, with how many services each has and cannot reach by email."""
    from regard.domains.register import queries  # noqa: PLC0415 (only after Django is set up)

    found = queries.list_systems()
    reach = {system.pk: queries.get_reach(system=system) for system in found}
    if as_json:
        print_json(
            [
                {
                    "slug": system.slug,
                    "name": system.name,
                    "services": reach[system.pk].services,
                    "providers": reach[system.pk].providers,
                    "without_email": reach[system.pk].without_email,
                }
                for system in found
            ]
        )
        return
    if not found:
        typer.echo("There is no system yet. Begin one: regard register add-system NAME …")
        return
    print_table(
        ["System", "Address", "Services", "Providers", "Without email"],
        [
            (
                system.name,
                f"/{system.slug}/",
                reach[system.pk].services,
                reach[system.pk].providers,
                reach[system.pk].without_email,
            )
            for system in found
        ],
    )


class CannotReadPlace(Refusal):
    """A place is not written as a name and what it covers."""


def read_places(texts: list[str]) -> dict[str, list[str]]:
    """
    Return what each place covers, by its name, from texts like "City=LN1,LN2".

    :raises CannotReadPlace: if one has no name, or covers nothing.
    """
    places: dict[str, list[str]] = {}
    for text in texts:
        name, _, areas = text.partition("=")
        covered = [area.strip() for area in areas.split(",") if area.strip()]
        if not name.strip() or not covered:
            raise CannotReadPlace(
                f"“{text}” is no place: write its name, =, and councils or postcode districts"
            )
        places.setdefault(name.strip(), []).extend(covered)
    return places


def _prefix(name: str) -> str:
    """Return the first letters of a system's words, or its first two letters."""
    words = [word for word in name.split() if word.isalpha() and word.isascii()]
    letters = "".join(word[0] for word in words)[:4]
    return (letters if len(letters) > 1 else "".join(words)[:2]).upper()


def _give_lead(system: "System", email: str, name: str, at: datetime) -> None:
    from regard.foundation.accounts import actions as accounts  # noqa: PLC0415 (after set-up)

    person = accounts.add_person(email=email, name=name, by="command", at=at)
    [scope_key] = system.scope_keys()
    accounts.grant(
        person=person, role="Partnership lead", scope_key=scope_key, by="command", at=at
    )


def _report(load: "Load") -> dict[str, object]:
    return {
        "file": load.file.name,
        "state": str(load.state),
        "layout": load.layout,
        "as_at": load.as_at,
        "rows": load.rows_read,
        "counts": load.counts,
        "dry_run": load.is_dry_run,
        "problem": load.problem,
    }


def _print(load: "Load") -> None:
    from regard.domains.register import queries  # noqa: PLC0415 (only after Django is set up)

    when = f", as at {load.as_at:%-d %B %Y}" if load.as_at else ""
    title = f"{load.file.name}{when}{' (counted only)' if load.is_dry_run else ''}"
    typer.echo(title)
    print_table(["Locations", "How many"], _words(load.counts))
    for row in queries.list_refused_rows(load=load, limit=SHOWN):
        typer.echo(f"Refused: line {row.line}, {row.column}: “{row.value}” {row.reason}")
    if not any(load.counts.get(name) for name in ("added", "changed", "ended", "returned")):
        typer.echo("This file says nothing that was not known: nothing was changed.")


def _words(counts: dict[str, int]) -> list[tuple[str, int]]:
    shown = {"added": "added", "changed": "changed", "unchanged": "unchanged"}
    others = {
        "ended": "no longer listed, so ended",
        "returned": "of the changed, listed again",
        "older": "told by a newer file already",
        "not_social_care": "rows of other care, left out",
        "refused": "rows refused",
    }
    rows = [(words, counts.get(name, 0)) for name, words in shown.items()]
    return rows + [(words, counts[name]) for name, words in others.items() if counts.get(name)]


def _give_up(problem: Refusal, *, how_many_left: int) -> None:
    """End with exit code 1, saying why and what was not reached."""
    errors.print(str(problem), style="bold red", markup=False, highlight=False)
    load = getattr(problem, "load", None)
    if load is not None and load.state == "asking":
        errors.print("If it is the right and whole file, add --accept-drift.", markup=False)
    if how_many_left:
        errors.print(f"Files after it that were not looked at: {how_many_left}", markup=False)
    raise typer.Exit(1)
