"""Days, as everything of governance keeps them."""

from datetime import date

from django.db.models import Q


def live_on(on: date, prefix: str = "") -> Q:
    """
    Return the condition that something was there on a day.

    `valid_from` None is before all days; `valid_to` is the first day on which it was no more.

    :param prefix: the path to what has the two, e.g. "seat__body__"; "" for the rows themselves.
    """
    begun = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": on})
    not_over = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on})
    return begun & not_over
