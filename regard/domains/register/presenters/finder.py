"""The finder in words and addresses: what was found, what narrows it, where each link leads."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.cache import cache
from django.urls import reverse
from django.utils.safestring import SafeString

from regard.domains.register.models import System
from regard.domains.register.queries.finding import AREAS, Finding, MapFinding
from regard.domains.register.rules.facets import FACETS, write_value
from regard.domains.register.rules.finding import chosen
from regard.domains.register.types import Criteria, Facet, Sort
from regard.foundation.design.charts import KEPT_FOR
from regard.foundation.design.words import date_words, number_words, plural_words

from .maps import Outline, Point, draw_map

VIEWS = (("services", "List"), ("services_table", "Table"), ("services_map", "Map"))
"""The address name of each way to see a search, and its label; all of England's end alike."""

ONLY_ONE = {"regulated", "dormant", "reachable"}
"""Filters of which one choice is enough: the other takes its place."""

OPEN_FIRST = 4
"""Filters that stand open; the others open when asked, or when they narrow."""

Pairs = list[tuple[str, str]]


def pairs_of(criteria: Criteria) -> Pairs:
    """Return criteria as the names and values of an address."""
    pairs = [("words", criteria.words)] if criteria.words else []
    for name, (short, _) in FACETS.items():
        pairs += [(short, write_value(value)) for value in chosen(criteria, name)]
    if criteria.as_at:
        pairs.append(("at", criteria.as_at.isoformat()))
    if criteria.is_literal:
        pairs.append(("literal", "yes"))
    return pairs


def query_of(criteria: Criteria, **more: str | None) -> str:
    """Return criteria as the query of an address, with `more` after them, without a ?."""
    pairs = pairs_of(criteria)
    pairs += [(name, value) for name, value in more.items() if value]
    return urlencode(pairs)


def address_of(view: str, system: System | None, query: str = "") -> str:
    """Return the address of one of the finder's views, in a system or of all England."""
    if system is None:
        address = reverse(f"register:everywhere{view.removeprefix('services')}")
    else:
        address = reverse(f"register:{view}", kwargs={"system": system.slug})
    return f"{address}?{query}" if query else address


FILES = (("csv", "CSV"), ("xlsx", "XLSX"), ("ods", "ODS"))


def files_of(system: System | None, query: str) -> list[tuple[str, str]]:
    """Return each kind of file that a search can be taken away as, with its address."""
    return [(label, address_of(f"services_{kind}", system, query)) for kind, label in FILES]


@dataclass(frozen=True)
class Line:
    """
    A choice of a filter as a link.

    Attributes:
        url: puts it on or, where it is on, takes it off.
    """

    label: str
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """
    A filter with its choices.

    Attributes:
        more_url: shows the rest of them; empty where they are all here.
    """

    name: str
    label: str
    lines: tuple[Line, ...]
    is_open: bool
    left_out: int
    more_url: str


class Links:
    """Where the links of one page of the finder lead."""

    def __init__(
        self, view: str, system: System | None, criteria: Criteria, sort: Sort | None
    ) -> None:
        self.view, self.system, self.criteria = view, system, criteria
        self._said = pairs_of(criteria)
        self._bare = address_of(view, system)
        self.sort = sort.value if sort else None

    def to(self, view: str | None = None, **more: str | None) -> str:
        """Return the address of this search, as another view or with more said."""
        more = {"sort": self.sort, **more}
        return address_of(view or self.view, self.system, query_of(self.criteria, **more))

    def with_choice(self, name: str, value: str, *, is_chosen: bool) -> str:
        """Return the address with a choice put on, or taken off."""
        pairs = self._said
        if is_chosen:
            pairs = [pair for pair in pairs if pair != (name, value)]
        else:
            if name in ONLY_ONE:
                pairs = [pair for pair in pairs if pair[0] != name]
            pairs = [*pairs, (name, value)]
        return self._pairs(pairs)

    def without(self, *names: str) -> str:
        """Return the address without what these names say."""
        return self._pairs([pair for pair in self._said if pair[0] not in names])

    def _pairs(self, pairs: Pairs) -> str:
        if self.sort:
            pairs = [*pairs, ("sort", self.sort)]
        return f"{self._bare}?{urlencode(pairs)}" if pairs else self._bare


