"""Work on two things at once: what is written now, and what is to be written next."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

T = TypeVar("T")

END: Final = object()


def ahead(items: Iterable[T]) -> Iterator[T]:
    """
    Hand out items, while the next one is made in a thread of its own.

    One thread at a time makes them, and what one raises is raised here. They may not ask the
    database, as a thread would do so on another connection.
    """
    iterator = iter(items)
    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as pool:
        coming = pool.submit(next, iterator, END)
        while (item := coming.result()) is not END:
            coming = pool.submit(next, iterator, END)
            yield item  # type: ignore[misc]
