"""Keys by which programs use the API."""

from typing import Annotated

import typer

from .printing import AsJson, errors, print_json, print_table

app = typer.Typer(no_args_is_help=True, help="Keys by which programs use the API.")


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="What it is for, e.g. 'The council's website'.")],
    *,
    system: Annotated[str, typer.Option(help="The short name of the system it opens.")],
    role: Annotated[str, typer.Option(help="What it may do: a role.")] = "Partnership lead",
    days: Annotated[
        int, typer.Option(min=0, help="After how many days it ends; 0: when it is withdrawn.")
    ] = 365,
    as_json: AsJson = False,
) -> None:
    """Make a key. It is printed once, and cannot be read again."""
    from django.utils import timezone  # noqa: PLC0415 (after Django is set up)

    from regard.domains.register import queries  # noqa: PLC0415
    from regard.foundation.accounts import keys  # noqa: PLC0415
    from regard.foundation.accounts.callers import Command  # noqa: PLC0415

    found = queries.get_system(slug=system, caller=Command())
    key, shown = keys.make_key(
        name=name,
        role=role,
        scope_key=f"system:{found.pk}",
        days=days or None,
        by="command",
        at=timezone.now(),
    )
    if as_json:
        print_json({"handle": key.handle, "key": shown, "expires_at": key.expires_at})
        return
    errors.print("Keep this where nobody else reads it. It is not shown again:", markup=False)
    typer.echo(shown)


@app.command("list")
def list_keys(*, as_json: AsJson = False) -> None:
    """List the keys, what each may do, and when it was last used."""
    from regard.domains.register import queries  # noqa: PLC0415 (after Django is set up)
    from regard.foundation.accounts import keys  # noqa: PLC0415

    names = {f"system:{system.pk}": system.slug for system in queries.list_systems()}
    rows = [
        {
            "handle": key.handle,
            "name": key.name,
            "role": f"{key.role} in {names.get(key.scope_key, key.scope_key)}",
            "expires_at": key.expires_at,
            "withdrawn_at": key.withdrawn_at,
            "last_used_on": key.last_used_on,
        }
        for key in keys.list_keys()
    ]
    if as_json:
        print_json(rows)
        return
    print_table(
        ["Key", "For", "May", "Ends", "Withdrawn", "Last used"],
        [
            (
                row["handle"],
                row["name"],
                row["role"],
                f"{row['expires_at']:%Y-%m-%d}" if row["expires_at"] else "",
                f"{row['withdrawn_at']:%Y-%m-%d}" if row["withdrawn_at"] else "",
                row["last_used_on"] or "",
            )
            for row in rows
        ],
    )


@app.command("withdraw")
def withdraw(
    handle: Annotated[str, typer.Argument(help="The key, as the list of keys shows it.")],
) -> None:
    """Take a key back. What uses it is refused from now on."""
    from django.utils import timezone  # noqa: PLC0415 (after Django is set up)

    from regard.foundation.accounts import keys  # noqa: PLC0415

    key = keys.withdraw_key(handle=handle, by="command", at=timezone.now())
    typer.echo(f"“{key.name}” opens nothing any more.")
