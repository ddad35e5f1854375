"""How far a promise has come."""

from enum import StrEnum


class CommitmentState(StrEnum):
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    LATE = "late"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()

    @property
    def is_end(self) -> bool:
        return self in {CommitmentState.DONE, CommitmentState.DROPPED}
