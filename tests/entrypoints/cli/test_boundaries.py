import json

import pytest

from regard.domains.register.models import Boundary, System

pytestmark = pytest.mark.django_db


def square(west, south=53, size=1):
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def path(tmp_path):
    bow = {"type": "Polygon", "coordinates": [[[0, 50], [1, 51], [1, 50], [0, 51], [0, 50]]]}
    named = [("E10000019", "Lincolnshire", square(-1)), ("W06000015", "Cardiff", bow)]
    named += [(f"W{number}", f"Town {number}", square(number)) for number in range(12)]
    features = [
        {
            "type": "Feature",
            "properties": {"CTYUA23CD": code, "CTYUA23NM": name},
            "geometry": geometry,
        }
        for code, name, geometry in named
    ]
    path = tmp_path / "councils.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


class TestLoadBoundaries:
    def test_says_what_came_of_it(self, regard, path):
        done = regard("register", "load-boundaries", str(path), "--from", "2023-04-01")

        assert done.exit_code == 0, done.output
        assert "Mended: Cardiff: self-intersection" in done.output
        assert "Kept, though of no area that we know: Cardiff, Town 0" in done.output
        assert "and 3 more" in done.output
        assert str(Boundary.objects.get(code="E10000019").valid_from) == "2023-04-01"

    def test_prints_json_for_programs(self, regard, path):
        regard("register", "load-boundaries", str(path))

        done = regard("register", "load-boundaries", str(path), "--json")

        told = json.loads(done.stdout)
        assert (told["level"], told["added"], told["unchanged"]) == ("council", 0, 14)

    def test_ends_with_1_at_a_file_that_is_none(self, regard, tmp_path):
        path = tmp_path / "a.geojson"
        path.write_text("{}")

        done = regard("register", "load-boundaries", str(path))

        assert done.exit_code == 1
        assert "a.geojson is not GeoJSON" in str(done.exception)
        assert not Boundary.objects.exists()


class TestAddSystem:
    def test_offers_every_council_of_the_board_with_its_share(self, regard):
        done = regard("register", "add-system", "Lancashire", "--board", "QE1", "--prefix", "LSC")

        assert done.exit_code == 0, done.output
        through = System.objects.get().councils.through.objects
        assert "Cumberland" in done.output
        assert "75% of its small areas" in done.output
        assert "only the services within this board" in done.output
        assert through.filter(is_whole=False).count() == 3
