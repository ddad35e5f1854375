"""Draw the places of a system: add, change and end them, from a day on."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from regard.domains.register.models import Place, System
from regard.domains.register.queries.placements import count_drawn_twice, list_placements_as_at
from regard.domains.register.rules.places import PlaceDraft
from regard.domains.register.types import AreaLevel, PlacementRow
from regard.foundation.audit import ledger

from .covers import CannotDrawPlace, create_place, end_cover, from_day_on, put_covers
from .placing import place_locations


@dataclass(frozen=True)
class Preview:
    """
    What drawing a place would do, on the day from which it holds.

    Attributes:
        moves: how many locations would go from one place to another, by their names; None: none.
        lies_in_it: how many locations would lie in it.
        twice: how many locations two drawn areas hold, by the places' names; they count to the
            first named.
    """

    moves: tuple[tuple[str | None, str | None, int], ...]
    lies_in_it: int
    twice: tuple[tuple[str, str, int], ...]


@transaction.atomic
def add_place(
    *, system: System, draft: PlaceDraft, on: date | None, by: str, at: datetime
) -> Place:
    """
    Add a place or neighbourhood from a day on.

    :param on: None: it has always been so, as far back as anything is known.
    :raises CannotDrawPlace: if the day is over, there is one of this name, its parent is no
        place of the system's, or something of it lies in another.
    """
    _refuse_the_past(on, at)
    _check_parent(system, draft)
    place = create_place(system=system, draft=draft, on=on)
    moved = place_locations(system=system, at=at)
    ledger.record(
        event="place.added",
        subject=place,
        by=by,
        at=at,
        detail={"from": on.isoformat() if on else None, "moved": moved},
    )
    return place


@transaction.atomic
def change_place(*, place: Place, draft: PlaceDraft, on: date, by: str, at: datetime) -> Place:
    """
    Let a place cover something else from a day on, or correct its name.

    What it covered before stays on record until that day. Its level and the place that it is
    part of stay as they are.

    :raises CannotDrawPlace: if the day is over, or the place has ended.
    """
    _refuse_the_past(on, at)
    place = Place.objects.select_for_update().select_related("system").get(pk=place.pk)
    _refuse_ended(place)
    put_covers(place=place, draft=draft, on=on)
    was, place.name = place.name, draft.name
    place.save(update_fields=["name", "updated_at"])
    moved = place_locations(system=place.system, at=at)
    ledger.record(
        event="place.changed",
        subject=place,
        by=by,
        at=at,
        detail={"from": on.isoformat(), "moved": moved, "was": was, "became": place.name},
    )
    return place


@transaction.atomic
def end_place(*, place: Place, on: date, by: str, at: datetime) -> Place:
    """
    End a place on a day: the first on which it is no more.

    :raises CannotDrawPlace: if the day is over, it has ended, or neighbourhoods of it have not.
    """
    _refuse_the_past(on, at)
    place = Place.objects.select_for_update().select_related("system").get(pk=place.pk)
    _refuse_ended(place)
    part = Place.objects.filter(parent=place, valid_to__isnull=True).first()
    if part is not None:
        raise CannotDrawPlace(f"End its neighbourhoods first, for example {part}")
    for cover in from_day_on(place, on).select_related("boundary", "place__system"):
        end_cover(cover=cover, on=on)
    place.valid_to = on
    place.save(update_fields=["valid_to", "updated_at"])
    moved = place_locations(system=place.system, at=at)
    ledger.record(
        event="place.ended",
        subject=place,
        by=by,
        at=at,
        detail={"on": on.isoformat(), "moved": moved},
    )
    return place


def preview_place(
    *, system: System, draft: PlaceDraft, place: Place | None, on: date | None, at: datetime
) -> Preview:
    """
    Return what adding or changing a place would do, and do nothing.

    :param place: the one to change; None: a new one.
    :raises CannotDrawPlace: if it could not be done.
    """
    day = on or at.date()
    before = list_placements_as_at(system=system, on=day)
    with transaction.atomic():
        if place is None:
            place = add_place(system=system, draft=draft, on=on, by="preview", at=at)
        else:
            place = change_place(place=place, draft=draft, on=day, by="preview", at=at)
        after = list_placements_as_at(system=system, on=day)
        names = dict(Place.objects.filter(system=system).values_list("pk", "name"))
        twice = count_drawn_twice(system=system, on=day, level=AreaLevel(place.level))
        transaction.set_rollback(True)
    level = AreaLevel(place.level)
    was = {row.location_id: _of(row, level) for row in before}
    now = {row.location_id: _of(row, level) for row in after}
    moves = Counter((was.get(each), now[each]) for each in now if was.get(each) != now[each])
    return Preview(
        moves=tuple(
            (names.get(old or 0), names.get(new or 0), count)
            for (old, new), count in moves.most_common()
        ),
        lies_in_it=sum(found == place.pk for found in now.values()),
        twice=tuple((names[first], names[second], count) for first, second, count in twice),
    )


def _of(row: PlacementRow, level: AreaLevel) -> int | None:
    return row.neighbourhood_id if level == AreaLevel.NEIGHBOURHOOD else row.place_id


def _check_parent(system: System, draft: PlaceDraft) -> None:
    if draft.parent_id is None:
        return
    if draft.level != AreaLevel.NEIGHBOURHOOD:
        raise CannotDrawPlace("Only a neighbourhood is part of a place")
    live = Place.objects.filter(system=system, level=AreaLevel.PLACE, valid_to__isnull=True)
    if not live.filter(pk=draft.parent_id).exists():
        raise CannotDrawPlace("Choose one of the system’s places for it to be part of")


def _refuse_the_past(on: date | None, at: datetime) -> None:
    if on is not None and on < at.date():
        raise CannotDrawPlace(
            f"{on:%-d %B %Y} is over, and reports were made of it. Choose today or a later day"
        )


def _refuse_ended(place: Place) -> None:
    if place.valid_to is not None:
        raise CannotDrawPlace(f"{place} ends on {place.valid_to:%-d %B %Y}; draw a new one")
