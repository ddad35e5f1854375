"""What somebody who answers a voice seems to look for, among more than a list can show."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from regard.domains.strategy.models import Outcome
from regard.domains.strategy.types import OutcomeKind
from regard.domains.strategy.types.shortlists import (
    MOST_LISTED,
    MOST_SHOWN,
    Choice,
    Looking,
    Shortlist,
)
from regard.foundation.analysis.relevance import (
    Parts,
    find_having,
    find_likely_to_any,
    read_parts,
)
from regard.foundation.base.held import hold

from .passages import list_headings, read_texts
from .waiting import list_same_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regard.domains.strategy.models import Strategy

    from .passages import PassageHeading

KEPT_FOR = 7 * 86_400
"""Seconds. What is kept is compared with the very words, so this only keeps the cache small."""


def shortlist_passages(
    *,
    strategy: Strategy,
    looking: Looking,
    chosen: str = "",
    passages: Sequence[PassageHeading] | None = None,
) -> Shortlist:
    """
    Return the passages of a strategy to choose from, by their numbers. Two queries at most.

    Words that are numbers of passages find these and what is below them. The reader was checked.

    :param chosen: the number of the one that is chosen already; empty, or of none: none is.
    :param passages: if the caller has read them all.
    """
    rows = list_headings(strategy=strategy) if passages is None else passages
    said = read_texts(strategy=strategy) if len(rows) > MOST_LISTED else {}
    choices = [
        Choice(each.ref, f"{each.ref} {each.heading}", said.get(each.key, "")) for each in rows
    ]
    if len(choices) <= MOST_LISTED:
        return Shortlist(tuple(choices), len(choices))
    texts = [f"{each.heading}. {said.get(each.key, '')}" for each in rows]
    named = _numbered(looking.words, [each.ref for each in rows])
    if named:
        shown = [choices[index] for index in named[:MOST_SHOWN]]
        return _shortlist(choices, shown, having=len(named), chosen=chosen)
    parts = hold_parts(f"passages:{strategy.pk}", texts)
    shown, having = _find(choices, texts, parts, looking)
    return _shortlist(choices, shown, having=having, chosen=chosen)


def shortlist_same_as(*, strategy: Strategy, looking: Looking, chosen: str = "") -> Shortlist:
    """
    Return the published outcomes that can answer a late voice. Two queries at most.

    The reader was checked.

    :param chosen: the number of the one that is chosen already; empty, or of none: none is.
    """
    outcomes = list_same_as(strategy=strategy)
    choices = [
        Choice(str(each.pk), f"{each.theme}: {OutcomeKind(each.kind).label.lower()}")
        for each in outcomes
    ]
    if len(choices) <= MOST_LISTED:
        return Shortlist(tuple(choices), len(choices))
    rows = Outcome.objects.filter(pk__in=[each.pk for each in outcomes])
    told = {
        str(pk): (reason, f"{title}. {summary} {reason}")
        for pk, reason, title, summary in rows.values_list(
            "pk", "reason", "theme__title", "theme__summary"
        )
    }
    texts = [told[each.value][1] for each in choices]
    choices = [replace(each, text=told[each.value][0]) for each in choices]
    parts = hold_parts(f"answers:{strategy.pk}", texts)
    shown, having = _find(choices, texts, parts, looking)
    return _shortlist(choices, shown, having=having, chosen=chosen)


def hold_parts(of: str, texts: Sequence[str]) -> Parts:
    """
    Return texts ready to be compared; kept as long as they are the same.

    :param of: names whose they are, for a key.
    """
    mark = sha256("\0".join(texts).encode()).hexdigest()
    return hold(f"strategy.likely:{of}", lambda: read_parts(texts), mark=mark, seconds=KEPT_FOR)


def _find(
    choices: Sequence[Choice], texts: Sequence[str], parts: Parts, looking: Looking
) -> tuple[list[Choice], int | None]:
    """
    Return the few to show, and how many have the words; None where no words were given.

    :param texts: the words by which each choice is found, in the same order.
    """
    if not looking.words:
        return _nearest(choices, parts, looking.said), None
    having = find_having(looking.words, texts, parts)
    if having:
        return [choices[index] for index in having[:MOST_SHOWN]], len(having)
    is_in_words = any(map(str.isalpha, looking.words))
    return _nearest(choices, parts, [looking.words] if is_in_words else []), 0


def _nearest(choices: Sequence[Choice], parts: Parts, said: Iterable[str]) -> list[Choice]:
    likely = find_likely_to_any(said, parts, most=MOST_SHOWN)
    return [replace(choices[each.index], words=each.words) for each in likely]


def _shortlist(
    choices: Sequence[Choice], shown: Sequence[Choice], *, having: int | None, chosen: str
) -> Shortlist:
    kept = next((each for each in choices if chosen and each.value == chosen), None)
    is_shown = any(each.value == chosen for each in shown)
    return Shortlist(tuple(shown), len(choices), None if is_shown else kept, having)


def _numbered(words: str, refs: Sequence[str]) -> list[int]:
    """Return which have one of the numbers, or are below it, where the words are only numbers."""
    numbers = words.replace(",", " ").split()
    found = {
        number: [n for n, ref in enumerate(refs) if ref == number or ref.startswith(f"{number}.")]
        for number in numbers
    }
    if not numbers or not all(found.values()):
        return []
    return sorted(set().union(*found.values()))
