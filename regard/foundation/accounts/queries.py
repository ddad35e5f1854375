"""Look at who can sign in. For commands: no page shows this."""

from dataclasses import dataclass

from django.conf import settings

from regard.foundation.authority import EVERYWHERE, Permission, Scope
from regard.foundation.base.errors import NotFound

from .models import Grant, Person


@dataclass(frozen=True)
class PersonRow:
    """
    Someone with an account.

    Attributes:
        roles: each role with the key of the scope it is held in.
    """

    email: str
    name: str
    roles: tuple[tuple[str, str], ...]


def get_person(*, email: str) -> Person:
    """
    Return whoever signs in with this email address.

    :raises NotFound: if nobody does.
    """
    person = Person.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        raise NotFound(f"Nobody here signs in with {email}. `regard people list` says who does")
    return person


def list_people() -> list[PersonRow]:
    """Return everybody with an account, by email address."""
    held: dict[int, list[tuple[str, str]]] = {}
    for grant in Grant.objects.order_by("role", "scope_key"):
        held.setdefault(grant.person_id, []).append((grant.role, grant.scope_key))
    return [
        PersonRow(email=person.email, name=person.name, roles=tuple(held.get(person.pk, ())))
        for person in Person.objects.order_by("email")
    ]


@dataclass(frozen=True)
class Allowed:
    """
    Someone who may do something.

    Attributes:
        by: as the ledger names them.
    """

    by: str
    name: str
    email: str


def list_people_allowed(*, permission: Permission, scope: Scope) -> list[Allowed]:
    """Return who may do something in a scope, by name. For pages on which somebody is asked."""
    emails = list_allowed(permission=permission, scope=scope)
    people = Person.objects.filter(email__in=emails).order_by("name", "pk")
    return [
        Allowed(by=f"person:{person.pk}", name=person.name, email=person.email)
        for person in people
    ]


def list_allowed(*, permission: Permission, scope: Scope) -> list[str]:
    """Return the email addresses of those who may do something in a scope. For jobs that write."""
    roles = [role for role, held in settings.ROLES.items() if permission in held]
    keys = [*scope.scope_keys(), EVERYWHERE]
    grants = Grant.objects.filter(role__in=roles, scope_key__in=keys, person__is_active=True)
    return list(
        grants.order_by("person__email").values_list("person__email", flat=True).distinct()
    )
