"""Give needs and promises the numbers by which people call them, e.g. N12 and C3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Max

from regard.foundation.base.locks import Family, hold_to_the_end

if TYPE_CHECKING:
    from django.db.models import QuerySet


def next_number(rows: QuerySet[Any], *, system_id: int) -> int:
    """
    Return the number after the greatest of a system, in the transaction of an action.

    Nobody else is given a number of this system until that transaction is over.

    :param rows: needs or promises, of any system.
    """
    hold_to_the_end(Family.NUMBER, system_id)
    last: int | None = rows.filter(system=system_id).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
