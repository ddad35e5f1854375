"""What was loaded into the register and what it changed, and how services are reached."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema

from regard.domains.register import queries
from regard.domains.register.rules.reach import ReachFilter, ReachState, Tally
from regard.entrypoints.api.area_shapes import (
    ChangeShape,
    LoadShape,
    ReachRowsShape,
    ReachShape,
    RefusedShape,
)
from regard.entrypoints.api.doors import caller_of
from regard.entrypoints.api.paging import (
    MOST,
    Listed,
    NumberStretch,
    Record,
    Stretch,
    address_with,
    listed,
)

if TYPE_CHECKING:
    from regard.domains.register.models import Change, Load

router = Router(tags=["Loads and reach"])


class ReachSearch(Schema):
    state: list[ReachState] = Field([], max_length=20)
    words: str = Field("", max_length=200)
    refusing: bool = False
    limit: int = Field(100, ge=1, le=MOST)
    after: str = Field("", max_length=400, description="Taken from `next`")


@router.get("/{slug:system}/loads", response=list[LoadShape], summary="Loads")
def list_loads(request: HttpRequest, system: str, stretch: Query[Stretch]) -> list[dict[str, Any]]:
    """The files that were loaded, the newest first. For those who may load."""
    caller = caller_of(request)
    found = queries.get_system(slug=system, caller=caller)
    return [
        _shape(load)
        for load in queries.list_loads(system=found, caller=caller, limit=stretch.limit)
    ]


@router.get("/{slug:system}/loads/{load_id}", response=LoadShape, summary="A load")
def get_load(request: HttpRequest, system: str, load_id: Path[Record]) -> dict[str, Any]:
    """A file that was loaded, and what came of it. For those who may load."""
    return _shape(_get(request, system, load_id))


@router.get(
    "/{slug:system}/loads/{load_id}/changes",
    response=Listed[ChangeShape],
    summary="What a load changed",
)
def list_changes(
    request: HttpRequest,
    system: str,
    stretch: Query[NumberStretch],
    load_id: Path[Record],
) -> dict[str, Any]:
    """What a load did to each location; of what it added, a sample. For those who may load."""
    load = _get(request, system, load_id)
    rows = queries.list_changes(load=load, after=stretch.after, limit=stretch.limit + 1)
    return listed(
        request, rows, limit=stretch.limit, after=lambda row: row.pk, shape=_shape_change
    )


@router.get(
    "/{slug:system}/loads/{load_id}/refused",
    response=Listed[RefusedShape],
    summary="What was refused of a load",
)
def list_refused(
    request: HttpRequest,
    system: str,
    stretch: Query[NumberStretch],
    load_id: Path[Record],
) -> dict[str, Any]:
    """The rows of a file that were not taken, and why. For those who may load."""
    load = _get(request, system, load_id)
    rows = queries.list_refused(load=load, after=stretch.after, limit=stretch.limit + 1)
    return listed(
        request, rows, limit=stretch.limit, after=lambda row: row.pk, shape=lambda row: row
    )


@router.get("/{slug:system}/reach", response=ReachShape, summary="Reach")
def get_reach(request: HttpRequest, system: str) -> dict[str, Any]:
    """How many services can be reached, by kind, place and more. For those who may view reach."""
    caller = caller_of(request)
    found = queries.get_system(slug=system, caller=caller)
    tally, groups = queries.get_tallies(system=found, caller=caller, today=timezone.localdate())
    return {
        "tally": _shape_tally(tally),
        "groups": [
            {
                "cut": row.cut,
                "value": row.value,
                "label": row.label,
                "tally": _shape_tally(row.tally),
            }
            for row in groups
        ],
    }


@router.get(
    "/{slug:system}/reach/services", response=ReachRowsShape, summary="Reach of each service"
)
def list_reach(request: HttpRequest, system: str, search: Query[ReachSearch]) -> dict[str, Any]:
    """Each service and how it is reached, without addresses. For those who may view reach."""
    caller = caller_of(request)
    found = queries.get_system(slug=system, caller=caller)
    page = queries.list_reach(
        system=found,
        caller=caller,
        wanted=ReachFilter(
            states=tuple(search.state), is_refusing=search.refusing, words=search.words.strip()
        ),
        today=timezone.localdate(),
        after=search.after,
        limit=search.limit,
    )
    return {
        "items": page.rows,
        "next": address_with(request, after=page.after) if page.after else None,
    }


def _get(request: HttpRequest, system: str, load_id: int) -> "Load":
    caller = caller_of(request)
    found = queries.get_system(slug=system, caller=caller)
    return queries.get_load(system=found, load_id=load_id, caller=caller)


def _shape(load: "Load") -> dict[str, Any]:
    fields = set(LoadShape.model_fields) - {"load_id", "file_name", "file_sha256"}
    return {name: getattr(load, name) for name in fields} | {
        "load_id": load.pk,
        "file_name": load.file.name,
        "file_sha256": load.file.sha256,
    }


def _shape_change(row: "Change") -> dict[str, Any]:
    return {
        "change_id": row.pk,
        "location_id": row.location_id,
        "regulator_id": row.location.regulator_id,
        "kind": row.kind,
        "was": row.was,
        "became": row.became,
    }


def _shape_tally(tally: Tally) -> dict[str, Any]:
    return asdict(tally) | {
        "services": tally.services,
        "unreached": tally.unreached,
        "unreached_share": tally.unreached_share,
    }
