"""
Suggestions learnt from people's coding, and without it: `python -m benchmarks.learning`.

On 5,096 comments that people coded with up to 46 labels, of which 39 are used: learnt from 300
drawn at random and tried on all others, in five draws; learnt from 300 that the learner asked
for, 60 at a time after 60 at random, against as many at random; and learnt from four fifths,
tried on the rest. Micro-F1 over all labels, a text's `Labelling not possible` and `Not assigned`
among them, as in the published figures. Nearly a quarter of the comments are "Did not answer",
which is easy; so the same is shown over the texts whose words are in no text that was learnt
from. Intervals are the middle 95% of 1,000 draws of the tried texts with replacement.

The peer is the usual way without a model of meaning: one against the rest by logistic regression
on TF-IDF, with its bar at 0.5.

On `gambling_XS` nothing is learnt: two themes a response, by their descriptions alone.
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
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from regard.foundation.analysis.chance import IntArray
from regard.foundation.analysis.described import match_descriptions
from regard.foundation.analysis.duplicates import normalise
from regard.foundation.analysis.learning import Learnt, Marks, learn
from regard.foundation.analysis.teaching import most_telling

SHARED = Path(__file__).parents[2] / "shared" / "data"
CODED, GO, DRAWS = 300, 60, 5
TRIED = 1_500
MANY = 100_000
BAR_FEW, BAR_ALL, BAR_NONE = 0.65, 0.77, 0.47

Suggest = Callable[[Sequence[str], Marks, Sequence[str]], Marks]


@dataclass(frozen=True, eq=False)
class Coded:
    """Texts with the codes that people gave each, shape (n_texts, n_codes)."""

    texts: list[str]
    marks: Marks

    def __getitem__(self, rows: IntArray) -> "Coded":
        return Coded([self.texts[n] for n in rows.tolist()], self.marks[rows])


def main() -> None:
    text = Path(os.environ.get("REGARD_SHARED_DATA", SHARED)) / "text"
    if not text.is_dir():
        print("Not measured: the folder of real public data (../shared/data) is not here.")
        return
    coded = _comments(text / "patient_feedback_multilabel_neas.csv")
    print(f"{len(coded.texts):,} comments, {coded.marks.shape[1]} codes\n")
    _few(coded)
    _asked_for(coded)
    _all(coded)
    _without_training(text / "gambling_XS")
    _many(coded)


def _comments(path: Path) -> Coded:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    names = list(rows[0])
    codes = names[names.index("Not assigned") :]
    marks = np.array([[row[code] == "1" for code in codes] for row in rows])
    return Coded([row["FFT answer"] for row in rows], marks[:, marks.any(axis=0)])


def _ours(texts: Sequence[str], marks: Marks, others: Sequence[str]) -> Marks:
    learnt = learn(texts, marks)
    return _suggested(learnt, others, marks.shape[1])


def _suggested(learnt: Learnt | None, texts: Sequence[str], n_codes: int) -> Marks:
    suggested = np.zeros((len(texts), n_codes), dtype=np.bool_)
    if learnt is not None:
        suggested[:, learnt.columns] = learnt.score(texts) >= learnt.bar
    return suggested


def _peer(texts: Sequence[str], marks: Marks, others: Sequence[str]) -> Marks:
    words = TfidfVectorizer(stop_words="english", sublinear_tf=True)
    features = words.fit_transform(texts)
    known = np.flatnonzero(marks.any(axis=0) & ~marks.all(axis=0))
    model = OneVsRestClassifier(LogisticRegression(max_iter=1_000))
    model.fit(features, marks[:, known].astype(int))
    suggested = np.zeros((len(others), marks.shape[1]), dtype=np.bool_)
    suggested[:, known] = model.predict(words.transform(others)).astype(bool)
    return suggested


WAYS: dict[str, Suggest] = {"Regard": _ours, "  logistic regression on TF-IDF": _peer}


def _few(coded: Coded) -> None:
    print(f"Learnt from {CODED} drawn at random, tried on the rest ({DRAWS} draws)")
    for name, suggest in WAYS.items():
        _draws(name, coded, suggest, size=CODED, draws=DRAWS, bar=BAR_FEW)


def _all(coded: Coded) -> None:
    print("\nLearnt from four fifths, tried on the rest")
    for name, suggest in WAYS.items():
        size = len(coded.texts) * 4 // 5
        _draws(name, coded, suggest, size=size, draws=2, bar=BAR_ALL)


def _draws(
    name: str, coded: Coded, suggest: Suggest, *, size: int, draws: int, bar: float
) -> None:
    """Print the mean of the draws, the lowest with its interval, and the time of the last."""
    scores, unseen, spreads, seconds = [], [], [], 0.0
    for seed in range(draws):
        order = np.random.default_rng(seed).permutation(len(coded.texts))
        known, rest = coded[order[:size]], coded[order[size:]]
        started = time.perf_counter()
        suggested = suggest(known.texts, known.marks, rest.texts)
        seconds = time.perf_counter() - started
        scores.append(_f1(suggested, rest.marks))
        new = _unseen(known.texts, rest.texts)
        unseen.append(_f1(suggested[new], rest.marks[new]))
        spreads.append(_interval(suggested, rest.marks))
    verdict = "met" if min(scores) >= bar else "NOT met"
    low, high = min(spreads)
    print(
        f"{name:34} micro-F1 {np.mean(scores):.3f}, lowest {min(scores):.3f} ({low:.3f} to "
        f"{high:.3f}); of other words {np.mean(unseen):.3f}; {seconds:.1f} s; bar {bar}: {verdict}"
    )


def _unseen(known: Sequence[str], rest: Sequence[str]) -> IntArray:
    seen = {normalise(text) for text in known}
    return np.array([n for n, text in enumerate(rest) if normalise(text) not in seen])


def _asked_for(coded: Coded) -> None:
    """Compare what is learnt from texts that were asked for with as many at random."""
    print(f"\n{GO} at random, then {GO} at a time; tried on the same {TRIED:,} each time")
    numbers = range(GO, CODED + 1, GO)
    print(f"{'':34}" + "".join(f"{number:>8}" for number in numbers))
    for name, is_asked in (("asked for", True), ("at random", False)):
        runs = [_learn_by_goes(coded, seed=seed, is_asked=is_asked) for seed in range(3)]
        print(f"{name:34}" + "".join(f"{score:8.3f}" for score in np.mean(runs, axis=0)))


def _learn_by_goes(coded: Coded, *, seed: int, is_asked: bool) -> list[float]:
    order = np.random.default_rng(seed).permutation(len(coded.texts))
    tried, known, left = coded[order[:TRIED]], order[TRIED:][:GO], order[TRIED:][GO:]
    scores = []
    while True:
        lesson = coded[known]
        learnt = learn(lesson.texts, lesson.marks)
        scores.append(_f1(_suggested(learnt, tried.texts, coded.marks.shape[1]), tried.marks))
        if len(known) >= CODED:
            return scores
        places = np.arange(GO)
        if is_asked and learnt is not None:
            texts = coded[left].texts
            asked = most_telling(
                texts, learnt.score(texts), learnt=learnt, read=lesson.texts, most=GO
            )
            places = np.array([each.text for each in asked])
        known, left = np.concatenate([known, left[places]]), np.delete(left, places)


def _without_training(folder: Path) -> None:
    print("\nWithout training: two themes a response, by the descriptions of gambling_XS")
    for part in ("question_part_1", "question_part_2"):
        texts, descriptions, marks = _gambling(folder, part)
        alike = match_descriptions(texts, descriptions)
        suggested = np.zeros_like(marks)
        np.put_along_axis(suggested, np.argsort(-alike, axis=1)[:, :2], values=True, axis=1)
        score, (low, high) = _f1(suggested, marks), _interval(suggested, marks)
        verdict = "met" if score > BAR_NONE else "NOT met"
        print(
            f"{part:34} micro-F1 {score:.3f} ({low:.3f} to {high:.3f}), "
            f"a response {_f1_a_text(suggested, marks):.3f}; bar {BAR_NONE}: {verdict}"
        )


def _gambling(folder: Path, part: str) -> tuple[list[str], list[str], Marks]:
    answers = _lines(folder / "inputs" / part / "responses.jsonl")
    home = next((folder / "outputs" / "mapping").glob(f"*/{part}"))
    labels = {row["response_id"]: row["labels"] for row in _lines(home / "mapping.jsonl")}
    themes = json.loads((home / "themes.json").read_text(encoding="utf-8"))
    marks = np.array(
        [[t["topic_id"] in labels[a["response_id"]] for t in themes] for a in answers]
    )
    is_used = np.flatnonzero(marks.any(axis=0))  # not "None of the above", "No reason given"
    descriptions = [themes[n]["topic"] for n in is_used]
    return [row["response"] for row in answers], descriptions, marks[:, is_used]


def _lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _many(coded: Coded) -> None:
    """Time the suggestions for many texts once the learning is done."""
    lesson = coded[np.random.default_rng(0).permutation(len(coded.texts))[:CODED]]
    learnt = learn(lesson.texts, lesson.marks)
    if learnt is None:
        return
    texts = (coded.texts * (MANY // len(coded.texts) + 1))[:MANY]
    started = time.perf_counter()
    learnt.score(texts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"\n{MANY:,} texts given suggestions in {time.perf_counter() - started:.1f} s; most "
        f"memory held by this process so far, peer included: {peak:,.0f} MB"
    )


def _f1(suggested: Marks, marks: Marks) -> float:
    return float(2 * (suggested & marks).sum() / max(1, suggested.sum() + marks.sum()))


def _f1_a_text(suggested: Marks, marks: Marks) -> float:
    both = 2 * (suggested & marks).sum(axis=1)
    return float((both / np.maximum(1, suggested.sum(axis=1) + marks.sum(axis=1))).mean())


def _interval(suggested: Marks, marks: Marks) -> tuple[float, float]:
    both = (suggested & marks).sum(axis=1)
    either = suggested.sum(axis=1) + marks.sum(axis=1)
    drawn = np.random.default_rng(0).integers(0, len(marks), (1_000, len(marks)))
    scores = 2 * both[drawn].sum(axis=1) / np.maximum(1, either[drawn].sum(axis=1))
    low, high = np.percentile(scores, [2.5, 97.5])
    return float(low), float(high)


if __name__ == "__main__":
    main()
