"""
Votes on statements, from rows to every number, against red-dwarf: `python -m benchmarks.polis`.

Ours on a million made votes, 8,000 people on 8,000 statements, from four columns to the report;
and both on real conversations, from the same list of votes, in turn. red-dwarf runs in its own
Python, named by REGARD_PEER_PYTHON (one in which `pip install red-dwarf` has been done), since
its packages are not ours; the time it takes to start is not counted. It leaves out the small
clusters and makes no statement about stability; both reckon map, groups, tests, priorities and
lists. Times are medians, on the wall and on the processor (the same on an idle machine).
"""

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from operator import itemgetter
from pathlib import Path
from statistics import median

import numpy as np

from regard.foundation.analysis.polis.matrix import Cast, Votes, collect
from regard.foundation.analysis.polis.report import report_on
from regard.foundation.analysis.polis.stability import stability_of, tenth_percentile

SHARED = Path(__file__).parents[2] / "shared" / "data"
PEER = Path(__file__).with_name("_polis_peer.py")
PEOPLE, STATEMENTS, VOTES = 8_000, 8_000, 1_000_000
CAMPS = 3
BAR_SECONDS, BAR_RATIO = 1.0, 20.0
RUNS, WARMING_UP = 7, 1
NAMES = ("participant_id", "statement_id", "vote", "modified")

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

Times = tuple[float, float]


@dataclass(frozen=True)
class Conversation:
    """A real conversation as red-dwarf reads it, and as rows in memory for both."""

    name: str
    votes: list[dict[str, int]]
    out: list[int]
    meta: list[int]


Peer = Callable[[Conversation], Times]
"""Runs red-dwarf once; reading the votes is part of no run."""


def main() -> None:
    _made()
    folder = Path(os.environ.get("REGARD_SHARED_DATA", SHARED)) / "votes"
    if not folder.is_dir():
        print("Real conversations not measured: the folder of real public data is not here.")
        return
    found = [*_server(folder / "polis_server_fixtures"), *_open(folder / "polis_open_data")]
    print(f"\n{'':32}{'votes':>8}{'ours, s':>16}{'red-dwarf, s':>16}{'ratio':>12}", end="")
    print(f"{'in one thread':>16}{'ratio':>12}\n{'':40}" + f"{'wall':>9}{'cpu':>7}" * 2, end="")
    print(f"{'wall':>7}{'cpu':>5}{'wall':>9}{'cpu':>7}{'wall':>7}{'cpu':>5}")
    with ExitStack() as stack:
        peers = [stack.enter_context(_peer(more)) for more in ({}, ONE_THREAD)]
        ratios = [_compare(one, [peer for peer in peers if peer]) for one in found]
    known = [ratio for ratio in ratios if ratio]
    if known:
        verdict = "met" if min(known) >= BAR_RATIO else "NOT met"
        print(f"Bar, {BAR_RATIO:.0f} times as fast on each (wall): {verdict} ({min(known):.0f}+)")
    _stability(found)


def _made() -> None:
    chance = np.random.default_rng(0)
    person, statement = chance.integers(0, PEOPLE, VOTES), chance.integers(0, STATEMENTS, VOTES)
    camp, leaning = chance.integers(0, CAMPS, PEOPLE), chance.normal(size=(CAMPS, STATEMENTS))
    felt = leaning[camp[person], statement] + chance.normal(size=VOTES)
    vote = np.where(felt > 0.4, 1, np.where(felt < -0.4, -1, 0))
    cast = Cast(person, statement, vote, np.arange(VOTES))
    listed = np.arange(STATEMENTS)
    times = (_timed(lambda: report_on(collect(cast, statements=listed))) for _ in range(RUNS))
    wall, processor = _medians(times)
    verdict = "met" if wall < BAR_SECONDS else "NOT met"
    print(
        f"{VOTES:,} made votes, {PEOPLE:,} people x {STATEMENTS:,} statements: {wall:.2f} s on "
        f"the wall, {processor:.2f} s of one core\nBar, {BAR_SECONDS:.0f} s (wall): {verdict}"
    )


def _timed(run: Callable[[], object]) -> Times:
    wall, processor = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - wall, time.process_time() - processor


def _medians(times: Iterable[Times]) -> Times:
    walls, processors = zip(*times, strict=True)
    return median(walls), median(processors)


