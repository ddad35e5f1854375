"""What changed between two versions of a document, passage by passage."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from regard.domains.strategy.types import PassageKind


@dataclass(frozen=True)
class State:
    """
    A passage as one version has it.

    Attributes:
        parent: the key of the one it stands under; None at the top.
    """

    key: str
    ref: str
    heading: str
    text: str
    kind: PassageKind
    parent: str | None


@dataclass(frozen=True)
class Change:
    """
    What became of one passage. Never are both None.

    Attributes:
        before: None: it is new.
        after: None: it is gone.
        is_moved: it stands under another, or its siblings stand in another order.
    """

    before: State | None
    after: State | None
    is_moved: bool = False

    @property
    def key(self) -> str:
        return self._either.key

    @property
    def _either(self) -> State:
        found = self.after or self.before
        assert found is not None  # noqa: S101 (for the type checker)
        return found

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def is_gone(self) -> bool:
        return self.after is None

    @property
    def is_reworded(self) -> bool:
        if self.before is None or self.after is None:
            return False
        words = (self.before.heading, self.before.text)
        return words != (self.after.heading, self.after.text)

    @property
    def is_other_kind(self) -> bool:
        both = self.before and self.after
        return both is not None and self.before.kind != self.after.kind  # type: ignore[union-attr]  # both are there

    @property
    def is_renumbered(self) -> bool:
        both = self.before and self.after
        return both is not None and self.before.ref != self.after.ref  # type: ignore[union-attr]  # both are there

    @property
    def is_of_substance(self) -> bool:
        """Whether more than its number changed."""
        is_other = self.is_new or self.is_gone or self.is_reworded
        return is_other or self.is_moved or self.is_other_kind


def compare(before: Sequence[State], after: Sequence[State]) -> list[Change]:
    """
    Return every passage that changed, in the order of the newer version.

    What is gone comes after what it followed. One that only stands elsewhere because what it
    stands under was moved did not move itself.

    :param before: the older version, in its order.
    """
    old = {state.key: state for state in before}
    new = {state.key: state for state in after}
    moved = set(_moved(before, after))
    gone = _gone_after(before, new)
    found = [Change(state, None) for state in gone[None]]
    for state in after:
        change = Change(old.get(state.key), state, is_moved=state.key in moved)
        if change.is_of_substance or change.is_renumbered:
            found.append(change)
        found += [Change(each, None) for each in gone[state.key]]
    return found


def _gone_after(before: Iterable[State], new: dict[str, State]) -> dict[str | None, list[State]]:
    """Return what is gone, by the key of what it followed that is still there."""
    gone: dict[str | None, list[State]] = defaultdict(list)
    last: str | None = None
    for state in before:
        if state.key in new:
            last = state.key
        else:
            gone[last].append(state)
    return gone


def _moved(before: Sequence[State], after: Sequence[State]) -> Iterator[str]:
    """
    Yield the keys of what moved: as few as explain the new order.

    What stood under one that is gone, and now stands where that one stood, did not move.
    """
    old = {state.key: (place, state) for place, state in enumerate(before)}
    known = {state.key for state in after}
    siblings: dict[str | None, list[str]] = defaultdict(list)
    for state in after:
        if state.key not in old:
            continue
        if _standing_parent(old[state.key][1], old, known) != state.parent:
            yield state.key
        else:
            siblings[state.parent].append(state.key)
    for keys in siblings.values():
        places = [old[key][0] for key in keys]
        stayed = _longest_rising(places)
        yield from (key for key, place in zip(keys, places, strict=True) if place not in stayed)


def _standing_parent(
    state: State, old: dict[str, tuple[int, State]], known: set[str]
) -> str | None:
    parent = state.parent
    while parent is not None and parent not in known:
        parent = old[parent][1].parent if parent in old else None
    return parent


def _longest_rising(places: Sequence[int]) -> set[int]:
    """Return the longest part of different numbers that rises; patience sorting."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        where = bisect_left(tails, place)
        before[place] = tails[where - 1] if where else None
        tails[where : where + 1] = [place]
    found: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found
