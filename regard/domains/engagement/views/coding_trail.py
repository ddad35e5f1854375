"""Which points a person has just read, and which they skipped: kept with their visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

    from regard.domains.engagement.models import Exercise

MOST = 200
"""Steps kept to go back by, and points kept as skipped: more than anyone remembers."""


class Trail:
    """The way that somebody has come through the points of an exercise."""

    def __init__(self, session: SessionBase, exercise: Exercise) -> None:
        self._session = session
        self._key = f"coding:{exercise.pk}"
        kept = session.get(self._key, {})
        self.passed: list[int] = kept.get("passed", [])
        self.skipped: list[int] = kept.get("skipped", [])

    def pass_by(self, point_id: int) -> None:
        """Remember a point that was read."""
        self.passed = [*(n for n in self.passed if n != point_id), point_id][-MOST:]
        self.skipped = [n for n in self.skipped if n != point_id]
        self._keep()

    def skip(self, point_id: int) -> None:
        """Remember a point that is to be read later."""
        self.pass_by(point_id)
        self.skipped = [*self.skipped, point_id][-MOST:]
        self._keep()

    def forget_skipped(self) -> None:
        self.skipped = []
        self._keep()

    def before(self, point_id: int | None) -> int | None:
        """Return the point that was read before this one; None where it was the first."""
        if point_id in self.passed:
            place = self.passed.index(point_id)
            return self.passed[place - 1] if place else None
        return self.passed[-1] if self.passed else None

    def _keep(self) -> None:
        self._session[self._key] = {"passed": self.passed, "skipped": self.skipped}
