"""
Themes against named peers, on comments that people have coded: `python -m benchmarks.themes`.

Agreement with the codes is normalised mutual information, 0-1: over all texts, where those that
we leave in no theme count as one group more; and over those that we place. The peers, k-means
on TF-IDF reduced to 100 dimensions (the usual way without a language model) and on our own
vectors, get as many clusters as we found themes, and the mean of three seeds is shown.
"""

import csv
import json
import os
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import normalized_mutual_info_score as agreement
from sklearn.preprocessing import normalize

from regard.foundation.analysis.chance import FloatArray, IntArray
from regard.foundation.analysis.duplicates import group_arguments
from regard.foundation.analysis.embeddings import embed
from regard.foundation.analysis.points import split_into_points
from regard.foundation.analysis.themes import propose_themes

SHARED = Path(__file__).parents[2] / "shared" / "data"
CONTRIBUTIONS, POINTS = 10_000, 20_000
LETTERS = 10_000


@dataclass(frozen=True)
class Coded:
    """Texts with the one code, or the first of the codes, that people gave each."""

    name: str
    texts: Sequence[str]
    codes: Sequence[str]


def main() -> None:
    text = Path(os.environ.get("REGARD_SHARED_DATA", SHARED)) / "text"
    if not text.is_dir():
        print("Not measured: the folder of real public data (../shared/data) is not here.")
        return
    embed(["the model is loaded once"])
    print(f"{'':40}{'texts':>7}{'themes':>8}{'all':>8}{'placed':>8}{'in none':>9}{'seconds':>9}")
    patients = _patients(text)
    for coded in (patients, *_gambling(text)):
        _compare(coded)
    _meet_the_bar(patients)


def _patients(folder: Path) -> Coded:
    path = folder / "patient_feedback_singlelabel.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return Coded("patient feedback", [r["feedback"] for r in rows], [r["label"] for r in rows])


def _gambling(folder: Path) -> list[Coded]:
    home = folder / "gambling_XS"
    found = []
    for part in ("question_part_1", "question_part_2"):
        answers = _lines(home / "inputs" / part / "responses.jsonl")
        mapping = next((home / "outputs" / "mapping").glob(f"*/{part}/mapping.jsonl"))
        codes = {row["response_id"]: row["labels"][0] for row in _lines(mapping)}
        texts = [row["response"] for row in answers]
        found.append(Coded(f"gambling {part}", texts, [codes[r["response_id"]] for r in answers]))
    return found


def _lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _compare(coded: Coded) -> None:
    started = time.perf_counter()
    proposal = propose_themes(coded.texts)
    seconds = time.perf_counter() - started
    theme, number = proposal.placement.theme, len(proposal.themes)
    _row(f"Regard, {coded.name}", coded, [theme], placed=theme >= 0, seconds=seconds)
    for name, vectors in PEERS.items():
        started = time.perf_counter()
        found = _k_means(vectors(coded.texts), number)
        seconds = (time.perf_counter() - started) / len(found)
        _row(f"  k-means on {name}", coded, found, placed=theme >= 0, seconds=seconds)


def _row(
    name: str,
    coded: Coded,
    found: Sequence[IntArray],
    *,
    placed: NDArray[np.bool_],
    seconds: float,
) -> None:
    codes = np.array(coded.codes)
    over_all = np.mean([agreement(codes, labels) for labels in found])
    over_placed = np.mean([agreement(codes[placed], labels[placed]) for labels in found])
    in_none = np.mean([(labels < 0).mean() for labels in found])
    print(
        f"{name:40}{len(codes):7}{found[0].max() + 1:8}{over_all:8.3f}{over_placed:8.3f}"
        f"{in_none:9.1%}{seconds:9.1f}"
    )


def _k_means(vectors: FloatArray, number: int) -> list[IntArray]:
    return [
        KMeans(number, n_init=1, random_state=seed).fit_predict(vectors).astype(np.int64)
        for seed in range(3)
    ]


def _tfidf(texts: Sequence[str]) -> FloatArray:
    weights = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
    reduced: FloatArray = normalize(TruncatedSVD(100, random_state=0).fit_transform(weights))
    return reduced


PEERS: dict[str, Callable[[Sequence[str]], FloatArray]] = {
    "TF-IDF and SVD": _tfidf,
    "our vectors": embed,
}


def _meet_the_bar(coded: Coded) -> None:
    """Time 10,000 contributions from text to themes, and a campaign of 10,000 letters."""
    started = time.perf_counter()
    texts = coded.texts[:CONTRIBUTIONS]
    points = [text[start:end] for text in texts for start, end in split_into_points(text)]
    points += points[: POINTS - len(points)]
    split = time.perf_counter()
    group_arguments(points)
    proposal = propose_themes(points)
    done = time.perf_counter()
    print(
        f"\n{len(texts):,} contributions: split in {split - started:.1f} s; "
        f"{len(points):,} points, {len(proposal.themes)} themes in {done - split:.1f} s (bar: 30)"
    )
    letters = _letters()
    started = time.perf_counter()
    found = group_arguments([*letters, *points[:LETTERS]])
    print(
        f"{LETTERS:,} letters of one campaign among {LETTERS:,} points: {found.max() + 1:,} "
        f"arguments in {time.perf_counter() - started:.1f} s"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"Most memory held by this process, peers and libraries included: {peak:,.0f} MB")


def _letters() -> list[str]:
    """Make letters of 150 words of a campaign with ten words of each sender's own."""
    chance = np.random.default_rng(0)
    words = np.array([f"word{number}" for number in range(5_000)])
    body = chance.choice(words, 150)
    return [" ".join([*body[:75], *chance.choice(words, 10), *body[75:]]) for _ in range(LETTERS)]


if __name__ == "__main__":
    main()
