"""Who is written to about a meeting, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from regard.domains.governance.queries.told import ToldRow
from regard.foundation.design.words import plural_words, time_words
from regard.foundation.mail.models import State

if TYPE_CHECKING:
    from regard.domains.governance.models import Holder

TAGS = {
    State.WAITING: ("On its way", "part"),
    State.SENDING: ("On its way", "part"),
    State.SENT: ("Sent", "ok"),
    State.FAILED: ("Did not go", "gap"),
    State.UNSURE: ("We cannot tell", "gap"),
    State.HELD: ("They asked us not to write", "no"),
}

CAN_GO = {State.WAITING, State.FAILED, State.UNSURE}


def members_lede(members: Sequence[Holder]) -> str:
    """Return whom the agenda would go to."""
    reached = sum(bool(holder.email) for holder in members)
    if not members:
        return "Nobody holds a seat on that day. Send it out all the same, or fill seats first."
    words = f"It goes to {plural_words(reached, 'person', 'people')} by email, at once."
    without = len(members) - reached
    if without:
        verb = "has" if without == 1 else "have"
        words += f" {without} {verb} no email address: print the pack for them."
    return words


def told_lede(rows: Sequence[ToldRow], members: Sequence[Holder]) -> str:
    """Return how many emails about a meeting have gone."""
    if not rows:
        return "Nobody was written to about this meeting."
    sent = sum(row.state is State.SENT for row in rows)
    words = f"{sent} of {plural_words(len(rows), 'email')} about this meeting went."
    without = sum(not holder.email for holder in members)
    if without:
        who = "1 member has" if without == 1 else f"{without} members have"
        words += f" {who} no email address: print the pack for them."
    return words


def member_rows(members: Sequence[Holder]) -> list[tuple[str, str]]:
    """Return each member with how they are reached."""
    return [
        (holder.name, holder.email or "No email address: print the pack") for holder in members
    ]


def told_rows(rows: Sequence[ToldRow]) -> list[tuple[str, str, tuple[str, str], str]]:
    """Return each email: to whom, about what, its fate as a tag, and when or why."""
    return [
        (
            row.name,
            row.subject,
            TAGS[row.state],
            time_words(row.sent_at) if row.sent_at else row.problem,
        )
        for row in rows
    ]


def can_send(rows: Sequence[ToldRow]) -> bool:
    """Test whether something did not go that could."""
    return any(row.state in CAN_GO for row in rows)
