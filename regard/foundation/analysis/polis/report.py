"""Everything but stability in one pass over the votes."""

from dataclasses import dataclass

import numpy as np

from regard.foundation.analysis.chance import FloatArray
from regard.foundation.analysis.polis import routing
from regard.foundation.analysis.polis.clusters import Groups, find_groups
from regard.foundation.analysis.polis.matrix import Votes, on_the_map
from regard.foundation.analysis.polis.pca import Map, draw_map
from regard.foundation.analysis.polis.selection import (
    Agreed,
    Representative,
    consensus,
    representative,
)
from regard.foundation.analysis.polis.statistics import (
    Counts,
    consensus_across_groups,
    count_votes,
)


@dataclass(frozen=True)
class Report:
    """
    What the votes say.

    Attributes:
        counts: by group and statement.
        everybody: of all who voted, in a group or not, as one group.
        representative: for each group, the statements that set it apart.
        agreed, disagreed: the statements that nearly all agree, or disagree, with.
        across_groups: chance that one of each group would all agree, 0-1, (n_statements,).
        priorities: how much each statement deserves to be asked, over 0, (n_statements,).
        doubt: what is wrong with the priorities, in words; None where nothing is.
    """

    map: Map
    groups: Groups
    counts: Counts
    everybody: Counts
    representative: tuple[tuple[Representative, ...], ...]
    agreed: tuple[Agreed, ...]
    disagreed: tuple[Agreed, ...]
    across_groups: FloatArray
    priorities: FloatArray
    doubt: str | None


def report_on(votes: Votes, *, drawn: Map | None = None, groups: Groups | None = None) -> Report:
    """
    Reckon everything, or only what follows from a map and groups that are known.

    The same votes give the same report to the last bit on the same machine.
    """
    drawn = drawn or draw_map(votes)
    groups = groups or find_groups(drawn.people, on_map=on_the_map(votes))
    counts = count_votes(votes, groups.of_people, number=groups.number)
    everybody = count_votes(votes, np.zeros(len(votes.people), dtype=np.int64), number=1)
    agreed, disagreed = consensus(everybody, hidden=votes.is_silent)
    grouped = counts.all_groups
    found = routing.priorities(grouped, drawn.extremity, meta=votes.is_meta)
    return Report(
        map=drawn,
        groups=groups,
        counts=counts,
        everybody=everybody,
        representative=representative(counts, hidden=votes.is_silent),
        agreed=agreed,
        disagreed=disagreed,
        across_groups=consensus_across_groups(counts),
        priorities=found,
        doubt=routing.reason_to_doubt(found, grouped, drawn.extremity, meta=votes.is_meta),
    )
