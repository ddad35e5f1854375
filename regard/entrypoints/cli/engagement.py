"""`regard engagement`: load answers gathered elsewhere, and see whose voice and what themes."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regard.foundation.base.errors import Refusal

from .printing import AsJson, print_json, print_table

if TYPE_CHECKING:
    from regard.domains.engagement.models import AnswersFile, Exercise
    from regard.domains.engagement.types import Coverage, HeardRow

app = typer.Typer(help="What was asked, and what was said.", no_args_is_help=True)

SHOWN = 10
"""Refused rows that are printed; all are on the page of the load."""

Name = Annotated[str, typer.Argument(help="As in its address, e.g. northmarch/winter-staff.")]


class NoSuchName(Refusal):
    """It is not written as a system and an exercise."""


@app.command("load")
def load(
    exercise: Name,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    *,
    as_json: AsJson = False,
) -> None:
    """
    Keep the answers in a CSV, XLSX or ODS file, its columns known by their names.

    All rows that fit are taken in one step; the others are listed with line, column and
    reason. The same content is never kept twice.
    """
    from django.utils import timezone  # noqa: PLC0415 (only after Django is set up)

    from regard.domains.engagement import actions  # noqa: PLC0415

    loaded = actions.load_contributions(
        exercise=_find(exercise), path=file, name=file.name, by="command", at=timezone.now()
    )
    _report(loaded, as_json=as_json)


@app.command("coverage")
def coverage(exercise: Name, *, as_json: AsJson = False) -> None:
    """Say who has been heard out of everyone asked, and which groups less than their share."""
    from regard.domains.engagement import queries  # noqa: PLC0415 (only after Django is set up)

    found = queries.get_coverage(exercise=_find(exercise))
    if as_json:
        print_json(asdict(found))
        return
    _print_coverage(found)


@app.command("themes")
def themes(exercise: Name, *, as_json: AsJson = False) -> None:
    """List the themes with their three counts, the biggest first."""
    from regard.domains.engagement import queries  # noqa: PLC0415 (only after Django is set up)

    found = queries.list_themes(exercise=_find(exercise))
    if as_json:
        print_json([asdict(theme) for theme in found])
        return
    print_table(
        ["Theme", "State", "Submissions", "Arguments", "Organisations", "Points"],
        [
            (
                t.title,
                t.state.replace("_", " "),
                t.submissions,
                t.arguments,
                t.organisations,
                t.points,
            )
            for t in found
        ],
    )
    if not found:
        typer.echo("There are no themes yet. Propose them on the page of what was said.")


@app.command("import-conversation")
def import_conversation(
    system: Annotated[str, typer.Argument(help="As in its address, e.g. northmarch.")],
    votes: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    comments: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    *,
    title: Annotated[str, typer.Option(help="What it was about.")],
) -> None:
    """Keep a conversation that Polis exported: votes.csv and comments.csv. It is closed."""
    from django.utils import timezone  # noqa: PLC0415 (only after Django is set up)

    from regard.domains.engagement import actions  # noqa: PLC0415
    from regard.domains.register import queries as register  # noqa: PLC0415
    from regard.foundation.accounts.callers import Command  # noqa: PLC0415

    made = actions.import_conversation(
        system=register.get_system(slug=system, caller=Command()),
        title=title,
        votes=votes,
        comments=comments,
        by="command",
        at=timezone.now(),
    )
    typer.echo(f"Kept at /{system}/talk/{made.slug}/")


def _find(name: str) -> "Exercise":
    """
    Return the exercise of this name, with its system.

    :raises NoSuchName: if the name is not a system and an exercise.
    :raises NotFound: if there is none.
    """
    from regard.domains.engagement import queries  # noqa: PLC0415 (only after Django is set up)
    from regard.domains.register import queries as register  # noqa: PLC0415
    from regard.foundation.accounts.callers import Command  # noqa: PLC0415

    system_slug, slash, slug = name.strip("/").partition("/")
    if not slash:
        raise NoSuchName(f"Write it as SYSTEM/EXERCISE, such as northmarch/winter, not {name}")
    system = register.get_system(slug=system_slug, caller=Command())
    return queries.get_exercise(system=system, slug=slug, caller=Command())


def _report(loaded: "AnswersFile", *, as_json: bool) -> None:
    from regard.domains.engagement import queries  # noqa: PLC0415 (only after Django is set up)

    refused = queries.list_refused_answers(answers_file=loaded)
    rows = [(each.line, each.column, each.value[:60], each.reason) for each in refused]
    counts = {
        "file": loaded.file.name,
        "rows": loaded.rows_read,
        "kept": loaded.taken,
        "kept_before": loaded.already_kept,
        "kept_before_as": queries.get_earlier_name(answers_file=loaded),
        "refused": len(rows),
    }
    if as_json:
        names = ("line", "column", "value", "reason")
        report = [dict(zip(names, row, strict=True)) for row in rows]
        print_json(counts | {"refused_rows": report})
        return
    typer.echo(f"{loaded.file.name}: {loaded.rows_read:,} rows, {loaded.taken:,} answers kept.")
    if loaded.already_kept:
        earlier = counts["kept_before_as"] or loaded.file.name
        typer.echo(f"{loaded.already_kept:,} were kept before, from {earlier}.")
    if rows:
        title = f"{len(rows):,} refused" + (f", the first {SHOWN}" if len(rows) > SHOWN else "")
        print_table(["Line", "Column", "What stands there", "Why"], rows[:SHOWN], title=title)


def _print_coverage(found: "Coverage") -> None:
    heard = "too few to show" if found.heard is None else f"{found.heard:,}"
    typer.echo(f"Heard from {heard} of {found.asked:,} services.")
    for part in found.breakdowns:
        print_table(
            [part.column, "Asked", "Heard", "Share", "95% interval", "Less than its share"],
            [_line(row) for row in part.rows],
            title=part.title,
        )


def _line(row: "HeardRow") -> tuple[object, ...]:
    if row.heard is None or row.share is None or row.low is None or row.high is None:
        return (row.label, row.asked, "too few", "", "", "yes" if row.is_flagged else "")
    return (
        row.label,
        row.asked,
        row.heard,
        f"{row.share:.0%}",
        f"{row.low:.0%} to {row.high:.0%}",
        "yes" if row.is_flagged else "",
    )
