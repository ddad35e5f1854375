"""What a check of representation finds."""

from dataclasses import dataclass
from enum import StrEnum

from regard.domains.register.types import AreaLevel

from .bodies import BodyKind
from .seats import SeatFacts


class Voice(StrEnum):
    """How much of a voice somebody has on a body. From the most to the least."""

    MET = "met"
    """A seat of their own, and somebody of theirs in it within their term."""
    LAPSED = "lapsed"
    """As before, by somebody whose term is over."""
    GENERAL = "general"
    """No seat names them; one for all providers is held."""
    NO_VOTE = "no_vote"
    """They speak as members, and a vote is asked for."""
    VACANT = "vacant"
    """There is a seat for them, and nobody in it."""
    ATTENDS = "attends"
    """They are in the room, and are no members."""
    PROXY = "proxy"
    """A seat is said to speak for them, and somebody else chose or holds it."""
    NONE = "none"
    """There is no seat for them."""

    @property
    def label(self) -> str:
        return VOICE_LABELS[self]

    @property
    def is_gap(self) -> bool:
        """Tell whether nothing is there that could be counted even in part."""
        return self in {Voice.VACANT, Voice.PROXY, Voice.NONE}


VOICE_LABELS = {
    Voice.MET: "At the table",
    Voice.LAPSED: "Term ended",
    Voice.GENERAL: "General seat only",
    Voice.NO_VOTE: "No vote",
    Voice.VACANT: "Vacant",
    Voice.ATTENDS: "Attends only",
    Voice.PROXY: "Spoken for by others",
    Voice.NONE: "No seat",
}

VOICE_RANK = {voice: place for place, voice in enumerate(Voice)}
"""0 for the most voice. Members of the enumeration stand in this order."""


@dataclass(frozen=True)
class BodyFacts:
    """
    A body as it stood on a day: all that a check of representation may look at.

    Attributes:
        kinds: what it was on that day, in every role.
        place_id: of the register, the place that it is for; None: for more than a place.
        council_id: of the register, the council that it is for; None: for more than one.
    """

    body_id: int
    slug: str
    name: str
    kinds: frozenset[BodyKind]
    level: AreaLevel
    place_id: int | None = None
    council_id: int | None = None


@dataclass(frozen=True)
class Outcome:
    """
    What a check found on a body.

    Attributes:
        code: of the check.
        voice: None: it is not asked of this body.
        seats: those that made it so, each with how it was judged, the most voice first.
    """

    code: str
    voice: Voice | None
    seats: tuple[tuple[SeatFacts, Voice], ...] = ()

    @property
    def is_met(self) -> bool:
        return self.voice is Voice.MET
