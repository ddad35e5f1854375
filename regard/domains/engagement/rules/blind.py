"""
A sample of points that people read without seeing anybody's marks.

Every point gets a number made of the seed and its own number, and the lowest are the sample.
Nobody can choose the points to suit, and nobody needs our program to see that they are right.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from math import sqrt
from typing import Any

from regard.domains.engagement.types import Stage, Stance
from regard.domains.engagement.types.blind import Marks, PlacedBy

from .letters import Email
from .words import count

FEWEST = 10
"""Below this a sample tells next to nothing of how well a machine places."""

SIZES = (50, 100, 200, 400)

SECONDS_EACH = 25
"""
For one point. Reviewers of the UK government's consultations took 16 to 23 seconds a response
(median), with marks set for them beforehand; without marks it is slower.
"""

FEWEST_READERS = 2

MOST_READERS = 5

LETTERS = "ABCDE"

FINISHING_FOR = timedelta(minutes=10)
"""What a sample showed takes seconds to work out; beyond this nobody is working at it."""


def order_of(*, seed: str, point_id: int) -> str:
    """Return what a point is put in order by: SHA-256 of "seed|number", in hexadecimal."""
    return hashlib.sha256(f"{seed}|{point_id}".encode()).hexdigest()


def draw(point_ids: Iterable[int], *, seed: str, size: int) -> list[int]:
    """Return the points of a sample, in the order of the draw."""
    return sorted(point_ids, key=lambda n: order_of(seed=seed, point_id=n))[:size]


def hash_pool(point_ids: Iterable[int]) -> str:
    """Return SHA-256 of the points' numbers in their order, one a line, in hexadecimal."""
    lines = "".join(f"{number}\n" for number in sorted(point_ids))
    return hashlib.sha256(lines.encode()).hexdigest()


def sizes_of(points: int) -> list[int]:
    """Return how large a sample of so many points may be, the smallest first."""
    whole = [points] if 0 < points <= SIZES[-1] else []
    return [*(size for size in SIZES if size < points), *whole]


def within_percent(size: int) -> int:
    """
    Return how close a share of a sample comes to the truth, in percent, 19 times in 20.

    At the worst, for a share of one half: 1.96 x sqrt(0.25 / size).
    """
    return round(98 / sqrt(size))


def minutes_of(size: int) -> int:
    """Return about how long a sample takes to read, in minutes."""
    return max(1, round(size * SECONDS_EACH / 60))


def reason_not_to_draw(
    *, stage: Stage, themes: int, points: int, size: int, is_one_open: bool
) -> str | None:
    """
    Return why a sample may not be drawn, or None if it may.

    :param points: how many there are to draw from.
    """
    too_few = f"There are {count(points, 'point')}. A sample needs {FEWEST} or more"
    reasons = {
        "Nothing has been said yet, as this exercise is not open": stage is Stage.DRAFT,
        "Everyone can see the themes now, so nobody could read blind": stage is Stage.ANSWERED,
        "A sample is being read already. Finish or stop it first": is_one_open,
        "There are no themes yet. Propose or name them first": not themes,
        too_few: points < FEWEST,
        "Choose how many points to draw": size not in sizes_of(points),
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def reason_not_to_ask(*, sees_marks: bool) -> str:
    """Return why somebody may not be asked to read, in words; empty if they may."""
    if sees_marks:
        return "Can open the pages that show where each point was put, so would not read blind"
    return ""


def reason_not_to_ask_more(*, readers: int) -> str | None:
    """Return why no more people may be asked, or None if they may."""
    if readers > MOST_READERS:
        return f"At most {MOST_READERS} people read a sample: draw another for more"
    return None


def who_placed(*, is_decided: bool, is_seen: bool) -> PlacedBy:
    """
    Return who put a point where it is.

    :param is_seen: whether a machine has looked at it, even if it let it stand alone.
    """
    if is_decided:
        return PlacedBy.PEOPLE
    return PlacedBy.MACHINE if is_seen else PlacedBy.NOBODY


def reason_not_to_read(*, stage: Stage, is_open: bool, is_handed_in: bool) -> str | None:
    """Return why a reader may not say where a point belongs, or None if they may."""
    if not is_open:
        return "This sample is no longer being read"
    if stage is Stage.ANSWERED:
        return "Everyone can see the themes now, so nobody can read blind any more"
    if is_handed_in:
        return "You have handed in your reading, so it stays as it is"
    return None


def is_finishing(*, finishing_at: datetime | None, now: datetime) -> bool:
    """
    Test whether what a sample showed is being worked out.

    Where nothing came of it within some minutes it can be asked for again.
    """
    return finishing_at is not None and now - finishing_at < FINISHING_FOR


def reason_not_to_finish(*, readers: int, unsettled: int, points: int) -> str | None:
    """
    Return why a sample may not be finished, or None if it may.

    :param readers: those who handed in.
    :param unsettled: points that they put differently, and nobody settled.
    :param points: those that all of them read.
    """
    if readers < FEWEST_READERS:
        return f"Two people have to read all of it: {count(readers, 'person', 'people')} did"
    if not points:
        return "None of its points can be read any more. Stop it, and draw another"
    if unsettled:
        return f"Settle first what the readers put differently: {count(unsettled, 'point')} left"
    return None


def differ(readings: Sequence[Marks]) -> bool:
    """Test whether readers put a point into different themes, whatever the stance."""
    return len({frozenset(each) for each in readings}) > 1


def agreed(readings: Sequence[Marks]) -> Marks:
    """Return the themes into which all readers put a point; where stances differ, unclear."""
    shared = set.intersection(*(set(each) for each in readings))
    return {number: _one_stance({each[number] for each in readings}) for number in sorted(shared)}


def next_place(places: Collection[int], *, after: int) -> int | None:
    """Return the first of these places after one, or else from the beginning; None for none."""
    later = [place for place in places if place > after]
    return min(later or places, default=None)


def to_json(marks: Marks) -> dict[str, str]:
    """Return marks as they are kept."""
    return {str(number): str(marks[number]) for number in sorted(marks)}


def from_json(kept: Mapping[str, Any] | None) -> Marks:
    """Return marks as they were kept; no marks for None."""
    return {int(number): Stance(stance) for number, stance in (kept or {}).items()}


def reading_email(*, partnership: str, title: str, points: int, url: str) -> Email:
    """Return the email that asks somebody to read a sample."""
    return Email(
        subject=f"Please read {count(points, 'point')} for {partnership}",
        body=(
            f"We asked: {title}\n\n"
            "A program sorted what people said into themes. To know how well it did that, we need "
            "people who read some of it without seeing what the program, or anybody else, made of "
            f"it. Please read {count(points, 'point')} and tick the themes that each is about. It "
            f"takes about {count(minutes_of(points), 'minute')}, and you can stop and go on at "
            "any time.\n\n"
            f"Sign in and begin:\n{url}\n\n"
            "Please do not talk with another reader about it before both of you have finished.\n\n"
            f"{partnership}\n"
        ),
    )


def _one_stance(stances: Collection[Stance]) -> Stance:
    return next(iter(stances)) if len(stances) == 1 else Stance.UNCLEAR
