"""When minutes may be written and agreed, and what a line of them may become."""

from dataclasses import dataclass
from datetime import date

from regard.domains.governance.types import LineKind, MeetingState

WRITTEN_IN = frozenset({MeetingState.CALLED, MeetingState.HELD})
"""States of a meeting in which its minutes are written: from the agenda until they are agreed."""

MAY_BECOME = {
    LineKind.ACTION: "an action",
    LineKind.DECISION: "a decision",
    LineKind.CONTRIBUTION: "a contribution",
}


def reason_not_to_write(*, state: MeetingState, is_shut: bool) -> str | None:
    """
    Return why nothing can be written into minutes, or changed in them; None if it can.

    | Meeting   | Item shut | May be written |
    | ---       | ---       | ---            |
    | planned   | either    | no             |
    | called    | no        | yes            |
    | held      | no        | yes            |
    | called    | yes       | no             |
    | held      | yes       | no             |
    | agreed    | either    | no             |
    | cancelled | either    | no             |

    :param is_shut: care is bought by the item, and the meeting has not opened it yet.
    """
    if state is MeetingState.AGREED:
        return (
            "These minutes are agreed, and stay as they are. Put a correction into the minutes of "
            "the next meeting"
        )
    if state not in WRITTEN_IN:
        return "Minutes are written once the agenda is out or the meeting was held"
    if is_shut:
        return "Open this item first, once everyone who came has declared their interests"
    return None


def reason_not_to_become(
    *, wanted: LineKind, kind: LineKind, state: MeetingState, is_private: bool
) -> str | None:
    """
    Return why a line of minutes cannot become something; None if it can.

    | Line is       | Minutes       | Item    | action | decision | contribution |
    | ---           | ---           | ---     | ---    | ---      | ---          |
    | a note        | being written | public  | yes    | yes      | yes          |
    | a note        | being written | private | yes    | yes      | no           |
    | a note        | agreed        | public  | no     | no       | yes          |
    | a note        | agreed        | private | no     | no       | no           |
    | anything else | either        | either  | no     | no       | no           |

    What was said can be kept after the meeting; what was settled is settled in it. What was said
    in private is not passed on to those who read contributions.
    """
    if kind is not LineKind.NOTE:
        return f"This line is {MAY_BECOME[kind]} already"
    if wanted is LineKind.CONTRIBUTION:
        if is_private:
            return "This item is private, so what was said stays in these minutes"
        if state is MeetingState.AGREED:
            return None
    return reason_not_to_write(state=state, is_shut=False)


@dataclass(frozen=True)
class Written:
    """
    What stands in the minutes of a meeting, as far as agreeing them asks.

    Attributes:
        lines: how many there are.
        draft_refs: numbers of its decisions that are not recorded yet.
        to_declare: seats that came and have not declared, of items by which care is bought and
            that were opened.
    """

    state: MeetingState
    held_on: date
    lines: int
    draft_refs: tuple[str, ...] = ()
    to_declare: tuple[str, ...] = ()


def reasons_not_to_agree(written: Written, *, agreed_on: date, today: date) -> list[str]:
    """Return all that stands against agreeing the minutes on that day."""
    if written.state is MeetingState.AGREED:
        return ["These minutes are agreed already"]
    if written.state is not MeetingState.HELD:
        return ["Minutes are agreed once the meeting was held"]
    found = []
    if agreed_on < written.held_on:
        found.append("Minutes are agreed on the day of the meeting, or later")
    if agreed_on > today:
        found.append("That day is still to come")
    if not written.lines:
        found.append("Nothing is written in them")
    if written.draft_refs:
        found.append(f"Record or remove what is still a draft: {', '.join(written.draft_refs)}")
    if written.to_declare:
        found.append(f"Interests are still to be declared by: {', '.join(written.to_declare)}")
    return found
