"""Days, as everything of governance keeps them."""

from datetime import date


def is_live(valid_from: date | None, valid_to: date | None, *, on: date) -> bool:
    """
    Test whether something was there on a day. `queries.days.live_on` asks the database the same.

    :param valid_from: the first day of it; None is before all days.
    :param valid_to: the first day on which it was no more; None: it has no end yet.
    """
    return (valid_from is None or valid_from <= on) and (valid_to is None or valid_to > on)
