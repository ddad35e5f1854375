"""
Campaigns planted among 100,000 made answers: `python -m benchmarks.campaigns`.

Answers of 20 to 120 words are made from a fixed seed: words by Zipf's law from 30,000, with
3,000 stock phrases that anyone may use. A third are letters of 200 templates, of which 5 to 30
words in 100 are changed, dropped or preceded by another; every second letter has a personal
line of 5 to 25 words besides. Recall and precision are of pairs in one campaign. The peers, on
the first 20,000 in the same run, are what is usually done: MinHash-LSH with 128 hashes and
union-find (datasketch, where it is installed), of runs of five words at least 80% alike, and
of runs of three at least 30% alike. A busy machine is told by the seconds of CPU beside.
"""

import importlib
import importlib.util
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from regard.foundation.analysis.campaigns import Campaigns, compare, find_campaigns
from regard.foundation.analysis.campaigns.finding import NO_CAMPAIGN
from regard.foundation.analysis.chance import IntArray
from regard.foundation.analysis.duplicates import normalise

SEED = 5
ANSWERS, TEMPLATES, LETTERS = 100_000, 200, 33_000
PEER_ANSWERS = 20_000
EDIT_BANDS = ((5, 10), (11, 20), (21, 30))
BAR_RECALL, BAR_PRECISION, BAR_SECONDS = 0.98, 0.99, 60


class Language:
    """Words by Zipf's law and stock phrases, from a seed."""

    def __init__(self, seed: int) -> None:
        self.chance = np.random.default_rng(seed)
        letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
        sizes = self.chance.integers(2, 10, 30_000)
        self.words = np.array(["".join(self.chance.choice(letters, n)) for n in sizes])
        weights = 1 / (np.arange(self.words.size) + 2.7)
        self.shares = np.cumsum(weights / weights.sum())
        self.phrases = [self.some(int(n)) for n in self.chance.integers(3, 7, 3_000)]

    def some(self, number: int) -> list[str]:
        """Return so many words, each drawn by itself."""
        found: list[str] = self.words[
            np.searchsorted(self.shares, self.chance.random(number))
        ].tolist()
        return found

    def answer(self) -> list[str]:
        """Return the words of an answer: words, and for a fifth or so of them stock phrases."""
        size = int(self.chance.integers(20, 121))
        made: list[str] = []
        while len(made) < size:
            made += self.some(12)
            made += self.phrases[int(self.chance.pareto(1.0) * 20) % len(self.phrases)]
        return made[:size]

    def letter(self, template: Sequence[str], share: float, *, line: bool) -> list[str]:
        """Return a template with this share of its words edited, and a personal line or none."""
        edited = self.chance.choice(len(template), round(share * len(template)), replace=False)
        kinds = dict(zip(edited.tolist(), self.chance.integers(0, 3, edited.size), strict=True))
        made: list[str] = []
        for place, word in enumerate(template):
            kind = kinds.get(place)
            made += [word] if kind is None else [[], self.some(1), [*self.some(1), word]][kind]
        if line:
            at = int(self.chance.choice([0, len(made)]))
            made[at:at] = self.some(int(self.chance.integers(5, 26)))
        return made


@dataclass(frozen=True)
class Planted:
    """Made texts, the template of each or -1, and the share of its words that was edited."""

    texts: list[str]
    campaigns: IntArray
    edits: IntArray


def plant(
    seed: int, *, answers: int, templates: int, letters: int, edits: Sequence[int]
) -> Planted:
    """Return answers among which letters of templates are planted, in a drawn order."""
    language = Language(seed)
    bodies = [language.answer() for _ in range(templates)]
    sizes = 1 / np.arange(1, templates + 1)
    campaigns = np.concatenate(
        [
            np.arange(templates).repeat(2),
            language.chance.choice(templates, letters - 2 * templates, p=sizes / sizes.sum()),
        ]
    )
    percents = language.chance.choice(np.array(edits), letters)
    made = [
        language.letter(bodies[c], p / 100, line=i % 2 == 0)
        for i, (c, p) in enumerate(zip(campaigns.tolist(), percents.tolist(), strict=True))
    ]
    made += [language.answer() for _ in range(answers - letters)]
    order = language.chance.permutation(answers)
    alone = np.full(answers - letters, -1)
    return Planted(
        [" ".join(made[i]) for i in order.tolist()],
        np.concatenate([campaigns, alone])[order],
        np.concatenate([percents, alone])[order],
    )


