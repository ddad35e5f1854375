"""What stands between a strategy and the public."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from regard.domains.engagement.types import ExerciseRow, Stage
from regard.domains.strategy.types import NeedMatrix, Overview


class Blocker(StrEnum):
    """A kind of thing that has to be put right before a strategy can be published."""

    NOTHING_ASKED = "nothing_asked"
    STILL_OPEN = "still_open"
    NO_PASSAGES = "no_passages"
    EMPTY_PASSAGES = "empty_passages"
    NOT_SIGNED_OFF = "not_signed_off"
    NOT_SHOWN_WEIGHED = "not_shown_weighed"
    THEMES_WITHOUT_OUTCOME = "themes_without_outcome"
    POINTS_WITHOUT_OUTCOME = "points_without_outcome"
    CHANGES_WITHOUT_PASSAGE = "changes_without_passage"
    WAITING_FOR_SECOND_READER = "waiting_for_second_reader"
    NEEDS_WITHOUT_PASSAGE = "needs_without_passage"
    PASSAGES_WITHOUT_NEED = "passages_without_need"

    def words(self, count: int) -> str:
        one, many = BLOCKER_WORDS[self]
        return one if count == 1 else many.format(count=f"{count:,}")


BLOCKER_WORDS = {
    Blocker.NOTHING_ASKED: ("It answers no exercise", "It answers no exercise"),
    Blocker.STILL_OPEN: (
        "1 exercise is still open: close it first",
        "{count} exercises are still open: close them first",
    ),
    Blocker.NO_PASSAGES: ("It has no passages", "It has no passages"),
    Blocker.EMPTY_PASSAGES: ("1 passage has no text", "{count} passages have no text"),
    Blocker.NOT_SIGNED_OFF: ("1 theme is not signed off", "{count} themes are not signed off"),
    Blocker.NOT_SHOWN_WEIGHED: (
        "Nothing shows yet that what 1 exercise heard was weighed before it was decided",
        "Nothing shows yet that what {count} exercises heard was weighed before it was decided",
    ),
    Blocker.THEMES_WITHOUT_OUTCOME: (
        "1 theme has no outcome",
        "{count} themes have no outcome",
    ),
    Blocker.POINTS_WITHOUT_OUTCOME: (
        "1 single point has no outcome",
        "{count} single points have no outcome",
    ),
    Blocker.CHANGES_WITHOUT_PASSAGE: (
        "1 adopted outcome names no passage",
        "{count} adopted outcomes name no passage",
    ),
    Blocker.WAITING_FOR_SECOND_READER: (
        "1 thing that is not adopted waits for a second reader",
        "{count} things that are not adopted wait for a second reader",
    ),
    Blocker.NEEDS_WITHOUT_PASSAGE: (
        "1 need is neither answered nor left aside",
        "{count} needs are neither answered nor left aside",
    ),
    Blocker.PASSAGES_WITHOUT_NEED: (
        "1 priority or commitment rests on no need",
        "{count} priorities and commitments rest on no need",
    ),
}
"""For one, and for many."""


@dataclass(frozen=True)
class Blocked:
    """
    So many things of a kind to put right.

    Attributes:
        exercise_ids: of which exercises, where it is put right in one of these.
    """

    kind: Blocker
    count: int
    exercise_ids: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        return self.kind.words(self.count)


def list_blockers(
    *,
    exercises: list[ExerciseRow],
    passages: list[tuple[str, str]],
    overview: Overview,
    needs: NeedMatrix | None = None,
    not_weighed: Collection[int] = (),
    excused: Collection[Blocker] = (),
) -> list[Blocked]:
    """
    Return all that has to be put right before publishing, in the order to do it in.

    :param passages: number and text of each.
    :param needs: None for a document that does not have to rest on assessed needs.
    :param not_weighed: exercises of which nothing shows that what they heard was weighed.
    :param excused: what does not stand in its way, such as to answer no exercise for a version
        that mends another.
    """
    unready = [e for e in exercises if e.stage in {Stage.DRAFT, Stage.OPEN}]
    counts = {
        Blocker.NOTHING_ASKED: int(not exercises),
        Blocker.STILL_OPEN: len(unready),
        Blocker.NOT_SIGNED_OFF: sum(not item.is_signed_off for item in overview.themes),
        Blocker.NOT_SHOWN_WEIGHED: len(not_weighed),
        Blocker.NO_PASSAGES: int(not passages),
        Blocker.EMPTY_PASSAGES: sum(not text.strip() for _, text in passages),
        Blocker.THEMES_WITHOUT_OUTCOME: overview.missing_themes,
        Blocker.POINTS_WITHOUT_OUTCOME: overview.lone.get(None, 0),
        Blocker.CHANGES_WITHOUT_PASSAGE: overview.without_passage,
        Blocker.WAITING_FOR_SECOND_READER: overview.waiting_for_second_reader,
        Blocker.NEEDS_WITHOUT_PASSAGE: len(needs.orphan_needs) if needs else 0,
        Blocker.PASSAGES_WITHOUT_NEED: len(needs.orphan_passages) if needs else 0,
    }
    where = {Blocker.NOT_SHOWN_WEIGHED: tuple(not_weighed)}
    return [
        Blocked(kind, count, where.get(kind, ()))
        for kind, count in counts.items()
        if count and kind not in excused
    ]
