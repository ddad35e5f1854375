"""When someone can join or leave a network, and when a mandate is in force."""

from datetime import date
from enum import StrEnum


class MandateState(StrEnum):
    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    OVER = "over"
    TAKEN_BACK = "taken_back"

    @property
    def label(self) -> str:
        return MANDATE_STATE_LABELS[self]


MANDATE_STATE_LABELS = {
    MandateState.IN_FORCE: "In force",
    MandateState.NOT_YET: "Not yet",
    MandateState.OVER: "Over",
    MandateState.TAKEN_BACK: "Taken back",
}

LINK_DAYS = 365
"""How long the link in a letter about a mandate works. A mandate without end needs a new one."""


def mandate_state(
    *, given_on: date, until: date | None, revoked_on: date | None, on: date
) -> MandateState:
    """
    Return how a mandate stands on a day.

    :param until: the first day on which it is over; None: it has no end.
    :param revoked_on: the first day on which it is taken back; None: it is not.
    """
    if revoked_on is not None and revoked_on <= on:
        return MandateState.TAKEN_BACK
    if until is not None and until <= on:
        return MandateState.OVER
    return MandateState.IN_FORCE if given_on <= on else MandateState.NOT_YET


def covers(*, mandate_topic: str, topic: str) -> bool:
    """
    Test whether a mandate on one topic lets speak on another.

    Capitals and spaces around do not count. An empty topic is everything: a mandate on it
    covers all, and nothing less covers it.
    """
    return not mandate_topic or tidy_topic(mandate_topic) == tidy_topic(topic)


def tidy_topic(topic: str) -> str:
    return " ".join(topic.split()).lower()


def reason_not_to_leave(*, joined_on: date | None, left_on: date) -> str | None:
    """Return why a member cannot leave on a day; None if it can."""
    if joined_on is not None and left_on < joined_on:
        return f"It joined on {joined_on:%-d %B %Y}. It cannot leave before that."
    return None


def reason_against_mandate(*, given_on: date, until: date | None, today: date) -> str | None:
    """Return why a mandate cannot be written down; None if it can."""
    if given_on > today:
        return "A mandate is written down when it has been given, not before"
    if until is not None and until <= given_on:
        return "It must end after the day on which it was given"
    return None
