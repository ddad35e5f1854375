"""
Rolls matched to the register, where the truth is known, beside what else could match them.

`python -m benchmarks.linkage [lines]`, or with `--spark spark://host:7077` the same roll on both
engines. Rolls are made from the regulator's ratings by realistic mishaps
(`benchmarks.made_rolls`), of councils that the model was not trained on, and linked to all of
England. Peers: exact names and postcodes, which is what a spreadsheet's look-up does, and
rapidfuzz's token-set ratio of name, address and postcode, at the threshold that suits it best.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from rapidfuzz import fuzz, process
from scipy import stats

from benchmarks.made_rolls import MadeRoll, halve, make_rolls, part, read_register
from regard.foundation.analysis.linkage import DuckDB, Match, Record, Verdict, link
from regard.foundation.analysis.linkage.comparisons import COMPARISONS, Comparison
from regard.foundation.analysis.linkage.engines import Spark

SHARED = Path(__file__).parents[2] / "shared" / "data"
SEED = 7
ROLL = 200
LINES = 2_000
PRECISION_BAR, RECALL_BAR, REVIEW_BAR = 0.99, 0.95, 0.10

Found = dict[str, tuple[str | None, tuple[str, ...]]]
"""By line: what was taken without review, or None; and what a reviewer is shown."""

Way = Callable[[MadeRoll, Sequence[Record]], Found]


@dataclass(frozen=True)
class Measured:
    """How well rolls were matched, in counts of lines."""

    lines: int
    known: int
    taken: int
    taken_right: int
    reviewed: int
    reviewed_right: int
    seconds: tuple[float, ...]

    @property
    def precision(self) -> float:
        return self.taken_right / max(1, self.taken)

    @property
    def recall(self) -> float:
        return (self.taken_right + self.reviewed_right) / max(1, self.known)

    @property
    def review(self) -> float:
        return self.reviewed / max(1, self.lines)


def main() -> None:
    path = Path(os.environ.get("REGARD_SHARED_DATA", SHARED)) / "register"
    path /= "cqc_ratings_england_2021-02.csv"
    if not path.is_file():
        print("Not measured: the folder of real public data (../shared/data) is not here.")
        return
    by = Random(SEED)  # noqa: S311 (no secret: the same rolls every time)
    register, unknown = part(read_register(path), by)
    records = [record for record, _ in register]
    if "--spark" in sys.argv:
        compare_engines(register, unknown, records, by)
        return
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
    rolls = make_rolls(
        halve(register)[1], halve(unknown)[1], sizes=[ROLL] * (lines // ROLL), by=by
    )
    print(f"{lines:,} lines in rolls of {ROLL}, linked to {len(records):,} locations.")
    print(f"{'':34}{'precision taken':>24}{'recall after review':>24}{'review':>8}{'s/roll':>8}")
    measured = {name: _show(name, way, rolls, records) for name, way in _ways(rolls, records)}
    _check(measured["Regard (Splink on DuckDB)"])


def _ways(rolls: Sequence[MadeRoll], records: Sequence[Record]) -> list[tuple[str, Way]]:
    fewer = {
        f"  without {label}": tuple(each for each in COMPARISONS if each.code not in codes)
        for label, codes in (
            ("postcode", {"postcode"}),
            ("address and town", {"address", "town"}),
            ("provider", {"owner"}),
        )
    }
    return [
        ("Regard (Splink on DuckDB)", _regard(COMPARISONS)),
        ("  without term frequencies", _regard(_without_frequencies())),
        *((name, _regard(comparisons)) for name, comparisons in fewer.items()),
        ("Exact name and postcode", _exact),
        ("rapidfuzz, at its best threshold", _best_fuzzy(rolls[:2], records)),
    ]


def _regard(comparisons: Sequence[Comparison]) -> Way:
    def way(roll: MadeRoll, records: Sequence[Record]) -> Found:
        return {
            match.key: _of(match) for match in link(roll.lines, records, comparisons=comparisons)
        }

    return way


def _of(match: Match) -> tuple[str | None, tuple[str, ...]]:
    keys = tuple(candidate.key for candidate in match.candidates)
    if match.verdict is Verdict.TAKEN:
        return keys[0], ()
    return None, keys


def _without_frequencies() -> tuple[Comparison, ...]:
    """Return the comparisons with the names' frequencies, and rare words, told from no others."""
    return tuple(
        replace(
            comparison,
            levels=tuple(
                replace(level, frequency_of="")
                for level in comparison.levels
                if not (comparison.code == "name" and level.code in {"rare_part", "rare"})
            ),
        )
        for comparison in COMPARISONS
    )


def _exact(roll: MadeRoll, records: Sequence[Record]) -> Found:
    """Take a line whose name and postcode are a location's, capitals and spaces apart."""
    known: dict[tuple[str, str], list[str]] = {}
    for record in records:
        known.setdefault(_plain(record), []).append(record.key)
    found = {line.key: known.get(_plain(line), []) for line in roll.lines}
    return {key: (keys[0] if len(keys) == 1 else None, tuple(keys)) for key, keys in found.items()}


