"""Services: searched as the finder does, and sent whole."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from ninja import Field, Query, Router

from regard.domains.register import queries
from regard.domains.register.types import ServiceRow, Stretch
from regard.entrypoints.api.doors import caller_of
from regard.entrypoints.api.filters import ServiceFilter
from regard.entrypoints.api.paging import MOST, ExportKind, address_with
from regard.entrypoints.api.shapes import ServiceShape, ServicesShape, shape_service
from regard.foundation.files import streams

if TYPE_CHECKING:
    from regard.domains.register.models import System

router = Router(tags=["Services"])

COLUMNS = tuple(ServiceShape.model_fields)

JSON_LINES = "application/jsonl"
LINES = 500
"""Lines sent at once."""


class Search(ServiceFilter):
    limit: int = Field(100, ge=1, le=MOST, description="How many, at most")
    after: str = Field("", max_length=400, description="Taken from `next`")
    before: str = Field("", max_length=400, description="Taken from `previous`")


@router.get("/services", response=ServicesShape, summary="Services in England")
def list_services(request: HttpRequest, search: Query[Search]) -> dict[str, Any]:
    """Services wherever they lie, by all that the finder's page can narrow them by."""
    return _find(request, None, search)


@router.get(
    "/systems/{slug:system}/services", response=ServicesShape, summary="Services in a system"
)
def list_services_here(request: HttpRequest, system: str, search: Query[Search]) -> dict[str, Any]:
    """Services in a system, by all that the finder's page can narrow them by."""
    return _find(request, queries.get_system(slug=system, caller=caller_of(request)), search)


@router.get("/export/services.{kind}", summary="All services in England, as a file")
def export_services(
    request: HttpRequest, kind: ExportKind, search: Query[ServiceFilter]
) -> StreamingHttpResponse:
    """Every service that the filters mean, in one file of any length."""
    return _export(request, None, kind, search)


@router.get(
    "/systems/{slug:system}/export/services.{kind}", summary="All services in a system, as a file"
)
def export_services_here(
    request: HttpRequest, system: str, kind: ExportKind, search: Query[ServiceFilter]
) -> StreamingHttpResponse:
    """Every service of a system that the filters mean, in one file of any length."""
    found = queries.get_system(slug=system, caller=caller_of(request))
    return _export(request, found, kind, search)


def _find(request: HttpRequest, system: "System | None", search: Search) -> dict[str, Any]:
    found = queries.find_services(
        system=system,
        criteria=search.to_criteria(),
        wanted=queries.Wanted(
            stretch=Stretch(
                limit=search.limit, after=search.after or None, before=search.before or None
            ),
            sort=search.sort,
        ),
        caller=caller_of(request),
        today=timezone.localdate(),
    )
    after, before = found.page.after, found.page.before
    return {
        "items": [shape_service(row) for row in found.page.rows],
        "next": address_with(request, after=after, before=None) if after else None,
        "previous": address_with(request, before=before, after=None) if before else None,
        "services": found.services,
        "providers": found.providers,
        "locations": found.locations,
        "meant": found.meant,
    }


def _export(
    request: HttpRequest, system: "System | None", kind: ExportKind, search: ServiceFilter
) -> StreamingHttpResponse:
    rows = queries.stream_services(
        system=system,
        criteria=search.to_criteria(),
        sort=search.sort,
        caller=caller_of(request),
        today=timezone.localdate(),
    )
    name = f"{system.slug if system else 'england'}-services"
    if kind == ExportKind.JSONL:
        answer = StreamingHttpResponse(_json_lines(rows), content_type=JSON_LINES)
        answer["Content-Disposition"] = f'attachment; filename="{name}.jsonl"'
        return answer
    return streams.answer(
        kind.value,
        name=name,
        sheet="Services",
        header=COLUMNS,
        rows=([_cell(value) for value in shape_service(row).values()] for row in rows),
    )


def _json_lines(rows: Iterator[ServiceRow]) -> Iterator[str]:
    """Yield a JSON object a line, many lines at a time."""
    lines: list[str] = []
    for row in rows:
        lines.append(json.dumps(shape_service(row), ensure_ascii=False, default=str) + "\n")
        if len(lines) == LINES:
            yield "".join(lines)
            lines.clear()
    yield "".join(lines)


def _cell(value: object) -> object:
    """Return what a cell of a table holds: a number, or text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, int) else str(value)
