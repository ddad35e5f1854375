"""What stands between a strategy and the public, and how many would hear from us."""

from dataclasses import dataclass

from django.urls import reverse

from regard.domains.engagement.types import ExerciseRow, Stage
from regard.domains.strategy.models import Strategy
from regard.domains.strategy.rules import Blocked, Blocker

from .answers import address


@dataclass(frozen=True)
class BlockerView:
    words: str
    url: str
    label: str


PAGES = {
    Blocker.NOTHING_ASKED: ("edit_strategy", "Choose what it answers"),
    Blocker.NO_PASSAGES: ("write", "Write passages"),
    Blocker.EMPTY_PASSAGES: ("write", "Write them"),
    Blocker.THEMES_WITHOUT_OUTCOME: ("outcomes", "Give outcomes"),
    Blocker.POINTS_WITHOUT_OUTCOME: ("single_points", "Give outcomes"),
    Blocker.CHANGES_WITHOUT_PASSAGE: ("outcomes", "Choose passages"),
    Blocker.WAITING_FOR_SECOND_READER: ("second_reading", "Read them"),
    Blocker.NEEDS_WITHOUT_PASSAGE: ("need_matrix", "Say what answers them"),
    Blocker.PASSAGES_WITHOUT_NEED: ("need_matrix", "Say what they rest on"),
}


def present_blockers(
    *, strategy: Strategy, blockers: list[Blocked], exercises: list[ExerciseRow]
) -> list[BlockerView]:
    """Return each with the page on which it is put right."""
    return [_view(strategy, blocked, exercises) for blocked in blockers]


def _view(strategy: Strategy, blocked: Blocked, exercises: list[ExerciseRow]) -> BlockerView:
    if blocked.kind in PAGES:
        page, label = PAGES[blocked.kind]
        return BlockerView(blocked.words, address(page, strategy), label)
    if blocked.kind is Blocker.NOT_SHOWN_WEIGHED:
        those = [row for row in exercises if row.exercise_id in blocked.exercise_ids]
        return BlockerView(blocked.words, _asked(strategy, those, "gate"), "Show it")
    if blocked.kind is Blocker.STILL_OPEN:
        still_open = [row for row in exercises if row.stage in {Stage.DRAFT, Stage.OPEN}]
        return BlockerView(blocked.words, _asked(strategy, still_open, "exercise"), "See it")
    return BlockerView(blocked.words, _asked(strategy, exercises, "themes"), "Sign them off")


def _asked(strategy: Strategy, exercises: list[ExerciseRow], page: str) -> str:
    where = {"system": strategy.system.slug, "slug": exercises[0].slug}
    return reverse(f"engagement:{page}", kwargs=where)
