from contextlib import ExitStack
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regard.domains.register.rules.told import ToldLocations
from regard.domains.register.sources import staging
from regard.domains.register.sources.cannot_read import CannotRead
from regard.domains.register.sources.found import Found
from regard.domains.register.sources.reading import open_file
from regard.domains.register.sources.setting import Setting
from tests.domains.register.files import COLUMNS, line, write_ratings

ODD = {
    "number": ["1-1", " 1-7", "1-7x", ""],
    "name": [" Ash ", "Ash\x1fHouse", "a\\b", '"Ash"', "Ash, The", "\u00a0Ash", ""],
    "care_home": ["N", "n", "?"],
    "kind": ["Dentist"],
    "street": ["1 High\nStreet", " 1 High Street", ""],
    "city": [" Lincoln"],
    "postcode": ["ln1 3ab", "LN1", "PE25 2AA"],
    "council": ["Cornwall", "Cumbria", "Nowhere", " Lincolnshire County Council"],
    "group": ["Care homes"],
    "domain": ["Safe"],
    "rating": ["Requires Improvement", "Not Rated", "", " good "],
    "published": ["", "2021-01-01", "31/12/2030", "x"],
    "provider_number": ["1-901", "1-902", " 1-900", ""],
    "provider": ["Kent County Council", "Oak NHS Trust", "", " Oak "],
    "brand_number": ["BD1", " - "],
    "brand": ["BRAND Ash", "BRAND BRAND Ash", "-"],
    "longitude": ["", "-0.540", "53.2", "x"],
    "latitude": ["", "53.230", "-0.5"],
}
CELLS = st.sampled_from(sorted(ODD)).flatmap(
    lambda name: st.tuples(st.just(name), st.sampled_from(ODD[name]))
)
CHANGES = st.lists(st.lists(CELLS, max_size=2).map(dict), min_size=1, max_size=8)


def read(path, gazetteer, *, at_once):
    """Return what is read of a file, what else was found, or why it is refused."""
    told, found = [], Found(path.name)
    with ExitStack() as stack:
        opened = open_file(stack, path, path.name)
        if not at_once:
            opened.table.plain = None
        setting = Setting(path.name, opened.layout, gazetteer, None, date(2026, 11, 21))
        try:
            for each in opened.read(setting, found):
                told += each if isinstance(each, ToldLocations) else [each]
        except CannotRead as refusal:
            return str(refusal)
    return told, found, list(found.organisations)


class TestReadAtOnce:
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(CHANGES)
    def test_reads_the_same_as_one_by_one(self, tmp_path, gazetteer, changes):
        lines = [
            line(number) | {COLUMNS[name]: value for name, value in cells.items()}
            for number, cells in enumerate(changes, start=1)
        ]
        path = write_ratings(tmp_path / "a.csv", lines)

        read_at_once = read(path, gazetteer, at_once=True)

        assert read_at_once == read(path, gazetteer, at_once=False)

    @pytest.mark.parametrize("odd", [[], ["Ash\x1fHouse"], ["\x1eAsh"], ["Ash\x1d"]])
    def test_writes_the_same_as_one_by_one(self, tmp_path, gazetteer, odd):
        names = ["Ash", "a\\b", *odd, "Ash, The", "Tŷ’r Onnen"]
        lines = [line(n, name=name) for n, name in enumerate(names)]
        path = write_ratings(tmp_path / "a.csv", lines)
        with ExitStack() as stack:
            opened = open_file(stack, path, path.name)
            setting = Setting(path.name, opened.layout, gazetteer, None, date(2026, 11, 21))
            [told] = opened.read(setting, Found(path.name))

        assert staging.write_columns(told) == staging.write_block(list(told)).encode()

    def test_reads_all_of_england_at_once(self, england, gazetteer):
        read_at_once = read(england, gazetteer, at_once=True)

        assert read_at_once == read(england, gazetteer, at_once=False)


@pytest.fixture
def england(shared_data):
    return shared_data / "register" / "cqc_ratings_england_2021-02.csv"
