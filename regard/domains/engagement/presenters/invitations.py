"""How asking the audience is worded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.rules.words import count
from regard.domains.engagement.types import InvitationCounts

from .exercises import address

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise


@dataclass(frozen=True)
class NextAsk:
    """The one thing to do now. `method` is "post" where pressing does it at once."""

    title: str
    words: str
    label: str
    url: str
    method: str


def invitation_lede(counts: InvitationCounts) -> str:
    """Return how far asking has come, in numbers."""
    places = count(counts.locations, "service address", "service addresses")
    if not counts.asked and not counts.held:
        return f"{places[:1].upper()}{places[1:]} to ask. None has been asked yet."
    words = f"{counts.asked:,} of {places} asked. {counts.answered:,} have answered."
    if counts.held:
        words += f" {counts.held:,} asked us not to write, and were not asked."
    return words


def invitation_figures(counts: InvitationCounts) -> list[tuple[int, str]]:
    """Return what is counted of emails and letters."""
    return [
        (counts.sent, f"emails sent, of {counts.emails:,}"),
        (counts.printed, f"letters posted, of {counts.letters:,}"),
        (counts.answered, f"have answered, of {counts.asked:,} asked"),
        (counts.bounced + counts.misdirected, "did not arrive, or reached someone else"),
    ]


def next_invitation(exercise: Exercise, counts: InvitationCounts) -> NextAsk:
    """Return the one thing to do now for an open exercise."""
    if not counts.asked or counts.waiting:
        waiting = counts.waiting if counts.asked else counts.locations
        return NextAsk(
            "Send the invitations",
            f"{count(waiting, 'service address', 'service addresses')} to ask. Each gets a link "
            "of its own; those without email get a letter to print.",
            "Send the invitations",
            address("send_invitations", exercise),
            "post",
        )
    if counts.letters > counts.printed:
        return NextAsk(
            "Print the letters",
            f"{count(counts.letters - counts.printed, 'letter')} to print and post.",
            "Print letters",
            address("letters", exercise),
            "get",
        )
    return NextAsk(
        "Remind those who have not answered",
        f"{count(counts.asked - counts.answered, 'service address', 'service addresses')} "
        "silent so far. Nobody is written to twice within a week.",
        "Send reminders",
        address("send_reminders", exercise),
        "post",
    )
