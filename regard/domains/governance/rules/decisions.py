"""
What a decision must say before it is recorded, and who was asked before it.

A decision is recorded once, and stays as it was.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from regard.domains.governance.types import Asked, Constituency


@dataclass(frozen=True)
class Involved:
    """Who was involved in a decision, and on which day."""

    of: Constituency
    on: date


@dataclass(frozen=True)
class Choice:
    """Something that could have been decided, whether it was, and why."""

    text: str
    is_chosen: bool
    why: str


@dataclass(frozen=True)
class Said:
    """
    All that a decision says of itself, as far as the rules ask about it.

    Attributes:
        is_at_an_item: taken at an item of a meeting, where interests are declared.
        to_declare: seats that came to that item and have not declared their interests.
        votes: all that were cast, abstentions too; None: no vote was taken.
        may_vote: seats that came, vote, and neither left nor abstained for an interest; None
            where nobody wrote down who came.
    """

    title: str
    text: str
    why: str
    decided_on: date
    choices: tuple[Choice, ...] = ()
    involved: tuple[Involved, ...] = ()
    nobody_asked: str = ""
    is_commissioning: bool = False
    is_at_an_item: bool = False
    to_declare: tuple[str, ...] = ()
    votes: int | None = None
    may_vote: int | None = None


def when_asked(
    involved: Iterable[Involved], *, decided_on: date, of: Constituency | None = None
) -> Asked:
    """
    Return when anybody outside, or somebody of one kind, was first asked about a decision.

    | First involved            | Asked  |
    | ---                       | ---    |
    | a day before it, or more  | BEFORE |
    | on its day                | AFTER  |
    | a day after it, or more   | AFTER  |
    | never                     | NOBODY |

    The guidance of 2022 asks that providers' views are reflected in what is decided, and the
    report of 2021 that they are part of the process (items 114 and 174). Who is told on the day
    is not.

    :param of: only those who speak for these.
    """
    days = [each.on for each in involved if of is None or each.of is of]
    return first_asked(min(days, default=None), decided_on=decided_on)


def first_asked(on: date | None, *, decided_on: date) -> Asked:
    """Return when the first of those involved was asked; None: nobody was."""
    if on is None:
        return Asked.NOBODY
    return Asked.BEFORE if on < decided_on else Asked.AFTER


def reason_not_to_involve(*, on: date, decided_on: date, is_recorded: bool) -> str | None:
    """
    Return why somebody's involvement cannot be added to a decision; None if it can.

    | Decision | On                | May be added |
    | ---      | ---               | ---          |
    | draft    | any day           | yes          |
    | recorded | before its day    | no           |
    | recorded | its day or later  | yes          |
    """
    if is_recorded and on < decided_on:
        return (
            "This decision is recorded. Only those who were asked on its day or after can be "
            "added now"
        )
    return None


def reasons_not_to_record(said: Said, *, today: date) -> list[str]:
    """Return all that stands against recording a decision, in the order of the page."""
    return [
        *_missing_words(said, today),
        *_wrong_choices(said.choices),
        *_missing_people(said),
        *_missing_declarations(said),
        *_wrong_votes(said),
    ]


def _missing_words(said: Said, today: date) -> list[str]:
    wanted = {
        "Say in a line what was decided": said.title,
        "Say what was decided": said.text,
        "Say why it was decided": said.why,
    }
    found = [words for words, value in wanted.items() if not value.strip()]
    if said.decided_on > today:
        found.append("It is recorded on the day it is taken, or later")
    return found


def _wrong_choices(choices: tuple[Choice, ...]) -> list[str]:
    """Options need not be given. Where they are, one was chosen and each says why, or why not."""
    if not choices:
        return []
    found = []
    if not any(choice.is_chosen for choice in choices):
        found.append("Say which option was chosen")
    found += [
        f"Say why “{choice.text}” was {'chosen' if choice.is_chosen else 'not chosen'}"
        for choice in choices
        if not choice.why.strip()
    ]
    return found


def _missing_people(said: Said) -> list[str]:
    if said.involved or said.nobody_asked.strip():
        return []
    return ["Say who outside the body was asked, or why nobody was"]


def _missing_declarations(said: Said) -> list[str]:
    if not said.is_commissioning:
        return []
    if not said.is_at_an_item:
        words = (
            "Care is bought by it, so it is taken at an item of a meeting, where interests are "
            "declared. Put it on an agenda"
        )
        return [words]
    if said.to_declare:
        return [f"Interests are still to be declared by: {', '.join(said.to_declare)}"]
    return []


def _wrong_votes(said: Said) -> list[str]:
    if said.votes is None or said.may_vote is None or said.votes <= said.may_vote:
        return []
    words = (
        f"{said.votes} votes are counted, and {said.may_vote} seats that came could vote. "
        "Who left or did not vote for an interest is not counted"
    )
    return [words]
