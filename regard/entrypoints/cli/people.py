"""Who can sign in, and what they may do."""

from typing import Annotated

import typer

from . import keys
from .printing import AsJson, print_json, print_table

app = typer.Typer(no_args_is_help=True, help="Say who can sign in, and what they may do.")
app.add_typer(keys.app, name="key")

Email = Annotated[str, typer.Argument(help="Their email address. Codes to sign in go there.")]
Role = Annotated[str, typer.Option(help="What they are, e.g. 'Partnership lead'.")]
InSystem = Annotated[str, typer.Option(help="The short name of the system it is in.")]


@app.command("add")
def add(
    email: Email,
    *,
    system: InSystem,
    name: Annotated[str, typer.Option(help="Their name, as others here will see it.")] = "",
    role: Role = "Partnership lead",
) -> None:
    """Give somebody an account and a role in a system. Doing it twice changes nothing."""
    from django.utils import timezone  # noqa: PLC0415 (after Django is set up)

    from regard.foundation.accounts import actions  # noqa: PLC0415

    now = timezone.now()
    scope = _scope_key(system)
    actions.refuse_unknown_role(role)
    person = actions.add_person(email=email, name=name or email, by="command", at=now)
    actions.grant(person=person, role=role, scope_key=scope, by="command", at=now)
    typer.echo(f"{person.name} can sign in with {person.email}, as {role} in {system}.")


@app.command("remove")
def remove(email: Email, *, system: InSystem, role: Role = "Partnership lead") -> None:
    """Take a role in a system away from somebody. They keep their account."""
    from django.utils import timezone  # noqa: PLC0415 (after Django is set up)

    from regard.foundation.accounts import actions, queries  # noqa: PLC0415

    person = queries.get_person(email=email)
    actions.take_away(
        person=person, role=role, scope_key=_scope_key(system), by="command", at=timezone.now()
    )
    typer.echo(f"{person.name} is no longer {role} in {system}.")


@app.command("list")
def list_people(*, as_json: AsJson = False) -> None:
    """List everybody with an account, and their roles."""
    from regard.domains.register import queries as register  # noqa: PLC0415 (after set-up)
    from regard.foundation.accounts import queries  # noqa: PLC0415

    names = {f"system:{system.pk}": system.slug for system in register.list_systems()}
    rows = [
        {
            "email": row.email,
            "name": row.name,
            "roles": [f"{role} in {names.get(key, key)}" for role, key in row.roles],
        }
        for row in queries.list_people()
    ]
    if as_json:
        print_json(rows)
        return
    print_table(
        ["Email", "Name", "Roles"],
        [(row["email"], row["name"], ", ".join(row["roles"])) for row in rows],
    )


def _scope_key(slug: str) -> str:
    from regard.domains.register import queries  # noqa: PLC0415 (after Django is set up)
    from regard.foundation.accounts.callers import Command  # noqa: PLC0415

    system = queries.get_system(slug=slug, caller=Command())
    return f"system:{system.pk}"
