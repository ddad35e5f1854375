"""The linkage on a register: by hand on a few services, and held to its bars on made rolls."""

import sys
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from benchmarks.made_rolls import halve, make_rolls, part, read_register
from regard.entrypoints.demonstration.population import make_population
from regard.foundation.analysis.linkage import (
    DuckDB,
    Record,
    Verdict,
    count_words,
    engine_of,
    link,
)
from regard.foundation.analysis.linkage.comparisons import COMPARISONS
from regard.foundation.analysis.linkage.engines import EngineMissing, Spark
from regard.foundation.analysis.linkage.parameters import RATES

REGISTER = [
    Record(
        "1",
        "Willow House Nursing Home",
        ("Fenland Care Ltd",),
        "12 Church Road",
        "Lincoln",
        "LN1 3AB",
    ),
    Record("2", "Willow Court", ("Fenland Care Ltd",), "14 Church Road", "Lincoln", "LN1 3AC"),
    Record(
        "3", "The Elms", ("Elm Care Limited", "Old Elm Ltd"), "4 Mill Lane", "Lincoln", "LN2 4CD"
    ),
    Record(
        "4", "Oak Lodge", ("Drove Homes",), "77 Long Drove", "Boston", "PE21 8GH", "01205 555123"
    ),
    Record("5", "Oak Lodge", ("Fosse Care",), "3 Station Road", "Sleaford", "NG34 7AA"),
    Record(
        "6", "St Mary's", ("Abbey Homes",), "1 Abbey Street", "Lincoln", "LN5 7EF", "", "1-123"
    ),
    *(
        Record(
            f"x{n}",
            f"House {n} {word}",
            (f"Owner {n}",),
            f"{n} {word} Street",
            "Grantham",
            f"NG31 {n % 10}AB",
        )
        for n, word in enumerate(
            ["Alder", "Birch", "Cedar", "Damson", "Elder", "Fir", "Gorse"] * 6
        )
    ),
]


def found(line):
    [match] = link([replace(line, key="2")], REGISTER)
    return match.verdict, [each.key for each in match.candidates]


class TestLink:
    @pytest.mark.parametrize(
        ("line", "key"),
        [
            (Record("", "WILLOW HSE N.H.", (), "12 Church Rd", "", "ln13ab"), "1"),
            (Record("", "Wilow House", ("Fenland Care",), "", "Lincoln", ""), "1"),
            (Record("", "The Elms", ("Old Elm Ltd",), "", "", "LN2 4CD"), "3"),
            (Record("", "Oak Lodge", (), "", "Boston", ""), "4"),
            (Record("", "Saint Marys Home", (), "1 Abbey St.", "", "LN5 7FE"), "6"),
            (Record("", "Elm Care Ltd", ("The Elms",), "4 Mill Lane", "", "LN2 4CD"), "3"),
            (Record("", "", (), "", "", "", "", "1-123"), "6"),
        ],
    )
    def test_knows_a_service_by_whatever_it_is_called(self, line, key):
        _, keys = found(line)

        assert keys[0] == key

    def test_takes_what_is_certain(self):
        line = Record(
            "", "Willow House", ("Fenland Care Ltd",), "12 Church Road", "Lincoln", "LN1 3AB"
        )

        verdict, keys = found(line)

        assert (verdict, keys[0]) == (Verdict.TAKEN, "1")

    def test_leaves_two_of_one_name_to_a_person(self):
        assert found(Record("", "Oak Lodge", (), "", "", ""))[0] is not Verdict.TAKEN

    def test_knows_nothing_of_what_the_register_has_not(self):
        line = Record("", "Trattoria Roma", ("Cesare SpA",), "Via Appia 1", "Rome", "00184")

        assert found(line) == (Verdict.UNKNOWN, [])

    def test_gives_reasons_that_add_up(self):
        [match] = link([Record("2", "Willow House", (), "", "Lincoln", "LN1 3AB")], REGISTER)

        first = match.candidates[0]
        assert sum(reason.weight for reason in first.reasons) == pytest.approx(first.weight)
        assert {"To begin with", "Name", "Postcode", "Town"} <= {
            reason.about for reason in first.reasons
        }

    def test_does_not_mind_in_which_order_the_register_comes(self):
        lines = [Record("2", "Oak Lodge", (), "", "", ""), Record("3", "Elms", (), "", "Lincoln")]

        assert link(lines, REGISTER) == link(lines, REGISTER[::-1])

    def test_of_no_lines_finds_none_and_in_no_register_nothing(self):
        assert link([], REGISTER) == []
        assert link([Record("2", "Elms")], [])[0].verdict is Verdict.UNKNOWN

    def test_takes_how_common_words_are_from_a_wider_register(self):
        wide = count_words([*REGISTER, *(Record("", f"Willow {n}") for n in range(500))])
        line = Record("2", "Willow Cottage", (), "", "Lincoln", "")

        narrow, wider = link([line], REGISTER), link([line], REGISTER, vocabulary=wide)

        def best(matches):
            return max([each.weight for each in matches[0].candidates], default=-99)

        assert best(narrow) > best(wider)


