"""What a passage did to a decision."""

from enum import StrEnum


class RegardEffect(StrEnum):
    """To have regard is to consider; it is no duty to follow, but to say why not."""

    FOLLOWED = "followed"
    IN_PART = "in_part"
    DEPARTED = "departed"
    NO_EFFECT = "no_effect"

    @property
    def label(self) -> str:
        return _EFFECTS[self]

    @property
    def needs_why(self) -> bool:
        return self in {RegardEffect.IN_PART, RegardEffect.DEPARTED}


_EFFECTS = {
    RegardEffect.FOLLOWED: "Followed",
    RegardEffect.IN_PART: "Followed in part",
    RegardEffect.DEPARTED: "Departed from",
    RegardEffect.NO_EFFECT: "Considered, without effect",
}
