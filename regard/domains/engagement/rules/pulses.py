"""What a pulse asks, when it asks again, and how one wave compares with another."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from regard.domains.engagement.types import Direction, QuestionKind
from regard.domains.engagement.types.pulses import GroupRate, Item, ItemChange, Score
from regard.foundation.analysis.chance import benjamini_hochberg, finite_wilson
from regard.foundation.analysis.change import compare_shares, sign_test
from regard.foundation.analysis.disclosure import is_small, suppress_counts

from .letters import LINK, Email
from .words import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from regard.domains.engagement.types.pulses import SeriesPlan, Step

AGREE = (
    "Strongly disagree",
    "Disagree",
    "Neither agree nor disagree",
    "Agree",
    "Strongly agree",
)
"""Likert's five steps, the least first: the same for every item, so that items compare too."""

MORE = "Is there anything you want to add?"

USUAL_TITLE = {
    Direction.TO_PROVIDERS: "How the partnership works with us",
    Direction.TO_PARTNERSHIP: "How care providers work with us",
}

USUAL_PURPOSE = {
    Direction.TO_PROVIDERS: "We ask every care provider the same, in the same words, each time, "
    "so that all can see whether working with us gets better. The results stand on this page.",
    Direction.TO_PARTNERSHIP: "We ask those of the partnership who work with care providers the "
    "same, in the same words, each time. Providers see the results as we do.",
}

USUAL_ITEMS = {
    Direction.TO_PROVIDERS: (
        "The partnership treats us as an equal partner",
        "We are asked early enough to change something",
        "We hear what became of what we said",
        "We know whom to ask, and get an answer",
        "What we are asked for is worth the time it takes",
    ),
    Direction.TO_PARTNERSHIP: (
        "Care providers treat us as an equal partner",
        "Providers tell us early enough when something goes wrong",
        "We hear from providers what became of what we agreed",
        "We know whom to ask at providers, and get an answer",
        "What providers ask of us is worth the time it takes",
    ),
}
"""Ours: five sides of a relationship, item by item the same from either side."""

MOST_ITEMS = 10
LONGEST_ITEM = 200
SHORTEST_OPEN, LONGEST_OPEN = 7, 28
"""Days. Shorter misses those on leave; longer runs into the next month's wave."""

MOST_MONTHS = 36

FEWEST_ANSWERS = 11
"""
Of fewer than this nothing is shown, for all or for a place. As in the NHS Staff Survey, which
reports no result of fewer than 11 people.
"""


COUNTED_TOGETHER = (
    "Nobody sees what you answered: it is counted together with others, and shown only where "
    f"{FEWEST_ANSWERS} or more answered."
)


def reasons_against_series(plan: SeriesPlan, *, today: date) -> dict[str, str]:
    """Return what is wrong with a pulse, by its field; empty if nothing is."""
    reasons = {
        field: reason
        for field, reason in (
            ("title", "Give it a name"),
            ("purpose", "Say why you ask, and where the results are to be seen"),
        )
        if not getattr(plan, field).strip()
    }
    if not 1 <= plan.months <= MOST_MONTHS:
        reasons["months"] = f"Ask again every 1 to {MOST_MONTHS} months"
    if not SHORTEST_OPEN <= plan.days_open <= LONGEST_OPEN:
        reasons["days_open"] = f"Leave {SHORTEST_OPEN} to {LONGEST_OPEN} days to answer"
    if plan.starts_on < today:
        reasons["starts_on"] = "Choose a first day that is not over"
    problem = reason_against_items(plan.items)
    return reasons | ({"items": problem} if problem else {})


def reason_against_items(items: Sequence[str]) -> str | None:
    """Return what is wrong with the sentences to agree or disagree with; None if nothing is."""
    if not items:
        return "Write at least one sentence to agree or disagree with"
    if len(items) > MOST_ITEMS:
        return f"Use at most {MOST_ITEMS} sentences: more take longer than two minutes"
    if any(len(item) > LONGEST_ITEM for item in items):
        return f"Keep every sentence under {LONGEST_ITEM} characters"
    if len({item.casefold() for item in items}) < len(items):
        return "Each sentence can be there once"
    return None


def items_of(plan: SeriesPlan) -> tuple[Item, ...]:
    """Return what a pulse asks, in order."""
    scales = [
        Item(position, QuestionKind.SCALE, text.strip(), AGREE)
        for position, text in enumerate(plan.items, start=1)
    ]
    more = [Item(len(scales) + 1, QuestionKind.WORDS, MORE)] if plan.asks_more else []
    return (*scales, *more)


def planned_on(starts_on: date, *, months: int, number: int) -> date:
    """Return the planned day of a wave, the first being number 0; a short month ends sooner."""
    month = starts_on.month - 1 + months * number
    year, month = starts_on.year + month // 12, month % 12 + 1
    return starts_on.replace(
        year=year, month=month, day=min(starts_on.day, monthrange(year, month)[1])
    )


def due_on(*, starts_on: date, months: int, last_on: date | None, today: date) -> date | None:
    """
    Return the planned day of the wave that is due; None if none is.

    A wave that was missed is not made up for: after a long pause one begins, and the next keeps
    to the rhythm.

    :param last_on: when the last wave opened; None before the first.
    """
    if starts_on > today:
        return None
    number = 0
    while planned_on(starts_on, months=months, number=number + 1) <= today:
        number += 1
    planned = planned_on(starts_on, months=months, number=number)
    return planned if last_on is None or last_on < planned else None


