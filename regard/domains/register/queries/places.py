"""A system's places: what they cover, and which services lie in them, today or as at a day."""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from django.db import connection
from django.db.models import Count, Q

from regard.domains.register.models import (
    BoardCouncil,
    Boundary,
    Place,
    PlaceCover,
    Placement,
    Service,
    System,
    SystemCouncil,
)
from regard.domains.register.rules.geography import (
    CouncilShare,
    CoverRow,
    PlaceCount,
    PlacesCount,
)
from regard.domains.register.types import AreaLevel, Basis, Belonging, PlacementRow
from regard.foundation import authority
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller
from regard.foundation.base.errors import NotFound

from .dated import at
from .placements import list_placements_as_at

SERVICES_OF_DAY = """
select s.location_id, count(*), min(l.organisation_id)
from register_service s
join register_location l on l.id = s.location_id
where s.location_id = any(%(locations)s)
    and (s.ended_on is null or %(then)s and s.ended_on > %(on)s)
    and (not %(then)s or s.started_on is null or s.started_on <= %(on)s)
group by s.location_id
"""

CHOOSABLE = (AreaLevel.SUB_BOARD, AreaLevel.PLACE, AreaLevel.NEIGHBOURHOOD)
"""Levels of loaded boundaries that a place can be defined as."""


def get_drawn_place(
    *, system: System, slug: str, caller: Caller, to: authority.Permission | None = None
) -> Place:
    """
    Return a place or neighbourhood of the system by its address; one that has ended too.

    :raises NotFound: if there is none.
    :raises NotAllowed: if the caller may not do `to` in the system.
    """
    if to is not None:
        require(caller, to, system)
    place = Place.objects.filter(system=system, slug=slug).select_related("parent").first()
    if place is None:
        raise NotFound("There is no such place in this system")
    return place


def count_places(*, system: System, on: date | None = None) -> PlacesCount:
    """
    Return the system's places with their services, which are public.

    :param on: as they and the services were on a day; None: as they are.
    """
    if on is not None:
        rows = list_placements_as_at(system=system, on=on)
        return _count(places_as_at(system=system, on=on), rows, on=on)
    held = Placement.objects.filter(system=system).values_list(
        "location", "place", "neighbourhood", "basis", "belongs_by"
    )
    rows = [
        PlacementRow(location, place, neighbourhood, Basis(basis), Belonging(belongs_by))
        for location, place, neighbourhood, basis, belongs_by in held
    ]
    places = Place.objects.filter(system=system, valid_to__isnull=True)
    return _count(list(places), rows, on=None)


def places_as_at(*, system: System, on: date) -> list[Place]:
    """Return the system's places and neighbourhoods of a day, in the order of their names."""
    return list(at(Place.objects.filter(system=system), on).order_by("name"))


def list_covers(*, place: Place) -> list[CoverRow]:
    """Return all that a place covers, covered or will cover, what it covers now first."""
    covers = PlaceCover.objects.filter(place=place).select_related("council", "boundary")
    rows = [CoverRow(*_in_words(cover), cover.valid_from, cover.valid_to) for cover in covers]
    order = list(Basis)
    return sorted(
        rows, key=lambda row: (row.valid_to is not None, order.index(row.basis), row.what)
    )


def list_covers_of_day(*, place: Place, on: date) -> list[PlaceCover]:
    """Return what a place covers on a day."""
    return list(at(PlaceCover.objects.filter(place=place), on).select_related("boundary"))


def list_council_shares(*, system: System) -> list[CouncilShare]:
    """Return the councils of the system, with how much of each lies in its board's area."""
    shares = dict(BoardCouncil.objects.filter(board=system.board).values_list("council", "share"))
    here = Q(location__in=Placement.objects.filter(system=system).values("location"))
    services = dict(
        Service.objects.filter(here, ended_on=None)
        .values_list("location__council")
        .annotate(Count("pk"))
    )
    rows = SystemCouncil.objects.filter(system=system).order_by("council__name")
    return [
        CouncilShare(
            council_id=pk,
            code=code,
            name=name,
            share=shares.get(pk),
            is_whole=is_whole,
            services=services.get(pk, 0),
        )
        for pk, code, name, is_whole in rows.values_list(
            "council", "council__gss_code", "council__name", "is_whole"
        )
    ]


