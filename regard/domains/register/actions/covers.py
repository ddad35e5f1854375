"""
What a place covers, in dated rows: what is no more covered ends, and is never edited.

Part of the actions that draw places; each of those writes the entry in the ledger.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.text import slugify

from regard.domains.register.models import Boundary, Place, PlaceCover, System
from regard.domains.register.rules.places import PlaceDraft
from regard.domains.register.rules.shapes import Shape, simplify
from regard.foundation.base.errors import Refusal

Key = tuple[str, int | str]
"""What a cover covers: "council", "district", "postcode" or "boundary", and which."""

KEPT_WORDS = frozenset({"new"})
"""What other pages are called, which no place's address may be."""


class CannotDrawPlace(Refusal):
    """The place cannot be as it was described. The message says why."""


def create_place(*, system: System, draft: PlaceDraft, on: date | None) -> Place:
    """
    Add a place and what it covers, since a day; None: as far back as we know.

    :raises CannotDrawPlace: if there is one of this name, or something of it lies in another.
    """
    _refuse_empty(draft)
    live = Place.objects.filter(system=system, valid_to__isnull=True, level=draft.level)
    if live.filter(name__iexact=draft.name).exists():
        raise CannotDrawPlace(
            f"There is a {draft.level.label.lower()} called {draft.name} already"
        )
    place = Place.objects.create(
        system=system,
        slug=_free_slug(system, draft.name),
        name=draft.name,
        level=draft.level,
        parent_id=draft.parent_id,
        valid_from=on,
    )
    put_covers(place=place, draft=draft, on=on)
    return place


def put_covers(*, place: Place, draft: PlaceDraft, on: date | None) -> None:
    """
    Make the place cover what the draft says from a day on, and leave what was before.

    :raises CannotDrawPlace: if it would cover nothing, or what lies in another place.
    """
    _refuse_empty(draft)
    wanted = _keys(draft)
    _refuse_taken(place, wanted, on)
    held = {_key(cover): cover for cover in from_day_on(place, on).select_related("boundary")}
    drawn = _held_drawing(held.values(), place, draft.area)
    keeps = wanted | ({_key(drawn)} if drawn else set())
    for key, cover in held.items():
        if key not in keeps:
            end_cover(cover=cover, on=on)
    PlaceCover.objects.bulk_create(
        _cover(place, key, on) for key in sorted(wanted - held.keys(), key=str)
    )
    if draft.area is not None and drawn is None:
        boundary = _draw(place, draft.area, on)
        PlaceCover.objects.bulk_create([_cover(place, ("boundary", boundary.pk), on)])


def end_cover(*, cover: PlaceCover, on: date | None) -> None:
    """End a cover on a day, with the area drawn for it. One that had not begun is deleted."""
    boundary = cover.boundary if cover.boundary and _is_own(cover.boundary, cover.place) else None
    if on is None or (cover.valid_from is not None and cover.valid_from >= on):
        cover.delete()
        if boundary is not None:
            boundary.delete()
        return
    PlaceCover.objects.filter(pk=cover.pk).update(valid_to=on)
    if boundary is not None:
        Boundary.objects.filter(pk=boundary.pk).update(valid_to=on)


def from_day_on(place: Place, on: date | None) -> "QuerySet[PlaceCover]":
    """Return the covers of a place that hold on a day or begin after it."""
    covers = PlaceCover.objects.filter(place=place)
    return covers if on is None else covers.filter(_lasts(on))


def _lasts(on: date) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=on)


def _refuse_empty(draft: PlaceDraft) -> None:
    if draft.is_empty:
        raise CannotDrawPlace(
            f"Say what {draft.name} covers: councils, districts, postcodes or a drawn area"
        )


def _refuse_taken(place: Place, wanted: set[Key], on: date | None) -> None:
    others = PlaceCover.objects.filter(system=place.system, level=place.level).exclude(place=place)
    if on is not None:
        others = others.filter(_lasts(on))
    by_kind = {kind: [which for each, which in wanted if each == kind] for kind, _ in wanted}
    taken = others.filter(
        Q(council__in=by_kind.get("council", []))
        | Q(postcode_district__in=by_kind.get("district", []))
        | Q(postcode__in=by_kind.get("postcode", []))
        | Q(boundary__in=by_kind.get("boundary", []))
    ).select_related("place", "council", "boundary")
    first = taken.order_by("pk").first()
    if first is None:
        return
    until = f" until {first.valid_to:%-d %B %Y}" if first.valid_to else ""
    what = first.boundary.name if first.boundary else str(first)
    raise CannotDrawPlace(
        f"{what} lies in {first.place}{until}; it can lie in one place only. Take it out of "
        "there first, from the same day"
    )


def _keys(draft: PlaceDraft) -> set[Key]:
    keys: set[Key] = {("council", council) for council in draft.council_ids}
    keys |= {("district", district) for district in draft.districts}
    keys |= {("postcode", postcode) for postcode in draft.postcodes}
    if draft.boundary_id is not None:
        keys.add(("boundary", draft.boundary_id))
    return keys


def _key(cover: PlaceCover) -> Key:
    if cover.council_id is not None:
        return ("council", cover.council_id)
    if cover.boundary_id is not None:
        return ("boundary", cover.boundary_id)
    return (
        ("district", cover.postcode_district)
        if cover.postcode_district
        else (
            "postcode",
            cover.postcode,
        )
    )


def _cover(place: Place, key: Key, on: date | None) -> PlaceCover:
    kind, which = key
    field = {
        "council": "council_id",
        "district": "postcode_district",
        "postcode": "postcode",
        "boundary": "boundary_id",
    }[kind]
    return PlaceCover(
        system=place.system, place=place, level=place.level, valid_from=on, **{field: which}
    )


def _held_drawing(
    held: Iterable[PlaceCover], place: Place, area: Shape | None
) -> PlaceCover | None:
    """Return the cover that draws the place as the draft does, if it does."""
    if area is None:
        return None
    same = as_listed(area.geometry())
    return next(
        (
            cover
            for cover in held
            if cover.boundary
            and _is_own(cover.boundary, place)
            and cover.boundary.geometry == same
        ),
        None,
    )


def _is_own(boundary: Boundary, place: Place) -> bool:
    return boundary.code == _code(place)


def _code(place: Place) -> str:
    return f"{place.system.slug}/{place.slug}"


def _draw(place: Place, area: Shape, on: date | None) -> Boundary:
    west, south, east, north = area.bounds
    [drawing] = simplify([area.area])
    return Boundary.objects.create(
        level=place.level,
        code=_code(place),
        name=place.name,
        geometry=area.geometry(),
        drawing=drawing,
        west=west,
        south=south,
        east=east,
        north=north,
        valid_from=on,
        source=f"drawn by the {place.system.partnership_name}",
    )


def _free_slug(system: System, name: str) -> str:
    base = slugify(name)[:40] or "place"
    taken = set(Place.objects.filter(system=system).values_list("slug", flat=True)) | KEPT_WORDS
    return next(
        slug
        for slug in (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
        if slug not in taken
    )


def as_listed(value: object) -> object:
    """Return what JSON has once it was kept: lists instead of tuples."""
    if isinstance(value, dict):
        return {key: as_listed(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [as_listed(each) for each in value]
    return value
