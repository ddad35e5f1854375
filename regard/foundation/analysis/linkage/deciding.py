"""Which lines are certain, which a person looks at, and which mean nothing in the register."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from .records import Candidate, Match, Verdict

MOST_CANDIDATES = 5
"""More than a person will compare for one line."""

TAKE_FROM = 0.995
"""Least probability of what is taken without review."""

CLEAR_BY = 3.0
"""Bits by which the first must lead the second to be taken: 8 times as likely."""

SHOW_FROM = 0.1
"""Least probability of what a person is shown."""


def decide(keys: Iterable[str], candidates: Mapping[str, Sequence[Candidate]]) -> list[Match]:
    """
    Return what becomes of each line, in the order given.

    Taken is what is certain, clear of its second, and wanted by no other line: two lines that
    mean one location are both looked at, unless one of them is clearly likelier.

    :param candidates: of each line, the likeliest first.
    """
    shown = {
        key: tuple(each for each in candidates.get(key, ()) if each.probability >= SHOW_FROM)[
            :MOST_CANDIDATES
        ]
        for key in keys
    }
    rivals = _rivals(shown)
    return [Match(key, _verdict(key, found, rivals), found) for key, found in shown.items()]


def _verdict(
    key: str, found: Sequence[Candidate], rivals: Mapping[str, Sequence[tuple[float, str]]]
) -> Verdict:
    if not found:
        return Verdict.UNKNOWN
    first = found[0]
    if first.probability < TAKE_FROM:
        return Verdict.DOUBTFUL
    if len(found) > 1 and first.weight - found[1].weight < CLEAR_BY:
        return Verdict.DOUBTFUL
    others = [weight for weight, line in rivals[first.key] if line != key]
    if others and first.weight - max(others) < CLEAR_BY:
        return Verdict.DOUBTFUL
    return Verdict.TAKEN


def _rivals(shown: Mapping[str, Sequence[Candidate]]) -> dict[str, list[tuple[float, str]]]:
    """Return the lines whose likeliest location each is, with their weights."""
    rivals: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for key, found in shown.items():
        if found:
            rivals[found[0].key].append((found[0].weight, key))
    return rivals
