"""Who can sign in, and what they may do."""

from typing import Annotated

import typer

from regard.foundation.base.errors import Refusal

from . import keys
from .printing import AsJson, print_json, print_table

app = typer.Typer(no_args_is_help=True, help="Say who can sign in, and what they may do.")
app.add_typer(keys.app, name="key")

Email = Annotated[str, typer.Argument(help="Their email address. Codes to sign in go there.")]
Role = Annotated[str, typer.Option(help="What they are, e.g. 'Partnership lead'.")]
InSystem = Annotated[str, typer.Option(help="The short name of the system it is in.")]
OfProvider = Annotated[
    str,
    typer.Option(help="Instead of a system: a provider, by the regulator’s number or ours."),
]
OfGroup = Annotated[
    str, typer.Option(help="Instead of a system: a group of providers, e.g. BD510.")
]

OfNetwork = Annotated[
    str, typer.Option(help="Instead of a system: a network, by the end of its address.")
]


class NotOneScope(Refusal):
    """A role is given in one system, or for one provider, group or network."""


@app.command("add")
def add(  # noqa: PLR0913 (who, what they are, and where; each has its own option)
    email: Email,
    *,
    system: InSystem = "",
    provider: OfProvider = "",
    group: OfGroup = "",
    network: OfNetwork = "",
    name: Annotated[str, typer.Option(help="Their name, as others here will see it.")] = "",
    role: Role = "Partnership lead",
) -> None:
    """Give somebody an account and a role in a system, or for a provider. Twice is once."""
    from django.utils import timezone  # noqa: PLC0415 (after Django is set up)

    from regard.foundation.accounts import actions  # noqa: PLC0415

    now = timezone.now()
    scope, where = _scope(system, provider, group, network)
    actions.refuse_unknown_role(role)
    person = actions.add_person(email=email, name=name or email, by="command", at=now)
    actions.grant(person=person, role=role, scope_key=scope, by="command", at=now)
    typer.echo(f"{person.name} can sign in with {person.email}, as {role} {where}.")


@app.command("remove")
def remove(
    email: Email,
    *,
    system: InSystem = "",
    provider: OfProvider = "",
    group: OfGroup = "",
    network: OfNetwork = "",
    role: Role = "Partnership lead",
) -> None:
    """Take a role away from somebody. They keep their account."""
    from django.utils import timezone  # noqa: PLC0415 (after Django is set up)

    from regard.foundation.accounts import actions, queries  # noqa: PLC0415

    person = queries.get_person(email=email)
    scope, where = _scope(system, provider, group, network)
    actions.take_away(person=person, role=role, scope_key=scope, by="command", at=timezone.now())
    typer.echo(f"{person.name} is no longer {role} {where}.")


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


def _scope(system: str, provider: str, group: str, network: str) -> tuple[str, str]:
    """
    Return the key of the one scope that is named, and how it is called.

    :raises NotOneScope: if none is named, or more than one.
    """
    from regard.domains.register import queries  # noqa: PLC0415 (after Django is set up)
    from regard.foundation.accounts.callers import Command  # noqa: PLC0415

    if [bool(system), bool(provider), bool(group), bool(network)].count(True) != 1:
        raise NotOneScope("Name one of --system, --provider, --group and --network")
    if system:
        found = queries.get_system(slug=system, caller=Command())
        return f"system:{found.pk}", f"in {system}"
    if provider:
        organisation = queries.get_organisation_called(number=provider)
        return f"organisation:{organisation.pk}", f"for {organisation.name}"
    if network:
        kept = queries.get_network_called(slug=network)
        return f"network:{kept.pk}", f"for {kept.name}"
    providers = queries.list_brand(brand_id=group)
    return f"brand:{group}", f"for {providers[0].brand_name}"