def main() -> None:
    planted = plant(
        SEED, answers=ANSWERS, templates=TEMPLATES, letters=LETTERS, edits=range(5, 31)
    )
    before = _memory()
    print(f"{'':44}{'recall':>9}{'precision':>11}{'seconds':>9}{'of CPU':>9}")
    found, is_met = _measure(planted)
    print(
        f"  bar: {BAR_RECALL}, {BAR_PRECISION}, {BAR_SECONDS} s: {'met' if is_met else 'not met'}"
    )
    print(f"  most memory held {_memory():,.0f} MB; by making the answers, {before:,.0f} MB")
    print(f"  campaigns found {len(found.campaigns)}, planted {TEMPLATES}")
    for low, high in EDIT_BANDS:
        of = (planted.edits >= low) & (planted.edits <= high)
        share = (found.labels[of] != NO_CAMPAIGN).mean()
        print(f"  of letters with {low} to {high} in 100 words edited, in a campaign: {share:.2%}")
    _compare_all(planted, found)
    _against_peers(planted)


def _measure(planted: Planted) -> tuple[Campaigns, bool]:
    started, worked = time.perf_counter(), time.process_time()
    found = find_campaigns(planted.texts)
    seconds, work = time.perf_counter() - started, time.process_time() - worked
    recall, precision = judge(planted.campaigns, found.labels)
    _row(f"Regard, {len(planted.texts):,} answers", (recall, precision), seconds, work)
    is_met = recall >= BAR_RECALL and precision >= BAR_PRECISION and seconds < BAR_SECONDS
    return found, is_met


def _compare_all(planted: Planted, found: Campaigns) -> None:
    started, worked = time.perf_counter(), time.process_time()
    for campaign in found.campaigns:
        for i in campaign.members.tolist():
            compare(campaign.template, planted.texts[i])
    seconds, work = time.perf_counter() - started, time.process_time() - worked
    print(f"  what each member added and left out: {seconds:.1f} s more, {work:.1f} of CPU")


def _against_peers(planted: Planted) -> None:
    of = slice(PEER_ANSWERS)
    some = Planted(planted.texts[of], planted.campaigns[of], planted.edits[of])
    if not importlib.util.find_spec("datasketch"):
        print("Peers not measured: datasketch is not installed.")
        return
    _measure(some)
    for length, threshold in ((5, 0.8), (3, 0.3)):
        started, worked = time.perf_counter(), time.process_time()
        labels = _min_hash(some.texts, length=length, threshold=threshold)
        seconds, work = time.perf_counter() - started, time.process_time() - worked
        name = f"  datasketch, runs of {length}, {threshold:.0%} alike"
        _row(name, judge(some.campaigns, labels), seconds, work)


def _min_hash(texts: Sequence[str], *, length: int, threshold: float) -> IntArray:
    """Return the groups that plain MinHash-LSH and union-find make, -1 for those alone."""
    datasketch = importlib.import_module("datasketch")
    split = [normalise(text) for text in texts]
    runs = [
        [" ".join(words[i : i + length]).encode() for i in range(len(words) - length + 1)]
        for words in split
    ]
    index = datasketch.MinHashLSH(threshold=threshold, num_perm=128)
    group = list(range(len(texts)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = i = group[group[i]]
        return i

    for i, one in enumerate(datasketch.MinHash.bulk(runs, num_perm=128, seed=1)):
        for other in index.query(one):
            group[root(other)] = root(i)
        index.insert(i, one)
    roots = np.array([root(i) for i in range(len(texts))])
    return np.where(np.bincount(roots)[roots] > 1, roots, NO_CAMPAIGN)


def judge(true: IntArray, found: IntArray) -> tuple[float, float]:
    """Return recall and precision over pairs: two texts of one campaign, -1 being none."""
    both = (true >= 0) & (found >= 0)
    joint = np.unique(np.stack([true[both], found[both]]), axis=1, return_counts=True)[1]
    hits = _pairs(joint)
    planted, grouped = (_pairs(np.bincount(labels[labels >= 0])) for labels in (true, found))
    return hits / planted, hits / max(1.0, grouped)


def _pairs(sizes: IntArray) -> float:
    return float((sizes * (sizes - 1) / 2).sum())


def _row(name: str, found: tuple[float, float], seconds: float, work: float) -> None:
    recall, precision = found
    print(f"{name:44}{recall:9.4f}{precision:11.4f}{seconds:9.1f}{work:9.1f}", flush=True)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
