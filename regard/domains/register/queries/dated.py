from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

Dated = TypeVar("Dated", bound=Model)


def at(rows: "QuerySet[Dated]", on: date, of: str = "") -> "QuerySet[Dated]":
    """
    Keep the rows that held on a day, by their `valid_from` and `valid_to`.

    :param of: the path to what has those two, e.g. "board__"; "" for the rows themselves.
    """
    return rows.filter(
        Q(**{f"{of}valid_from__isnull": True}) | Q(**{f"{of}valid_from__lte": on}),
        Q(**{f"{of}valid_to__isnull": True}) | Q(**{f"{of}valid_to__gt": on}),
    )
