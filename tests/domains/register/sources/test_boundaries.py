"""The districts of split councils, against the boundaries of the councils that took over."""

import csv
import json

import pytest

from regard.domains.register.models import Council
from regard.domains.register.sources.gazetteer import read_gazetteer

pytestmark = pytest.mark.django_db

SPLIT = {"Cumbria", "Northamptonshire"}
LEAST_AGREEMENT = 0.97


def is_inside(longitude, latitude, geometry):
    """Test whether a point lies in an area, by counting the edges to its east."""
    areas = geometry["coordinates"]
    areas = areas if geometry["type"] == "MultiPolygon" else [areas]
    return any(
        crosses(longitude, latitude, area[0])
        and not any(crosses(longitude, latitude, hole) for hole in area[1:])
        for area in areas
    )


def crosses(longitude, latitude, ring):
    inside = False
    for (x, y), (next_x, next_y) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y > latitude) != (next_y > latitude):
            inside ^= longitude < (next_x - x) * (latitude - y) / (next_y - y) + x
    return inside


def test_districts_of_split_councils_agree_with_the_boundaries(shared_data):
    geography = json.loads((shared_data / "geography" / "utla_2023_bsc.geojson").read_text())
    areas = {f["properties"]["CTYUA23CD"]: f["geometry"] for f in geography["features"]}
    code = dict(Council.objects.values_list("pk", "gss_code"))
    gazetteer = read_gazetteer()
    path = shared_data / "register" / "cqc_ratings_england_2021-02.csv"
    agreed = []

    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["Location Local Authority"] in SPLIT:
                council = gazetteer.find(
                    row["Location Local Authority"], row["Location Post Code"]
                )
                assert council is not None, row["Location Post Code"]
                if row["Longitude"]:
                    point = float(row["Longitude"]), float(row["Latitude"])
                    agreed.append(is_inside(*point, areas[code[council]]))

    assert len(agreed) == 599
    assert sum(agreed) / len(agreed) >= LEAST_AGREEMENT
