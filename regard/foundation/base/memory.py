"""What a process that answers for long does once, when all of it is loaded."""

import gc


def settle() -> None:
    """
    Keep all that is loaded by now out of the way of the collector of garbage.

    The modules of a whole Regard are some million objects that live as long as the process.
    Looking through them again costs a request that happens upon it a tenth of a second or two;
    after this, only what came later is looked through. Call it once, before the first request.
    """
    gc.collect()
    gc.freeze()