def _collected(conversation: Conversation) -> Votes:
    rows = conversation.votes
    cast = Cast(*(np.fromiter(map(itemgetter(name), rows), np.int64) for name in NAMES))
    statements = np.unique(cast.statement)
    return collect(cast, statements=statements, out=conversation.out, meta=conversation.meta)


def _compare(conversation: Conversation, peers: list[Peer]) -> float | None:
    """Print a row, and return how many times as fast as the first peer ours is on the wall."""
    sides = [lambda one: _timed(lambda: report_on(_collected(one))), *peers]
    runs = [[side(conversation) for side in sides] for _ in range(WARMING_UP + RUNS)]
    ours, *theirs = map(_medians, zip(*runs[WARMING_UP:], strict=True))
    row = f"{conversation.name[:30]:32}{len(conversation.votes):8,}{ours[0]:9.3f}{ours[1]:7.3f}"
    ratios = [[their / our for their, our in zip(peer, ours, strict=True)] for peer in theirs]
    for (wall, processor), ratio in zip(theirs, ratios, strict=True):
        row += f"{wall:9.2f}{processor:7.2f}{ratio[0]:7.0f}{ratio[1]:5.0f}"
    print(row)
    return ratios[0][0] if ratios else None


@contextmanager
def _peer(environment: dict[str, str]) -> Iterator[Peer | None]:
    """Lend what runs the peer once on a conversation; None where it is not installed."""
    python = os.environ.get("REGARD_PEER_PYTHON", sys.executable)
    asked = [python, "-c", "import reddwarf"]
    if subprocess.run(asked, check=False, capture_output=True).returncode:
        print("red-dwarf: peer not installed")
        yield None
        return
    with subprocess.Popen(
        [python, str(PEER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    ) as process:
        assert process.stdin
        assert process.stdout
        stdin, stdout = process.stdin, process.stdout

        def run(conversation: Conversation) -> Times:
            print(json.dumps(asdict(conversation)), file=stdin, flush=True)
            wall, processor = json.loads(stdout.readline())
            return wall, processor

        yield run


def _server(home: Path) -> Iterator[Conversation]:
    for folder in sorted(home.iterdir()):
        rows = json.loads((folder / "votes.json").read_text(encoding="utf-8"))
        votes = [{name: int(row[name]) for name in NAMES} for row in rows]
        found = json.loads((folder / "math-pca2.json").read_text(encoding="utf-8"))
        yield Conversation(folder.name, votes, found["mod-out"], found["meta-tids"])


def _open(home: Path) -> Iterator[Conversation]:
    for folder in sorted(path for path in home.iterdir() if path.is_dir()):
        votes = [
            dict(zip(NAMES, map(int, row), strict=True))
            for row in _last_votes(_rows(folder / "votes.csv"))
        ]
        comments = _rows(folder / "comments.csv")
        out = [int(row["comment-id"]) for row in comments if row["moderated"] == "-1"]
        yield Conversation(folder.name, votes, out, [])


def _last_votes(rows: list[dict[str, str]]) -> Iterator[tuple[str, str, str, str]]:
    """Keep the last vote of each person on each statement: red-dwarf refuses votes changed."""
    found = {
        (row["voter-id"], row["comment-id"]): (row["vote"], row["timestamp"])
        for row in sorted(rows, key=lambda row: int(row["timestamp"]))
    }
    return ((*who, *vote) for who, vote in found.items())


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _stability(conversations: list[Conversation]) -> None:
    print("\nAgreement of groups over 30 draws each, median and what nine in ten reach:")
    print(f"{'':32}{'groups':>7}{'a fifth of statements out':>28}{'of people':>18}{'s':>7}")
    for conversation in conversations:
        votes = _collected(conversation)
        groups = report_on(votes).groups
        started = time.perf_counter()
        found = stability_of(votes, groups)
        said = [
            f"{np.median(one):.2f} {tenth_percentile(one):.2f}"
            for one in (found.without_statements, found.without_people)
        ]
        shown = "shown" if found.may_show else "hidden"
        print(
            f"{conversation.name[:30]:32}{groups.number:7}{said[0]:>28}{said[1]:>18}"
            f"{time.perf_counter() - started:7.1f}  {shown}"
        )


if __name__ == "__main__":
    main()
