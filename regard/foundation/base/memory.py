"""How the collector of garbage is kept from looking through what is none."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

WHOLE = 2
"""The generation of objects with which all are looked through."""

LONG = 0.02
"""Seconds of looking through everything, from which a request that happens upon it is slowed."""

TIMES = 20
"""
How often a process settles again at the most. Each time whatever is at work just then can leave
some thousand objects behind.
"""


def settle() -> None:
    """
    Keep all that is loaded by now out of the way of the collector of garbage.

    The modules of a whole Regard are some million objects that live as long as the process.
    Looking through them again costs a request that happens upon it a tenth of a second or two;
    after this, only what came later is looked through. Call it once, before the first request.

    What a process loads or holds ready later, as a model of language, settles as soon as looking
    through it was found to take long.
    """
    gc.collect()
    gc.freeze()
    if not any(isinstance(each, _Again) for each in gc.callbacks):
        gc.callbacks.append(_Again())


class _Again:
    """Settles what is left by a look through everything that took long."""

    def __init__(self) -> None:
        self.times_left = TIMES
        self.began = 0.0

    def __call__(self, phase: str, info: dict[str, int]) -> None:
        if info["generation"] < WHOLE:
            return
        if phase == "start":
            self.began = time.perf_counter()
        elif self.times_left and time.perf_counter() - self.began > LONG:
            self.times_left -= 1
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
