import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.register.rules import drawing
from regard.domains.register.rules.drawing import Point

BOX = (-1.0, 53.0, 0.0, 54.0)
points = st.lists(
    st.builds(
        Point,
        longitude=st.floats(-1, 0),
        latitude=st.floats(53, 54),
        is_gap=st.booleans(),
    ),
    max_size=700,
)


class TestFrame:
    def test_keeps_every_corner_within_the_drawing(self):
        frame = drawing.frame_for([BOX, (-3, 50, -2, 55)])

        placed = frame.place(np.array([[-3, 50], [0, 54], [-3, 55], [0, 50]], dtype=float))

        assert placed.min() >= 0
        assert placed[:, 0].max() <= drawing.WIDTH
        assert placed[:, 1].max() <= frame.height

    def test_draws_a_degree_east_shorter_than_one_north(self):
        frame = drawing.frame_for([BOX])

        corners = frame.place(np.array([[-1, 53], [0, 53], [-1, 54]], dtype=float))
        east, north = corners[1, 0] - corners[0, 0], corners[0, 1] - corners[2, 1]

        assert 0.58 < east / north < 0.61


class TestPathOf:
    def test_draws_corners_that_fall_together_once(self):
        ring = [[-1, 53], [0, 53], [0, 53.0000001], [0, 54], [-1, 54], [-1, 53]]
        text = json.dumps({"type": "MultiPolygon", "coordinates": [[ring]]})
        rings = drawing.read_rings(text)

        path = drawing.path_of(rings, drawing.frame_for([BOX]))

        assert path.count(" ") == 2
        assert path.endswith("z")
        assert drawing.bounds_of(rings) == BOX

    def test_leaves_out_what_is_smaller_than_a_dot(self):
        speck = np.array([[-0.5, 53.5], [-0.5, 53.50001], [-0.49999, 53.5], [-0.5, 53.5]])

        assert drawing.path_of([speck], drawing.frame_for([BOX])) == ""


class TestMiddleOf:
    def test_lies_within_the_largest_part(self):
        bent = np.array(
            [[-1, 53], [0, 53], [0, 53.2], [-0.8, 53.2], [-0.8, 54], [-1, 54], [-1, 53]]
        )
        small = np.array([[-0.1, 53.9], [0, 53.9], [0, 54], [-0.1, 53.9]])
        frame = drawing.frame_for([BOX])

        x, y = drawing.middle_of([small, bent], frame)

        import shapely  # noqa: PLC0415

        assert shapely.Polygon(frame.place(bent)).contains(shapely.Point(x, y))

    def test_is_of_what_is_shown_only(self):
        frame = drawing.frame_for([BOX])
        wide = np.array([[-1, 53], [9, 53], [9, 54], [-1, 54], [-1, 53]], dtype=float)
        away = wide + 50

        x, _ = drawing.middle_of([wide], frame)

        assert 0 < x < drawing.WIDTH
        assert drawing.middle_of([away], frame) is None

    def test_is_told_of_an_outline_that_crosses_itself_too(self):
        bow = np.array([[-1, 53], [0, 54], [0, 53], [-1, 54], [-1, 53]], dtype=float)

        assert drawing.middle_of([bow], drawing.frame_for([BOX]))


class TestFindRoom:
    def test_moves_a_name_that_another_stands_at_and_gives_up_where_none_is_left(self):
        frame = drawing.frame_for([BOX])
        taken = []
        while room := drawing.find_room((100, 100), wide=80, high=20, taken=taken, frame=frame):
            assert not any(room.meets(other) for other in taken)
            taken.append(room)

        assert 1 <= len(taken) <= 3


@given(points)
def test_clusters_keep_every_point(points):
    found = drawing.cluster(points, drawing.frame_for([BOX]))

    assert sum(each.number for each in found) == len(points)
    assert sum(each.number for each in found if each.is_gap) == sum(p.is_gap for p in points)