def groups_of(facets: Iterable[Facet], links: Links, in_full: Sequence[str]) -> list[Group]:
    """Return the filters as links with counts."""
    return [
        Group(
            name=facet.name,
            label=facet.label,
            lines=tuple(
                Line(
                    label=choice.label,
                    count=choice.count,
                    url=links.with_choice(facet.name, choice.value, is_chosen=choice.is_chosen),
                    is_chosen=choice.is_chosen,
                )
                for choice in facet.choices
            ),
            is_open=place < OPEN_FIRST or facet.is_narrowing or facet.name in in_full,
            left_out=facet.left_out,
            more_url=f"{links.to(more=facet.name)}#filter-{facet.name}" if facet.left_out else "",
        )
        for place, facet in enumerate(facets)
    ]


def chips_of(finding: Finding, links: Links) -> list[tuple[str, str]]:
    """Return what narrows the search, each with the address without it."""
    chips = []
    if finding.asked:
        chips.append((f"“{links.criteria.words}”", links.without("words", "literal")))
    for facet in finding.facets:
        for choice in facet.choices:
            if choice.is_chosen:
                label = f"{facet.label}: {choice.label}"
                chips.append((label, links.with_choice(facet.name, choice.value, is_chosen=True)))
    if links.criteria.as_at:
        chips.append((f"As at {date_words(links.criteria.as_at)}", links.without("at")))
    return chips


def found_lede(finding: Finding, *, is_narrowed: bool, on: date | None) -> str:
    """Return the finding of a search, or how many services there are."""
    found = (
        f"{plural_words(finding.services, 'service')} "
        f"of {plural_words(finding.providers, 'provider')}"
    )
    when = f" on {date_words(on)}" if on else ""
    if is_narrowed and not finding.services:
        return f"No service matches{when}, of {number_words(finding.everything)} in the register."
    if is_narrowed:
        return f"{found} match{when}, of {number_words(finding.everything)} in the register."
    return f"{found}{when}, at {plural_words(finding.locations, 'location')}."


def stretch_words(finding: Finding) -> str:
    """Return which of the services a page shows, e.g. "26 to 50 of 1,204"."""
    last = finding.first + len(finding.page.rows) - 1
    stretch = f"{number_words(finding.first)} to {number_words(last)}"
    return f"{stretch} of {number_words(finding.services)}"


def areas_of(finding: Finding) -> list[tuple[str, list[tuple[str, int]]]]:
    """
    Return, for each kind of area, how many of the services lie in which: a map's table.

    What is not among the choices shown is counted together, so that it adds up.
    """
    shown = [facet for facet in finding.facets if facet.name in AREAS]
    return [(facet.label, _area_rows(facet, finding.services)) for facet in shown]


def _area_rows(facet: Facet, services: int) -> list[tuple[str, int]]:
    rows = [
        (choice.label, choice.count)
        for choice in facet.choices
        if choice.count and choice.is_chosen >= facet.is_narrowing
    ]
    others = services - sum(count for _, count in rows)
    return [*rows, ("All others, or none", others)] if others > 0 else rows


def finder_map(
    points: MapFinding, outlines: Sequence[Outline], system: System | None
) -> SafeString | None:
    """
    Return the map of what was found, or None where no boundary is known.

    Drawn once for each content: reading tens of thousands of points takes longer than a page.
    """
    if not outlines:
        return None
    digest = hashlib.sha256(points.longitude.tobytes() + points.latitude.tobytes())
    for outline in outlines:
        digest.update(f"{outline.key}{outline.name}{outline.drawing}".encode())
    key = f"finder-map:{digest.hexdigest()}"
    svg = cache.get(key)
    if svg is None:
        svg = draw_map(
            outlines=outlines,
            points=[
                Point(*each)
                for each in zip(points.longitude.tolist(), points.latitude.tolist(), strict=True)
            ],
            title=f"Where they are, in {system.name if system else 'England'}",
            desc=map_words(points),
        )
        cache.set(key, str(svg), KEPT_FOR)
    return SafeString(svg)  # as `draw_map` made it


def map_words(points: MapFinding) -> str:
    """Return how many locations are drawn, and how many cannot be."""
    drawn = len(points.longitude)
    if drawn == points.locations:
        return f"{plural_words(drawn, 'location')}."
    left = points.locations - drawn
    return (
        f"{plural_words(drawn, 'location')}; {number_words(left)} more have no coordinates, "
        "and are in the table alone."
    )
