"""Who the people heard are, beside everyone, and how themes weigh on them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class GroupHeard:
    """
    A group of people: how many were heard, and how many there are.

    Attributes:
        value, label: the group, as it is kept and in words.
        heard: who said that they are of it; None where that is too small to show.
        share, low, high: of those who told, 0 to 1, with its 95% interval; None with `heard`.
        people: how many there are; None where no population is loaded.
        stated: their share of everyone, 0 to 1; None likewise.
        is_flagged: whether they are heard less than their share, by more than chance explains.
    """

    value: str
    label: str
    heard: int | None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    people: int | None = None
    stated: float | None = None
    is_flagged: bool = False


@dataclass(frozen=True)
class CharacteristicHeard:
    """
    One thing about people, by group.

    Attributes:
        told: how many told, without those who preferred not to; None where too few to show.
        source, as_at: of the populations; None where there is none.
    """

    key: str
    name: str
    told: int | None
    groups: tuple[GroupHeard, ...]
    source: str | None = None
    as_at: date | None = None


@dataclass(frozen=True)
class Effect:
    """
    How often a group of people spoke of a theme, and what will be done.

    Attributes:
        spoke: people of the group who spoke of it; None where too few to show.
        share: of the people of the group who told, 0 to 1; None with `spoke`.
        effect, mitigation: what a lead wrote; empty where nobody did.
    """

    value: str
    label: str
    spoke: int | None
    share: float | None
    effect: str = ""
    mitigation: str = ""


@dataclass(frozen=True)
class ThemeEffects:
    """One theme with the groups of one characteristic that are large enough to show."""

    theme_id: int
    title: str
    characteristic: str
    name: str
    effects: tuple[Effect, ...]


@dataclass(frozen=True)
class Equality:
    """
    Who the people heard are and how themes weigh on them.

    Attributes:
        people: contributions by people, told or not; None where too few to show.
        told: how many of them told anything; None likewise.
        missing: what is not known or not done yet, in sentences.
    """

    people: int | None
    told: int | None
    characteristics: tuple[CharacteristicHeard, ...]
    themes: tuple[ThemeEffects, ...]
    missing: tuple[str, ...]
