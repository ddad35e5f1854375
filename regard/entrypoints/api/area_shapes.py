"""The shapes of systems, places, areas, networks, loads and reach."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Field, Schema

from regard.domains.register.types import AreaLevel, LoadState, NetworkKind, ServiceType


class BoardShape(Schema):
    ods_code: str
    gss_code: str
    name: str


class SystemShape(Schema):
    slug: str
    system_id: int
    name: str
    partnership_name: str


class WholeSystemShape(SystemShape):
    board: BoardShape | None = Field(description="Its integrated care board")


class PlaceShape(Schema):
    """A place or neighbourhood, and the live services in it."""

    place_id: int
    slug: str
    name: str
    level: AreaLevel
    parent_id: int | None
    services: int
    providers: int
    valid_from: date | None
    valid_to: date | None = Field(description="First day on which it is no more")


class PlacesShape(Schema):
    items: list[PlaceShape]
    services: int
    nowhere: int = Field(description="Services in no place")


class CoverShape(Schema):
    """What a place covers: one of these is set."""

    council_id: int | None
    postcode_district: str
    postcode: str
    is_drawn: bool
    valid_from: date | None
    valid_to: date | None


class WholePlaceShape(Schema):
    place_id: int
    slug: str
    name: str
    level: AreaLevel
    parent_id: int | None
    valid_from: date | None
    valid_to: date | None
    covers: list[CoverShape]


class AreaRowShape(Schema):
    level: AreaLevel
    code: str
    name: str
    services: int | None
    providers: int | None
    note: str


class AreasShape(Schema):
    services: int
    providers: int
    items: list[AreaRowShape] = Field(description="Regions, each followed by its boards' areas")


class AreaShape(Schema):
    level: AreaLevel
    code: str
    name: str
    source: str
    valid_from: date | None
    valid_to: date | None
    services: int | None
    providers: int | None
    before: list[AreaRowShape]
    after: list[AreaRowShape]
    above: list[AreaRowShape]
    within: list[AreaRowShape]


class FeatureShape(Schema):
    """A GeoJSON feature (RFC 7946), in longitude and latitude (WGS84)."""

    type: Literal["Feature"] = "Feature"
    id: str
    properties: dict[str, Any]
    geometry: dict[str, Any]


class FeaturesShape(Schema):
    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[FeatureShape]


class NetworkShape(Schema):
    """A network in a system, and how many of the system's live services belong to it."""

    network_id: int
    slug: str
    name: str
    kind: NetworkKind
    ended_on: date | None
    services: int
    providers: int
    share: float = Field(ge=0, le=1, description="Of the system's live services")


class MemberShape(Schema):
    location_id: int
    location_name: str
    organisation_id: int
    organisation_name: str
    city: str
    postcode: str
    joined_on: date | None
    by_provider: bool = Field(description="Its provider belongs, with all that it runs")
    service_types: list[ServiceType]


class SegmentShape(Schema):
    slug: str
    name: str
    services: str = Field(description="The address of the services that it finds")


class LoadShape(Schema):
    load_id: int
    file_name: str
    file_sha256: str
    layout: str
    as_at: date | None
    state: LoadState
    problem: str
    rows_read: int
    counts: dict[str, Any]
    is_dry_run: bool
    finished_at: datetime | None


class ChangeShape(Schema):
    change_id: int
    location_id: int
    regulator_id: str | None
    kind: str = Field(description="added, changed, ended or returned")
    was: dict[str, Any]
    became: dict[str, Any]


class RefusedShape(Schema):
    line: int
    column: str
    value: str
    reason: str


class TallyShape(Schema):
    """How many services are reached how well."""

    services: int
    proven: int = Field(description="Reached within a year")
    older: int
    never: int
    failed: int
    nobody: int = Field(description="We hold no way to reach them")
    refusing: int
    post_only: int
    unreached: int
    unreached_share: float | None


class GroupTallyShape(Schema):
    cut: str
    value: str
    label: str
    tally: TallyShape


class ReachShape(Schema):
    tally: TallyShape
    groups: list[GroupTallyShape]


class ReachRowShape(Schema):
    service_id: int
    service_type: ServiceType
    location_id: int
    location_name: str
    regulator_id: str | None
    organisation_name: str
    place_name: str
    council_name: str
    city: str
    is_commissioned: bool | None
    state: str
    way: str
    refused: str
    proven_on: date | None
    failed_on: date | None


class ReachRowsShape(Schema):
    items: list[ReachRowShape]
    next: str | None
