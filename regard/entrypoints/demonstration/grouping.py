"""Themes: a machine proposes them, and people begin to sort what it proposed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from regard.domains.engagement import actions, queries
from regard.domains.engagement.types import PointRow

from .clock import as_at, run_to_end
from .heard import ALONE, MadeContribution
from .timeline import Timeline
from .writing import Part

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise


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
