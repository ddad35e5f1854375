"""What was declared at items of meetings, as their minutes print it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from regard.domains.governance.models import Declaration
from regard.domains.governance.types import InterestAct


@dataclass(frozen=True)
class DeclaredRow:
    """
    What the holder of a seat declared at an item, and did.

    Attributes:
        text: what the interest is; empty where they have none.
    """

    item_id: int
    seat_id: int
    seat: str
    name: str
    act: InterestAct
    text: str


def list_declared(*, items: Collection[int]) -> list[DeclaredRow]:
    """
    Return what was declared at items, by seat, for a reader who was checked. One query.

    Those who have none are among them: that they said so is what opened the item.
    """
    found = Declaration.objects.filter(item__in=items).select_related("seat", "holder")
    return [
        DeclaredRow(
            item_id=each.item_id,
            seat_id=each.seat_id,
            seat=each.seat.name,
            name=each.holder.name,
            act=InterestAct(each.act),
            text=each.text,
        )
        for each in found.order_by("item", "seat__name", "pk")
    ]
