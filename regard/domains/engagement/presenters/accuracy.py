"""What a sample read blind showed, in words for people who do not count for a living."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.presenters.blind import on
from regard.domains.engagement.rules.words import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regard.domains.engagement.types.blind import (
        Figure,
        Marks,
        MarksMeasured,
        Measured,
        PlacingMeasured,
        ReadPoint,
        SampleRow,
        ThemeMeasured,
    )

RELIABLE, CAREFUL = 0.8, 0.667
"""
Krippendorff, Content Analysis (2nd ed., 2004), page 241: rely on what reaches 0.8; draw only
tentative conclusions from 0.667 on. He asks it of the lower end of the interval.
"""

ALIKE = 0.05
"""Share by which marks set and marks wanted may differ and still be called about as many."""

TOO_FEW = "too few to say"

CSV_HEADER = ("place", "placed_by", "placed")


@dataclass(frozen=True)
class ThemeLine:
    """A theme's row of the table, in words and numbers."""

    number: int
    title: str
    is_part: bool
    wanted: str
    placed: str
    right: str
    precision: str
    recall: str
    alpha: str


def in_100(figure: Figure) -> str:
    """Return a share as e.g. "71 in 100 (67 to 76)"."""
    if figure.value is None or figure.low is None or figure.high is None:
        return TOO_FEW
    return f"{_percent(figure.value)} in 100 ({_percent(figure.low)} to {_percent(figure.high)})"


def alpha_of(figure: Figure) -> str:
    """Return an alpha as e.g. "0.64 (0.46 to 0.79)"; no draw tells where they never differed."""
    if figure.value is None or figure.low is None or figure.high is None:
        return TOO_FEW
    if figure.low == 1:
        return "1.00 (never differed)"
    return f"{figure.value:.2f} ({figure.low:.2f} to {figure.high:.2f})"


def published_words(row: SampleRow | None) -> str:
    """Return what was measured, in the sentences that stand with the themes; empty for none."""
    if row is None or row.measured is None or row.finished_at is None:
        return ""
    measured = row.measured
    blind = (
        f"Measured blind on {on(row.finished_at)}: {count(measured.readers, 'person', 'people')} "
        f"who saw nobody’s marks read {count(measured.points, 'point')} drawn by lot from "
        f"{row.drawn_from:,}."
    )
    if measured.machine is None:
        return f"{blind} {_agreed(measured)}"
    return f"{blind} {machine_words(measured.machine.overall)} {as_of_words(row)}"


def as_of_words(row: SampleRow) -> str:
    """Return as of when a machine was measured, and whether it has learnt since."""
    then = f"This is as of {on(row.drawn_at)}, when the sample was drawn"
    if row.learnt_from == 0:
        then += " and the machine had learnt from nobody’s reading"
    elif row.learnt_from:
        read = count(row.learnt_from, "point")
        then += f" and the machine had learnt from {read} that people had read"
    if row.learnt_since is None:
        return f"{then}. It has not learnt since."
    since = row.learnt_since
    return (
        f"{then}. It has learnt since, last on {on(since.at)} from "
        f"{count(since.points, 'point')}: how well it places points now was not measured."
    )


def machine_words(marks: MarksMeasured) -> str:
    """Return how well marks were set, as shares of 100."""
    return (
        f"Of the marks that the machine set, people set {in_100(marks.precision)} too. "
        f"Of those that people set, it had found {in_100(marks.recall)}."
    )


def people_words(placing: PlacingMeasured) -> str:
    """Return how well people placed who saw the machine's marks."""
    marks = placing.overall
    return (
        f"People who saw the machine’s marks had decided on {count(placing.points, 'point')} of "
        "the sample. Of the marks that they left, the blind readers set "
        f"{in_100(marks.precision)} too; of those that the readers set, they had found "
        f"{in_100(marks.recall)}."
    )


