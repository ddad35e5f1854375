"""
Stances learnt from those that people gave: `python -m benchmarks.stances`.

No public set of consultation answers with people's stances on themes was at hand. Two stand in:

* 10,298 comments of patients, each coded by people with one of nine codes and with how far it
  praises or blames, from -5 to 5. Praise is taken for "for", blame for "against", 0 for neither.
  Learnt from so many drawn at random, tried on 3,000 others, in three draws.
* `gambling_XS`: 200 made-up answers with the stance of each on each of its themes, in two
  questions. Tried on a fifth of the answers at a time, learnt from the others.

Right: of the stances for or against that were suggested, those that people gave. Found: of those
that people gave, the ones suggested. Sure: the share that it said would be right. The peer says of
every text what was most usual in its theme.
"""

import csv
import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from regard.foundation.analysis.chance import FloatArray, IntArray
from regard.foundation.analysis.stances import (
    AGAINST,
    FOR,
    NEITHER,
    Stands,
    learn_stances,
)

SHARED = Path(__file__).parents[2] / "shared" / "data"
LEARNT, TRIED, DRAWS = (100, 300, 1_000), 3_000, 3
FURTHEST = 5
PARTS = 5
HEAD = f"{'':34}{'right':>8}{'found':>8}{'both':>8}{'sure':>8}{'all':>8}"


@dataclass(frozen=True, eq=False)
class Stood:
    """Texts, the themes of each, and where people said that it stands on them."""

    texts: list[str]
    stands: Stands


def main() -> None:
    text = Path(os.environ.get("REGARD_SHARED_DATA", SHARED)) / "text"
    if not text.is_dir():
        print("Not measured: the folder of real public data (../shared/data) is not here.")
        return
    coded = _comments(text / "patient_feedback_singlelabel.csv")
    print(f"{len(coded.texts):,} comments with praise and blame\n{HEAD}")
    for size in LEARNT:
        _comments_from(coded, size)
    print(f"\ngambling_XS, tried on a fifth at a time\n{HEAD}")
    for part in ("question_part_1", "question_part_2"):
        _by_fifths(_gambling(text / "gambling_XS", part), part)


def _comments(path: Path) -> Stood:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if _degree(row["criticality"]) is not None]
    codes = sorted({row["label"] for row in rows})
    degrees = np.array([_degree(row["criticality"]) for row in rows])
    stances = np.select([degrees > 0, degrees < 0], [FOR, AGAINST], NEITHER)
    themes = np.array([codes.index(row["label"]) for row in rows])
    texts = [row["feedback"] for row in rows]
    return Stood(texts, Stands(np.arange(len(rows)), themes, stances))


def _degree(typed: str) -> int | None:
    """Return a degree; None for the few that are none, such as "SS"."""
    number = int(typed) if typed.removeprefix("-").isdigit() else None
    return number if number is not None and abs(number) <= FURTHEST else None


def _comments_from(coded: Stood, size: int) -> None:
    ours, peers, seconds = [], [], 0.0
    for seed in range(DRAWS):
        order = np.random.default_rng(seed).permutation(len(coded.texts))
        known, rest = order[:size], order[size : size + TRIED]
        started = time.perf_counter()
        told, chances = _suggest(coded, known, rest)
        seconds = time.perf_counter() - started
        ours.append(_figures(told, chances, coded.stands.stances[rest]))
        peers.append(_figures(*_usual(coded, known, rest), coded.stands.stances[rest]))
    _print(f"learnt from {size:,} ({seconds:.1f} s)", ours)
    _print("  the most usual of the theme", peers)


def _by_fifths(coded: Stood, name: str) -> None:
    fold = np.random.default_rng(0).permutation(len(coded.texts)) % PARTS
    told, peer, chances, truth = [], [], [], []
    for number in range(PARTS):
        is_rest = fold[coded.stands.texts] == number
        known, rest = np.flatnonzero(~is_rest), np.flatnonzero(is_rest)
        stances, sure = _suggest(coded, known, rest)
        told.append(stances)
        chances.append(sure)
        peer.append(_usual(coded, known, rest)[0])
        truth.append(coded.stands.stances[rest])
    wanted = np.concatenate(truth)
    _print(f"{name} ({len(wanted)} stances)", [_all(told, chances, wanted)])
    _print("  the most usual of the theme", [_all(peer, chances, wanted)])


def _all(
    told: Sequence[IntArray], chances: Sequence[FloatArray], wanted: IntArray
) -> tuple[float, ...]:
    return _figures(np.concatenate(told), np.concatenate(chances), wanted)


def _suggest(coded: Stood, known: IntArray, rest: IntArray) -> tuple[IntArray, FloatArray]:
    leaning = learn_stances(coded.texts, coded.stands[known])
    if leaning is None:
        return np.full(rest.size, NEITHER), np.full(rest.size, np.nan)
    tried = coded.stands[rest]
    return leaning.suggest([coded.texts[n] for n in tried.texts], tried.themes)


def _usual(coded: Stood, known: IntArray, rest: IntArray) -> tuple[IntArray, FloatArray]:
    here, tried = coded.stands[known], coded.stands[rest]
    counts = np.zeros((int(coded.stands.themes.max()) + 1, 3))
    np.add.at(counts, (here.themes, here.stances), 1)
    return counts.argmax(axis=1)[tried.themes], np.full(rest.size, np.nan)


def _figures(told: IntArray, chances: FloatArray, wanted: IntArray) -> tuple[float, ...]:
    """Return right, found, the balance of both, how sure it was, and all that were the same."""
    is_told, is_right = told != NEITHER, (told == wanted) & (told != NEITHER)
    right = is_right.sum() / max(1, is_told.sum())
    found = is_right.sum() / max(1, (wanted != NEITHER).sum())
    both = 2 * right * found / max(1e-9, right + found)
    sure = float(np.nanmean(chances)) if np.isfinite(chances).any() else np.nan
    return float(right), float(found), float(both), sure, float((told == wanted).mean())


def _gambling(folder: Path, part: str) -> Stood:
    answers = _lines(folder / "inputs" / part / "responses.jsonl")
    home = next((folder / "outputs" / "mapping").glob(f"*/{part}"))
    mapped = {row["response_id"]: row for row in _lines(home / "mapping.jsonl")}
    labels = sorted({label for row in mapped.values() for label in row["labels"]})
    stands = [
        (place, labels.index(label), _stance(said))
        for place, answer in enumerate(answers)
        for label, said in zip(
            mapped[answer["response_id"]]["labels"],
            mapped[answer["response_id"]]["stances"],
            strict=True,
        )
    ]
    texts, themes, stances = (np.array(column) for column in zip(*stands, strict=True))
    return Stood([row["response"] for row in answers], Stands(texts, themes, stances))


def _stance(said: str) -> int:
    return {"POSITIVE": FOR, "NEGATIVE": AGAINST}.get(said, NEITHER)


def _lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _print(name: str, rows: Sequence[tuple[float, ...]]) -> None:
    figures = np.mean(rows, axis=0)
    print(f"{name:34}" + "".join(f"{'–' if np.isnan(n) else f'{n:.3f}':>8}" for n in figures))


if __name__ == "__main__":
    main()
