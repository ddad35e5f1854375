"""The whole of a version: from voices to decisions, and what fell away on the way."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """
    One step on the way from voices to decisions.

    Attributes:
        count: how many are there; of: of how many of the same kind.
        url: where they are listed; empty where they are not.
    """

    label: str
    count: int
    of: int
    url: str = ""

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where there is none of the kind at all."""
        return self.count / self.of if self.of else None


@dataclass(frozen=True)
class FellAway:
    """How many went no further at a step, and why."""

    label: str
    count: int
    why: str


@dataclass(frozen=True)
class Whole:
    """
    The steps in their order, and all that fell away.

    Attributes:
        themes: with points of theirs; alone: points in none.
        decisions: with a signed record of regard to the document, private ones too.
    """

    themes: int
    alone: int
    decisions: int
    steps: tuple[Step, ...]
    fell: tuple[FellAway, ...]


@dataclass(frozen=True)
class ThemeOfMembers:
    """
    One thing that members of a network said, and what became of it.

    Attributes:
        members: how many of its members said it.
        outcome, tag: in words and as its kind of tag; reason: why.
        passages: number, heading and key of each passage that it changed or rests on.
        decisions: how many decisions had regard to one of them.
    """

    theme_id: int | None
    title: str
    exercise_slug: str
    members: int
    points: int
    outcome: str
    tag: str
    reason: str
    passages: tuple[tuple[str, str], ...]
    decisions: int


@dataclass(frozen=True)
class MembersReport:
    """
    What the members of one network changed in one version.

    Attributes:
        members: services that belong to it; spoke: those of them whose voice was heard, by
            themselves or through the network.
        points: that they made; changed: those of them that changed what the version says.
        themes: most said by its members first.
    """

    network_name: str
    strategy_title: str
    members: int
    spoke: int
    points: int
    changed: int
    themes: tuple[ThemeOfMembers, ...]
