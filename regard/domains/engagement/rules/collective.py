"""For whom a network speaks, and how that is worded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from regard.domains.engagement.types import MemberStand, Stage
from regard.domains.engagement.types.collective import SpokenFor, Stand, Ways
from regard.foundation.analysis.disclosure import SMALLEST_SHOWN, suppress_counts

from .words import count

TOLD_IT = frozenset({MemberStand.AGREED, MemberStand.DIFFERED})
"""How a member stands that has told its network what it thinks."""

MOST_WORDS = 5_000
"""Characters in which a member says how it sees it differently."""


@dataclass(frozen=True)
class Part:
    """
    What counting needs of one member's part.

    Attributes:
        is_taken_back: whether the member said that the network does not speak for it.
        is_confirmed: whether the member itself told us so.
    """

    stand: MemberStand
    has_mandate: bool
    is_taken_back: bool = False
    is_confirmed: bool = False


def speaks_for(part: Part) -> bool:
    """
    Test whether a network's words are heard for a member.

    | Mandate | Told it what it thinks | Took it back | Heard through its network |
    | ---     | ---                    | ---          | ---                       |
    | yes     | either                 | no           | yes                       |
    | no      | yes                    | no           | yes                       |
    | no      | no                     | no           | no                        |
    | either  | either                 | yes          | no                        |

    A member that differs is heard too: its network says that it differs.
    """
    return not part.is_taken_back and (part.has_mandate or part.stand in TOLD_IT)


def count_parts(network: str, parts: Iterable[Part]) -> SpokenFor:
    """Return how the members of a network stand, out of their parts."""
    listed = list(parts)
    spoken = [part for part in listed if speaks_for(part)]
    stands = [part.stand for part in spoken]
    return SpokenFor(
        network=network,
        members=len(spoken),
        asked=len(spoken) - stands.count(MemberStand.NOT_ASKED),
        agreed=stands.count(MemberStand.AGREED),
        differed=stands.count(MemberStand.DIFFERED),
        confirmed=sum(part.is_confirmed for part in spoken),
        others_asked=sum(
            not part.is_taken_back and not speaks_for(part) and part.stand is MemberStand.ASKED
            for part in listed
        ),
        taken_back=sum(part.is_taken_back for part in listed),
    )


def spoken_words(spoken: SpokenFor, *, shows_few: bool) -> str:
    """
    Return e.g. "for 41 members, 29 asked, 3 differ".

    :param shows_few: whether the reader may know counts of one to five. For others they are
        hidden, and with them what they could be worked out from.
    """
    if shows_few or not spoken.members:
        return _words(spoken.members, spoken.asked, spoken.differed)
    if spoken.members < SMALLEST_SHOWN:
        return f"for fewer than {SMALLEST_SHOWN} members"
    shown = suppress_counts([spoken.agreed, spoken.differed, spoken.silent, spoken.not_asked])
    differed = None if np.isnan(shown[1]) else spoken.differed
    asked = None if np.isnan(shown[3]) else spoken.asked
    words = _words(spoken.members, asked, differed)
    is_few = 0 < spoken.differed < SMALLEST_SHOWN
    return f"{words}, fewer than {SMALLEST_SHOWN} differ" if is_few else words


def _words(members: int, asked: int | None, differed: int | None) -> str:
    parts = [f"for {count(members, 'member')}"]
    if asked is not None and asked != members:
        parts.append(f"{asked:,} asked" if asked else "none asked")
    elif asked:
        parts.append("all asked" if asked > 1 else "asked")
    if differed:
        parts.append(f"{differed:,} {'differs' if differed == 1 else 'differ'}")
    return ", ".join(parts)


def ways_of(*, alone: int, through: int, both: int) -> Ways:
    """Return by which way services were heard, without what is too small to show."""
    counts = (alone, through, both)
    if sum(counts) < SMALLEST_SHOWN:
        return Ways(*(None if n else 0 for n in counts))
    shown = suppress_counts(counts)
    return Ways(*(None if np.isnan(each) else int(each) for each in shown))


def reasons_not_to_speak(*, asked_how: str, spoken: SpokenFor) -> dict[str, str]:
    """
    Return why a network's words cannot be kept for its members, by what is lacking; or nothing.

    :return: keys "asked_how" and "members".
    """
    reasons = {}
    if not asked_how.strip():
        reasons["asked_how"] = "Say how you asked your members, or that you did not ask them."
    if not spoken.members:
        reasons["members"] = (
            "Nobody here gave you a mandate on this, and no member is said to have told you what "
            "it thinks. Answer for yourselves instead, on the exercise’s own page."
        )
    return reasons


def reasons_against_stands(
    stands: Mapping[int, Stand], *, names: Mapping[int, str]
) -> dict[int, str]:
    """
    Return what is wrong with how members are said to stand, by the membership's number.

    :param names: of every member that can be named here.
    """
    reasons = {}
    for number, each in stands.items():
        if number not in names:
            reasons[number] = "This is no member that is asked here."
        elif each.words.strip() and each.stand is not MemberStand.DIFFERED:
            reasons[number] = (
                f"You wrote how {names[number]} sees it differently. Choose "
                f"“{MemberStand.DIFFERED.label}”, or clear the words."
            )
        elif len(each.words) > MOST_WORDS:
            reasons[number] = f"Use {MOST_WORDS:,} characters or fewer for {names[number]}."
    return reasons


def reason_not_to_answer_for_oneself(stage: Stage) -> str | None:
    """Return why a member cannot change its part any more, in words for it; None if it can."""
    if stage is Stage.ANSWERED:
        return "This has been answered, so your part cannot change any more."
    return None


def reason_not_to_differ_behind_shield(stage: Stage) -> str | None:
    """
    Return why a member's words cannot be kept behind a shield now; None if they can.

    Once nobody else can answer, whatever comes is known to come from a member.
    """
    if stage is Stage.OPEN:
        return None
    return (
        "Only members of networks can still say something here, so a shield would not hide you. "
        "Ask the independent steward to hear you."
    )
