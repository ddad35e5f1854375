"""
Answers that somebody types in part by part, as they stand on paper or were said on the telephone.

An upper domain, which knows the parts, fills the slot: it finds in what was typed which words are
on which part, and notes it once the answer is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regard.foundation.base.slots import Slot

if TYPE_CHECKING:
    from regard.domains.engagement.models import Contribution
    from regard.domains.engagement.types import Said


@dataclass(frozen=True)
class InParts:
    """
    An answer in words under the names of the parts that they are on.

    Attributes:
        places: where each name stands: first character and name.
    """

    text: str
    places: Sequence[tuple[int, str]]


@dataclass(frozen=True)
class TypedSlot:
    """
    How an upper domain reads what was typed.

    Attributes:
        read: returns answers in parts, by question, from answers by question; of those that
            name no part, nothing.
        note: notes which stretch of a kept contribution's answers is on which part.
    """

    read: Callable[[Mapping[int, str]], dict[int, InParts]]
    note: Callable[[Contribution], None]


TYPED_SLOT = Slot[TypedSlot]("which words of what was typed in are on which part")


def put_in_parts(answers: Mapping[int, str]) -> dict[int, InParts]:
    """Return those answers that name parts, under their names."""
    offer = TYPED_SLOT.offer
    return offer.read(answers) if offer and answers else {}


def said_in_parts(said: Said) -> Said:
    """Return what was said with those of its answers that name parts under their names."""
    found = put_in_parts(said.answers)
    if not found:
        return said
    return replace(
        said,
        answers={**said.answers, **{number: each.text for number, each in found.items()}},
        places={**said.places, **{number: each.places for number, each in found.items()}},
    )


def note_parts(contribution: Contribution) -> None:
    """Note what of a kept contribution is on which part, in the transaction that keeps it."""
    if TYPED_SLOT.offer:
        TYPED_SLOT.offer.note(contribution)
