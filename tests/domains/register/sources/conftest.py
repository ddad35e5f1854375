import csv
from contextlib import ExitStack
from datetime import date
from itertools import chain
from pathlib import Path

import pytest

from regard.domains.register.rules.councils import Gazetteer, normalise_council
from regard.domains.register.rules.told import ToldLocations
from regard.domains.register.sources.found import Found
from regard.domains.register.sources.reading import open_file
from regard.domains.register.sources.setting import Setting

REFERENCE = Path(__file__).parents[4] / "regard/domains/register/reference"


@pytest.fixture(scope="session")
def gazetteer():
    """Return the councils of the reference tables, by number as they stand there."""
    with (REFERENCE / "councils.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    live, ended = {}, {}
    for number, row in enumerate(rows, start=1):
        (ended if row["valid_to"] else live)[normalise_council(row["name"])] = number
    return Gazetteer(live=live, ended=ended, successors={})


@pytest.fixture
def read_file(gazetteer):
    """Return what reads a file: its layout, its locations by number, and what else was found."""

    def read_file(path, *, councils=None):
        with ExitStack() as stack:
            opened = open_file(stack, path, path.name)
            found = Found(path.name, councils)
            setting = Setting(
                name=path.name,
                layout=opened.layout,
                gazetteer=gazetteer,
                councils=councils,
                today=date(2026, 11, 21),
            )
            told = opened.read(setting, found)
            rows = chain.from_iterable(
                each if isinstance(each, ToldLocations) else [each] for each in told
            )
            locations = {each.number: each for each in rows}
        return opened.layout, locations, found

    return read_file
