"""The addresses of pages, by their names."""

from functools import lru_cache

from django.urls import reverse

MOST = 20_000
"""How many addresses a process holds ready: some megabytes."""

SECRET = "token"  # noqa: S105 (the name of a part)
"""The part of an address that lets in whoever knows it."""


def find_address(name: str, /, **kwargs: object) -> str:
    """
    Return the address of a page, e.g. `find_address("strategy:passage_key", system="x", …)`.

    A long page names thousands of others. Which address belongs to a name never changes while a
    process runs, so each is worked out once. But for those that hold a secret: no process is to
    hold these longer than the page that names them.

    :raises NoReverseMatch: if there is no such page, or these are not its parts.
    """
    return reverse(name, kwargs=kwargs) if SECRET in kwargs else _find_once(name, **kwargs)


@lru_cache(maxsize=MOST)
def _find_once(name: str, /, **kwargs: object) -> str:
    return reverse(name, kwargs=kwargs)
