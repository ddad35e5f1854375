"""A strategy and its passages, as the public reads them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from regard.domains.engagement.types import ExerciseRow, PointRow
from regard.domains.strategy.models import Passage, Strategy
from regard.domains.strategy.types import Item, OutcomeKind, Sheet, Status

from .answers import Answer, Group, address, group_answers, list_answers

Figure = tuple[int, str]


@dataclass(frozen=True)
class PassageView:
    """
    A passage and what is behind it.

    Attributes:
        paragraphs: its text, as written.
        answers: the themes and lone points that it answers, most said first.
        points: how many points these are.
        quote: words that show best why it says so; None if none may be shown.
    """

    ref: str
    heading: str
    paragraphs: tuple[str, ...]
    url: str
    answers: tuple[Answer, ...]
    points: int
    quote: PointRow | None


@dataclass(frozen=True)
class Tally:
    """
    How much had one outcome.

    Attributes:
        url: the page that lists it; empty where it may not be shown.
    """

    label: str
    url: str
    themes: int
    single: int
    points: int


@dataclass(frozen=True)
class StrategyView:
    """
    A strategy's page.

    Attributes:
        missing: how many themes and lone points have no outcome.
        said: how many points were made, each counted once.
    """

    lede: str
    missing: int
    said: int
    figures: tuple[Figure, ...]
    introduction: tuple[str, ...]
    passages: tuple[PassageView, ...]
    tally: tuple[Tally, ...]
    groups: tuple[Group, ...]


def present_strategy(
    *,
    strategy: Strategy,
    passages: Iterable[Passage],
    sheet: Sheet,
    exercises: list[ExerciseRow],
    quotes: Mapping[int, list[PointRow]],
    missing: int,
) -> StrategyView:
    """
    Return the strategy's page.

    :param missing: how many themes and lone points have no outcome, also of those not shown.
    :param quotes: the words that show each theme best, by theme.
    """
    said = sum(row.points for row in exercises)
    voices = sum(row.contributions for row in exercises)
    changed = [i for i in sheet.items if i.outcome and i.outcome.kind.is_change]
    changed_points = sheet.count_points(changed)
    return StrategyView(
        lede=_lede(said=said, voices=voices, changed=changed_points, missing=missing),
        missing=missing,
        said=said,
        figures=(
            (sum(row.asked for row in exercises), "services asked"),
            (voices, "voices heard, of services and of people"),
            (said, "points they made"),
            (changed_points, "points that changed what this says"),
        ),
        introduction=paragraphs(strategy.introduction),
        passages=tuple(
            present_passages(
                strategy=strategy,
                passages=passages,
                sheet=sheet,
                exercises=exercises,
                quotes=quotes,
            )
        ),
        tally=tuple(_tally(strategy, sheet, said=said)),
        groups=tuple(group_answers(strategy=strategy, exercises=exercises, items=sheet.items)),
    )


def present_passages(
    *,
    strategy: Strategy,
    passages: Iterable[Passage],
    sheet: Sheet,
    exercises: list[ExerciseRow],
    quotes: Mapping[int, list[PointRow]],
) -> list[PassageView]:
    views = []
    for passage in passages:
        behind = [i for i in sheet.items if i.outcome and passage.ref in i.outcome.passage_refs]
        views.append(
            PassageView(
                ref=passage.ref,
                heading=passage.heading,
                paragraphs=paragraphs(passage.text),
                url=address("passage", strategy, ref=passage.ref),
                answers=tuple(list_answers(strategy=strategy, exercises=exercises, items=behind)),
                points=sheet.count_points(behind),
                quote=_quote(behind, quotes),
            )
        )
    return views


def passage_lede(view: PassageView) -> str:
    """Return what is behind a passage, in a sentence."""
    if not view.points:
        return "Nobody asked for this: it is the partnership’s own."
    if view.points == 1:
        return "One point that somebody made stands behind this."
    return f"{view.points:,} points that people made stand behind this."


def describe_progress(status: Status) -> str:
    """Return how many outcomes are given, e.g. "31 of 34 themes and 60 of 73 single points"."""
    return (
        f"{status.themes_with_outcome:,} of {status.themes:,} themes and "
        f"{status.lone_points_with_outcome:,} of {status.lone_points:,} single points"
    )


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, which lines without words divide."""
    blocks = text.replace("\r\n", "\n").split("\n\n")
    return tuple(block.strip() for block in blocks if block.strip())


def _tally(strategy: Strategy, sheet: Sheet, *, said: int) -> Iterator[Tally]:
    """Yield a row for every outcome, and one for what may be counted but not shown."""
    for kind in (*OutcomeKind, None):
        items = [i for i in sheet.items if (i.outcome.kind if i.outcome else None) is kind]
        if kind or items:
            url = f"{address('answers', strategy)}?kind={kind}" if kind and items else ""
            label = kind.label if kind else "No outcome yet"
            themes = sum(item.theme is not None for item in items)
            yield Tally(label, url, themes, len(items) - themes, sheet.count_points(items))
    hidden = said - sheet.count_points(sheet.items)
    if hidden:
        yield Tally("Counted only, as they wished", "", 0, hidden, hidden)


def _quote(behind: list[Item], quotes: Mapping[int, list[PointRow]]) -> PointRow | None:
    for item in behind:
        if item.theme and quotes.get(item.theme.theme_id):
            return quotes[item.theme.theme_id][0]
        if item.point:
            return item.point
    return None


def _lede(*, said: int, voices: int, changed: int, missing: int) -> str:
    if missing:
        return f"{voices:,} voices made {said:,} points. Not all of them have an answer yet."
    if not said:
        return "Nothing was said in what this answers."
    return (
        f"{voices:,} voices made {said:,} points. {changed:,} of them changed what this says, "
        "and every one has its answer below."
    )
