"""
Themes against named peers, on comments that people have coded: `python -m benchmarks.themes`.

Agreement with the codes is normalised mutual information, 0-1: over all texts, where those that
we leave in no theme count as one group more; and over those that we place. The peers, k-means
on TF-IDF reduced to 100 dimensions (the usual way without a language model) and on our own
vectors, get as many clusters as we found themes, and the mean of three seeds is shown.

BERTopic, on our vectors and by its defaults, runs in its own Python, named by
REGARD_TOPICS_PYTHON (one in which `pip install bertopic` has been done, or `pip install
--no-deps bertopic` with umap-learn, hdbscan, pandas, plotly and scikit-learn, as its
documentation says for those who bring their own vectors). What it compiles once is not counted.
On both sides is counted what comes after the vectors, which are the same: groups, the words that
tell them apart and the texts that stand for them; on ours also which texts are the same argument,
and titles. Beside it stands what ours takes with the making of the vectors. The runs of both
follow one another in turn, so that a busy machine is so for both.

With it stands the adjusted Rand index, 0-1: pairs of texts put together or apart as people did.
Normalised mutual information favours many small groups, of which BERTopic makes hundreds; the
Rand index does not.
"""

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score as rand
from sklearn.metrics import normalized_mutual_info_score as agreement
from sklearn.preprocessing import normalize

from regard.foundation.analysis import themes
from regard.foundation.analysis.chance import FloatArray, IntArray
from regard.foundation.analysis.duplicates import group_arguments
from regard.foundation.analysis.embeddings import embed
from regard.foundation.analysis.points import split_into_points
from regard.foundation.analysis.themes import propose_themes

SHARED = Path(__file__).parents[2] / "shared" / "data"
CONTRIBUTIONS, POINTS = 10_000, 20_000
LETTERS = 10_000
MANY, MANY_SECONDS, MANY_MEGABYTES = 100_000, 120, 2_048
PEER = Path(__file__).with_name("_bertopic_peer.py")
TENTH = 10
RUNS = 3


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
    _against_bertopic(patients)
    _meet_the_bar(patients)
    _many(patients)


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


def _against_bertopic(coded: Coded) -> None:
    """Print both agreements of ours and of BERTopic's groups, and how much longer it takes."""
    peer = os.environ.get("REGARD_TOPICS_PYTHON")
    if not peer:
        print("\nBERTopic: not measured (REGARD_TOPICS_PYTHON names no Python that has it).")
        return
    print(f"\n{'':40}{'groups':>8}{'NMI':>8}{'Rand':>8}{'in none':>9}{'wall, s':>9}{'cpu, s':>9}")
    vectors = embed(coded.texts)
    with _bertopic(peer, coded, vectors) as their_run:
        runs = [(_run(coded), _run(coded, vectors), their_run()) for _ in range(RUNS)]
    whole, after, theirs = (_median(side) for side in zip(*runs, strict=True))
    scores = [
        _both("Regard, after the vectors", coded, after),
        _both("  BERTopic on our vectors", coded, theirs),
    ]
    print(f"Regard, making the vectors too:{whole.seconds:41.1f}{whole.processor:9.1f}")
    is_better = all(mine > other for mine, other in zip(*scores, strict=True))
    ratio = theirs.seconds / after.seconds
    print(f"Bar, better by both: {'met' if is_better else 'NOT met'}")
    print(
        f"Bar, a tenth of its time: {'met' if ratio >= TENTH else 'NOT met'} ({ratio:.1f} times; "
        f"by the processor {theirs.processor / after.processor:.1f}; "
        f"{theirs.seconds / whole.seconds:.1f} with the vectors counted on our side only)"
    )


@dataclass(frozen=True)
class _Run:
    """One run of either: the group of each text, and its seconds on the wall and processor."""

    groups: IntArray
    seconds: float
    processor: float


def _median(runs: Sequence[_Run]) -> _Run:
    return _Run(
        runs[0].groups,
        float(np.median([run.seconds for run in runs])),
        float(np.median([run.processor for run in runs])),
    )


def _run(coded: Coded, vectors: FloatArray | None = None) -> _Run:
    """Run ours; with vectors, they are looked up and not made."""
    place = {text: number for number, text in enumerate(coded.texts)}

    def look_up(texts: Sequence[str]) -> FloatArray:
        assert vectors is not None
        return vectors[[place[text] for text in texts]]

    with patch.object(themes, "embed", embed if vectors is None else look_up):
        started, processor = time.perf_counter(), time.process_time()
        groups = propose_themes(coded.texts).placement.theme
        return _Run(groups, time.perf_counter() - started, time.process_time() - processor)


@contextmanager
def _bertopic(peer: str, coded: Coded, vectors: FloatArray) -> Iterator[Callable[[], _Run]]:
    """Lend what runs it once; reading our vectors is part of no run."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vectors.npy"
        np.save(path, vectors)
        asked = json.dumps({"vectors": str(path), "texts": list(coded.texts)})
        with subprocess.Popen(
            [peer, str(PEER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as process:
            assert process.stdin
            assert process.stdout
            stdin, stdout = process.stdin, process.stdout

            def run() -> _Run:
                print(asked, file=stdin, flush=True)
                answer = json.loads(stdout.readline())
                topics = np.array(answer["topics"], dtype=np.int64)
                return _Run(topics, answer["seconds"], answer["processor"])

            yield run


def _both(name: str, coded: Coded, run: _Run) -> tuple[float, float]:
    codes, found = np.array(coded.codes), run.groups
    nmi, pairs = float(agreement(codes, found)), float(rand(codes, found))
    print(
        f"{name:40}{found.max() + 1:8}{nmi:8.3f}{pairs:8.3f}{(found < 0).mean():9.1%}"
        f"{run.seconds:9.1f}{run.processor:9.1f}"
    )
    return nmi, pairs


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


def _many(coded: Coded) -> None:
    """Time so many points, in a process of its own, of which the memory is then known."""
    code = f"from benchmarks import themes; themes.propose_many({MANY})"
    points = [text[start:end] for text in coded.texts for start, end in split_into_points(text)]
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(points),
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, megabytes, found = json.loads(done.stdout)
    is_met = seconds <= MANY_SECONDS and megabytes <= MANY_MEGABYTES
    print(
        f"\n{MANY:,} points: {found} themes in {seconds:.1f} s and {megabytes:,.0f} MB, all "
        f"told\nBar, {MANY_SECONDS} s and 2 GB: {'met' if is_met else 'NOT met'}"
    )


def propose_many(number: int) -> None:
    """
    Make points of halves of those on standard input until there are so many; propose themes.

    Writes the seconds from text to themes, the most megabytes held, and the number of themes.
    """
    points: list[str] = json.loads(sys.stdin.read())
    words, chance = [point.split() for point in points], np.random.default_rng(0)
    while len(points) < number:
        first, second = (words[n] for n in chance.integers(0, len(words), 2))
        points.append(" ".join([*first[: len(first) // 2 + 1], *second[len(second) // 2 :]]))
    started = time.perf_counter()
    proposal = propose_themes(points)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, peak, len(proposal.themes)]))


def _letters() -> list[str]:
    """Make letters of 150 words of a campaign with ten words of each sender's own."""
    chance = np.random.default_rng(0)
    words = np.array([f"word{number}" for number in range(5_000)])
    body = chance.choice(words, 150)
    return [" ".join([*body[:75], *chance.choice(words, 10), *body[75:]]) for _ in range(LETTERS)]


if __name__ == "__main__":
    main()
