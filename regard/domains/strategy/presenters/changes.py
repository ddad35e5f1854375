"""What changed between two versions, so that anybody can follow it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from regard.domains.strategy.models import Strategy
from regard.domains.strategy.queries import Cause, Reason
from regard.domains.strategy.rules.changes import Change, State
from regard.domains.strategy.rules.wordings import Fate, Piece, differ
from regard.foundation.base.addresses import find_address

PAGE = 40
"""Changes on a page."""


@dataclass(frozen=True)
class CauseView:
    """
    What was said that led to a change.

    Attributes:
        url: the theme's page, or what became of the point.
    """

    words: str
    url: str
    is_point: bool


@dataclass(frozen=True)
class ReasonView:
    words: str
    label: str
    causes: tuple[CauseView, ...]


@dataclass(frozen=True)
class ChangeView:
    """
    What became of one passage.

    Attributes:
        tag: what happened, in a word or two, with its kind of tag.
        notes: where it stood, what number it had, what it was.
        heading, text: with what stayed, went and came marked.
        is_long_same: whether its words are the same and left out.
        url: the passage; empty for what is gone.
    """

    key: str
    ref: str
    tag: tuple[str, str]
    notes: tuple[str, ...]
    heading: tuple[Piece, ...]
    text: tuple[Piece, ...]
    url: str
    reasons: tuple[ReasonView, ...]


def summarise(changes: Sequence[Change], *, passages: int) -> str:
    """
    Return what changed, in a sentence.

    :param passages: how many the newer version has.
    """
    counts = {
        "new": sum(c.is_new for c in changes),
        "taken out": sum(c.is_gone for c in changes),
        "in other words": sum(c.is_reworded for c in changes),
        "elsewhere": sum(c.is_moved for c in changes),
    }
    said = [f"{number:,} {words}" for words, number in counts.items() if number]
    only = sum(c.is_renumbered and not c.is_of_substance for c in changes)
    if not said and not only:
        return "Every passage says the same."
    sentence = f"Of {passages:,} passages, {_listed(said)}." if said else "No words changed."
    if only:
        what = "1 passage has" if only == 1 else f"{only:,} passages have"
        sentence += f" {what} another number only."
    return sentence


def present_changes(
    *,
    changes: Iterable[Change],
    reasons: Mapping[str, Sequence[Reason]],
    before: Sequence[State],
    after: Strategy,
    states: Sequence[State],
) -> list[ChangeView]:
    """
    Return changes for a page.

    :param before: the older version's passages.
    :param after: the newer version; `states` are its passages.
    """
    old = {state.key: state for state in before}
    new = {state.key: state for state in states}
    where = {"system": after.system.slug, "slug": after.slug}
    return [
        ChangeView(
            key=change.key,
            ref=(change.after or change.before or states[0]).ref,
            tag=_tag(change),
            notes=tuple(_notes(change, old, new)),
            heading=_pieces(change, "heading"),
            text=_pieces(change, "text"),
            url=(
                ""
                if change.is_gone
                else find_address("strategy:passage_key", **where | {"key": change.key})
            ),
            reasons=tuple(_reason(each, where["system"]) for each in reasons.get(change.key, ())),
        )
        for change in changes
    ]


def _tag(change: Change) -> tuple[str, str]:
    if change.is_new:
        return "New", "ok"
    if change.is_gone:
        return "Taken out", "gap"
    if change.is_reworded:
        return "In other words", "part"
    return ("Moved", "no") if change.is_moved else ("Is something else", "no")


def _notes(change: Change, old: Mapping[str, State], new: Mapping[str, State]) -> Iterable[str]:
    before, after = change.before, change.after
    if before is None or after is None:
        return
    if change.is_moved:
        yield _move_words(before, after, old, new)
    if change.is_renumbered:
        yield f"It was {before.ref} and is now {after.ref}."
    if change.is_other_kind:
        yield f"It was a {before.kind.label.lower()} and is now a {after.kind.label.lower()}."


def _move_words(
    before: State, after: State, old: Mapping[str, State], new: Mapping[str, State]
) -> str:
    was, now = old.get(before.parent or ""), new.get(after.parent or "")
    if before.parent == after.parent:
        place = f"under {now.ref} {now.heading}" if now else "at the top"
        return f"It stands in another order {place}."
    begin = f"under {was.ref} {was.heading}" if was else "at the top"
    end = f"under {now.ref} {now.heading}" if now else "at the top"
    return f"It stood {begin} and now stands {end}."


def _pieces(change: Change, field: str) -> tuple[Piece, ...]:
    if change.before is None:
        return _whole(getattr(change.after, field), Fate.NEW)
    if change.after is None:
        return _whole(getattr(change.before, field), Fate.GONE)
    return differ(getattr(change.before, field), getattr(change.after, field))


def _whole(text: str, fate: Fate) -> tuple[Piece, ...]:
    return (Piece(fate, text),) if text else ()


def _reason(reason: Reason, system: str) -> ReasonView:
    label = f"{reason.outcome.label}:" if reason.outcome else ""
    return ReasonView(reason.words, label, tuple(view_cause(c, system) for c in reason.causes))


def view_cause(cause: Cause, system: str) -> CauseView:
    if cause.theme_id is not None:
        where = {"system": system, "slug": cause.exercise_slug, "theme_id": cause.theme_id}
        return CauseView(cause.words, find_address("engagement:theme", **where), is_point=False)
    where = {"system": system, "point_id": cause.point_id or 0}
    return CauseView(cause.words, find_address("strategy:trace", **where), is_point=True)


def _listed(said: Sequence[str]) -> str:
    """Return e.g. "3 are new, 2 taken out and 1 elsewhere"."""
    begin = "is" if said[0].startswith("1 ") else "are"
    number, _, words = said[0].partition(" ")
    parts = [f"{number} {begin} {words}", *said[1:]]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
