from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

Dated = TypeVar("Dated", bound=Model)


def at(rows: "QuerySet[Dated]", on: date) -> "QuerySet[Dated]":
    """Keep the rows that held on a day, by their `valid_from` and `valid_to`."""
    return rows.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=on),
        Q(valid_to__isnull=True) | Q(valid_to__gt=on),
    )
