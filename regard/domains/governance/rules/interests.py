"""
The gate: an item by which care is bought is opened once everyone there declared their interests.

The report of 2021 asks that providers are part of decisions on commissioning (items 116 and 176).
They can be, openly: this is what lets them into the room.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from regard.domains.governance.types import Attended, InterestAct, MeetingState

from .minutes import WRITTEN_IN

IN_THE_ROOM = frozenset({Attended.PRESENT, Attended.DEPUTY})

CAST_NO_VOTE = frozenset({InterestAct.NO_VOTE, InterestAct.WITHDREW})

COMPANY_WORDS = re.compile(r"[\s,]+(limited|ltd|plc|llp|cic|cio)\.?$", re.IGNORECASE)
"""Ends of companies' names, which nobody says or writes in a title."""

SHORTEST_NAME = 4
"""Characters; a shorter name would be found in too many titles."""


@dataclass(frozen=True)
class SeatAtItem:
    """
    A seat at an item.

    Attributes:
        act: what its holder declared and did; None: nothing declared yet.
    """

    name: str
    attended: Attended
    act: InterestAct | None = None


def seats_to_declare(seats: Iterable[SeatAtItem]) -> list[str]:
    """Return the names of seats that came, themselves or by deputy, and have not declared."""
    return [seat.name for seat in seats if seat.attended in IN_THE_ROOM and seat.act is None]


def reason_not_to_open(
    *, is_commissioning: bool, state: MeetingState, is_open: bool, seats: Iterable[SeatAtItem]
) -> str | None:
    """
    Return why an item cannot be opened; None if it can.

    | Meeting       | Care is bought | Who came is known | Still to declare | Opens |
    | ---           | ---            | ---               | ---              | ---   |
    | called, held  | no             | either            | either           | yes   |
    | called, held  | yes            | no                | -                | no    |
    | called, held  | yes            | yes               | somebody         | no    |
    | called, held  | yes            | yes               | nobody           | yes   |
    | anything else | either         | either            | either           | no    |

    It opens once: an item that is open is not opened again.
    """
    if is_open:
        return "This item is open already"
    if state not in WRITTEN_IN:
        return "Items are opened once the agenda is out, until the minutes are agreed"
    if not is_commissioning:
        return None
    here = list(seats)
    if not any(seat.attended in IN_THE_ROOM for seat in here):
        return "Say first who came: care is bought by this item"
    waiting = seats_to_declare(here)
    if waiting:
        return f"Interests are still to be declared by: {', '.join(waiting)}"
    return None


def reason_not_to_declare(
    *, state: MeetingState, attended: Attended | None, act: InterestAct, text: str
) -> str | None:
    """
    Return why a declaration cannot be written down; None if it can.

    :param attended: whether the seat came; None: nobody said.
    :param text: what the interest is; needed unless they have none.
    """
    if state not in WRITTEN_IN:
        return "Declarations are written down from the agenda until the minutes are agreed"
    if attended not in IN_THE_ROOM:
        return "Only who came to the meeting declares at its items"
    if act is not InterestAct.NONE and not text.strip():
        return "Say what the interest is"
    return None


def is_named_in(name: str, words: str) -> bool:
    """
    Test whether an organisation is named in words, e.g. in the title of an item.

    Only a hint for people: whether an interest bears on an item is theirs to say.
    """
    short = COMPANY_WORDS.sub("", " ".join(name.split()))
    if len(short) < SHORTEST_NAME:
        return False
    return re.search(rf"(?<!\w){re.escape(short)}(?!\w)", words, re.IGNORECASE) is not None
