"""What a network says for its members."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from regard.domains.engagement.types.states import Channel, MemberStand, Visibility


@dataclass(frozen=True)
class Speech:
    """
    What a network says for its members, before their parts are known.

    Attributes:
        answers, files: as those of `Said`.
        asked_how: how it asked its members, in words.
        topics: of mandates under which it speaks; those on everything hold besides.
        email: where the reply goes; empty where none is wanted by email.
    """

    answers: Mapping[int, str]
    asked_how: str
    channel: Channel
    visibility: Visibility
    said_on: date
    topics: frozenset[str] = frozenset()
    name: str = ""
    email: str = ""
    entered_by: str = ""
    files: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Stand:
    """How a member stands to it; `words` say how it sees it differently, and else are empty."""

    stand: MemberStand
    words: str = ""


@dataclass(frozen=True)
class SpokenFor:
    """
    How the members of a network stand to what it said for them.

    Attributes:
        members: for whom it spoke: they gave it a mandate, or told it what they think. Those who
            took their part back are not among them.
        asked: of these, those that it asked. `agreed`, `differed`: of those asked.
        confirmed: of these, those who told us themselves.
        others_asked: asked without a mandate, and silent: it does not speak for them.
        taken_back: those who said that it does not speak for them.
    """

    network: str
    members: int
    asked: int
    agreed: int
    differed: int
    confirmed: int
    others_asked: int
    taken_back: int

    @property
    def silent(self) -> int:
        return self.asked - self.agreed - self.differed

    @property
    def not_asked(self) -> int:
        return self.members - self.asked


@dataclass(frozen=True)
class Ways:
    """
    By which way services were heard.

    None where a count is too small to show, or would tell one that is.

    Attributes:
        alone: by themselves and through no network. `through`: through a network only.
    """

    alone: int | None
    through: int | None
    both: int | None
