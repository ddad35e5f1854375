"""
Work out how often each level of each comparison is found, and print `parameters.py`.

    python -m tools.train_linkage cqc_ratings.csv > parameters.py

and put it into `regard/foundation/analysis/linkage`. From rolls made from the register with
known truth (`benchmarks.made_rolls`): each line is compared with the location it means, and
lines with all the locations that they do not mean. The benchmark measures on rolls of the
councils that are left out here.
"""

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.made_rolls import halve, make_rolls, part, read_register
from regard.foundation.analysis.linkage.comparisons import COMPARISONS, GROUPS, Comparison
from regard.foundation.analysis.linkage.engines import DuckDB, make_linker
from regard.foundation.analysis.linkage.features import Features, describe_all
from regard.foundation.analysis.linkage.parameters import Rates

SEED = 20261121
SAME = 3_000
"""Lines compared with the location that they mean."""

DIFFERENT = 400
"""Lines compared with every location of the register: over 8 million pairs."""

LEAST = 0.5
"""Added to every count, so that what was never seen is not impossible."""

ASSUMED: Rates = {
    ("telephone", "same"): (0.85, 2e-4),
    ("telephone", "differ"): (0.15, 0.9998),
    ("number", "same"): (0.97, 5e-6),
    ("number", "differ"): (0.03, 0.999995),
}
"""
No file at hand has telephones or numbers on both sides. A provider's services often share one
telephone; a number is right unless it was copied from another line.
"""

HEAD = '''"""
How often each level is found: between records of one service, and of two different ones.

Written by `python -m tools.train_linkage`; do not edit. From {same:,} lines made by realistic
mishaps from the regulator's ratings of February 2021 ({register:,} locations; Open Government
Licence v3), those of every second council, and {pairs:,} pairs that are not one.
Telephones and numbers are assumed: see there.
"""

Rates = dict[tuple[str, str], tuple[float, float]]
"""By comparison and level: the share among pairs that are one, and among pairs that are not."""

TRAINED_ON = {register:_}
"""Locations of the register that it was worked out from."""

RATES: Rates = {{
{rates}
}}
'''


def main() -> None:
    """Train on the file that is named on the command line."""
    by = Random(SEED)  # noqa: S311 (no secret: the same rolls every time)
    register, unknown = part(read_register(Path(sys.argv[1])), by)
    rolls = make_rolls(halve(register)[0], halve(unknown)[0], sizes=[300] * 12, by=by)
    lines = [line for roll in rolls for line in roll.lines if roll.truth[line.key]]
    truth = [roll.truth[line.key] for roll in rolls for line in roll.lines if roll.truth[line.key]]
    lines = [replace(line, key=str(n)) for n, line in enumerate(lines[:SAME])]
    left, right = describe_all(lines, [record for record, _ in register])
    by_key = {features.unique_id: features for features in right}
    meant = [by_key[key] for key in truth[: len(lines)] if key]
    same = count(left, _keyed(left, meant), "l.number = r.number")
    for features, one in zip(left, meant, strict=True):
        features.keys[:] = [one.unique_id]
    different = count(left[:DIFFERENT], right, "not array_contains(l.keys, r.unique_id)")
    pairs = sum(different["postcode"].values())
    rates = {**estimate(same, different), **ASSUMED}
    print(
        HEAD.format(
            same=len(lines),
            register=len(right),
            pairs=pairs,
            rates="\n".join(
                f'    ("{comparison}", "{level}"): ({m:.6g}, {u:.6g}),'
                for (comparison, level), (m, u) in rates.items()
            ),
        ),
        end="",
    )


def _keyed(left: list[Features], meant: list[Features]) -> list[Features]:
    """Return a copy of what each line means, under a number that only the two share."""
    right = []
    for place, (line, one) in enumerate(zip(left, meant, strict=True)):
        object.__setattr__(line, "number", str(place))
        right.append(replace(one, unique_id=f"r{place}", number=str(place)))
    return right


def count(left: list[Features], right: list[Features], rule: str) -> dict[str, Counter[str]]:
    """Return how many of the pairs that meet the rule are found at each level."""
    door = DuckDB().open()
    rates = {
        (comparison.code, level.code): (0.9, 0.9 / 2**place)
        for comparison in COMPARISONS
        for place, level in enumerate(comparison.levels)
    }
    linker = make_linker(door, left, right, rates=rates, rule=rule)
    table = linker.inference.predict().physical_name
    return {each.code: _counted(door, table, each) for each in COMPARISONS}


def _counted(door: Any, table: str, comparison: Comparison) -> Counter[str]:  # noqa: ANN401
    """Return how often each level stands in a table of pairs: its weight is its place."""
    rows = door.duckdb_con.execute(
        f"select cast(round(mw_{comparison.code}) as integer), count(*) from {table} group by 1"  # noqa: S608
    ).fetchall()
    counts: Counter[str] = Counter()
    for place, how_many in rows:
        level = comparison.levels[place]
        counts["none" if level.is_silent else level.code] += how_many
    return counts


def estimate(same: dict[str, Counter[str]], different: dict[str, Counter[str]]) -> Rates:
    """Return the share of each level in its group, the silent ones left out."""
    rates: Rates = {}
    for comparison in COMPARISONS:
        spoken = [level.code for level in comparison.levels if not level.is_silent]
        for code in spoken:
            whole = [each for each in spoken if each.startswith(_group(code))]
            ours, others = same[comparison.code], different[comparison.code]
            rates[comparison.code, code] = (
                (ours[code] + LEAST) / (sum(ours[each] for each in whole) + LEAST * len(whole)),
                (others[code] + LEAST)
                / (sum(others[each] for each in whole) + LEAST * len(whole)),
            )
    return rates


def _group(level: str) -> str:
    return next((beginning for beginning in GROUPS if level.startswith(beginning)), "")


if __name__ == "__main__":
    main()
