"""Read published boundaries: GeoJSON, as national publishers name its properties."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regard.domains.register.rules.shapes import BadShape, Shape, join, read_shape
from regard.domains.register.types import AreaLevel
from regard.foundation.base.errors import Refusal

LARGEST = 150 * 1024 * 1024
"""Bytes. England's councils in full detail are 130 MB; generalised, 4 MB."""

MOST_AREAS = 10_000

PUBLISHED = {
    AreaLevel.SYSTEM: ("ICB",),
    AreaLevel.REGION: ("NHSER",),
    AreaLevel.SUB_BOARD: ("SICBL", "LOC"),
    AreaLevel.COUNCIL: ("CTYUA", "UTLA", "LAD"),
    AreaLevel.COUNTRY: ("CTRY",),
    AreaLevel.NEIGHBOURHOOD: ("WD", "MSOA", "LSOA"),
}
"""How the Office for National Statistics begins the names of the properties of each level."""

DEGREES = ("4326", "CRS84")


class CannotReadBoundaries(Refusal):
    """The file holds no boundaries that we can read. The message says where it goes wrong."""


@dataclass(frozen=True)
class PublishedArea:
    """One area of a file."""

    code: str
    name: str
    shape: Shape


@dataclass(frozen=True)
class Fields:
    """Which properties of a file hold the code and the name of an area, and of what level."""

    level: AreaLevel
    code: str
    name: str


def read_boundaries(
    *,
    path: Path,
    name: str,
    level: AreaLevel | None = None,
    code_field: str | None = None,
    name_field: str | None = None,
) -> tuple[AreaLevel, list[PublishedArea]]:
    """
    Return the level and the areas of a GeoJSON file, in its order.

    :param name: what its owner calls it, for messages.
    :param level: None: as the names of its properties say.
    :param code_field: the property that holds the code; None: as publishers name it.
    :raises CannotReadBoundaries: at the first thing in it that cannot be.
    """
    features = _features(path, name)
    fields = _fields(features[0], name, level, code_field, name_field)
    areas = list(_areas(features, fields, name))
    seen: set[str] = set()
    for area in areas:
        if area.code in seen:
            raise CannotReadBoundaries(f"{name}: the code {area.code} stands there twice")
        seen.add(area.code)
    return fields.level, areas


def parse_geojson(text: str | bytes, name: str) -> Mapping[str, Any]:
    """
    Return a GeoJSON object.

    :raises CannotReadBoundaries: if it is none, or says that it is not in degrees.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise CannotReadBoundaries(f"{name} is not GeoJSON: it cannot be read as JSON") from None
    if not isinstance(found, dict) or "type" not in found:
        raise CannotReadBoundaries(f"{name} is not GeoJSON: it has no “type”")
    crs = json.dumps(found.get("crs") or "")
    if found.get("crs") and not any(known in crs for known in DEGREES):
        raise CannotReadBoundaries(
            f"{name} says that it is in {crs[:120]}. Export it in longitude and latitude "
            "(WGS84, EPSG:4326)"
        )
    return found


def _features(path: Path, name: str) -> list[Mapping[str, Any]]:
    if path.stat().st_size > LARGEST:
        raise CannotReadBoundaries(
            f"{name} is larger than {LARGEST // 1024 // 1024} MB. Choose the publisher’s "
            "generalised boundaries (BGC or BSC)"
        )
    found = parse_geojson(path.read_bytes(), name)
    features = found.get("features")
    if found["type"] != "FeatureCollection" or not isinstance(features, list) or not features:
        raise CannotReadBoundaries(f"{name} is no collection of areas (a FeatureCollection)")
    if len(features) > MOST_AREAS:
        raise CannotReadBoundaries(f"{name} holds more than {MOST_AREAS:,} areas")
    return features


def _fields(
    feature: object,
    name: str,
    level: AreaLevel | None,
    code_field: str | None,
    name_field: str | None,
) -> Fields:
    properties = _properties(feature)
    for each in [level] if level else PUBLISHED:
        code = code_field or _field(properties, PUBLISHED.get(each, ()), "CD")
        if code and code in properties:
            title = name_field or _field(properties, PUBLISHED.get(each, ()), "NM") or code
            return Fields(each, code, title)
    known = ", ".join(list(properties)[:12]) or "none"
    raise CannotReadBoundaries(
        f"{name}: we do not know which property holds the code of "
        f"{'an area' if level is None else f'a {level.label.lower()}'}. Its properties: {known}. "
        "Say which with --code-field and --name-field, and the level with --level"
    )


def _field(properties: Mapping[str, Any], stems: tuple[str, ...], end: str) -> str | None:
    for stem in stems:
        pattern = re.compile(rf"{stem}\d\d{end}", re.IGNORECASE)
        found = next((key for key in properties if pattern.fullmatch(key)), None)
        if found:
            return found
    return None


def _properties(feature: object) -> Mapping[str, Any]:
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    return properties if isinstance(properties, Mapping) else {}


def _areas(
    features: list[Mapping[str, Any]], fields: Fields, name: str
) -> Iterator[PublishedArea]:
    for number, feature in enumerate(features, start=1):
        properties = _properties(feature)
        code = str(properties.get(fields.code) or "").strip()
        title = " ".join(str(properties.get(fields.name) or code).split())
        if not code:
            raise CannotReadBoundaries(f"{name}, area {number}: its {fields.code} is empty")
        try:
            shape = read_shape(feature.get("geometry"))
        except BadShape as problem:
            raise CannotReadBoundaries(
                f"{name}, area {number} ({title}, {code}): {problem}"
            ) from None
        yield PublishedArea(code, title, shape)


def read_area(text: str | bytes, name: str) -> Shape:
    """
    Return the one area that a GeoJSON text draws: all its polygons together.

    :param name: what it is called in messages, e.g. the file's name.
    :raises CannotReadBoundaries: if it is not GeoJSON in degrees, or draws no area.
    """
    found = parse_geojson(text, name)
    features = found.get("features") if found["type"] == "FeatureCollection" else [found]
    if not isinstance(features, list) or not features or len(features) > MOST_AREAS:
        raise CannotReadBoundaries(f"{name} draws no area")
    shapes = []
    for number, feature in enumerate(features, start=1):
        is_feature = isinstance(feature, Mapping) and feature.get("type") == "Feature"
        try:
            shapes.append(read_shape(feature.get("geometry") if is_feature else feature))
        except BadShape as problem:
            where = f"{name}, area {number}" if len(features) > 1 else name
            raise CannotReadBoundaries(f"{where}: {problem}") from None
    return join(shapes)
