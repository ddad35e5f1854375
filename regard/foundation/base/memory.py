"""How the collector of garbage is kept from looking through what is none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def settle() -> None:
    """
    Keep all that is loaded by now out of the way of the collector of garbage.

    The modules of a whole Regard are some million objects that live as long as the process.
    Looking through them again costs a request that happens upon it a tenth of a second or two;
    after this, only what came later is looked through. Call it once, before the first request.
    """
    gc.collect()
    gc.freeze()


@contextmanager
def uncollected() -> Iterator[None]:
    """
    Keep the collector of garbage from looking while many rows are made, none of which is garbage.

    For minutes at most: what does point round to itself stays until this ends.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def seldom_collected() -> Iterator[None]:
    """
    Let the collector of garbage look seldom while very much is made that stays.

    Minutes of work on hundreds of thousands of objects are a quarter faster so, and hold some
    hundred megabytes more.
    """
    before = gc.get_threshold()
    gc.set_threshold(20_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
