"""What was said, in points and themes."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .campaigns import CampaignMark
from .states import ThemeState, Visibility


class Stance(StrEnum):
    """Whether a point speaks for what a theme says, or against it."""

    FOR = "for"
    AGAINST = "against"
    UNCLEAR = "unclear"

    @property
    def label(self) -> str:
        return STANCE_LABELS[self]


STANCE_LABELS = {
    Stance.FOR: "For it",
    Stance.AGAINST: "Against it",
    Stance.UNCLEAR: "Neither, or not clear",
}


@dataclass(frozen=True)
class Change:
    """
    Why a theme that was once signed off changes, as whoever changes it says.

    Attributes:
        looks_again: whether what is in it was put there for another meaning, so that people
            have to look at it again.
    """

    because: str = ""
    looks_again: bool = False


@dataclass(frozen=True)
class ThemeRow:
    """
    A theme and its three honest counts. A campaign makes many submissions of one argument.

    What is in the themes that are parts of it counts in it too, and once.

    Attributes:
        parent_id: the wider theme that it is a part of; None where it is a part of none.
        terms: words that set it apart, by machine; empty where people made it.
        named_by: "machine", or whoever named it as the ledger names them, e.g. "person:12".
        submissions: contributions with a point in it.
        arguments: points that differ by more than their wording.
        organisations: providers, and never people, with a point in it.
        points: all its points; a contribution can make several.
        own_points: of these, the ones in it and not only in a theme that is a part of it.
        points_for, points_against, points_unclear: of its points, by their stance on what it
            says. One that is in two parts of it may have two.
        unsure: its points that the machine placed without being sure.
        campaign: contributions that used nearly the same words as one another, in the largest
            group of such; 1 where no two did, 0 where it is empty.
        signed_off_by: as the ledger names them; empty while the theme is only proposed.
        guessed: its points of which a machine said whether they are for or against, and no person.
    """

    theme_id: int
    exercise_id: int
    parent_id: int | None
    title: str
    summary: str
    terms: tuple[str, ...]
    state: ThemeState
    named_by: str
    submissions: int
    arguments: int
    organisations: int
    points: int
    own_points: int
    points_for: int
    points_against: int
    points_unclear: int
    unsure: int
    campaign: int
    signed_off_by: str
    signed_off_at: datetime | None
    guessed: int = 0


@dataclass(frozen=True)
class PointRow:
    """
    One idea that somebody put, in words fit for whoever reads this row.

    Attributes:
        theme_ids: in the order in which the themes were made; empty where it stands alone.
        stances: on what each of these themes says, in their order.
        stance_chances: of each of these stances, where a machine guessed it, the share of such
            guesses that were right, 0-1; None where a person said it, or nobody did.
        text: its words, which are answer_text[start:end].
        question: what was asked.
        answer_text: all of its answer, or of a long document what stands near it, with "…" where
            more is left out.
        who: who said it, no more closely than this reader may know.
        how: by which channel, e.g. "by telephone".
        argument: the same number in one exercise means the same argument in nearly the same
            words; None before themes were first proposed.
        is_unsure: whether the machine put it in one of them without being sure.
        decided_by: who said where it belongs, as the ledger names them; empty while nobody has.
        campaign: the campaign in whose words it is, or to which it was added; None for neither.
    """

    point_id: int
    exercise_id: int
    theme_ids: tuple[int, ...]
    stances: tuple[Stance, ...]
    contribution_id: int
    receipt: str
    text: str
    question: str
    answer_text: str
    start: int
    end: int
    who: str
    how: str
    said_on: date
    visibility: Visibility
    is_unsure: bool
    argument: int | None
    decided_by: str
    campaign: CampaignMark | None = None
    stance_chances: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Fate:
    """
    What became of a theme, as the domain above that decides it says.

    Attributes:
        label: the outcome, e.g. "Adopted in part".
        kind: of the tag that shows it: "ok", "part" or "no".
        where: the passage that says so, in words, at `url`; both empty where none does.
    """

    label: str
    kind: str
    reason: str
    where: str
    url: str
