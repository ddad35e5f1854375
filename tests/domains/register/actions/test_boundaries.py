"""Loading the outlines of areas, made up and as published."""

import json
from datetime import UTC, date, datetime

import pytest

from regard.domains.register import actions
from regard.domains.register.models import Board, Boundary, Placement, SystemCouncil
from regard.domains.register.sources.boundaries import CannotReadBoundaries
from regard.domains.register.types import AreaLevel, Belonging
from regard.foundation.audit.models import Entry
from tests.factories.register import LocationFactory, SystemFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
APRIL, MAY, JUNE = (date(2026, month, 1) for month in (4, 5, 6))


def square(west, south=53, size=1):
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(code="E06000001", name="Hartlepool", geometry=None):
    return {
        "type": "Feature",
        "properties": {"FID": 1, "CTYUA23CD": code, "CTYUA23NM": name},
        "geometry": geometry or square(-1),
    }


@pytest.fixture
def load(tmp_path):
    def load(*features, text=None, **said):
        path = tmp_path / "areas.geojson"
        whole = {"type": "FeatureCollection", "features": list(features)}
        path.write_text(text if text is not None else json.dumps(whole | said.pop("also", {})))
        usual = {"source": "ONS, OGL v3", "by": "command", "at": NOON, "name": "areas.geojson"}
        return actions.load_boundaries(path=path, **usual | said)

    return load


class TestLoadBoundaries:
    def test_keeps_each_outline_with_where_it_comes_from(self, load):
        done = load(feature(), valid_from=APRIL)

        assert (done.level, done.added, done.unknown) == (AreaLevel.COUNCIL, 1, [])
        held = Boundary.objects.get()
        assert (held.code, held.name, held.valid_from) == ("E06000001", "Hartlepool", APRIL)
        assert (held.west, held.south, held.east, held.north) == (-1, 53, 0, 54)
        assert json.loads(held.drawing)["type"] == "Polygon"
        assert held.file.name == "areas.geojson"
        assert held.source == "ONS, OGL v3"
        entry = Entry.objects.get()
        assert (entry.event, entry.by) == ("register.boundaries_loaded", "command")

    def test_changes_nothing_the_second_time(self, load):
        load(feature(geometry=square(-1.123456789, size=0.7654321)))
        before = list(Boundary.objects.values())

        done = load(feature(geometry=square(-1.123456789, size=0.7654321)))

        assert (done.added, done.replaced, done.unchanged) == (0, 0, 1)
        assert list(Boundary.objects.values()) == before

    def test_lets_a_later_date_succeed_and_puts_an_earlier_one_before(self, load):
        load(feature(geometry=square(0)), valid_from=MAY)
        load(feature(geometry=square(1)), valid_from=JUNE)
        load(feature(geometry=square(2)), valid_from=APRIL)

        rows = Boundary.objects.order_by("valid_from")
        assert [(row.west, row.valid_from, row.valid_to) for row in rows] == [
            (2, APRIL, MAY),
            (0, MAY, JUNE),
            (1, JUNE, None),
        ]

    def test_draws_one_of_the_same_date_anew(self, load):
        load(feature(geometry=square(0)))

        done = load(feature(geometry=square(1)))

        assert done.replaced == 1
        assert Boundary.objects.get().west == 1

    def test_leaves_what_has_not_changed_by_a_later_date(self, load):
        load(feature())

        assert load(feature(), valid_from=JUNE).unchanged == 1
        assert Boundary.objects.get().valid_from is None

    def test_does_not_reach_beyond_the_days_of_a_board(self, load):
        properties = {"ICB24CD": "E54000034", "ICB24NM": "Frimley"}
        new = {"ICB26CD": "E54000067", "ICB26NM": "Hampshire and Isle of Wight"}
        load({"type": "Feature", "properties": properties, "geometry": square(0)})
        load({"type": "Feature", "properties": new, "geometry": square(1)})

        frimley, hampshire = Boundary.objects.order_by("code")
        assert (frimley.valid_from, frimley.valid_to) == (date(2022, 7, 1), APRIL)
        assert (hampshire.valid_from, hampshire.valid_to) == (APRIL, None)

    def test_keeps_and_names_what_it_does_not_know(self, load):
        done = load(feature(), feature("W06000015", "Cardiff"))

        assert done.unknown == ["Cardiff"]
        assert Boundary.objects.count() == 2

    def test_mends_an_outline_that_crosses_itself_and_says_so(self, load):
        bow = [[0, 50], [1, 51], [1, 50], [0, 51], [0, 50]]

        done = load(feature(geometry={"type": "Polygon", "coordinates": [bow]}))

        assert done.mended == [("Hartlepool", "self-intersection")]
        assert Boundary.objects.get().geometry["type"] == "MultiPolygon"

    def test_reads_properties_of_other_names_if_told(self, load):
        other = {"type": "Feature", "properties": {"code": 7, "title": " A  b "}}

        done = load(
            other | {"geometry": square(0)},
            level=AreaLevel.NEIGHBOURHOOD,
            code_field="code",
            name_field="title",
        )

        assert done.unknown == []
        held = Boundary.objects.get()
        assert (held.level, held.code, held.name) == ("neighbourhood", "7", "A b")

    def test_tells_apart_the_services_of_a_council_in_several_boards(self, load):
        system = SystemFactory(board=Board.objects.get(gss_code="E54000048"))
        council = system.councils.get()
        SystemCouncil.objects.update(is_whole=False)
        system.board.council_shares.create(council=council, small_areas=1, share=0.5, source="x")
        LocationFactory(council=council, longitude=-0.5, latitude=53.5)
        area = {"ICB26CD": "E54000048", "ICB26NM": "Lancashire and South Cumbria"}

        done = load({"type": "Feature", "properties": area, "geometry": square(-1)})

        assert done.moved == 1
        assert Placement.objects.get().belongs_by == Belonging.OUTLINE


