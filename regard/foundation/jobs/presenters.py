"""How far a job is, in words for the person who waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from .models import Job, State

LONG_WAIT = timedelta(minutes=1)
"""A job that has waited for this long waits for a worker that is not there."""


@dataclass(frozen=True)
class Standing:
    """
    How a job stands.

    Attributes:
        headline: how it stands, in a few words.
        words: how far it is, or what came of it.
        total: None while it is not known.
        note: what else to know; empty where there is nothing.
    """

    headline: str
    words: str
    done: int
    total: int | None
    note: str
    is_over: bool
    has_failed: bool
    next_url: str


def present(job: Job, *, now: datetime) -> Standing:
    state = State(job.state)
    return Standing(
        headline=HEADLINES[state],
        words=_words(job, state),
        done=min(job.done, job.total) if job.total is not None else job.done,
        total=job.total,
        note=_note(job, state, now),
        is_over=state in {State.FINISHED, State.FAILED},
        has_failed=state is State.FAILED,
        next_url=job.next_url if state is State.FINISHED else "",
    )


HEADLINES = {
    State.WAITING: "Waiting to begin",
    State.RUNNING: "At work",
    State.FINISHED: "Done",
    State.FAILED: "It could not be done",
}


def _words(job: Job, state: State) -> str:
    if state in {State.FINISHED, State.FAILED}:
        return job.message
    if state is State.WAITING:
        return "It begins as soon as earlier work is done."
    if job.total:
        return f"{job.done:,} of {job.total:,} done"
    return f"{job.done:,} done" if job.done else "Getting ready"


def _note(job: Job, state: State, now: datetime) -> str:
    if state is State.WAITING and now - job.created_at > LONG_WAIT:
        return (
            "Nothing has taken it up for over a minute. Nothing is lost, but whoever runs this "
            "site may have to start a worker: `regard doctor` says so."
        )
    if state is State.RUNNING and job.attempts > 1:
        return "It was interrupted and has gone on from where it was. Nothing is done twice."
    if state is State.FAILED:
        return "What was done before it stopped is kept. Nothing is half done."
    return ""
