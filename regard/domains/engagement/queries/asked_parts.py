"""
The parts of what is asked about, for paper, previews, letters and calls.

An upper domain, which knows them, fills the slot: a question on a draft is asked of its passages.
For pages that have checked that their reader may see what those who are asked read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.types.asked_parts import NO_PARTS, AskedParts
from regard.foundation.base.slots import Slot

if TYPE_CHECKING:
    from regard.domains.engagement.models import Question


@dataclass(frozen=True)
class PartsSlot:
    """
    How an upper domain tells parts.

    Attributes:
        read: returns the parts of these questions with their words, by the question's number in
            the database; of questions without parts nothing.
        name: returns the names of the parts that an exercise asks about, without their words, by
            its number in the database; `NO_PARTS` if it asks about none.
    """

    read: Callable[[list[int]], dict[int, AskedParts]]
    name: Callable[[int], AskedParts]


PARTS_SLOT = Slot[PartsSlot]("the parts of what a question is asked about")


def read_parts(*, questions: Iterable[Question]) -> dict[int, AskedParts]:
    """Return the parts of questions with their words, by question; only of those with parts."""
    ids = [question.pk for question in questions]
    offer = PARTS_SLOT.offer
    return offer.read(ids) if offer and ids else {}


def name_parts(*, exercise_id: int) -> AskedParts:
    """Return the names of the parts that an exercise asks about, without their words."""
    offer = PARTS_SLOT.offer
    return offer.name(exercise_id) if offer else NO_PARTS