def list_loaded_outlines(*, system: System, on: date) -> list[tuple[int, str]]:
    """
    Return the number and name of loaded boundaries that a place of the system can be.

    Those lie near the system: its board's or councils' boundary touches theirs. Where neither
    is known, all are offered.
    """
    codes = list(system.councils.values_list("gss_code", flat=True))
    wholes = at(
        Boundary.objects.filter(
            Q(level=AreaLevel.COUNCIL, code__in=codes)
            | Q(level=AreaLevel.SYSTEM, code=system.board.gss_code if system.board else "")
        ),
        on,
    )
    found = at(
        Boundary.objects.filter(level__in=CHOOSABLE).exclude(code__contains="/"), on
    ).order_by("name")
    bounds = list(wholes.values_list("west", "south", "east", "north"))
    if bounds:
        found = found.filter(
            west__lt=max(each[2] for each in bounds),
            east__gt=min(each[0] for each in bounds),
            south__lt=max(each[3] for each in bounds),
            north__gt=min(each[1] for each in bounds),
        )
    return [
        (pk, f"{name} ({AreaLevel(level).label.lower()})")
        for pk, name, level in found.values_list("pk", "name", "level")
    ]


def _count(places: list[Place], rows: Sequence[PlacementRow], *, on: date | None) -> PlacesCount:
    services, providers_of = _services([row.location_id for row in rows], on)
    in_place: Counter[int | None] = Counter()
    by: dict[int, Counter[Basis]] = defaultdict(Counter)
    providers: dict[int, set[int]] = defaultdict(set)
    belongs: Counter[Belonging] = Counter()
    for row in rows:
        count = services.get(row.location_id, 0)
        belongs[row.belongs_by] += count
        in_place[row.place_id] += count
        for place_id in {row.place_id, row.neighbourhood_id} - {None}:
            if count and place_id is not None:
                providers[place_id].add(providers_of[row.location_id])
        if row.place_id is not None:
            by[row.place_id][row.basis] += count
        if row.neighbourhood_id is not None:
            in_place[row.neighbourhood_id] += count
    counted = [
        PlaceCount(
            place_id=place.pk,
            slug=place.slug,
            name=place.name,
            level=AreaLevel(place.level),
            parent_id=place.parent_id,
            services=in_place[place.pk],
            providers=len(providers[place.pk]),
            by=dict(by[place.pk]),
            valid_from=place.valid_from,
            valid_to=place.valid_to,
        )
        for place in places
    ]
    return PlacesCount(
        rows=tuple(_in_order(counted)),
        services=sum(services.values()),
        nowhere=in_place[None],
        belongs={kind: count for kind, count in belongs.items() if count},
    )


def _in_order(rows: list[PlaceCount]) -> list[PlaceCount]:
    """Return places by name, each followed by its neighbourhoods; those of none come last."""
    by_name = sorted(rows, key=lambda row: row.name.lower())
    wholes = [row for row in by_name if row.level == AreaLevel.PLACE]
    parts = [row for row in by_name if row.level == AreaLevel.NEIGHBOURHOOD]
    ids = {row.place_id for row in wholes}
    ordered: list[PlaceCount] = []
    for whole in wholes:
        ordered += [whole, *(part for part in parts if part.parent_id == whole.place_id)]
    return ordered + [part for part in parts if part.parent_id not in ids]


def _services(location_ids: list[int], on: date | None) -> tuple[dict[int, int], dict[int, int]]:
    """Return how many services each location had, and its provider."""
    with connection.cursor() as cursor:
        cursor.execute(
            SERVICES_OF_DAY,
            {"locations": location_ids, "then": on is not None, "on": on or date.max},
        )
        rows = cursor.fetchall()
    return {row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows}


def _in_words(cover: PlaceCover) -> tuple[str, Basis]:
    if cover.council is not None:
        return f"All of the council {cover.council.name}", Basis.COUNCIL
    if cover.boundary is not None:
        is_own = "/" in cover.boundary.code
        words = "The area drawn for it" if is_own else f"The boundary of {cover.boundary.name}"
        return words, Basis.OUTLINE
    if cover.postcode_district:
        return f"Postcode district {cover.postcode_district}", Basis.DISTRICT
    return f"Postcode {cover.postcode}", Basis.POSTCODE


def write_outline(cover: PlaceCover) -> str:
    """Return the area drawn for a place as GeoJSON text, to be changed; "" for other covers."""
    if cover.boundary is None or "/" not in cover.boundary.code:
        return ""
    return json.dumps(cover.boundary.geometry)
