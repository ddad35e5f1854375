"""How what networks say for their members is worded."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.rules.collective import spoken_words
from regard.domains.engagement.rules.words import count, day
from regard.domains.engagement.types import MemberStand
from regard.foundation.mail.models import State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regard.domains.engagement.actions.collective import LoadedStands
    from regard.domains.engagement.models import Contribution, MemberPart
    from regard.domains.engagement.queries.collective import SpeakingRow, StandRow
    from regard.domains.engagement.types.collective import SpokenFor, Ways

STAND_TAGS = {
    MemberStand.NOT_ASKED: "no",
    MemberStand.ASKED: "no",
    MemberStand.AGREED: "ok",
    MemberStand.DIFFERED: "part",
}


@dataclass(frozen=True)
class Member:
    """
    A member, as whoever speaks for its network sees it.

    Attributes:
        about: where it is or how many services it has, and by what the network speaks for it.
        itself: what it told us itself; empty: nothing.
        told: whether it was written to, in words.
    """

    name: str
    about: str
    tag: tuple[str, str]
    words: str
    itself: str
    told: str


def speaking_lede(rows: Sequence[SpeakingRow]) -> str:
    """Return how many networks have spoken, of those the reader may speak for."""
    kept = [row for row in rows if row.spoken is not None and _is_kept(row)]
    if not rows:
        return "No network works here yet."
    if not kept:
        return "No network has spoken for its members yet."
    members = sum(row.spoken.members for row in kept if row.spoken)
    return f"{len(kept)} of {count(len(rows), 'network')} spoke, for {count(members, 'member')}."


def speaking_words(row: SpeakingRow) -> tuple[str, tuple[str, str]]:
    """Return how far a network has come, in words and as a tag."""
    if row.speech is None:
        return f"{count(row.members, 'service')} here belong to it.", ("Has not spoken", "no")
    if not _is_kept(row):
        return "It is being written, and counts nowhere yet.", ("Being written", "part")
    words = spoken_words(row.spoken, shows_few=True) if row.spoken else ""
    return f"It spoke {words}.", ("Kept", "ok")


def draft_lede(network: str, rows: Sequence[StandRow], spoken: SpokenFor | None) -> str:
    """Return for how many members a network is about to speak."""
    verb = "is" if len(rows) == 1 else "are"
    asked = f"{count(len(rows), 'member').capitalize()} of {network} {verb} asked here."
    if spoken is None or not spoken.members:
        return f"{asked} It speaks for none of them yet."
    return f"{asked} It speaks {spoken_words(spoken, shows_few=True)}."


def kept_lede(spoken: SpokenFor, kept: Contribution) -> str:
    """Return for whom a network spoke, and what its members say of it."""
    words = f"Kept on {day(kept.said_on)}: {spoken_words(spoken, shows_few=True)}."
    if spoken.confirmed:
        words += f" {count(spoken.confirmed, 'member')} told us so themselves."
    if spoken.taken_back:
        words += f" {count(spoken.taken_back, 'member')} said that it did not speak for them."
    return words


def kept_figures(spoken: SpokenFor) -> list[tuple[int, str]]:
    """Return the figures of what was kept, for `figures`."""
    return [
        (spoken.members, "members heard through it"),
        (spoken.agreed, "agreed"),
        (spoken.differed, "saw it differently"),
        (spoken.silent + spoken.not_asked, "by their mandate alone"),
    ]


def beside_words(spoken: SpokenFor, alone: int | None) -> list[str]:
    """
    Return what else is to be known of for whom it spoke, in sentences.

    :param alone: how many of its members answered by themselves too; None: not for this reader.
    """
    words = []
    if spoken.others_asked:
        words.append(
            f"{count(spoken.others_asked, 'member')} without a mandate "
            f"{'was' if spoken.others_asked == 1 else 'were'} asked and said nothing: it does "
            "not speak for them, and they are not heard by it."
        )
    if alone:
        words.append(f"{count(alone, 'member')} answered alone too. In coverage each counts once.")
    return words


def member_of(row: StandRow, said: Mapping[int, str]) -> Member:
    """
    Return a member as it is listed once its network has spoken.

    :param said: the words that the reader may see, by the part's number.
    """
    part = row.part
    return Member(
        name=row.name,
        about=about(row, has_mandate=part is not None and part.mandate_id is not None),
        tag=(row.stand.label, STAND_TAGS[row.stand]),
        words=said.get(part.pk, "") if part else "",
        itself=_itself(part) if part else "",
        told=_told(part) if part else "",
    )


def about(row: StandRow, *, has_mandate: bool) -> str:
    """Return where a member is, and whether the network has its mandate."""
    where = row.where or count(row.services, "service")
    mandate = "with a mandate" if has_mandate else "without a mandate"
    alone = ", also answered alone" if row.spoke_alone else ""
    return f"{where}, {mandate}{alone}"


def told_words(rows: Sequence[StandRow]) -> str:
    """Return how many members were written to, and what became of it."""
    parts = [row.part for row in rows if row.part is not None]
    states = Counter(part.message.state if part.message else "" for part in parts)
    sent, none = states[State.SENT], states[""]
    lacking = len(parts) - sent - none
    told = f"{count(sent, 'member')} told by email, with a link of their own."
    words = [told if sent else "Nobody has been told by email."]
    if lacking:
        words.append(f"{lacking:,} more emails wait, failed or are not wanted.")
    posted = sum(part.printed_at is not None for part in parts)
    if none:
        have = "has" if none == 1 else "have"
        words.append(f"{count(none, 'member').capitalize()} {have} no email address with us.")
    if posted:
        words.append(f"{count(posted, 'letter').capitalize()} posted.")
    return " ".join(words)


def ways_rows(ways: Ways) -> list[tuple[str, int | str]]:
    """Return by which way services were heard, for a table."""
    return [
        ("By themselves", _shown(ways.alone)),
        ("Through a network only", _shown(ways.through)),
        ("Both ways", _shown(ways.both)),
    ]


def _shown(number: int | None) -> int | str:
    return "too few to show" if number is None else number


def _itself(part: MemberPart) -> str:
    if part.taken_back_at is not None:
        return f"Said on {day(part.taken_back_at.date())} that it did not speak for it"
    return f"Told us so itself on {day(part.confirmed_at.date())}" if part.confirmed_at else ""


TOLD = {
    State.SENT: "Told by email",
    State.HELD: "Asked us not to write",
    State.FAILED: "The email did not arrive",
    State.UNSURE: "The email may not have arrived",
}


def _told(part: MemberPart) -> str:
    if part.printed_at is not None:
        return f"Letter posted on {day(part.printed_at.date())}"
    if part.message is None:
        return "No email address with us"
    return TOLD.get(State(part.message.state), "The email waits")


def _is_kept(row: SpeakingRow) -> bool:
    return row.speech is not None and row.speech.kept_at is not None


def sheet_rows(rows: Sequence[StandRow]) -> list[tuple[object, ...]]:
    """Return members as rows of a spreadsheet to fill in; nothing where nobody said anything."""
    return [
        (
            row.membership_id,
            row.name,
            row.where,
            row.stand.label if row.stand is not MemberStand.NOT_ASKED else "",
            row.part.words if row.part else "",
        )
        for row in rows
    ]


def loaded_lede(loaded: LoadedStands) -> str:
    """Return how many members a spreadsheet changed, and how many rows were refused."""
    changed = (
        f"{count(loaded.changed, 'member').capitalize()} changed."
        if loaded.changed
        else "Nothing changed."
    )
    refused = len(loaded.read.refused)
    if not refused:
        return f"{changed} Every row was taken."
    return f"{changed} {count(refused, 'row').capitalize()} could not be taken."
