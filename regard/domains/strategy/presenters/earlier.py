"""What earlier versions answered, beside what the newest does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from regard.domains.strategy.models import Strategy
from regard.domains.strategy.queries import Earlier
from regard.domains.strategy.rules import long_date
from regard.foundation.design.words import plural_words

from .answers import Answer, address, list_answers


@dataclass(frozen=True)
class EarlierView:
    """
    An earlier version and what it answered, in all or at one passage.

    Attributes:
        url: its page, or that of the passage in it, with all voices.
        voices, points: how many it answered in all; at a passage `voices` is 0.
        changed: how many points changed what it says; at a passage 0.
        answers: the themes and lone points at a passage, the most said first; else none.
    """

    number: int
    published_on: date
    url: str
    voices: int
    points: int
    changed: int
    answers: tuple[Answer, ...] = ()


def earlier_lede(strategy: Strategy, found: Sequence[Earlier]) -> str:
    """Return the finding of a version that answers nothing itself."""
    before, day = found[0].strategy, long_date(_day(found[0]))
    changed = plural_words(sum(each.overview.changed for each in found), "point")
    return (
        f"Version {strategy.number} follows version {before.number}, of {day}. "
        f"{changed} that people made stand behind it."
    )


def present_earlier(found: Iterable[Earlier]) -> list[EarlierView]:
    """Return each earlier version with what it answered in all, the newest first."""
    return [
        EarlierView(
            number=each.strategy.number,
            published_on=_day(each),
            url=address("strategy", _by_number(each)),
            voices=sum(row.contributions for row in each.overview.exercises),
            points=sum(row.points for row in each.overview.exercises),
            changed=each.overview.changed,
        )
        for each in found
    ]


def present_earlier_at(found: Iterable[Earlier], *, key: str) -> list[EarlierView]:
    """Return what each earlier version answered at a passage, leaving out those with nothing."""
    views = []
    for each in found:
        ref = each.refs.get(key)
        if ref is None or not each.behind[ref]:
            continue
        rows = each.overview.exercises
        strategy = _by_number(each)
        views.append(
            EarlierView(
                number=strategy.number,
                published_on=_day(each),
                url=address("passage", strategy, ref=ref),
                voices=0,
                points=each.overview.behind.get(ref, 0),
                changed=0,
                answers=tuple(
                    list_answers(strategy=strategy, exercises=rows, items=each.behind[ref])
                ),
            )
        )
    return views


def _by_number(each: Earlier) -> Strategy:
    each.strategy.is_asked_by_number = True
    return each.strategy


def _day(each: Earlier) -> date:
    assert each.strategy.published_at is not None  # noqa: S101 (only published ones are earlier)
    return timezone.localdate(each.strategy.published_at)
