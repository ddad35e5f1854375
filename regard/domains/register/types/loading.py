"""Files and documents of the regulator, on their way into the register."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class FetchKind(StrEnum):
    API = "api"
    FILE = "file"

    @property
    def label(self) -> str:
        return "From the regulator’s API" if self is FetchKind.API else "A published file"


class FetchState(StrEnum):
    RUNNING = "running"
    FINISHED = "finished"
    UNCHANGED = "unchanged"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return FETCH_STATE_LABELS[self]


FETCH_STATE_LABELS = {
    FetchState.RUNNING: "Being fetched, or broken off",
    FetchState.FINISHED: "Fetched",
    FetchState.UNCHANGED: "Nothing new",
    FetchState.FAILED: "Failed",
}


class LoadState(StrEnum):
    WAITING = "waiting"
    FINISHED = "finished"
    REFUSED = "refused"
    ASKING = "asking"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        return LOAD_STATE_LABELS[self]


LOAD_STATE_LABELS = {
    LoadState.WAITING: "Not read yet",
    LoadState.FINISHED: "Read",
    LoadState.REFUSED: "Not taken",
    LoadState.ASKING: "Waiting for your answer",
    LoadState.REJECTED: "Rejected by a person",
}


@dataclass(frozen=True)
class Sample:
    """
    What a load did to one location, or would do.

    Attributes:
        kind: ended, changed, returned or added.
        location_id: None where it is on the register only once the load is taken.
        was: the fields that change, before.
        became: the same, after.
    """

    kind: str
    location_id: int | None
    name: str
    provider: str
    was: dict[str, Any]
    became: dict[str, Any]


@dataclass(frozen=True)
class FetchRow:
    """
    One time that the regulator was asked.

    Attributes:
        subject: a file's address, or a council's name; empty for all of England.
        since: changes after this time; None for all that there was.
        load_id: what became of it in the register; None if nothing was loaded.
    """

    fetch_id: int
    kind: FetchKind
    subject: str
    since: datetime | None
    state: FetchState
    begun_at: datetime
    finished_at: datetime | None
    problem: str
    counts: dict[str, int]
    load_id: int | None
