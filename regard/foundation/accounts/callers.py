"""Who is asking, made from who is signed in."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings

from regard.foundation import authority
from regard.foundation.authority import EVERYWHERE, Caller, Scope
from regard.foundation.base.errors import NotAllowed, SignInNeeded

from .models import Grant, Key, Person


@dataclass(frozen=True)
class Anyone:
    """A member of the public, who has not signed in."""

    name: str = "Someone"
    by: str = "public"
    grants: tuple[authority.Grant, ...] = ()


@dataclass(frozen=True)
class Command:
    """Whoever runs the `regard` command on the machine itself, and a job: they may do all."""

    name: str = "Command"
    by: str = "command"

    @property
    def grants(self) -> tuple[authority.Grant, ...]:
        everything = frozenset().union(*settings.ROLES.values())
        return (authority.Grant(everything, EVERYWHERE),)


class SignedIn:
    """A person who has signed in. Their grants are read once, when first asked for."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.name = person.name
        self.by = f"person:{person.pk}"

    @cached_property
    def grants(self) -> tuple[authority.Grant, ...]:
        held = Grant.objects.filter(person=self.person).values_list("role", "scope_key")
        return tuple(
            authority.Grant(settings.ROLES[role], scope_key)
            for role, scope_key in held
            if role in settings.ROLES
        )


class ByKey:
    """A program that showed a key: it may do what the key's role may, in its scope."""

    def __init__(self, key: Key) -> None:
        self.name = key.name
        self.by = f"key:{key.pk}"
        may = settings.ROLES.get(key.role, frozenset())
        self.grants = (authority.Grant(may, key.scope_key),)


def require(caller: Caller, permission: authority.Permission, scope: Scope) -> None:
    """
    Go on only if the caller has the permission in this scope.

    :raises SignInNeeded: if they have not, and nobody is signed in.
    :raises NotAllowed: if they have not.
    """
    if authority.is_allowed(caller, permission, scope):
        return
    if isinstance(caller, SignedIn | ByKey):
        raise NotAllowed("You do not have permission to do this")
    raise SignInNeeded("Sign in to do this")
