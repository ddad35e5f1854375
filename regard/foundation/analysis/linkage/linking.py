"""Link a roll to a register: describe, score, decide."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from .comparisons import COMPARISONS, Comparison, Level
from .deciding import decide
from .engines import DuckDB, Engine, Pair, prior, score
from .features import Vocabulary, describe_all
from .records import Candidate, Match, Reason, Record


def link(
    lines: Sequence[Record],
    register: Sequence[Record],
    *,
    engine: Engine | None = None,
    vocabulary: Vocabulary | None = None,
    comparisons: Sequence[Comparison] = COMPARISONS,
) -> list[Match]:
    """
    Return what each line most likely means, and whether that is certain, in the lines' order.

    The same lines and register give the same answer, in whatever order the register comes.

    :param engine: what Splink runs on; None: DuckDB in this process.
    :param vocabulary: how often words are in names, of a wider register; None: of this one.
    :param comparisons: what is compared; fewer only to measure what each is worth.
    """
    if not lines or not register:
        return decide([line.key for line in lines], {})
    left, right = describe_all(lines, register, vocabulary)
    pairs = score(left, right, engine=engine or DuckDB(), comparisons=comparisons)
    start = math.log2(prior(len(right)) / (1 - prior(len(right))))
    found: dict[str, list[Candidate]] = defaultdict(list)
    for pair in pairs:
        found[pair["unique_id_l"]].append(_candidate(pair, start, comparisons))
    ranked = {
        key: sorted(candidates, key=lambda each: (-round(each.weight, 6), each.key))
        for key, candidates in found.items()
    }
    return decide([line.key for line in lines], ranked)


def _candidate(pair: Pair, start: float, comparisons: Sequence[Comparison]) -> Candidate:
    reasons = [Reason("To begin with", "One of the register’s locations", start)]
    for comparison in comparisons:
        level = _level(pair, comparison)
        reasons.append(Reason(comparison.label, level.words, pair[f"mw_{comparison.code}"]))
        if level.frequency_of:
            adjusted = pair[f"mw_tf_adj_{comparison.code}"]
            words = "Fewer have it than usual" if adjusted > 0 else "More have it than usual"
            reasons.append(
                Reason(f"How common the {comparison.label.lower()} is", words, adjusted)
            )
    weight = sum(reason.weight for reason in reasons)
    return Candidate(
        key=pair["unique_id_r"],
        weight=weight,
        probability=1 / (1 + 2.0**-weight) if weight > -1000 else 0.0,
        reasons=tuple(reasons),
    )


def _level(pair: Mapping[str, object], comparison: Comparison) -> Level:
    """Return the level that was found: Splink counts them from the last, 0; silent ones are -1."""
    number = int(str(pair[f"gamma_{comparison.code}"]))
    spoken = [level for level in comparison.levels if not level.is_silent]
    if number < 0:
        return comparison.levels[0]
    return spoken[len(spoken) - 1 - number]
