"""The addresses of pages, by their names."""

from functools import lru_cache

from django.urls import reverse

MOST = 20_000
"""How many addresses a process holds ready: some megabytes."""


@lru_cache(maxsize=MOST)
def find_address(name: str, /, **kwargs: object) -> str:
    """
    Return the address of a page, e.g. `find_address("strategy:passage_key", system="x", …)`.

    A long page names thousands of others. Which address belongs to a name never changes while a
    process runs, so each is worked out once.

    :raises NoReverseMatch: if there is no such page, or these are not its parts.
    """
    return reverse(name, kwargs=kwargs)
