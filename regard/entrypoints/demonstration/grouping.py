"""Themes: a machine proposes them, and people name, mend and sign them off."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from regard.domains.engagement import actions, queries
from regard.domains.engagement.types import PointRow

from .clock import as_at, run_to_end
from .heard import ALONE, MadeContribution
from .timeline import Timeline
from .writing import Part

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise, Theme

Outcomes = Mapping[str, Mapping[str, Any]]
"""By topic: the theme's title and summary, and what became of it."""


def propose(*, exercise: Exercise, by: str, timeline: Timeline, when: str) -> str:
    """Let the machine propose themes, and return what it says of them."""
    at = timeline.when(when, hour=9)
    with as_at(at):
        job = actions.propose_themes(exercise=exercise, by=by, at=at)
    return run_to_end(job, at=at)


class Coding:
    """What each point is about, as whoever made it up knows."""

    def __init__(self, said: Sequence[MadeContribution]) -> None:
        self.answers = {
            answer.text.strip(): answer for each in said for answer in each.answers.values()
        }

    def topic_of(self, point: PointRow) -> str:
        """Return the topic of a point; ALONE where it is about none."""
        return self.part_of(point).topic or ALONE

    def part_of(self, point: PointRow) -> Part:
        """Return the part of an answer that a point is, as it was made up."""
        answer = self.answers.get(point.answer_text)
        return answer.part_at(point.start, point.end) if answer else Part("", "")

    def purity(self, points: Sequence[PointRow]) -> float:
        """Return the share, 0 to 1, of points in themes that are about their theme's topic."""
        topics = self.topics_of_themes(points)
        placed = [(point, theme_id) for point in points for theme_id in point.theme_ids]
        right = sum(self.topic_of(point) == topics[theme_id] for point, theme_id in placed)
        return right / len(placed) if placed else 0.0

    def topics_of_themes(self, points: Sequence[PointRow]) -> dict[int, str]:
        """Return the topic that most points of each theme are about, by the theme's number."""
        counts = self._counts(points)
        return {theme_id: counted.most_common(1)[0][0] for theme_id, counted in counts.items()}

    def homes_of_topics(self, points: Sequence[PointRow]) -> dict[str, int]:
        """
        Return the theme in which most is said of each topic, by the topic.

        Only themes of which it is the topic of most, so that no two topics have the same.
        """
        homes: dict[str, tuple[int, int]] = {}
        for theme_id, counted in self._counts(points).items():
            topic, how_many = counted.most_common(1)[0]
            if topic != ALONE and how_many > homes.get(topic, (0, 0))[0]:
                homes[topic] = (how_many, theme_id)
        return {topic: theme_id for topic, (_, theme_id) in homes.items()}

    def _counts(self, points: Sequence[PointRow]) -> dict[int, Counter[str]]:
        counts: dict[int, Counter[str]] = defaultdict(Counter)
        for point in points:
            for theme_id in point.theme_ids:
                counts[theme_id][self.topic_of(point)] += 1
        return counts


def begin_sorting(
    *, exercise: Exercise, coding: Coding, titles: Mapping[str, str], by: str, at: datetime
) -> int:
    """
    Name the themes that are plainly about one topic, and put in what else is about it.

    None is signed off, and the rest stay as the machine proposed them. Return how many.
    """
    points = queries.list_points(exercise=exercise, shows_who=True)
    homes = coding.homes_of_topics(points)
    plain = {topic: homes[topic] for topic in titles if topic in homes}
    with as_at(at):
        for topic, theme_id in plain.items():
            theme = queries.get_theme(exercise=exercise, theme_id=theme_id)
            alike = [
                queries.get_theme(exercise=exercise, theme_id=other)
                for other, about in coding.topics_of_themes(points).items()
                if about == topic and other != theme_id
            ]
            if alike:
                actions.merge_themes(into=theme, themes=alike, by=by, at=at)
            actions.rename_theme(theme=theme, title=titles[topic], summary="", by=by, at=at)
        for topic, theme_id in homes.items():
            apart = [
                point.point_id
                for point in points
                if coding.topic_of(point) == topic
                and theme_id not in point.theme_ids
                and (topic in plain or not set(plain.values()).isdisjoint(point.theme_ids))
            ]
            if apart:
                theme = queries.get_theme(exercise=exercise, theme_id=theme_id)
                actions.move_points(exercise=exercise, point_ids=apart, theme=theme, by=by, at=at)
    return len(plain)


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
    ) -> None:
        self.exercise = exercise
        self.coding = coding
        self.outcomes = outcomes
        self.by = by
        self.timeline = timeline

    def work(self) -> dict[str, int]:
        """Merge, name, mend and sign off; return each theme's number by its topic."""
        themes = self._merge_and_name()
        self._mend(themes)
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
