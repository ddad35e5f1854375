"""How far a promise has come."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class CommitmentState(StrEnum):
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()

    @property
    def is_end(self) -> bool:
        return self in {CommitmentState.DONE, CommitmentState.DROPPED}


class Standing(StrEnum):
    """How a promise stands on a day: its state, and whether its time is up."""

    LATE = "late"
    DUE_SOON = "due_soon"
    UNDER_WAY = "under_way"
    PLANNED = "planned"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()

    @property
    def tag(self) -> str:
        """The kind of tag that shows it: what is late is overdue, and shown as such."""
        return {
            Standing.DONE: "ok",
            Standing.DROPPED: "no",
            Standing.LATE: "gap",
        }.get(self, "part")


@dataclass(frozen=True)
class StepRow:
    """
    A step on the way.

    Attributes:
        done_on: None while it is not done.
    """

    milestone_id: int
    words: str
    due_on: date
    done_on: date | None


@dataclass(frozen=True)
class CommitmentRow:
    """
    A promise, as far as it has come.

    Attributes:
        body_slug, body_name: who answers for it; empty where no body here does.
        owner: the post that sees to it; empty where the body alone is named.
        ended_on: None while it goes on.
        said: what was last reported; empty while nothing was.
        said_on: None while nothing was.
        steps: how many steps it has, and `steps_done` how many of them are done.
    """

    commitment_id: int
    number: int
    words: str
    strategy_slug: str
    strategy_title: str
    passage_ref: str
    passage_key: str
    passage_heading: str
    body_slug: str
    body_name: str
    owner: str
    due_on: date
    state: CommitmentState
    ended_on: date | None
    said: str
    said_on: date | None
    steps: int
    steps_done: int

    @property
    def ref(self) -> str:
        """What people call it, e.g. "C12"."""
        return f"C{self.number}"

    @property
    def who(self) -> str:
        """Who answers for it, in words."""
        return ", ".join(filter(None, (self.body_name, self.owner)))


@dataclass(frozen=True)
class UpdateRow:
    """
    What was reported on one day.

    Attributes:
        told: how many of those who asked were told of it; 0 unless it ended then.
        file_id: None without a file.
    """

    state: CommitmentState
    words: str
    evidence: str
    evidence_url: str
    file_id: int | None
    at: datetime
    told: int
