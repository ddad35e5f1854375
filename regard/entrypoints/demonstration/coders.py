"""People at work on themes: they merge, name, mend, weigh, nest and sign off."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regard.domains.engagement import actions, queries
from regard.domains.engagement.types import PointRow, Stance

from .clock import as_at
from .grouping import Coding
from .heard import ALONE
from .second_reading import Sample
from .timeline import Timeline

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise, Theme

SAMPLED = 50
"""Points of the blind sample: enough to say how well the machine did to within 14 in 100."""

Outcomes = Mapping[str, Mapping[str, Any]]
"""By topic: the theme's title and summary, and what became of it."""


class Coders:
    """People at work on the themes of one exercise, by the true topics of its points."""

    def __init__(
        self,
        *,
        exercise: Exercise,
        coding: Coding,
        outcomes: Outcomes,
        by: str,
        timeline: Timeline,
        readers: tuple[str, ...],
    ) -> None:
        self.exercise = exercise
        self.coding = coding
        self.outcomes = outcomes
        self.by = by
        self.timeline = timeline
        self.readers = readers

    def work(self) -> dict[str, int]:
        """Merge, name, mend, weigh, nest and sign off; return each theme's number by its topic."""
        themes = self._merge_and_name()
        self._measure()
        self._mend(themes)
        self._take_stances(themes)
        self._nest(themes)
        at = self.timeline.when("leaving_signed", hour=16)
        with as_at(at):
            for theme_id in themes.values():
                actions.sign_off_theme(theme=self._theme(theme_id), by=self.by, at=at)
        return themes

    def _points(self) -> list[PointRow]:
        return queries.list_points(exercise=self.exercise, shows_who=True)

    def _theme(self, theme_id: int) -> Theme:
        return queries.get_theme(exercise=self.exercise, theme_id=theme_id)

    def _merge_and_name(self) -> dict[str, int]:
        """Make one theme of all that are mostly about the same topic, and name it for it."""
        points = self._points()
        sizes = Counter(theme_id for point in points for theme_id in point.theme_ids)
        by_topic: dict[str, list[int]] = defaultdict(list)
        for theme_id, topic in self.coding.topics_of_themes(points).items():
            by_topic[topic].append(theme_id)
        at = self.timeline.when("leaving_named", hour=11)
        themes = {}
        with as_at(at):
            biggest = max(by_topic.keys() - {ALONE}, key=lambda topic: len(by_topic[topic]))
            by_topic[biggest] += by_topic.pop(ALONE, [])  # to be mended with the rest
            for topic, theme_ids in by_topic.items():
                first, *others = sorted(theme_ids, key=lambda theme_id: -sizes[theme_id])
                into = self._theme(first)
                if others:
                    alike = [self._theme(theme_id) for theme_id in others]
                    into = actions.merge_themes(into=into, themes=alike, by=self.by, at=at)
                themes[topic] = into.pk
                self._name(into, topic)
        return themes | self._make_missing(set(self.outcomes) - set(themes), points)

    def _name(self, theme: Theme, topic: str) -> None:
        at = self.timeline.when("leaving_named", hour=14)
        words = self.outcomes[topic]
        actions.rename_theme(
            theme=theme, title=words["title"], summary=words["summary"], by=self.by, at=at
        )

    def _make_missing(self, topics: set[str], points: Sequence[PointRow]) -> dict[str, int]:
        """Make the themes that the machine did not see."""
        at = self.timeline.when("leaving_named", hour=15)
        made = {}
        with as_at(at):
            for topic in sorted(topics):
                chosen = [each.point_id for each in points if self.coding.topic_of(each) == topic]
                if not chosen:
                    continue
                theme = actions.make_theme(
                    exercise=self.exercise,
                    point_ids=chosen,
                    title=self.outcomes[topic]["title"],
                    by=self.by,
                    at=at,
                )
                self._name(theme, topic)
                made[topic] = theme.pk
        return made

    def _mend(self, themes: Mapping[str, int]) -> None:
        """Move what the machine put wrong, and keep what it was unsure of and put right."""
        at = self.timeline.when("leaving_named", hour=17)
        wrong: dict[str, list[int]] = defaultdict(list)
        unsure = []
        for point in self._points():
            topic = self.coding.topic_of(point)
            right = (themes[topic],) if topic in themes else ()
            if point.theme_ids != right:
                wrong[topic].append(point.point_id)
            elif point.is_unsure:
                unsure.append(point.point_id)
        with as_at(at):
            for topic, point_ids in wrong.items():
                theme = self._theme(themes[topic]) if topic in themes else None
                actions.move_points(
                    exercise=self.exercise, point_ids=point_ids, theme=theme, by=self.by, at=at
                )
            if unsure:
                actions.keep_points(exercise=self.exercise, point_ids=unsure, by=self.by, at=at)

    def _measure(self) -> None:
        """Measure, before anybody mends it, how well the machine had placed the points."""
        at = self.timeline.when("leaving_named", hour=16)
        sample = Sample(self.exercise, truth=self._truth, by=self.by, at=at)
        sample.draw(size=SAMPLED, readers=self.readers)
        sample.read()
        sample.finish()

    def _truth(self, point: PointRow) -> tuple[str, Stance]:
        part = self.coding.part_of(point)
        title = self.outcomes[part.topic]["title"] if part.topic in self.outcomes else ""
        return title, Stance.AGAINST if part.is_against else Stance.FOR

    def _take_stances(self, themes: Mapping[str, int]) -> None:
        """Say of each point whether it speaks for what its theme says, or against it."""
        at = self.timeline.when("leaving_named", hour=18)
        sides: dict[tuple[int, Stance], list[int]] = defaultdict(list)
        for point in self._points():
            part = self.coding.part_of(point)
            if part.topic in themes:
                stance = Stance.AGAINST if part.is_against else Stance.FOR
                sides[themes[part.topic], stance].append(point.point_id)
        with as_at(at):
            for (theme_id, stance), point_ids in sides.items():
                actions.code_points(
                    exercise=self.exercise,
                    point_ids=point_ids,
                    stances={theme_id: stance},
                    out_of=None,
                    by=self.by,
                    at=at,
                )

    def _nest(self, themes: Mapping[str, int]) -> None:
        """Make of what belongs together one wider theme with its parts."""
        at = self.timeline.when("leaving_named", hour=19)
        with as_at(at):
            for topic, words in self.outcomes.items():
                if "part_of" in words and topic in themes:
                    actions.nest_theme(
                        theme=self._theme(themes[topic]),
                        whole=self._theme(themes[words["part_of"]]),
                        by=self.by,
                        at=at,
                    )
