"""Maps as markup: what is drawn, what is said, and that nothing is drawn from words."""

import json
from xml.etree import ElementTree as ET

import pytest

from regard.domains.register.presenters import maps
from regard.domains.register.presenters.maps import Outline, Point, Shade, draw_map

SVG = "{http://www.w3.org/2000/svg}"


def square(west, south=53, size=1):
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def draw(*outlines, **said):
    drawn = draw_map(outlines=outlines, **{"title": "Map", "desc": "Finding"} | said)
    return ET.fromstring(drawn)  # noqa: S314 (our own)


def texts(tree):
    return ["".join(each.itertext()) for each in tree.iter(f"{SVG}text")]


WEST, EAST = Outline("w", "West", square(0)), Outline("e", "East", square(1))


class TestDrawMap:
    def test_is_nothing_without_outlines(self):
        assert draw_map(outlines=[], title="Map", desc="") is None

    def test_says_what_it_is_to_those_who_hear_it(self):
        tree = draw(WEST, title="Map of <here>", desc="2 & 3")

        assert tree.get("role") == "img"
        named = tree.get("aria-labelledby").split()
        said = {each.get("id"): each.text for each in tree if each.get("id")}
        assert [said[name] for name in named] == ["Map of <here>", "2 & 3"]

    def test_draws_each_area_with_its_name_and_shade(self):
        tree = draw(
            WEST,
            EAST,
            Outline("edge", "Edge", square(0, size=2), is_edge=True),
            shades={"w": Shade(1.0, "4 services"), "e": Shade(None, "not known")},
        )

        paths = tree.findall(f"{SVG}path")
        assert [path.findtext(f"{SVG}title") for path in paths] == [
            "West: 4 services",
            "East: not known",
            None,
        ]
        assert paths[0].get("fill-opacity") == "0.70"
        assert paths[2].get("fill") == "none"
        assert texts(tree) == ["West4 services", "Eastnot known"]

    def test_leaves_names_to_the_table_where_areas_are_many(self):
        tree = draw(*(Outline(str(n), f"Area {n}", square(n)) for n in range(15)))

        assert texts(tree) == []
        assert len(tree.findall(f"{SVG}path")) == 15

    def test_draws_few_points_one_by_one_and_gaps_in_another_form(self):
        tree = draw(WEST, points=[Point(0.5, 53.5), Point(0.6, 53.5, is_gap=True)])

        assert len(tree.findall(f"{SVG}circle")) == 1
        assert len(tree.findall(f"{SVG}path")) == 2

    def test_gathers_many_points_into_circles_that_keep_their_number(self):
        points = [Point(0.5, 53.5)] * 600 + [Point(0.1, 53.1, is_gap=True)]

        tree = draw(WEST, points=points)

        assert "West" not in texts(tree)  # one area alone has its name in the title
        circles = tree.findall(f"{SVG}circle")
        assert len(circles) == 2
        assert circles[1].get("stroke-dasharray")
        assert "600" in texts(tree)

    def test_shows_what_lies_within_the_edge_where_there_is_one(self):
        edge = Outline("edge", "Edge", square(0), is_edge=True)

        tree = draw(WEST, Outline("far", "Far", square(9)), edge, points=[Point(9.5, 53.5)])

        assert texts(tree) == ["West"]
        assert not tree.findall(f"{SVG}circle")

    def test_leaves_out_what_lies_elsewhere(self):
        tree = draw(WEST, points=[Point(-30, 53.5), Point(0.5, 10)])

        assert not tree.findall(f"{SVG}circle")

    def test_is_drawn_once_for_each_content(self, monkeypatch):
        first = draw_map(outlines=[WEST], title="Map", desc="")
        monkeypatch.setattr(maps, "_draw", None)

        assert draw_map(outlines=[WEST], title="Map", desc="") == first
        with pytest.raises(TypeError):
            draw_map(outlines=[EAST], title="Map", desc="")