def _plain(record: Record) -> tuple[str, str]:
    return (
        "".join(record.name.lower().split()),
        "".join(record.postcode.lower().split()),
    )


def _fuzzy(take: float, show: float) -> Way:
    texts: dict[str, str] = {}

    def way(roll: MadeRoll, records: Sequence[Record]) -> Found:
        texts.update({record.key: _text(record) for record in records if record.key not in texts})
        found: Found = {}
        for line in roll.lines:
            best = process.extract(_text(line), texts, scorer=fuzz.token_set_ratio, limit=3)
            shown = tuple(key for _, score, key in best if score >= show)
            clear = len(best) < 2 or best[0][1] > best[1][1]
            is_sure = bool(best) and best[0][1] >= take and clear
            found[line.key] = (best[0][2], ()) if is_sure else (None, shown)
        return found

    return way


def _text(record: Record) -> str:
    return f"{record.name} {record.address} {record.town} {record.postcode}".lower()


def _best_fuzzy(rolls: Sequence[MadeRoll], records: Sequence[Record]) -> Way:
    """Return the peer with the threshold that takes most at the precision asked for, or best."""
    tried = []
    for take in (85.0, 90.0, 95.0, 98.0):
        way = _fuzzy(take, take - 10)
        result = measure(way, rolls, records)
        tried.append((min(result.precision, PRECISION_BAR), result.taken_right, take))
    return _fuzzy(max(tried)[2], max(tried)[2] - 10)


def measure(way: Way, rolls: Sequence[MadeRoll], records: Sequence[Record]) -> Measured:
    """Return how well a way matches rolls. A reviewer finds the truth if it is shown."""
    counts = dict.fromkeys(
        ("lines", "known", "taken", "taken_right", "reviewed", "reviewed_right"), 0
    )
    seconds = []
    for roll in rolls:
        start = time.perf_counter()
        found = way(roll, records)
        seconds.append(time.perf_counter() - start)
        for key, truth in roll.truth.items():
            taken, shown = found[key]
            counts["lines"] += 1
            counts["known"] += truth is not None
            counts["taken"] += taken is not None
            counts["taken_right"] += taken is not None and taken == truth
            counts["reviewed"] += taken is None and bool(shown)
            counts["reviewed_right"] += taken is None and truth in shown
    return Measured(**counts, seconds=tuple(seconds))


def _show(name: str, way: Way, rolls: Sequence[MadeRoll], records: Sequence[Record]) -> Measured:
    done = measure(way, rolls, records)
    print(
        f"{name:34}{_share(done.taken_right, done.taken):>24}"
        f"{_share(done.taken_right + done.reviewed_right, done.known):>24}"
        f"{done.review:>8.1%}{statistics.median(done.seconds):>8.1f}",
        flush=True,
    )
    return done


def _share(part_of: int, whole: int) -> str:
    """Return a share with its 95% interval after Wilson."""
    interval = stats.binomtest(part_of, max(1, whole)).proportion_ci(method="wilson")
    return f"{part_of / max(1, whole):.1%} ({interval.low:.1%}–{interval.high:.1%})"


def _check(done: Measured) -> None:
    print(
        f"\nBars: precision {PRECISION_BAR:.0%}, recall {RECALL_BAR:.0%}, review at most "
        f"{REVIEW_BAR:.0%} of lines."
    )
    is_met = (
        done.precision >= PRECISION_BAR and done.recall >= RECALL_BAR and done.review <= REVIEW_BAR
    )
    if not is_met:
        sys.exit("Not met.")
    print("Met.")


def compare_engines(
    register: list[tuple[Record, str]],
    unknown: list[tuple[Record, str]],
    records: Sequence[Record],
    by: Random,
) -> None:
    """Link one roll on DuckDB and on a Spark cluster, and end with 1 if they differ."""
    master = sys.argv[sys.argv.index("--spark") + 1]
    [roll] = make_rolls(halve(register)[1], halve(unknown)[1], sizes=[300], by=by)
    answers = []
    for name, engine in (("DuckDB", DuckDB()), ("Spark", Spark(master))):
        start = time.perf_counter()
        answers.append([_rounded(each) for each in link(roll.lines, records, engine=engine)])
        print(f"{name}: {time.perf_counter() - start:.1f} s", flush=True)
    if answers[0] != answers[1]:
        sys.exit("They differ.")
    print("The same verdicts, candidates and weights, line by line.")


def _rounded(match: Match) -> tuple[object, ...]:
    return (
        match.key,
        match.verdict,
        [
            (
                each.key,
                round(each.weight, 6),
                [(r.words, round(r.weight, 6)) for r in each.reasons],
            )
            for each in match.candidates
        ],
    )


if __name__ == "__main__":
    main()
