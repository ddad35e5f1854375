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
        """Tell whether nobody of theirs sits there as a member."""
        return self in {Voice.VACANT, Voice.ATTENDS, Voice.PROXY, Voice.NONE}


VOICE_LABELS = {
    Voice.MET: "At the table",
    Voice.LAPSED: "Term ended",
    Voice.GENERAL: "General seat",
    Voice.NO_VOTE: "No vote",
    Voice.VACANT: "Vacant",
    Voice.ATTENDS: "Attends",
    Voice.PROXY: "Not their own",
    Voice.NONE: "No seat",
}

VOICE_WORDS = {
    Voice.MET: "They chose who sits there, one of theirs does, and the term is running.",
    Voice.LAPSED: "As before, but the term of whoever sits there is over. Counted apart.",
    Voice.GENERAL: "No seat names them. One for all care providers is held.",
    Voice.NO_VOTE: "They speak as members where others vote, and do not vote.",
    Voice.VACANT: "There is a seat for them, and nobody holds it.",
    Voice.ATTENDS: "They are in the room and are no members. It is shown, and not counted.",
    Voice.PROXY: "A seat is said to speak for them. Somebody else chose or holds it.",
    Voice.NONE: "Nobody has made a seat for them.",
}
"""What each means, for somebody who sees it for the first time."""

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
        area: the place or council by name; "": for the whole system.
    """

    body_id: int
    slug: str
    name: str
    kinds: frozenset[BodyKind]
    level: AreaLevel
    place_id: int | None = None
    council_id: int | None = None
    area: str = ""


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


@dataclass(frozen=True)
class ToFill:
    """
    A seat to fill, to make or to hand on, so that somebody is heard on a body.

    Attributes:
        code: of the check that it would meet; "": no check asks for it.
        voice: what there is now.
        seat: the one to fill; None: there is none yet.
        missing: codes of the checks for those whom no seat of the body names, most services
            first. Only with the first seat of care providers.
        services: of the register, in the body's area, that it would speak for; 0: it is not
            for care providers.
        is_first: nobody speaks for care providers there until it is filled.
    """

    body: BodyFacts
    code: str
    voice: Voice
    seat: SeatFacts | None = None
    missing: tuple[str, ...] = ()
    services: int = 0
    is_first: bool = False
