"""
What taking part asks of providers: forums, meetings, hours and papers a quarter.

Worked out from how often each body meets and how long it takes, for whoever sits on it and, where
a body is open to all, for every provider of its area. A quarter is a fourth of a year.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from statistics import median

from regard.domains.register.types import ProviderHere

from .days import is_live

QUARTERS_SHOWN = 9
"""Two years and the present quarter."""

SHARED_BY = 3
"""So many people or more sit on two bodies that are shown as alike: two may be chance."""

MUCH_ALIKE = 0.5
"""Share of the smaller body's people who sit on the other too, from which it is shown."""


@dataclass(frozen=True)
class Forum:
    """
    A body, as far as taking part in it takes time.

    Attributes:
        minutes_each: of a meeting; minutes_before: of reading for one.
        is_open: every provider of its area is asked to come.
        place_id, council_id: its area in the register; None and None: the whole system.
        valid_from, valid_to: None: before and after all days.
    """

    body_id: int
    meetings_a_year: int
    minutes_each: int
    minutes_before: int
    papers_each: int
    is_open: bool
    place_id: int | None
    council_id: int | None
    valid_from: date | None
    valid_to: date | None

    @property
    def hours(self) -> float:
        """Hours a quarter for one who takes part."""
        return self.meetings_a_year / 4 * (self.minutes_each + self.minutes_before) / 60

    @property
    def meetings(self) -> float:
        return self.meetings_a_year / 4

    @property
    def papers(self) -> float:
        return self.meetings_a_year / 4 * self.papers_each

    def covers(self, provider: ProviderHere) -> bool:
        """Test whether a provider has a service in its area."""
        if self.place_id is not None:
            return self.place_id in provider.place_ids
        return self.council_id is None or self.council_id in provider.council_ids


@dataclass(frozen=True)
class Sitting:
    """Somebody sat on a body from one day to another, for a provider or for nobody."""

    body_id: int
    holder_id: int
    organisation_id: int | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class Asked:
    """What is asked of one provider or seat holder, a quarter."""

    forums: int
    meetings: float
    hours: float
    papers: float


@dataclass(frozen=True)
class Headline:
    """
    The two headline figures of a day, over all providers of the system.

    Attributes:
        bodies: how many bodies there were.
        forums: how many of them the median provider was asked to take part in.
        hours: that the median provider was asked for in a quarter.
        most_forums, most_hours: of the provider that was asked for most.
        all_hours: of all providers together.
    """

    on: date
    bodies: int
    providers: int
    forums: float
    hours: float
    most_forums: int
    most_hours: float
    all_hours: float


def quarter_starts(today: date) -> list[date]:
    """Return the first days of the quarters that a trend shows, the oldest first, then today."""
    year, month = today.year, (today.month - 1) // 3 * 3 + 1
    days = []
    for _ in range(QUARTERS_SHOWN):
        days.append(date(year, month, 1))
        year, month = (year, month - 3) if month > 3 else (year - 1, 10)
    days.reverse()
    return days if days[-1] == today else [*days, today]


def live_forums(forums: Iterable[Forum], on: date) -> list[Forum]:
    return [each for each in forums if is_live(each.valid_from, each.valid_to, on=on)]


def ask_of(forums: Iterable[Forum]) -> Asked:
    """Add up what these bodies ask of one who takes part in each."""
    listed = list(forums)
    return Asked(
        forums=len(listed),
        meetings=sum(each.meetings for each in listed),
        hours=sum(each.hours for each in listed),
        papers=sum(each.papers for each in listed),
    )


def forums_by_provider(
    *,
    providers: Sequence[ProviderHere],
    forums: Iterable[Forum],
    sittings: Iterable[Sitting],
    on: date,
) -> dict[int, list[Forum]]:
    """
    Return the bodies that each provider was asked to take part in on a day, by its number.

    One that sits on a body that is open to all is asked once.
    """
    live = live_forums(forums, on)
    seated = _bodies_by_provider(sittings, on)
    own = [each for each in live if not each.is_open]
    open_ = [each for each in live if each.is_open]
    found: dict[int, list[Forum]] = {}
    for provider in providers:
        sits = seated.get(provider.organisation_id, set())
        found[provider.organisation_id] = [each for each in own if each.body_id in sits] + [
            each for each in open_ if each.body_id in sits or each.covers(provider)
        ]
    return found


def forums_by_holder(
    *, forums: Iterable[Forum], sittings: Iterable[Sitting], on: date
) -> dict[int, list[Forum]]:
    """Return the bodies that each seat holder sat on, on a day, by the holder's number."""
    live = {each.body_id: each for each in live_forums(forums, on)}
    found: dict[int, dict[int, Forum]] = {}
    for each in sittings:
        if each.body_id in live and is_live(each.valid_from, each.valid_to, on=on):
            found.setdefault(each.holder_id, {})[each.body_id] = live[each.body_id]
    return {holder: list(bodies.values()) for holder, bodies in found.items()}


def sum_up(asked: Mapping[int, Asked], *, bodies: int, on: date) -> Headline:
    """Return the headline figures of a day, from what was asked of each provider."""
    forums = [each.forums for each in asked.values()]
    hours = [each.hours for each in asked.values()]
    return Headline(
        on=on,
        bodies=bodies,
        providers=len(asked),
        forums=median(forums) if forums else 0,
        hours=median(hours) if hours else 0,
        most_forums=max(forums, default=0),
        most_hours=max(hours, default=0),
        all_hours=sum(hours),
    )


@dataclass(frozen=True)
class Alike:
    """
    Two bodies on which much the same people sit.

    Attributes:
        share: of the smaller one's people who sit on both, 0 to 1.
    """

    one_id: int
    other_id: int
    both: int
    share: float


def find_alike(people: Mapping[int, Collection[int]]) -> list[Alike]:
    """Return the pairs of bodies with much the same people, the most alike first."""
    found = []
    for one, other in combinations(sorted(people), 2):
        both = len(set(people[one]) & set(people[other]))
        if both >= SHARED_BY:
            share = both / min(len(set(people[one])), len(set(people[other])))
            if share >= MUCH_ALIKE:
                found.append(Alike(one, other, both, share))
    return sorted(found, key=lambda each: (-each.share, -each.both, each.one_id, each.other_id))


def _bodies_by_provider(sittings: Iterable[Sitting], on: date) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for each in sittings:
        if each.organisation_id is not None and is_live(each.valid_from, each.valid_to, on=on):
            found.setdefault(each.organisation_id, set()).add(each.body_id)
    return found
