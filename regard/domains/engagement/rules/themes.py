"""What may be done with a theme, in words for whoever asks."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from regard.domains.engagement.types import Stage, ThemeState

LONGEST_TITLE = 120
"""A theme's name is read in lists and letters; this is two lines of them."""


class Way(StrEnum):
    """What can be done with points that were ticked."""

    KEEP = "keep"
    MOVE = "move"
    ALSO = "also"
    NEW = "new"
    ALONE = "alone"


def reason_not_to_propose(*, stage: Stage, points: int) -> str | None:
    """Return why a machine may not propose themes, or None if it may."""
    if not points and stage is not Stage.DRAFT:
        return "Nothing has been said in words yet, so there is nothing to group"
    return reason_not_to_edit(stage=stage)


def reason_not_to_edit(*, stage: Stage) -> str | None:
    """
    Return why the themes of an exercise may not change, or None if they may.

    Once it is answered, everyone has been told what became of each theme under its name.
    """
    if stage is Stage.DRAFT:
        return "Nothing has been said yet, as this exercise is not open"
    if stage is Stage.ANSWERED:
        return "This exercise has been answered, so its themes are final"
    return None


def reason_not_to_name(*, title: str, others: Collection[str]) -> str | None:
    """
    Return why a theme may not have this title, or None if it may.

    :param others: the titles of the exercise's other live themes.
    """
    if not title.strip():
        return "Enter a name for the theme"
    if len(title.strip()) > LONGEST_TITLE:
        return f"Use {LONGEST_TITLE} characters or fewer for the name"
    if title.strip().casefold() in {other.casefold() for other in others}:
        return "Another theme has this name already. Merge the two, or choose another name"
    return None


def reason_not_to_change(*, versions: int, because: str) -> str | None:
    """
    Return why a theme may not change without more words, or None if it may.

    :param versions: how often it was signed off, or changed after that. Others have read it so.
    """
    if not versions or because.strip():
        return None
    return "Say why it changes: it was signed off once, and others have read it as it was"


def reason_not_to_nest(
    *, has_parts: bool, is_itself: bool, whole: str, is_part: bool
) -> str | None:
    """
    Return why a theme may not become a part of another, or None if it may.

    :param has_parts: whether the theme has parts of its own.
    :param whole: the title of the other.
    :param is_part: whether the other is a part of a third.
    """
    if is_itself:
        return "A theme cannot be a part of itself"
    if is_part:
        return f"“{whole}” is itself a part of another theme. Choose that one"
    if has_parts:
        return "This theme has parts of its own. Take them out of it first"
    return None


def reason_not_to_merge(*, count: int, used: Sequence[str]) -> str | None:
    """
    Return why themes may not be merged into another, or None if they may.

    :param count: how many themes would be merged into it.
    :param used: titles of those that something above, such as a strategy, already refers to.
    """
    if not count:
        return "Choose at least one theme to merge into this one"
    if used:
        return (
            f"“{used[0]}” already has an outcome in a strategy. Let it be the one that stays, "
            "or take its outcome away first"
        )
    return None


def reason_not_to_split(*, chosen: int, points: int) -> str | None:
    """Return why so many of a theme's points may not become a new theme, or None if they may."""
    if not chosen:
        return "Choose at least one point for the new theme"
    if chosen == points:
        return "That is every point in the theme. Leave at least one, or rename the theme instead"
    return None


def reason_not_to_move(*, chosen: int, used: int) -> str | None:
    """
    Return why points may not be moved, or None if they may.

    :param used: how many of them have an outcome of their own.
    """
    if not chosen:
        return "Choose at least one point to move"
    if used:
        return (
            "One of these points already has an outcome of its own in a strategy. "
            "Take its outcome away first"
        )
    return None


def reason_not_to_sign_off(*, state: ThemeState, points: int) -> str | None:
    """Return why a theme may not be signed off, or None if it may."""
    if state is ThemeState.SIGNED_OFF:
        return "This theme is signed off already"
    if not points:
        return "There is nothing in this theme. Merge it into another instead"
    return None