def means_for_counts(marks: MarksMeasured) -> str:
    """Return what the marks mean for the counts of themes."""
    if not marks.wanted or not marks.placed:
        return "There are too few marks to say what this means for the counts of themes."
    ratio = marks.placed / marks.wanted
    if abs(ratio - 1) <= ALIKE:
        return "On the whole it set about as many marks as people, so counts are about right."
    if ratio >= 2:
        return "It set twice as many marks as people, or more, so its counts are far too high."
    share = _percent(abs(ratio - 1))
    if ratio < 1:
        return f"It set {share} in 100 fewer marks than people, so its counts are too low."
    return f"It set {share} in 100 more marks than people, so its counts are too high."


def beside_people(measured: Measured) -> str:
    """Return how the machine stands beside people, by what chance could do."""
    if measured.machine is None:
        return ""
    machine, people = measured.machine.overall.f1, measured.between
    if machine.high is None or people.low is None:
        return "There are too few marks to hold the machine against people."
    told = (
        f"Taking both together (F1), the machine matches the readers at {in_100(machine)}; "
        f"the readers match one another at {in_100(people)}."
    )
    if machine.high < people.low:
        return f"{told} So people match one another better than the machine matches them."
    return f"{told} The two lie too close together to say which is better."


def alpha_words(figure: Figure) -> str:
    """Return what an alpha means, by Krippendorff's marks."""
    if figure.value is None or figure.low is None:
        return "There is too little to say how far the readers agree."
    if figure.low >= RELIABLE:
        return "The readers agree so well that either can be relied on."
    if figure.low >= CAREFUL:
        return "The readers agree well enough for careful conclusions."
    if figure.value >= CAREFUL:
        return "The readers may agree well enough, but the sample is too small to be sure."
    return (
        "The readers disagree too often to rely on the counts of themes: what some themes say "
        "is not clear enough. Say it more clearly, and draw another sample."
    )


def theme_lines(themes: Sequence[ThemeMeasured]) -> list[ThemeLine]:
    """Return the rows of the table of themes, in the order of the sample."""
    return [
        ThemeLine(
            number=theme.number,
            title=theme.title,
            is_part=theme.whole is not None,
            wanted=f"{theme.machine.wanted:,}" if theme.machine else "–",
            placed=f"{theme.machine.placed:,}" if theme.machine else "–",
            right=f"{theme.machine.right:,}" if theme.machine else "–",
            precision=in_100(theme.machine.precision) if theme.machine else "–",
            recall=in_100(theme.machine.recall) if theme.machine else "–",
            alpha=alpha_of(theme.alpha),
        )
        for theme in themes
    ]


def settled_words(measured: Measured) -> str:
    """Return how the readers' differences were settled."""
    differed = measured.settled_by_readers + measured.settled_by_team
    if not differed:
        return "The readers put every point into the same themes."
    told = (
        f"They put {measured.same:,} of {count(measured.points, 'point')} into exactly the same "
        f"themes, and {differed:,} into different ones."
    )
    by = [
        f"{number:,} by the readers" if is_readers else f"{number:,} by the team"
        for number, is_readers in (
            (measured.settled_by_readers, True),
            (measured.settled_by_team, False),
        )
        if number
    ]
    return f"{told} These were settled: {' and '.join(by)}. Both readings of each are kept."


def csv_rows(points: Sequence[ReadPoint]) -> Iterator[list[object]]:
    """Return the marks of each point: as it was placed, of each reader, and as settled."""
    for each in points:
        readings = [_marks(reading) for reading in each.readings]
        settled = "" if each.settled is None else _marks(each.settled)
        yield [each.place, each.placed_by.value, _marks(each.placed), *readings, settled]


def csv_header(readers: int) -> list[str]:
    """Return the names of the columns of `csv_rows`."""
    return [*CSV_HEADER, *(f"reader_{n}" for n in range(1, readers + 1)), "settled"]


def _marks(marks: Marks) -> str:
    """Return marks as e.g. "2 for; 5 unclear"; "none" where there are none."""
    return "; ".join(f"{number} {marks[number]}" for number in sorted(marks)) or "none"


def _agreed(measured: Measured) -> str:
    return f"They put {measured.same:,} of them into exactly the same themes."


def _percent(share: float) -> int:
    return round(share * 100)
