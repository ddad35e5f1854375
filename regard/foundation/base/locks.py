"""
Locks that the database holds for as long as whoever took them is connected.

A process that is killed loses its connection, and so its locks: nothing stays locked behind
it. They belong to a connection, so a pooler between Regard and PostgreSQL has to keep one
connection for a session (see docs/operating.md).
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import IntEnum

from django.db import Error, connection


class Family(IntEnum):
    """What is locked. The numbers only have to differ."""

    JOB = 7_272
    MESSAGE = 7_273
    REGISTER = 7_274
    FETCH = 7_275
    ROLL = 7_276
    NUMBER = 7_277
    SEAL = 7_278


@contextmanager
def alone(family: Family, number: int) -> Iterator[None]:
    """Wait until nobody else holds this lock, and hold it meanwhile."""
    key = [family, number % 2**31]
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s, %s)", key)
    try:
        yield
    finally:
        _unlock(key)


@contextmanager
def alone_if_free(family: Family, number: int) -> Iterator[bool]:
    """Hold this lock meanwhile, if nobody else does, and yield whether it was to be had."""
    key = [family, number % 2**31]
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s, %s)", key)
        is_held: bool = cursor.fetchone()[0]
    try:
        yield is_held
    finally:
        if is_held:
            _unlock(key)


def hold_to_the_end(family: Family, number: int) -> None:
    """Wait until nobody else holds this lock, and hold it to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [family, number % 2**31])


def _unlock(key: list[int]) -> None:
    """Give the lock back. With a connection that broke, it went by itself."""
    with suppress(Error), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_unlock(%s, %s)", key)
