"""
Who may do what, and where. Pure Python: no Django, no database.

Each domain lists its own permissions. A role is a named bundle of them (see config/roles.py).
A grant gives someone a role's permissions in a scope, such as one system. A caller is allowed
if any grant on the scope, or on any scope that contains it, carries the permission.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

EVERYWHERE = "everywhere"
"""The scope key that every scope lies in: a grant on it holds in the whole installation."""


class Permission(StrEnum):
    """Base of each domain's permissions. Its members are in <domain>/permissions.py."""


class Scope(Protocol):
    """Anything that a role can be granted on."""

    def scope_keys(self) -> frozenset[str]:
        """Return the keys of this scope and all that contain it, e.g. {"system:3"}."""


@dataclass(frozen=True)
class Grant:
    permissions: frozenset[Permission]
    scope_key: str


class Caller(Protocol):
    """
    Whoever is asking: a person at a browser, a program with a key, or a scheduled job.

    Attributes:
        name: how the caller is shown to people.
        by: how the ledger names the caller, e.g. "person:12" or "command".
        grants: what the caller may do, and where.
    """

    @property
    def name(self) -> str: ...

    @property
    def by(self) -> str: ...

    @property
    def grants(self) -> Iterable[Grant]: ...


def is_allowed(caller: Caller, permission: Permission, scope: Scope) -> bool:
    """Test whether the caller has the permission in this scope."""
    keys = scope.scope_keys() | {EVERYWHERE}
    return any(
        permission in grant.permissions and grant.scope_key in keys for grant in caller.grants
    )
