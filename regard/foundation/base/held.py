"""What is kept in the cache and asked for again and again, held ready in the process as well."""

from __future__ import annotations

from importlib.metadata import version
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from django.core.cache import cache

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

VERSION = version("regard")

MOST = 32
"""How many things a process holds. Each is some megabytes at the most."""

_held: dict[str, object] = {}

_one_at_a_time = Lock()


def hold(key: str, make: Callable[[], T], *, mark: str, seconds: int) -> T:
    """
    Return what is kept under a key if it was made as of this mark, or make it and keep it instead.

    Reading some thousand objects from the cache takes tens of milliseconds, and lets the
    collector of garbage look round; what this process read or made last costs neither. There is
    ever one thing under a key, where a key that named the state would leave one behind for each.

    :param make: returns what nobody changes.
    :param mark: says what it was made of; another mark, and it is made anew. What another
        version of Regard made is made anew too, as it may not be understood.
    :param seconds: how long the cache keeps it.
    """
    mark = f"{VERSION}:{mark}"
    found: tuple[str, T] | None = _take(key)  # type: ignore[assignment]  # as was put below
    if found is None or found[0] != mark:
        found = cache.get(key)
    if found is None or found[0] != mark:
        found = (mark, make())
        cache.set(key, found, seconds)
    _put(key, found)
    return found[1]


def _take(key: str) -> object | None:
    with _one_at_a_time:
        return _held.pop(key, None)


def _put(key: str, thing: object) -> None:
    with _one_at_a_time:
        _held[key] = thing
        while len(_held) > MOST:
            _held.pop(next(iter(_held)))
