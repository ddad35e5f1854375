"""Whether anybody at a service can be reached, and how we know."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from regard.domains.register.types import Proof, ReachedBy, ServiceType

PROVEN_FOR = timedelta(days=365)
"""A contact that reached somebody longer ago than this is to be tried again. Our choice: people
change posts, and nothing published says after how long a contact is stale."""


class ReachState(StrEnum):
    """How sure we are that somebody at a service can be reached, the surest first."""

    PROVEN = "proven"
    OLDER = "older"
    NEVER = "never"
    FAILED = "failed"
    NOBODY = "nobody"

    @property
    def label(self) -> str:
        return REACH_STATE_LABELS[self]


REACH_STATE_LABELS = {
    ReachState.PROVEN: "Reached within a year",
    ReachState.OLDER: "Reached longer ago",
    ReachState.NEVER: "Held, never proven",
    ReachState.FAILED: "Tried, and failed",
    ReachState.NOBODY: "No way known",
}


class Way(StrEnum):
    """The best way that is held to reach a service."""

    EMAIL = "email"
    TELEPHONE = "telephone"
    POST = "post"
    NONE = "none"

    @property
    def label(self) -> str:
        return WAY_LABELS[self]


WAY_LABELS = {
    Way.EMAIL: "Email",
    Way.TELEPHONE: "Telephone, no email",
    Way.POST: "Only post",
    Way.NONE: "Nothing",
}


class Cut(StrEnum):
    """What reach is counted by."""

    TYPE = "type"
    PLACE = "place"
    COUNCIL = "council"
    SIZE = "size"
    SECTOR = "sector"

    @property
    def label(self) -> str:
        return CUT_LABELS[self]


CUT_LABELS = {
    Cut.TYPE: "Kind of care",
    Cut.PLACE: "Place",
    Cut.COUNCIL: "Council",
    Cut.SIZE: "Size of provider",
    Cut.SECTOR: "Sector",
}


@dataclass(frozen=True)
class ReachFilter:
    """
    Which services of the list of reach are meant. What is empty does not narrow.

    Attributes:
        group: a cut and a value of it, e.g. (Cut.PLACE, "12"); "" is "in no place".
        is_refusing: only those who asked not to be written to.
        words: part of the name of the service, its provider or town.
    """

    states: tuple[ReachState, ...] = ()
    way: Way | None = None
    group: tuple[Cut, str] | None = None
    is_refusing: bool = False
    words: str = ""


@dataclass(frozen=True)
class Tally:
    """
    How many services are in each state.

    Attributes:
        refusing: of all of them, how many asked us not to write.
        post_only: of all of them, how many can be reached by post alone.
    """

    proven: int = 0
    older: int = 0
    never: int = 0
    failed: int = 0
    nobody: int = 0
    refusing: int = 0
    post_only: int = 0

    @property
    def services(self) -> int:
        return self.proven + self.older + self.never + self.failed + self.nobody

    @property
    def unreached(self) -> int:
        """Return how many we hold no way to reach that works, as far as we know."""
        return self.failed + self.nobody

    @property
    def unreached_share(self) -> float | None:
        """Return the share that nobody can reach, 0 to 1; None where there is no service."""
        return self.unreached / self.services if self.services else None


@dataclass(frozen=True)
class GroupTally:
    """
    The services of one group of a cut.

    Attributes:
        value: as `ReachFilter.group` has it.
    """

    cut: Cut
    value: str
    label: str
    tally: Tally


@dataclass(frozen=True)
class ReachRow:
    """
    A service, and what is known of reaching it.

    Attributes:
        refused: what they asked us not to send, as mail words it; empty if nothing.
        task_id: the open task to find a way; None if nobody has it.
    """

    service_id: int
    service_type: ServiceType
    location_id: int
    location_name: str
    regulator_id: str | None
    organisation_name: str
    place_name: str
    council_name: str
    city: str
    is_commissioned: bool | None
    state: ReachState
    way: Way
    refused: str
    proven_on: date | None
    proven_how: Proof | None
    failed_on: date | None
    failed_why: str
    prefers: ReachedBy | None
    task_id: int | None
    assigned_to: str
    due_on: date | None


def proven_since(today: date) -> date:
    """Return the day from which on a proof counts as within a year."""
    return today - PROVEN_FOR


def problem_with_task(*, assigned_to: str, due_on: date, today: date) -> dict[str, str]:
    """Return what is wrong with a task, by field; nothing if it is right."""
    problems = {}
    if not assigned_to.strip():
        problems["assigned_to"] = "Say whose job it is: a name or an office"
    if due_on < today:
        problems["due_on"] = "Give a day from today on"
    return problems