def collection(*features, **also):
    return json.dumps({"type": "FeatureCollection", "features": list(features)} | also)


BAD = {
    "is not GeoJSON: it cannot be read as JSON": "{",
    "is not GeoJSON: it has no “type”": "[]",
    "is no collection of areas": '{"type": "Feature"}',
    "we do not know which property holds the code of an area. Its properties: none": collection(
        {"type": "Feature", "geometry": square(0)}
    ),
    "area 1: its CTYUA23CD is empty": collection(feature(code="")),
    "the code E06000001 stands there twice": collection(feature(), feature()),
    "area 1 (Hartlepool, E06000001): an area is a Polygon or a MultiPolygon, not Point": (
        collection(feature(geometry={"type": "Point", "coordinates": [0, 51]}))
    ),
    "counted in metres (British National Grid)": collection(feature(geometry=square(447160, 5e5))),
    "says that it is in": collection(
        feature(), crs={"type": "name", "properties": {"name": "EPSG:27700"}}
    ),
    "a corner of it is not on earth": collection(feature(geometry=square(0, 95))),
    "its corners are not lists of longitude and latitude": collection(
        feature(geometry={"type": "Polygon", "coordinates": [["a", "b"]]})
    ),
    "it has no corners": collection(feature(geometry={"type": "Polygon", "coordinates": []})),
    "a corner of it is no number": collection(feature(geometry=square(0))).replace("54", "NaN"),
    "its outline closes round nothing": collection(
        feature(
            geometry={"type": "Polygon", "coordinates": [[[0, 50], [1, 51], [0, 50], [0, 50]]]}
        )
    ),
}


@pytest.mark.parametrize("reason", BAD)
def test_refuses_what_is_no_file_of_boundaries(load, reason):
    with pytest.raises(CannotReadBoundaries) as refused:
        load(text=BAD[reason])

    assert str(refused.value).startswith("areas.geojson")
    assert reason in str(refused.value)
    assert not Boundary.objects.exists()


def test_refuses_what_is_too_large(load, monkeypatch):
    monkeypatch.setattr("regard.domains.register.sources.boundaries.LARGEST", 10)
    with pytest.raises(CannotReadBoundaries, match="larger than 0 MB"):
        load(feature())
    monkeypatch.undo()
    monkeypatch.setattr("regard.domains.register.sources.boundaries.MOST_AREAS", 0)
    with pytest.raises(CannotReadBoundaries, match="more than 0 areas"):
        load(feature())
    monkeypatch.undo()
    monkeypatch.setattr("regard.domains.register.rules.shapes.MOST_POINTS", 4)
    with pytest.raises(CannotReadBoundaries, match="it has 5 corners; we take 4"):
        load(feature())


def test_reads_england_as_it_is_published(shared_data):
    folder = shared_data / "geography"
    found = {}
    for name in (
        "utla_2023_bsc.geojson",
        "nhs_regions_2024_bsc.geojson",
        "sub_icb_2023_bsc.geojson",
        "DERIVED_icb_2026_bsc.geojson",
    ):
        done = actions.load_boundaries(
            path=folder / name, name=name, source="ONS, OGL v3", by="command", at=NOON
        )
        found[done.level] = (done.added, len(done.unknown))

    assert found == {
        AreaLevel.COUNCIL: (218, 65),  # those of the rest of the United Kingdom
        AreaLevel.REGION: (7, 0),
        AreaLevel.SUB_BOARD: (106, 0),
        AreaLevel.SYSTEM: (36, 0),
    }
