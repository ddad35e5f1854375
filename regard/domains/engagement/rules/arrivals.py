"""Where emailed answers go, and what may become of what arrives without anybody reading it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from regard.domains.engagement.types import Stage
from regard.foundation.analysis.emptiness import says_nothing

from .words import day

OWN = "answer+"
"""How the address of an invitation begins; its signed token follows."""

SEEING = "seeing"
"""In an address, in place of an exercise: what people are seeing, whatever that is called."""

MOST_ATTACHED = 40
"""Files taken out of one email. All of them stay in the original."""

COURTESY_WORDS = 12
"""A reply this short that thanks is no answer."""

_COURTESY = re.compile(
    r"\b(?:thanks?|thank you|received|noted|cheers|much appreciated)\b", re.IGNORECASE
)
_SLUGS = re.compile(r"(?P<exercise>[a-z0-9_-]{1,50})\.(?P<system>[a-z0-9_-]{1,50})")

Places = Sequence[tuple[int, str]]
"""Where the pages of a text begin: first character and name."""


@dataclass(frozen=True)
class Addressed:
    """
    What an address of ours names: an invitation by its token, or an exercise of a system.

    All three are empty where it names neither.
    """

    token: str = ""
    exercise: str = ""
    system: str = ""


def own_address(*, token: str, domain: str) -> str:
    """Return the address at which one invitation is answered."""
    return f"{OWN}{token}@{domain}"


def public_address(*, exercise: str, system: str, domain: str) -> str:
    """Return the address at which anybody answers an exercise, from the slugs of both."""
    return f"{exercise}.{system}@{domain}"


def read_address(address: str, *, domain: str) -> Addressed:
    """Return what an address names, if it is at our domain."""
    local, _, at = address.strip().strip("<>").lower().rpartition("@")
    if not domain or at != domain:
        return Addressed()
    if local.startswith(OWN):
        return Addressed(token=local.removeprefix(OWN))
    found = _SLUGS.fullmatch(local)
    if found is None:
        return Addressed()
    return Addressed(exercise=found["exercise"], system=found["system"])


def reason_not_to_write(*, stage: Stage) -> str | None:
    """
    Return why no email is taken for an exercise; None if it is.

    After the last day it is taken, waits for a person, and is kept as late: it is never lost,
    and is answered beside what is published where that is published already.
    """
    if stage is Stage.DRAFT:
        return "There is nobody at this address"
    return None


@dataclass(frozen=True)
class Circumstances:
    """
    What decides whether an emailed reply is kept at once.

    Attributes:
        keeps_emails: whether the exercise does so.
        is_signed: it came to the address of an invitation.
        closes_on: the last day.
        word_questions: how many questions are answered in words.
        attached: how many files came with it.
    """

    keeps_emails: bool
    is_signed: bool
    stage: Stage
    closes_on: date
    today: date
    word_questions: int
    words: str
    attached: int


def reason_to_wait(found: Circumstances) -> str:
    """Return why a person must read an email before it is kept; empty if none need."""
    late = found.stage is not Stage.OPEN or found.today > found.closes_on
    reasons = (
        (not found.is_signed, "It came to the open address: say for whom it speaks."),
        (not found.keeps_emails, "Emailed answers to this are read before they are kept."),
        (late, f"It came after the last day, {day(found.closes_on)}."),
        (
            found.word_questions != 1,
            "Not just one question is answered in words: say which it answers.",
        ),
        (not found.words.strip(), "It holds no words of its own."),
        (
            says_nothing(found.words) or is_courtesy(found.words),
            "It may be no answer: it says very little.",
        ),
        (found.attached > 0, "Files came with it, which may be the answer."),
    )
    return next((words for holds, words in reasons if holds), "")


def is_courtesy(words: str) -> bool:
    """Test whether somebody only says thanks."""
    return len(words.split()) <= COURTESY_WORDS and _COURTESY.search(words) is not None


def places_within(part: str, *, whole: str, places: Places) -> list[tuple[int, str]]:
    """
    Return where pages begin in a part of a text, by the places of the whole.

    :return: empty if the part does not stand in the whole as it is.
    """
    start = whole.find(part) if part else -1
    if start < 0:
        return []
    end = start + len(part)
    before = [place for place in places if place[0] <= start]
    within = [(at - start, name) for at, name in places if start < at < end]
    return [(0, name) for _, name in before[-1:]] + within


def read_places(stored: object) -> list[tuple[int, str]]:
    """Return places as they are kept in the database; what is not one is left out."""
    if not isinstance(stored, Iterable):
        return []
    return [
        (place[0], str(place[1]))
        for place in stored
        if isinstance(place, list | tuple) and len(place) == 2 and isinstance(place[0], int)
    ]


def same_words(text: str) -> str:
    """Return a text without what mail programs change: spaces, line ends, capitals."""
    return " ".join(text.split()).casefold()


def forgotten_id(message_id: str) -> str:
    """Return what stands for the number of an email whose sender was forgotten."""
    return f"forgotten:{hashlib.sha256(message_id.encode()).hexdigest()}"
