"""`regard register merge` and `unmerge`: make two records one, and two again."""

from typing import Annotated

import typer

Kept = Annotated[
    str, typer.Argument(help="The record to keep, by the regulator’s number or ours.")
]
Merged = Annotated[str, typer.Argument(help="The record that becomes part of it.")]
Reason = Annotated[str, typer.Option(help="Why they are one, for whoever asks later.")]
Providers = Annotated[
    bool, typer.Option("--providers", help="The two are providers, not locations.")
]


def merge(kept: Kept, merged: Merged, *, reason: Reason, providers: Providers = False) -> None:
    """Make two records of one thing one. Nothing is lost, and it can be undone."""
    from django.utils import timezone  # noqa: PLC0415 (after Django is set up)

    from regard.domains.register import actions, queries  # noqa: PLC0415

    now = timezone.now()
    if providers:
        one, other = (queries.get_organisation_called(number=each) for each in (kept, merged))
        done = actions.merge_organisations(
            kept=one, merged=other, reason=reason, by="command", at=now
        )
        typer.echo(f"{other.name} is now part of {one.name}.")
    else:
        here, there = (queries.get_any_location(number=each) for each in (kept, merged))
        done = actions.merge_locations(
            kept=here, merged=there, reason=reason, by="command", at=now
        )
        typer.echo(f"{there.name} is now part of {here.name}.")
    typer.echo(f"To undo it: regard register unmerge {done.pk}")


def unmerge(
    number: Annotated[int, typer.Argument(help="The number that merging printed.")],
) -> None:
    """Undo a merge: everything goes back as it was."""
    from django.utils import timezone  # noqa: PLC0415 (after Django is set up)

    from regard.domains.register import actions, queries  # noqa: PLC0415

    done = queries.get_any_merge(merge_id=number)
    actions.part(merge=done, by="command", at=timezone.now())
    typer.echo("The two are two again, as they were.")
