"""Keys for programs: make one, take one back, and tell whose a request bears."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from regard.foundation.audit import ledger
from regard.foundation.base.errors import NotFound, SignInNeeded

from .actions import refuse_unknown_role
from .callers import ByKey
from .models import Key

BEGINNING = "regard"
"""How every key begins, so that one that leaks into a log or a repository is known for one."""


@transaction.atomic
def make_key(
    *, name: str, role: str, scope_key: str, days: int | None, by: str, at: datetime
) -> tuple[Key, str]:
    """
    Make a key, and return it with what the program shows: nobody can read that again.

    :param days: after how many it ends; None: not until it is withdrawn.
    :raises NoSuchRole: if config/roles.py does not name it.
    """
    refuse_unknown_role(role)
    handle, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    key = Key.objects.create(
        name=name,
        handle=handle,
        secret_hash=_hash(secret),
        role=role,
        scope_key=scope_key,
        expires_at=None if days is None else at + timedelta(days=days),
        by=by,
    )
    detail: dict[str, object] = {"role": role, "scope": scope_key}
    ledger.record(event="key.made", subject=key, by=by, at=at, detail=detail)
    return key, f"{BEGINNING}_{handle}_{secret}"


@transaction.atomic
def withdraw_key(*, handle: str, by: str, at: datetime) -> Key:
    """
    Take a key back, from now on. Twice changes nothing.

    :raises NotFound: if there is none of this handle.
    """
    key = Key.objects.filter(handle=handle.strip()).first()
    if key is None:
        raise NotFound(f"There is no key {handle}. `regard people key list` shows them")
    if key.withdrawn_at is None:
        key.withdrawn_at = at
        key.save(update_fields=["withdrawn_at", "updated_at"])
        ledger.record(event="key.withdrawn", subject=key, by=by, at=at)
    return key


def list_keys() -> list[Key]:
    """Return every key, the newest first. For commands: no page shows them."""
    return list(Key.objects.order_by("-pk"))


def open_with_key(*, shown: str, at: datetime) -> ByKey:
    """
    Return the caller whom a key stands for.

    :raises SignInNeeded: if it is no key, or one that ended. It does not say which.
    """
    beginning, _, rest = shown.strip().partition("_")
    handle, _, secret = rest.partition("_")
    key = Key.objects.filter(handle=handle).first() if beginning == BEGINNING else None
    is_right = key is not None and secrets.compare_digest(key.secret_hash, _hash(secret))
    if key is None or not is_right or not _is_live(key, at):
        raise SignInNeeded("This key does not open anything, or not any more. Ask for a new one")
    if key.last_used_on != at.date():
        Key.objects.filter(pk=key.pk).update(last_used_on=at.date())
    return ByKey(key)


def _is_live(key: Key, at: datetime) -> bool:
    return key.withdrawn_at is None and (key.expires_at is None or key.expires_at > at)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
