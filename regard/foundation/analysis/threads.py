"""Linear algebra in one thread: what is small is no slower, and a busy machine no hindrance."""

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]


def one_thread() -> AbstractContextManager[object]:
    """
    Lend a time in which the libraries of numpy and scipy start no threads.

    Threads that wait for one another cost more than small matrices do; and sums come out the
    same to the last bit however many processors there are.
    """
    limited: AbstractContextManager[object] = _libraries().limit(limits=1)
    return limited


@cache
def _libraries() -> ThreadpoolController:
    """Return the libraries, looked up once (which takes 7 ms); scipy's must be loaded by then."""
    import scipy.linalg  # noqa: F401, PLC0415 (slow to load)

    return ThreadpoolController()
