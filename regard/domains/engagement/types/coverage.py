"""Whose voice there is, and whose is missing."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class HeardRow:
    """
    How much of one group of services was heard.

    Every figure but `asked` is None where the number heard is too small to show; see
    foundation's `analysis.disclosure`. The register is public, so `asked` is always known.

    Attributes:
        key: how the group is stored, e.g. "home_care"; empty for services in no place.
        share: heard out of asked, 0 to 1; None also where nobody was asked.
        low, high: 95% interval, 0 to 1; see `analysis.chance.finite_wilson`.
        chance: chance of hearing this few by the luck of the draw, 0 to 1, adjusted for all
            the groups of the page.
        is_flagged: whether it is heard less than its share, by more than chance explains.
    """

    key: str
    label: str
    asked: int
    heard: int | None
    share: float | None
    low: float | None
    high: float | None
    chance: float | None
    is_flagged: bool


@dataclass(frozen=True)
class Breakdown:
    """All services asked, by one thing about them: `key` is that of the audience's field."""

    key: str
    title: str
    column: str
    rows: tuple[HeardRow, ...]


@dataclass(frozen=True)
class Count:
    """How many there are of something; None where it is 1 to 5, or would tell one that is."""

    label: str
    count: int | None


@dataclass(frozen=True)
class Coverage:
    """
    Whose voice an exercise has, out of everyone it was for.

    Attributes:
        as_at: the day on which the audience was taken from the register; None before it opens.
        heard: services heard, or None where they are 1 to 5.
        share: heard out of asked, 0 to 1; None where `heard` is, or nobody was asked.
        groups: how many groups are shown, the family over which flags are adjusted.
        home_care_alarm: whether home care is heard less than its share. It is the one group
            that is always asked after, so its test is not adjusted for the others.
        people: contributions that are not a provider's, by who spoke; None as `heard`.
        channels: the same, by how they spoke.
        total_people: contributions that are not a provider's.
        unmatched: contributions by providers that name no service of the audience.
    """

    exercise_id: int
    as_at: date | None
    heard: int | None
    asked: int
    share: float | None
    breakdowns: tuple[Breakdown, ...]
    groups: int
    home_care_alarm: bool
    people: tuple[Count, ...]
    channels: tuple[Count, ...]
    total_people: int | None
    unmatched: int | None

    @property
    def flagged(self) -> tuple[HeardRow, ...]:
        """Return the groups heard less than their share, of every breakdown, in its order."""
        return tuple(row for part in self.breakdowns for row in part.rows if row.is_flagged)


@dataclass(frozen=True)
class MissingRow:
    """
    A location of which no service has been heard, and how to reach it.

    Attributes:
        services: the kinds of care it provides, e.g. ("Home care",).
        adds: the groups heard less than their share that it belongs to, most lacking first.
        weight: how much it would add: the sum, over those groups, of how far each is below
            the whole register's share, 0 to 1 each.
        was_invited: whether an invitation to it was made.
        contact_name, telephone, email: empty where the register does not know, and where they
            asked us to write about nothing.
        wish: how they asked to be reached, or what they asked us not to do, in words.
    """

    location_id: int
    name: str
    organisation_name: str
    services: tuple[str, ...]
    place_name: str
    adds: tuple[str, ...]
    weight: float
    was_invited: bool
    contact_name: str
    telephone: str
    email: str
    wish: str = ""