def next_on(*, starts_on: date, months: int, last_on: date | None, today: date) -> date:
    """Return the day on which the next wave begins, today if one is due."""
    if due_on(starts_on=starts_on, months=months, last_on=last_on, today=today):
        return today
    number = 0
    while (planned := planned_on(starts_on, months=months, number=number)) <= today:
        number += 1
    return planned


def wave_title(title: str, *, opens_on: date) -> str:
    """Return what a wave is called, e.g. "How the partnership works with us, May 2026"."""
    return f"{title}, {opens_on:%B %Y}"


def middle_of(options: Sequence[str]) -> float:
    """Return the middle step of a scale: who chose a higher one agrees."""
    return (len(options) + 1) / 2


def score(steps: Mapping[int, int], *, asked: int, middle: float) -> Score:
    """
    Return what some answered to one item.

    :param steps: how many chose each step.
    :param asked: how many of them were asked, for the interval: all who might have answered.
    """
    answered = sum(steps.values())
    if answered < FEWEST_ANSWERS:
        return Score()
    agreed = sum(n for step, n in steps.items() if step > middle)
    low, high = finite_wilson(agreed, answered, max(asked, answered))
    mean = sum(step * n for step, n in steps.items()) / answered
    return Score(answered, agreed, float(low), float(high), mean)


def shown_places(answered: Mapping[str, int]) -> list[str]:
    """
    Return the places of which it may be shown what was answered there.

    Those that are not, taken together with who answered in no place that is known (the empty
    name), are as many again or none, so that subtraction finds no smaller group.
    """
    named = sorted(
        (place for place, n in answered.items() if place and n >= FEWEST_ANSWERS),
        key=lambda place: (answered[place], place),
    )
    left = sum(n for place, n in answered.items() if place not in named)
    while named and 0 < left < FEWEST_ANSWERS:
        left += answered[named.pop(0)]
    return sorted(named)


def steps_by(steps: Iterable[Step]) -> dict[tuple[int, int], Counter[int]]:
    """Return how many chose each step, by the wave's exercise and the item's position."""
    found: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for each in steps:
        found[each.exercise_id, each.position][each.step] += each.count
    return found


def changes(
    last: Sequence[Score], before: Sequence[Score], *, pairs: Mapping[int, tuple[int, int, int]]
) -> tuple[ItemChange, ...]:
    """
    Return how each item moved from the wave before to the last.

    :param pairs: of those who answered an item both times, how many went up, down and stayed,
        by the item's place from 0.
    """
    found = [
        _change(number, now, then, pairs.get(number))
        for number, (now, then) in enumerate(zip(last, before, strict=True))
    ]
    chances = _adjusted([each.chance for each in found])
    pair_chances = _adjusted([each.pairs_chance for each in found])
    return tuple(
        replace(each, chance=chance, pairs_chance=pair)
        for each, chance, pair in zip(found, chances, pair_chances, strict=True)
    )


def group_rates(
    rates: Sequence[Mapping[str, tuple[int, int]]], *, labels: Sequence[tuple[str, str]]
) -> tuple[GroupRate, ...]:
    """
    Return who answered each time, small counts hidden.

    :param rates: of each wave, how many of how many answered, by group.
    :param labels: each group's key and words, in the order in which they are shown.
    """
    shown: list[dict[str, tuple[int, int] | None]] = []
    for wave in rates:
        keys = list(wave)
        counts = suppress_counts(
            [wave[key][0] for key in keys], populations=[wave[key][1] for key in keys]
        )
        shown.append(
            {
                key: None if count != count else (int(count), wave[key][1])  # noqa: PLR0124 (NaN)
                for key, count in zip(keys, counts, strict=True)
            }
        )
    return tuple(
        GroupRate(label, tuple(wave.get(key) for wave in shown))
        for key, label in labels
        if any(key in wave for wave in rates)
    )


def rater_email(
    *, partnership: str, title: str, purpose: str, name: str, closes_on: date, is_reminder: bool
) -> Email:
    """Return the email that asks somebody of the partnership, or reminds them."""
    subject = f"Until {day(closes_on)}: {title}" if is_reminder else f"{title}: two minutes"
    begins = (
        "We do not have your answer yet, and can count it only if you give it."
        if is_reminder
        else f"{partnership} asks you, who work with care providers: {title}"
    )
    return Email(
        subject=subject,
        body="\n\n".join(
            (
                f"Hello {name},",
                begins,
                purpose,
                f"Answer in two minutes, without a password:\n{LINK}",
                f"Please answer by {day(closes_on)}. {COUNTED_TOGETHER}",
                partnership,
            )
        ),
    )


def hides_rate(answered: int, asked: int) -> bool:
    """Test whether how many answered is so small that it tells who."""
    return is_small(answered, asked)


def _change(number: int, now: Score, then: Score, pair: tuple[int, int, int] | None) -> ItemChange:
    moved = ItemChange(number + 1)
    if pair is not None and sum(pair) >= FEWEST_ANSWERS:
        up, down, same = pair
        chance = sign_test(up=up, down=down)
        moved = replace(moved, up=up, down=down, same=same, pairs_chance=chance)
    if now.answered is None or then.answered is None:
        return moved
    change = compare_shares(
        later=(now.agreed or 0, now.answered), earlier=(then.agreed or 0, then.answered)
    )
    if change is None:
        return moved
    return replace(
        moved,
        difference=change.difference,
        low=change.low,
        high=change.high,
        chance=change.chance,
    )


def _adjusted(chances: Sequence[float | None]) -> list[float | None]:
    adjusted = benjamini_hochberg([float("nan") if p is None else p for p in chances])
    return [None if was is None else float(p) for was, p in zip(chances, adjusted, strict=True)]
