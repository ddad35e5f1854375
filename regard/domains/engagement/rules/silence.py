"""How far those who were asked came, group by group, with what is too small left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from regard.domains.engagement.rules.coverage import OTHER_GROUPS
from regard.foundation.analysis.disclosure import SMALLEST_SHOWN, is_small

Counts = NDArray[np.int64]


MOST_GROUPS = 30
"""Rows that a page shows; of more groups the smaller ones stand together."""


class Came(StrEnum):
    """How far a service came, the farthest first."""

    ANSWERED = "answered"
    BEGAN = "began"
    OPENED = "opened"
    MISDIRECTED = "misdirected"
    BOUNCED = "bounced"
    SENT = "sent"
    NOT_ASKED = "not_asked"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Came.ANSWERED: "Answered",
    Came.BEGAN: "Began and did not finish",
    Came.OPENED: "Opened the link only",
    Came.MISDIRECTED: "Said it was not for them",
    Came.BOUNCED: "Email did not arrive",
    Came.SENT: "Asked, and did not open",
    Came.NOT_ASKED: "Not asked by us",
}


@dataclass(frozen=True)
class SilenceRow:
    """One group: services in it, and how many came how far, in the order of `Came`."""

    label: str
    asked: int
    counts: tuple[int | None, ...]


@dataclass(frozen=True)
class DayRow:
    """
    A day on which something happened.

    Attributes:
        answered: services that had answered by its end; None where 1 to 5.
        sent, reminded: invitations and reminders of the day.
    """

    on: date
    answered: int | None
    sent: int
    reminded: int


def tabulate(
    counted: Mapping[tuple[str, Came], int], labels: Mapping[str, str]
) -> tuple[SilenceRow, ...]:
    """
    Return how far the services of each group came, the largest group first.

    A count of 1 to 5 is hidden, on either side, and with it others of its row and its column
    until none can be found by subtraction: rows add up to the register's public number, and
    columns to totals that a page may show.

    :param counted: services, by group and how far they came.
    :param labels: the groups' words.
    """
    groups = sorted(
        {group for group, _ in counted},
        key=lambda group: (-sum(counted.get((group, came), 0) for came in Came), group),
    )
    if not groups:
        return ()
    table = np.asarray([[counted.get((group, came), 0) for came in Came] for group in groups])
    hidden = hide_in_table(table)
    return tuple(
        SilenceRow(
            labels.get(group, group),
            int(row.sum()),
            tuple(None if hide else int(n) for n, hide in zip(row, hides, strict=True)),
        )
        for group, row, hides in zip(groups, table, hidden, strict=True)
    )


def largest(counted: Mapping[tuple[str, Came], int]) -> dict[tuple[str, Came], int]:
    """
    Return the same with the smaller of many groups as one, `OTHER_GROUPS`.

    A table of hundreds of places would be read by nobody, and most of it would be hidden.
    """
    sizes: Counter[str] = Counter()
    for (group, _), n in counted.items():
        sizes[group] += n
    ranked = sorted(sizes, key=lambda group: (-sizes[group], group))
    named = set(ranked if len(ranked) <= MOST_GROUPS else ranked[: MOST_GROUPS - 1])
    gathered: Counter[tuple[str, Came]] = Counter()
    for (group, came), n in counted.items():
        gathered[group if group in named else OTHER_GROUPS, came] += n
    return dict(gathered)


def hide_in_table(table: Counts) -> NDArray[np.bool_]:
    """
    Return which counts to hide in a table whose rows and columns have known totals.

    :param table: whole numbers, shape (n_groups, n_kinds).
    :return: the same shape. In each row and column the hidden counts are none, or at least
        two that add up to more than a small number; a lone row or column cannot be helped.
    """
    sizes = table.sum(axis=1)
    hidden = np.asarray(
        [
            [is_small(n, size) and n > 0 for n in row]
            for row, size in zip(table, sizes, strict=True)
        ]
    )
    for _ in range(table.size):
        spare = _next_to_hide(table, hidden)
        if spare is None:
            break
        hidden[spare] = True
    return hidden


def count_by_day(
    answered: Mapping[date, int], sent: Mapping[date, int], reminded: Mapping[date, int]
) -> tuple[DayRow, ...]:
    """
    Return every day on which anything happened, in order, answers added up.

    :param answered: services whose first answer was kept on a day.
    """
    rows = []
    so_far = 0
    for on in sorted({*answered, *sent, *reminded}):
        so_far += answered.get(on, 0)
        shown = None if is_small(so_far) else so_far
        rows.append(DayRow(on, shown, sent.get(on, 0), reminded.get(on, 0)))
    return tuple(rows)


def _next_to_hide(table: Counts, hidden: NDArray[np.bool_]) -> tuple[int, int] | None:
    """Return a count to hide so that a row or column tells less; None where all are safe."""
    for axis, lines in ((0, range(table.shape[0])), (1, range(table.shape[1]))):
        for i in lines:
            line = table[i] if axis == 0 else table[:, i]
            hides = hidden[i] if axis == 0 else hidden[:, i]
            if not hides.any() or hides.all():
                continue
            if hides.sum() > 1 and line[hides].sum() >= SMALLEST_SHOWN:
                continue
            shown = np.flatnonzero(~hides)
            best = min(shown.tolist(), key=lambda k, line=line: (line[k] == 0, line[k], k))  # type: ignore[misc]
            return (i, best) if axis == 0 else (best, i)
    return None
