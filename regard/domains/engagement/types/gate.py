"""How it is told that an exercise is fair."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .states import Principle


class Sign(StrEnum):
    """One thing by which it is told that a principle is kept."""

    OPEN_TO_CHANGE = "open_to_change"
    DECIDED = "decided"
    OPTION = "option"
    PACK = "pack"
    REJECTED = "rejected"
    PLAIN = "plain"
    DAYS = "days"
    ELECTION = "election"
    REPLY = "reply"
    DECIDED_AFTER = "decided_after"
    READ = "read"

    @property
    def label(self) -> str:
        return SIGN_LABELS[self]


SIGN_LABELS = {
    Sign.OPEN_TO_CHANGE: "What the answers can still change is written down",
    Sign.DECIDED: "What is decided already is written down, and no question asks about it",
    Sign.OPTION: "At least one option can still be chosen",
    Sign.PACK: "What people need to know is published",
    Sign.REJECTED: "Options that were turned down are shown, with why",
    Sign.PLAIN: "The reason for asking is in plain English",
    Sign.DAYS: "It is open for long enough",
    Sign.ELECTION: "It does not open in the weeks before an election",
    Sign.REPLY: "Everyone is promised an answer by a day",
    Sign.DECIDED_AFTER: "Nothing is decided before the last day for answers",
    Sign.READ: "Whoever decides has read all that was said",
}

SIGNS = {
    Principle.FORMATIVE: (Sign.OPEN_TO_CHANGE, Sign.DECIDED, Sign.OPTION),
    Principle.INFORMED: (Sign.PACK, Sign.REJECTED, Sign.PLAIN),
    Principle.TIME: (Sign.DAYS, Sign.ELECTION),
    Principle.CONSIDERED: (Sign.REPLY, Sign.DECIDED_AFTER, Sign.READ),
}
"""By which signs each principle is told. All of its signs are needed."""

OFFERED = frozenset(
    {
        Sign.OPTION,
        Sign.PACK,
        Sign.REJECTED,
        Sign.PLAIN,
        Sign.DAYS,
        Sign.ELECTION,
        Sign.READ,
    }
)
"""Signs that a person may show where the system finds none. The others are only a matter of
writing something down, which is sooner done than shown."""

BEFORE_OPENING = (Principle.FORMATIVE, Principle.INFORMED, Principle.TIME)
"""Principles that are looked at before an exercise opens; the last, before it is answered."""


def principle_of(sign: Sign) -> Principle:
    return next(principle for principle, signs in SIGNS.items() if sign in signs)


@dataclass(frozen=True)
class GateFacts:
    """
    What the system itself knows of an exercise that tells whether it is fair.

    Attributes:
        open_options, rejected_options: alternatives that people can still choose, and that were
            turned down.
        hints: what would make the reason for asking easier to read; empty if nothing.
        opens_on: the day it opened or, for a draft, is to open.
        days_left_out: days within it on which it was paused.
        decides_on: when the deciding is to begin; None: it is not said.
        themes, themes_signed_off: live themes, and those of them that a person signed off.
        has_points: whether anything was said in words.
        has_closed: whether it takes no more answers, so that all of it can have been read.
    """

    open_to_change: str
    decided: str
    open_options: int
    rejected_options: int
    has_pack: bool
    hints: tuple[str, ...]
    questions: int
    opens_on: date
    closes_on: date
    days_left_out: int
    reply_by: date
    decides_on: date | None
    themes: int
    themes_signed_off: int
    has_points: bool
    has_closed: bool


@dataclass(frozen=True)
class ProofRow:
    """What a person offered as a sign. `by` is how the ledger names them."""

    proof_id: int
    sign: Sign
    words: str
    url: str
    file_name: str
    by: str
    at: datetime


@dataclass(frozen=True)
class OverrideRow:
    """A named person let an exercise go on without a principle, and said why."""

    principle: Principle
    because: str
    named: str
    at: datetime


@dataclass(frozen=True)
class SignState:
    """
    A sign, and whether it is there.

    Attributes:
        is_found: whether the system finds it.
        words: what it finds or, where it finds nothing, what is missing.
        proofs: what people offered in its place, oldest first.
    """

    sign: Sign
    is_found: bool
    words: str
    proofs: tuple[ProofRow, ...] = ()

    @property
    def is_there(self) -> bool:
        return self.is_found or bool(self.proofs)


@dataclass(frozen=True)
class PrincipleState:
    """A principle with its signs. Overridden, it no longer stands in the way, and says so."""

    principle: Principle
    signs: tuple[SignState, ...]
    override: OverrideRow | None = None

    @property
    def is_kept(self) -> bool:
        return all(each.is_there for each in self.signs)

    @property
    def lets_through(self) -> bool:
        return self.is_kept or self.override is not None
