import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache

from regard.foundation.design import charts

ROWS = [{"week": "2 Nov", "answers": 41}, {"week": "9 Nov", "answers": 128}]


def bars(rows):
    import altair as alt  # noqa: PLC0415 (slow, as in pages)

    return (
        alt.Chart(alt.InlineData(values=list(rows))).mark_bar().encode(x="week:O", y="answers:Q")
    )


def draw(rows=ROWS, *, title="Answers by week", description="Most in the second."):
    return charts.draw(bars, rows, title=title, description=description)


class TestDraw:
    def test_draws_once_for_the_same_content(self, monkeypatch):
        first = draw()
        monkeypatch.setattr(charts, "_render", lambda _chart: pytest.fail("drawn again"))

        assert draw() == first

    def test_is_the_same_each_time_it_is_drawn(self):
        first = draw()
        cache.clear()

        assert draw() == first

    def test_draws_anew_for_other_content(self):
        assert draw().svg != draw([{"week": "2 Nov", "answers": 42}]).svg
        assert draw().svg != draw(title="Other").svg

    def test_has_a_name_and_a_description(self):
        svg = draw(title="Answers & more", description="Up < down").svg
        root = ET.fromstring(svg)  # noqa: S314 (our own)
        space = "{http://www.w3.org/2000/svg}"

        assert root.get("role") == "img"
        assert root.find(f"{space}title").text == "Answers & more"
        assert root.find(f"{space}desc").text == "Up < down"
        assert root.get("aria-labelledby").split() == [
            root.find(f"{space}title").get("id"),
            root.find(f"{space}desc").get("id"),
        ]

    def test_holds_nothing_that_our_policy_forbids(self):
        svg = draw().svg

        assert "style=" not in svg
        assert "<script" not in svg
        assert "aria-roledescription" not in svg
        assert "Inter, Arial" in svg


def test_nothing_is_loaded_before_something_is_drawn():
    look = "import sys, regard.foundation.design.charts; print('altair' in sys.modules)"

    found = subprocess.run(  # noqa: S603 (our own words)
        [sys.executable, "-c", look], capture_output=True, text=True, check=True
    )

    assert found.stdout.strip() == "False"
