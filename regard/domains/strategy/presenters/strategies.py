"""A strategy and its passages, as the public reads them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from regard.domains.engagement.types import PointRow
from regard.domains.strategy.models import Passage, Strategy
from regard.domains.strategy.queries import PassageHeading
from regard.domains.strategy.types import Item, OutcomeKind, Overview, Status
from regard.foundation.design.words import plural_words

from .answers import Answer, Group, address, group_answers, list_answers, narrowed
from .earlier import EarlierView

Figure = tuple[int, str]


@dataclass(frozen=True)
class PassageView:
    """
    A passage and what is behind it.

    Attributes:
        paragraphs: its text, as written.
        answers: the themes and lone points that it answers, most said first.
        points: how many points it answers, also where not all are among the answers.
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
    overview: Overview,
    behind: Mapping[str, list[Item]],
    quotes: Mapping[int, list[PointRow]],
    missing: int,
) -> StrategyView:
    """
    Return the strategy's page.

    :param passages: those that it shows.
    :param behind: what each of these answers, by its number.
    :param missing: how many themes and lone points have no outcome, also of those not shown.
    :param quotes: the words that show each theme best, by theme.
    """
    exercises = overview.exercises
    said = sum(row.points for row in exercises)
    voices = sum(row.contributions for row in exercises)
    return StrategyView(
        lede=_lede(said=said, voices=voices, changed=overview.changed, missing=missing),
        missing=missing,
        said=said,
        figures=(
            (sum(row.asked for row in exercises), "services asked"),
            (voices, "voices heard, of services and of people"),
            (said, "points they made"),
            (overview.changed, "points that changed what this says"),
        ),
        introduction=paragraphs(strategy.introduction),
        passages=tuple(
            present_passages(
                strategy=strategy,
                passages=passages,
                overview=overview,
                behind=behind,
                quotes=quotes,
            )
        ),
        tally=tuple(_tally(strategy, overview, said=said)),
        groups=tuple(group_answers(strategy=strategy, overview=overview)),
    )


def present_passages(
    *,
    strategy: Strategy,
    passages: Iterable[Passage],
    overview: Overview,
    behind: Mapping[str, list[Item]],
    quotes: Mapping[int, list[PointRow]],
) -> list[PassageView]:
    return [
        PassageView(
            ref=passage.ref,
            heading=passage.heading,
            paragraphs=paragraphs(passage.text),
            url=address("passage", strategy, ref=passage.ref),
            answers=tuple(
                list_answers(
                    strategy=strategy, exercises=overview.exercises, items=behind[passage.ref]
                )
            ),
            points=overview.behind.get(passage.ref, 0),
            quote=_quote(behind[passage.ref], quotes),
        )
        for passage in passages
    ]


def list_parts_of(
    passages: Sequence[PassageHeading], *, each: int
) -> list[tuple[int, PassageHeading]]:
    """Return the passages below none, each with how many to pass over for its page."""
    return [
        (place // each * each, passage)
        for place, passage in enumerate(passages)
        if passage.parent_id is None
    ]


def passage_lede(view: PassageView, earlier: Sequence[EarlierView] = ()) -> str:
    """Return what is behind a passage, in a sentence."""
    if earlier and not view.points:
        points = sum(each.points for each in earlier)
        return f"It goes back to {plural_words(points, 'point')} that an earlier version answered."
    if not view.points:
        return "Nobody asked for this: it is the partnership’s own."
    if view.points == 1:
        return "One point that somebody made stands behind this."
    return f"{view.points:,} points that people made stand behind this."


def describe_progress(status: Status) -> str:
    """Return how many outcomes are given, of all that were said."""
    if not status.themes and not status.lone_points:
        return "It answers nothing that was said, so nothing waits for an outcome."
    counts = (
        (status.themes_with_outcome, status.themes, "themes"),
        (status.lone_points_with_outcome, status.lone_points, "single points"),
    )
    told = [f"{done:,} of {of:,} {what}" for done, of, what in counts if of]
    is_one = len(told) == 1 and sum(done for done, _, _ in counts) == 1
    return f"{' and '.join(told)} {'has' if is_one else 'have'} an outcome."


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, which lines without words divide."""
    blocks = text.replace("\r\n", "\n").split("\n\n")
    return tuple(block.strip() for block in blocks if block.strip())


def _tally(strategy: Strategy, overview: Overview, *, said: int) -> Iterator[Tally]:
    """Yield a row for every outcome, and one for what may be counted but not shown."""
    themes = Counter(item.outcome.kind if item.outcome else None for item in overview.themes)
    for kind in (*OutcomeKind, None):
        single = overview.count_singles(kind)
        if kind or themes[kind] or single:
            is_listed = themes[kind] or single
            url = narrowed(address("answers", strategy), kind) if kind and is_listed else ""
            label = kind.label if kind else "No outcome yet"
            yield Tally(label, url, themes[kind], single, overview.points.get(kind, 0))
    hidden = said - overview.shown
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
    if not said and voices:
        return f"{plural_words(voices, 'voice')} chose answers, and added no words of their own."
    if not said:
        return "Nothing was said in what this answers."
    return (
        f"{voices:,} voices made {said:,} points. {changed:,} of them changed what this says, "
        "and every one has its answer below."
    )
