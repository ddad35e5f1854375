"""A sample of points, read a second time by people who do not see where anybody put them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from regard.domains.engagement import queries
from regard.domains.engagement.actions import blind, blind_reading
from regard.domains.engagement.queries.blind import list_read_points, list_sample_themes
from regard.domains.engagement.rules.blind import differ
from regard.domains.engagement.types import Stance

from .clock import as_at, run_waiting

if TYPE_CHECKING:
    from regard.domains.engagement.models import BlindReader, BlindSample, Exercise
    from regard.domains.engagement.types import PointRow

Truth = Callable[["PointRow"], tuple[str, Stance]]
"""Returns the title of the theme that a point is about, and its stance; "" where it is alone."""

SEED = "northmarch"
"""Drawn anew by anybody, it gives the same points."""

SLIPS = 0.13
"""How often a reader puts a point where the other would not."""

LATER = timedelta(days=2)


class Sample:
    """A sample of one exercise, and the people who read it."""

    def __init__(self, exercise: Exercise, *, truth: Truth, by: str, at: datetime) -> None:
        self.exercise = exercise
        self.truth = truth
        self.by = by
        self.at = at
        self.random = Random(23)  # noqa: S311 (made-up marks, no secret)
        self.sample: BlindSample | None = None

    def draw(self, *, size: int, readers: tuple[str, ...]) -> None:
        """Draw it, and ask people by email to read it."""
        with as_at(self.at):
            self.sample = blind.draw_sample(
                exercise=self.exercise, size=size, by=self.by, at=self.at, seed=SEED
            )
            blind.ask_readers(sample_id=self.sample.pk, readers=readers, by=self.by, at=self.at)
        run_waiting(blind.SEND, at=self.at)

    def read(self, *, shares: tuple[float, float] = (1.0, 1.0)) -> None:
        """
        Let each reader read so much of it, and hand in what they read to the end.

        :param shares: of the points, 0 to 1, by reader.
        """
        right = self._right()
        at = self.at + timedelta(hours=5)
        with as_at(at):
            readers = self._drawn().readers.order_by("pk")
            for reader, share in zip(readers, shares, strict=True):
                places = sorted(right)[: round(share * len(right))]
                for place in places:
                    self._mark(reader, place, right, at)
                if share == 1:
                    blind_reading.hand_in(reader=reader, by=reader.by, at=at)

    def finish(self) -> None:
        """Settle what the two put differently, and keep what the sample shows."""
        drawn, at = self._drawn(), self.at + LATER
        right = self._right()
        with as_at(at):
            for point in list_read_points(sample_id=drawn.pk):
                if differ(point.readings) and point.settled is None:
                    blind_reading.settle_point(
                        sample_id=drawn.pk,
                        place=point.place,
                        marks=right[point.place],
                        by=self.by,
                        at=at,
                    )
            blind.finish_sample(sample_id=drawn.pk, by=self.by, at=at)

    def _drawn(self) -> BlindSample:
        if self.sample is None:
            raise LookupError("No sample was drawn")
        return self.sample

    def _right(self) -> dict[int, dict[int, Stance]]:
        """Return where each point of the sample belongs, by its place in it."""
        drawn = self._drawn()
        numbers = {each.title: each.number for each in list_sample_themes(sample_id=drawn.pk)}
        places = dict(drawn.points.values_list("point_id", "place"))
        found = queries.list_points(exercise=self.exercise, shows_who=True, ids=list(places))
        right = {}
        for point in found:
            title, stance = self.truth(point)
            right[places[point.point_id]] = {numbers[title]: stance} if title in numbers else {}
        return right

    def _mark(
        self,
        reader: BlindReader,
        place: int,
        right: Mapping[int, Mapping[int, Stance]],
        at: datetime,
    ) -> None:
        marks = dict(right[place])
        if self.random.random() < SLIPS:
            other = self.random.choice([number for each in right.values() for number in each])
            marks = (
                {other: Stance.FOR} if self.random.random() < 0.6 else marks | {other: Stance.FOR}
            )
        blind_reading.keep_reading(
            reader=reader,
            place=place,
            marks=marks,
            is_theme_missing=not marks and self.random.random() < 0.3,
            by=reader.by,
            at=at,
        )
