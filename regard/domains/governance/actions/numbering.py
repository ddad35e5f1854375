"""Give decisions and actions the numbers by which people call them, e.g. D-2027-014."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.functions import Length

from regard.foundation.base.locks import Family, hold_to_the_end

if TYPE_CHECKING:
    from django.db.models import QuerySet


def next_ref(rows: QuerySet[Any], *, system_id: int, letter: str, year: int) -> str:
    """
    Return the number after the greatest of a system's year, in the transaction of an action.

    Nobody else is given a number of this system until that transaction is over, so no two are
    the same.

    :param rows: decisions or actions, of any system.
    """
    hold_to_the_end(Family.NUMBER, system_id)
    begins = f"{letter}-{year}-"
    last = (
        rows.filter(system=system_id, ref__startswith=begins)
        .order_by(Length("ref").desc(), "-ref")
        .values_list("ref", flat=True)
        .first()
    )
    number = int(last.removeprefix(begins)) + 1 if last else 1
    return f"{begins}{number:03}"