class TestEngines:
    def test_are_chosen_by_name(self):
        assert isinstance(engine_of("duckdb", ""), DuckDB)
        assert isinstance(engine_of("spark", "local[2]"), Spark)
        with pytest.raises(EngineMissing, match="no linkage engine “abacus”"):
            engine_of("abacus", "")

    def test_say_what_is_missing(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "pyspark.sql", None)

        with pytest.raises(EngineMissing, match="needs pyspark"):
            Spark("local[2]").open()


class TestParameters:
    def test_have_every_level_that_speaks(self):
        levels = {
            (comparison.code, level.code)
            for comparison in COMPARISONS
            for level in comparison.levels
            if not level.is_silent
        }

        assert set(RATES) == levels
        assert all(0 < share <= 1 for rates in RATES.values() for share in rates)


def measure(rolls, register):
    """Return precision of what is taken, recall after review, and the share reviewed."""
    right = taken = reviewed = seen = known = lines = 0
    for roll in rolls:
        for match in link(roll.lines, register):
            truth = roll.truth[match.key]
            keys = [candidate.key for candidate in match.candidates]
            lines, known = lines + 1, known + (truth is not None)
            if match.verdict is Verdict.TAKEN:
                taken, right = taken + 1, right + (keys[0] == truth)
            elif match.verdict is Verdict.DOUBTFUL:
                reviewed, seen = reviewed + 1, seen + (truth in keys)
    return right / taken, (right + seen) / known, reviewed / lines


def as_record(number, location):
    return Record(
        key=str(number),
        name=location.name,
        owners=(location.provider.name,),
        address=location.address,
        town=location.town,
        postcode=location.postcode,
    )


class TestMadeRolls:
    def test_of_a_made_up_register_are_matched_well(self):
        people = make_population(seed=1, today=date(2026, 11, 21))
        everyone = [(as_record(n, each), each.place.name) for n, each in enumerate(people)]
        by = Random(3)  # noqa: S311
        register, unknown = part(everyone, by)

        rolls = make_rolls(register, unknown, sizes=[200, 200], by=by)
        precision, recall, review = measure(rolls, [record for record, _ in register])

        assert precision >= 0.99
        assert recall >= 0.95
        assert review <= 0.10

    def test_of_england_are_matched_well(self, shared_data):
        path = shared_data / "register" / "cqc_ratings_england_2021-02.csv"
        by = Random(20)  # noqa: S311
        register, unknown = part(read_register(path), by)

        rolls = make_rolls(halve(register)[1], halve(unknown)[1], sizes=[300], by=by)
        precision, recall, review = measure(rolls, [record for record, _ in register])

        assert precision >= 0.99
        assert recall >= 0.95
        assert review <= 0.10
