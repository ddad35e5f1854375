"""England's areas, and their outlines."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router

from regard.domains.register import queries
from regard.domains.register.types import AreaLevel
from regard.entrypoints.api.area_shapes import AreaShape, AreasShape, FeatureShape
from regard.entrypoints.api.paging import Code, OnDay

router = Router(tags=["Areas of England"])


@router.get("", response=AreasShape, summary="Regions and boards")
def list_areas(request: HttpRequest, asked: Query[OnDay]) -> dict[str, Any]:  # noqa: ARG001
    """England's regions and the boards in each, today or on a day, with their live services."""
    today = timezone.localdate()
    country = queries.get_country(on=asked.on or today, today=today)
    return {"services": country.services, "providers": country.providers, "items": country.rows}


@router.get("/{level}/{code}", response=AreaShape, summary="An area")
def get_area(
    request: HttpRequest,  # noqa: ARG001
    level: AreaLevel,
    code: Path[Code],
    asked: Query[OnDay],
) -> object:
    """A region, a board's area (`system`) or a council, with what it was and what it became."""
    today = timezone.localdate()
    return queries.get_area(level=level, code=code, on=asked.on or today, today=today)


@router.get("/{level}/{code}/boundary", response=FeatureShape, summary="An area’s outline")
def get_boundary(
    request: HttpRequest,  # noqa: ARG001
    level: AreaLevel,
    code: Path[Code],
    asked: Query[OnDay],
) -> dict[str, Any]:
    """The outline of an area with every corner, as whoever runs Regard loaded it."""
    found = queries.get_boundary(level=level, code=code, on=asked.on or timezone.localdate())
    return {
        "id": f"{found.level}:{found.code}",
        "properties": {"name": found.name, "source": found.source},
        "geometry": found.geometry,
    }
