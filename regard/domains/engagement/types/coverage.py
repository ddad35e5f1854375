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
class Likeness:
    """
    How like everyone those heard are, by figures of others; None where they would tell too much.

    Attributes:
        r_score: the lowest share heard of a shown group out of the highest, 0 to 1.
        similarity: how far the mix of those heard overlaps that of everyone, 0 to 1.
        r_indicator: 1 where every group is heard alike, less the more they differ, 0 to 1.
    """

    r_score: float | None = None
    similarity: float | None = None
    r_indicator: float | None = None


@dataclass(frozen=True)
class Breakdown:
    """All services asked, by one thing about them: `key` is that of the audience's field."""

    key: str
    title: str
    column: str
    rows: tuple[HeardRow, ...]
    likeness: Likeness = Likeness()


@dataclass(frozen=True)
class Alarm:
    """
    A group that is always asked after is heard less than its share.

    Attributes:
        breakdown, key, label: the group. `chance`: by the luck of the draw, 0 to 1, unadjusted,
            as it is asked of this group in advance.
    """

    breakdown: str
    key: str
    label: str
    chance: float


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
        alarms: of the groups that are always asked after, those heard less than their share.
        absent: what services could be told apart by, had the register it: keys of fields.
        shielded: providers' contributions behind a shield, in no group; None where 1 to 5, so
            that nobody can tell these from none.
        people: contributions that are not a provider's, by who spoke; None as `heard`.
        channels: the same, by how they spoke.
        total_people: contributions that are not a provider's.
        unmatched: contributions by providers that name no service of the audience.
        late: contributions of anybody that came after the last day.
    """

    exercise_id: int
    as_at: date | None
    heard: int | None
    asked: int
    share: float | None
    breakdowns: tuple[Breakdown, ...]
    groups: int
    people: tuple[Count, ...]
    channels: tuple[Count, ...]
    total_people: int | None
    unmatched: int | None
    alarms: tuple[Alarm, ...] = ()
    absent: tuple[str, ...] = ()
    shielded: int | None = None
    late: int = 0

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
