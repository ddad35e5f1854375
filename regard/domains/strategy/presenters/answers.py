"""What was said and what became of it, as pages show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regard.domains.engagement.types import ExerciseRow
from regard.domains.strategy import rules
from regard.domains.strategy.models import Strategy
from regard.domains.strategy.types import Item, OutcomeKind, OutcomeRow, Overview, SaidPage
from regard.foundation.base.addresses import find_address
from regard.foundation.design.words import plural_words

SHOWN = 6
"""Themes of a group on the strategy's own page: about a screen. The rest is a link away."""

OF_A_VERSION = frozenset({"answers", "passage", "strategy"})
"""Pages that `?version=` shows of an older version."""

GROUPS = (
    ("What changed", (OutcomeKind.ADOPTED, OutcomeKind.IN_PART)),
    ("What did not change, and why", (OutcomeKind.NOT_ADOPTED,)),
    ("What was so already", (OutcomeKind.ALREADY,)),
    ("What we passed on", (OutcomeKind.PASSED_ON,)),
)


@dataclass(frozen=True)
class Answer:
    """
    One thing said, with what became of it.

    Attributes:
        url: the theme's page with its voices, or a lone point's trace.
        said_by: by how many; for a lone point, by whom and how.
        tag: words and kind; None while it has no outcome.
        passage_url: empty where it names no passage.
        decide_url: where whoever may gives it an outcome.
    """

    title: str
    is_point: bool
    url: str
    said_by: str
    tag: tuple[str, str] | None
    reason: str
    passed_to: str
    passage_words: str
    passage_url: str
    decide_url: str


@dataclass(frozen=True)
class Group:
    """
    The outcomes of a kind, most said first.

    Attributes:
        themes: the first of its themes.
        more: how many themes it has besides.
        single: how many lone points had such an outcome.
        url: the page that lists all of them.
    """

    title: str
    themes: tuple[Answer, ...]
    more: int
    single: int
    url: str


@dataclass(frozen=True)
class AnswersView:
    """
    A page of a list of answers.

    Attributes:
        next_after: how many to pass over for the next page; None on the last.
    """

    lede: str
    answers: tuple[Answer, ...]
    next_after: int | None
    is_first: bool


def tag(kind: OutcomeKind) -> tuple[str, str]:
    return kind.label, kind.tag


def list_answers(
    *, strategy: Strategy, exercises: Iterable[ExerciseRow], items: Iterable[Item]
) -> list[Answer]:
    slugs = {row.exercise_id: row.slug for row in exercises}
    return [_answer(strategy, slugs, item) for item in items]


def group_answers(*, strategy: Strategy, overview: Overview) -> list[Group]:
    """Return the outcomes in their groups, leaving out a group with none."""
    rows, all_of_it = overview.exercises, address("answers", strategy)
    groups = []
    for title, kinds in GROUPS:
        themes = [i for i in overview.themes if i.outcome and i.outcome.kind in kinds]
        single = sum(overview.count_singles(kind) for kind in kinds)
        if themes or single:
            groups.append(
                Group(
                    title=title,
                    themes=tuple(
                        list_answers(strategy=strategy, exercises=rows, items=themes[:SHOWN])
                    ),
                    more=max(0, len(themes) - SHOWN),
                    single=single,
                    url=narrowed(all_of_it, kinds[0]) if len(kinds) == 1 else all_of_it,
                )
            )
    return groups


def address(name: str, strategy: Strategy, **more: str | int) -> str:
    """Return the address of one of a strategy's pages."""
    where: dict[str, str | int] = {"system": strategy.system.slug, "slug": strategy.slug}
    url = find_address(f"strategy:{name}", **where | more)
    is_of_one = strategy.is_asked_by_number and name in OF_A_VERSION
    return f"{url}?version={strategy.number}" if is_of_one else url


def version_query(strategy: Strategy) -> str:
    """Return what links within a version begin their query with; empty for the newest."""
    return f"version={strategy.number}&" if strategy.is_asked_by_number else ""


def narrowed(url: str, kind: OutcomeKind) -> str:
    """Return the address of a list, narrowed to one outcome."""
    return f"{url}{'&' if '?' in url else '?'}kind={kind}"


def crumbs(system_slug: str, strategy: Strategy | None = None) -> list[tuple[str, str]]:
    """Return the way back to the strategies of a system and, if given, to one of them."""
    way = [("Strategy", find_address("strategy:strategies", system=system_slug))]
    return [*way, (strategy.title, address("strategy", strategy))] if strategy else way


def _answers_lede(page: SaidPage) -> str:
    themes = plural_words(page.themes, "theme")
    return f"{themes} and {plural_words(page.singles, 'point')} made once."


def present_answers(
    *,
    strategy: Strategy,
    exercises: Iterable[ExerciseRow],
    page: SaidPage,
    after: int,
) -> AnswersView:
    """
    Return a page of everything said, themes first.

    :param after: how many were passed over.
    """
    return AnswersView(
        lede=_answers_lede(page),
        answers=tuple(list_answers(strategy=strategy, exercises=exercises, items=page.items)),
        next_after=page.next_after,
        is_first=after == 0,
    )


def passage_link(strategy: Strategy, outcome: OutcomeRow | None) -> tuple[str, str]:
    """Return the words and address of the passage that an outcome names; empty if it has none."""
    if outcome is None or not outcome.passage_ref:
        return "", ""
    words = f"{outcome.passage_ref} {outcome.passage_heading}"
    return words, address("passage", strategy, ref=outcome.passage_ref)


def _answer(strategy: Strategy, slugs: Mapping[int, str], item: Item) -> Answer:
    outcome = item.outcome
    words, url = passage_link(strategy, outcome)
    return Answer(
        title=item.title,
        is_point=item.point is not None,
        url=_url(strategy, slugs, item),
        said_by=_said_by(item),
        tag=tag(outcome.kind) if outcome else None,
        reason=outcome.reason if outcome else "",
        passed_to=outcome.passed_to if outcome else "",
        passage_words=words,
        passage_url=url,
        decide_url=_decide_url(strategy, item),
    )


def _url(strategy: Strategy, slugs: Mapping[int, str], item: Item) -> str:
    system = strategy.system.slug
    if item.theme is not None:
        where: dict[str, str | int] = {
            "system": system,
            "slug": slugs[item.exercise_id],
            "theme_id": item.theme.theme_id,
        }
        return find_address("engagement:theme", **where)
    point_id = item.point.point_id if item.point else 0
    return find_address("strategy:trace", system=system, point_id=point_id)


def _decide_url(strategy: Strategy, item: Item) -> str:
    if item.theme is not None:
        return address("decide_theme", strategy, theme_id=item.theme.theme_id)
    return address("decide_point", strategy, point_id=item.point.point_id if item.point else 0)


def _said_by(item: Item) -> str:
    if item.theme is not None:
        return rules.said_by(item.theme.organisations)
    point = item.point
    return f"{point.who} · {point.how} · {rules.long_date(point.said_on)}" if point else ""
