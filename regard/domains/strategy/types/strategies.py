"""A strategy, and how far it has come."""

from dataclasses import dataclass
from enum import StrEnum

from .replies import ChannelCount


class StrategyStage(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Status:
    """
    How far a strategy has come in answering what was said.

    Attributes:
        points: ideas in all that was said in its exercises.
        points_with_outcome: those whose theme, or who themselves, have an outcome.
        themes_not_signed_off: live themes that nobody has signed off.
        contributions: everything kept in its exercises; each is owed a reply. Once published,
            every reply that is written or owed, also those to members of networks.
        replies: by channel, every channel once; all 0 until it is published.
    """

    title: str
    stage: StrategyStage
    points: int
    points_with_outcome: int
    themes: int
    themes_with_outcome: int
    themes_not_signed_off: int
    lone_points: int
    lone_points_with_outcome: int
    contributions: int
    replies: tuple[ChannelCount, ...]

    @property
    def sent(self) -> int:
        return sum(count.sent for count in self.replies)

    @property
    def owed(self) -> int:
        """Replies not sent yet, with those not yet written because nothing is published."""
        return self.contributions - self.sent - self.failed - self.held

    @property
    def failed(self) -> int:
        return sum(count.failed for count in self.replies)

    @property
    def held(self) -> int:
        """Replies not sent because they asked us not to write. Their own pages have them."""
        return sum(count.held for count in self.replies)

    @property
    def is_complete(self) -> bool:
        """Whether every point has an outcome and everyone who wants it has had their reply."""
        has_all = self.sent + self.held == self.contributions
        return self.points == self.points_with_outcome and has_all
