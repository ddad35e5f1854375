import json

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.register.rules.shapes import BadShape, find_inside, join, read_shape, simplify


def square(west, south=0, size=1):
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


corner = st.integers(-5, 5)
boxes = st.lists(st.tuples(corner, corner, st.integers(1, 4)), max_size=5)
some_points = st.lists(st.tuples(st.floats(-6, 10), st.floats(-6, 10)), max_size=30)


@given(boxes, some_points)
def test_finds_the_points_of_each_area_as_asking_one_by_one_does(boxes, points):
    areas = [shapely.box(x, y, x + size, y + size) for x, y, size in boxes]
    table = np.array(points, dtype=float).reshape(-1, 2)

    found = find_inside(areas, table)

    for (x, y, size), inside in zip(boxes, found, strict=True):
        slowly = [
            number
            for number, (east, north) in enumerate(points)
            if x <= east <= x + size and y <= north <= y + size
        ]
        assert inside.tolist() == slowly


class TestReadShape:
    def test_mends_what_crosses_itself(self):
        bow = [[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]

        shape = read_shape({"type": "Polygon", "coordinates": [bow]})

        assert shape.mended == "self-intersection"
        assert shape.area.is_valid
        assert shape.area.area == pytest.approx(2)

    def test_drops_heights(self):
        ring = [[0, 0, 9], [1, 0, 9], [1, 1, 9], [0, 0, 9]]

        shape = read_shape({"type": "Polygon", "coordinates": [ring]})

        assert not shape.area.has_z
        assert shape.bounds == (0, 0, 1, 1)

    @pytest.mark.parametrize(
        "geometry", [None, [], {}, {"type": "Polygon"}, {"type": "LineString", "coordinates": []}]
    )
    def test_refuses_what_is_no_area(self, geometry):
        with pytest.raises(BadShape):
            read_shape(geometry)


def test_areas_that_fit_together_still_do_when_simplified():
    wavy = [[1 + 0.00005 * (number % 2), number / 50] for number in range(51)]
    west = shapely.Polygon([[0, 0], *wavy, [0, 1]])
    east = shapely.Polygon([[2, 0], *wavy, [2, 1]])

    drawn = [shapely.from_geojson(text) for text in simplify([west, east])]

    assert shapely.get_num_coordinates(drawn).sum() < 20
    assert shapely.intersection(*drawn).area == 0
    assert shapely.union(*drawn).area == pytest.approx(2)


def test_areas_that_overlap_are_simplified_one_by_one():
    shapes = [read_shape(square(0)), read_shape(square(0.5))]

    texts = simplify([shape.area for shape in shapes])

    assert [json.loads(text)["type"] for text in texts] == ["Polygon", "Polygon"]


def test_joining_keeps_what_was_wrong_with_a_part():
    bow = {"type": "Polygon", "coordinates": [[[5, 0], [7, 2], [7, 0], [5, 2], [5, 0]]]}

    whole = join([read_shape(square(0)), read_shape(bow)])

    assert whole.mended == "self-intersection"
    assert whole.area.area == pytest.approx(3)
