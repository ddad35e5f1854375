"""How conversations, and voting in them, are worded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from regard.domains.engagement.rules.conversations import ENOUGH_STATEMENTS
from regard.domains.engagement.rules.words import count, day, weekday
from regard.domains.engagement.types import StatementState
from regard.domains.engagement.types.deliberation import VOTE_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from regard.domains.engagement.models import Conversation, Statement, Vote
    from regard.domains.engagement.types.deliberation import ConversationRow, Next
    from regard.domains.register.models import System

STATE_TAGS = {
    StatementState.WAITING: ("Waits to be read", "part"),
    StatementState.SHOWN: ("Shown", "ok"),
    StatementState.HIDDEN: ("Not shown", "no"),
}

VOTED_WORDS = {1: "You agreed with", -1: "You disagreed with", 0: "You passed on"}


@dataclass(frozen=True)
class Written:
    """What somebody wrote, as they see it."""

    text: str
    tag: tuple[str, str]
    why: str


def talk_address(name: str, conversation: Conversation, **more: object) -> str:
    """Return the address of a page of a conversation."""
    where = {"system": conversation.system.slug, "slug": conversation.slug}
    return reverse(f"engagement:{name}", kwargs=where | more)


def talks_address(system: System) -> str:
    """Return the address of a system's conversations."""
    return reverse("engagement:conversations", args=[system.slug])


def grouped_talks(rows: Sequence[ConversationRow]) -> list[tuple[str, list[ConversationRow]]]:
    """Return conversations under a heading for each stage that has any, open ones first."""
    groups = (
        ("Open now", [row for row in rows if not row.is_draft and not row.is_closed]),
        ("Drafts, which only your team sees", [row for row in rows if row.is_draft]),
        ("Closed", [row for row in rows if row.is_closed]),
    )
    return [(words, found) for words, found in groups if found]


def talks_lede(rows: Sequence[ConversationRow]) -> str:
    """Return how many conversations are open, in a sentence."""
    open_now = sum(not row.is_draft and not row.is_closed for row in rows)
    closed = sum(row.is_closed for row in rows)
    if not open_now and not closed:
        return ""
    words = f"{count(open_now, 'conversation')} open now, {closed:,} closed."
    return f"{words[:1].upper()}{words[1:]} You vote on what others said, without a password."


def open_talks(rows: Sequence[ConversationRow], *, today: date) -> list[ConversationRow]:
    """Return the conversations in which anybody can vote today."""
    return [
        row
        for row in rows
        if not row.is_draft and not row.is_closed and row.opens_on <= today <= row.closes_on
    ]


def talk_when(row: ConversationRow, *, today: date) -> str:
    """Return what is next for a conversation and by when, in a line."""
    if row.is_draft:
        return f"To open on {day(row.opens_on)}"
    if row.is_closed or row.closes_on < today:
        return f"Closed on {day(row.closes_on)}"
    return f"Open until {weekday(row.closes_on)}"


def talk_size(row: ConversationRow) -> str:
    """Return how large a conversation is, in a line."""
    size = f"{count(row.statements, 'statement')}, {count(row.voters, 'voice')} so far"
    return f"{size[:1].upper()}{size[1:]}"


def voting_lede(conversation: Conversation, found: Next, *, people: int, services: int) -> str:
    """Return who has taken part, in figures, and until when others can."""
    who = [count(people, "person", "people")] if people or not services else []
    who += [count(services, "service")] if services else []
    have = "has" if people + services == 1 else "have"
    return (
        f"{count(found.shown, 'statement').capitalize()}. {' and '.join(who).capitalize()} {have} "
        f"taken part. Open until {weekday(conversation.closes_on)}."
    )


def how_far(found: Next) -> str:
    """Return how far a voter is, e.g. "4 of 31 answered"."""
    return f"{found.answered:,} of {found.shown:,} answered"


def voted_words(vote: Vote) -> str:
    """Return what somebody said last, e.g. "You agreed with"."""
    return VOTED_WORDS[vote.value]


def vote_choices() -> list[tuple[int, str]]:
    """Return the three votes as they stand on the page."""
    return list(VOTE_WORDS.items())


def written(statements: Sequence[Statement]) -> list[Written]:
    """Return what somebody wrote, with what became of it."""
    return [
        Written(each.text, STATE_TAGS[StatementState(each.state)], each.why) for each in statements
    ]


def added_words(added: int, given: int) -> str:
    """Return how many statements were added, and how many were there already."""
    words = f"{count(added, 'statement')} added.".capitalize()
    there = given - added
    return (
        f"{words} {there:,} {'was' if there == 1 else 'were'} there already." if there else words
    )


def moderation_lede(counts: Mapping[StatementState, int]) -> str:
    """Return how many statements wait, and how many are shown or not."""
    waiting = counts[StatementState.WAITING]
    wait = "waits" if waiting == 1 else "wait"
    return (
        f"{count(waiting, 'statement').capitalize()} {wait} to be read, "
        f"{counts[StatementState.SHOWN]:,} shown, {counts[StatementState.HIDDEN]:,} not shown."
    )


def state_choices(
    counts: Mapping[StatementState, int], current: StatementState | None
) -> list[tuple[str, str, bool]]:
    """Return ways to narrow the list of statements: words, address, and which is on."""
    choices = [
        (f"{state.label} ({counts[state]:,})", f"?show={state}", state is current)
        for state in StatementState
    ]
    return [*choices, (f"All ({sum(counts.values()):,})", "?show=all", current is None)]


def next_in_draft(conversation: Conversation, *, shown: int) -> tuple[str, str, str, str]:
    """Return what to do next with a draft: title, words, label and address."""
    if shown < ENOUGH_STATEMENTS:
        return (
            "Add statements to begin with",
            f"It needs {ENOUGH_STATEMENTS}. Ten are better, from all sides.",
            "Add statements",
            talk_address("add_statements", conversation),
        )
    return (
        "Open it",
        f"It has {count(shown, 'statement')}. Check it once more, then open it.",
        "Check and open",
        talk_address("open_conversation", conversation),
    )
