"""Load the published outlines of areas, dated, from which maps are drawn and places told."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from regard.domains.register.models import Board, Boundary, Council, Region
from regard.domains.register.rules.shapes import simplify
from regard.domains.register.sources.boundaries import PublishedArea, read_boundaries
from regard.domains.register.types import AreaLevel
from regard.foundation.audit import ledger
from regard.foundation.authority import EVERYWHERE
from regard.foundation.files.actions import keep, read_chunks
from regard.foundation.files.models import File

from .covers import as_listed
from .placing import place_locations

Dates = tuple[date | None, date | None]

BEGINNING = date.min
"""What "before our records begin" is compared as."""


@dataclass
class BoundariesLoaded:
    """
    What came of a file of boundaries.

    Attributes:
        added: how many outlines are new, or of a new date.
        replaced: how many of the same date were drawn otherwise before.
        mended: areas whose outline crossed itself or was otherwise wrong, and how.
        unknown: areas whose code none that we know has. They are kept.
        moved: how many locations lie elsewhere for it.
    """

    level: AreaLevel
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    mended: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    moved: int = 0


@transaction.atomic
def load_boundaries(  # noqa: PLR0913 (what a file of boundaries is, said once, by a command)
    *,
    path: Path,
    name: str,
    level: AreaLevel | None = None,
    code_field: str | None = None,
    name_field: str | None = None,
    valid_from: date | None = None,
    source: str,
    by: str,
    at: datetime,
) -> BoundariesLoaded:
    """
    Load the outlines of areas from a GeoJSON file. The same file twice changes nothing.

    An outline of a later date ends the one before it; one of an earlier date is put before it;
    one of the same date takes its place. An outline never reaches beyond the days of a board or
    council that we know the dates of.

    :param name: what its owner calls it.
    :param level: None: as the names of its properties say.
    :param valid_from: since when the areas are so; None: as far back as we know.
    :param source: who published it, and its licence.
    :raises CannotReadBoundaries: if it is not GeoJSON in degrees, or an area in it is none.
    """
    level, areas = read_boundaries(
        path=path, name=name, level=level, code_field=code_field, name_field=name_field
    )
    file = keep(
        chunks=read_chunks(path),
        name=name,
        origin="boundaries, given to the command",
        scope_key=EVERYWHERE,
        by=by,
        at=at,
    )
    done = _put_all(areas, valid_from, BoundariesLoaded(level), file, source)
    if level == AreaLevel.SYSTEM:
        done.moved = place_locations(at=at)
    ledger.record(
        event="register.boundaries_loaded",
        subject=file,
        by=by,
        at=at,
        detail={"level": str(level), "added": done.added, "replaced": done.replaced},
    )
    return done


def _put_all(
    areas: list[PublishedArea],
    valid_from: date | None,
    done: BoundariesLoaded,
    file: File,
    source: str,
) -> BoundariesLoaded:
    """Put every area's outline in its place, and say what came of each."""
    level, known = done.level, _known(done.level)
    held: dict[str, list[Boundary]] = defaultdict(list)
    for row in Boundary.objects.filter(level=level, code__in=[area.code for area in areas]):
        held[row.code].append(row)
    drawings = simplify([area.shape.area for area in areas])
    for area, drawing in zip(areas, drawings, strict=True):
        if area.shape.mended:
            done.mended.append((area.name, area.shape.mended))
        if known is not None and area.code not in known:
            done.unknown.append(area.name)
        dates = _dates((known or {}).get(area.code), valid_from)
        _put(_boundary(area, drawing, level, file, source), dates, held[area.code], done)
    return done


def _known(level: AreaLevel) -> dict[str, Dates] | None:
    """Return the dates of the areas that we know of a level, by code; None: no list of them."""
    if level == AreaLevel.REGION:
        return dict.fromkeys(Region.objects.values_list("gss_code", flat=True), (None, None))
    if level not in {AreaLevel.SYSTEM, AreaLevel.COUNCIL}:
        return None
    model = Board if level == AreaLevel.SYSTEM else Council
    rows = model.objects.values_list("gss_code", "valid_from", "valid_to")
    return {code: (since, until) for code, since, until in rows}


def _dates(of_area: Dates | None, valid_from: date | None) -> Dates:
    """Return since and until when an outline holds, within the days of its area."""
    if of_area is None:
        return valid_from, None
    begins, ends = of_area
    if begins is not None and (valid_from is None or valid_from < begins):
        valid_from = begins
    if ends is not None and valid_from is not None and valid_from >= ends:
        valid_from = begins
    return valid_from, ends


def _boundary(
    area: PublishedArea, drawing: str, level: AreaLevel, file: File, source: str
) -> Boundary:
    west, south, east, north = area.shape.bounds
    return Boundary(
        level=level,
        code=area.code,
        name=area.name,
        geometry=area.shape.geometry(),
        drawing=drawing,
        west=west,
        south=south,
        east=east,
        north=north,
        file=file,
        source=source,
    )


def _put(new: Boundary, dates: Dates, others: list[Boundary], done: BoundariesLoaded) -> None:
    """Put an outline in its place among those of its area's other dates."""
    since, until = dates
    held = sorted(others, key=lambda row: row.valid_from or BEGINNING)
    before = [row for row in held if (row.valid_from or BEGINNING) < (since or BEGINNING)]
    after = [row for row in held if (row.valid_from or BEGINNING) > (since or BEGINNING)]
    same = next((row for row in held if row.valid_from == since), None)
    if same is not None:
        _replace(same, new, done)
        return
    if before and before[-1].geometry == as_listed(new.geometry):
        done.unchanged += 1
        return
    if before:
        Boundary.objects.filter(pk=before[-1].pk).update(valid_to=since)
    new.valid_from = since
    new.valid_to = after[0].valid_from if after else until
    new.save()
    done.added += 1


def _replace(held: Boundary, new: Boundary, done: BoundariesLoaded) -> None:
    if held.geometry == as_listed(new.geometry) and held.name == new.name:
        done.unchanged += 1
        return
    new.pk, new.valid_from, new.valid_to = held.pk, held.valid_from, held.valid_to
    new.created_at = held.created_at
    new.save()
    done.replaced += 1
