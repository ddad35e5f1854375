"""People in their own right, in words."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from regard.domains.register.models import (
    Individual,
    IndividualRole,
    Representative,
)
from regard.domains.register.queries.people import PeopleCount
from regard.domains.register.rules.people import LINK, PURPOSES, WARN_BEFORE
from regard.domains.register.types import AreaLevel, PersonKind, ReachedBy
from regard.foundation.design.words import date_words, plural_words
from regard.foundation.mail.models import Message, State

LABELS = {
    "kind": "Who they are",
    "name": "Name",
    "email": "Email address",
    "telephone": "Telephone number",
    "address": "Postal address",
    "reached_by": "How to reach them",
    "level": "Where they want a say",
    "place": "The place they know",
    "needs": "What helps them take part",
    "agreed_on": "Agreed on",
    "keep_until": "Kept until",
}

OWN_LABELS = LABELS | {
    "kind": "Who you are",
    "name": "Your name",
    "email": "Your email address",
    "telephone": "Your telephone number",
    "address": "Your postal address",
    "reached_by": "How we reach you",
    "level": "Where you want a say",
    "place": "The place you know",
    "needs": "What helps you take part",
    "agreed_on": "You agreed on",
    "keep_until": "We keep this until",
}


LEVELS = {
    AreaLevel.SYSTEM: "The whole system",
    AreaLevel.PLACE: "A place",
    AreaLevel.NEIGHBOURHOOD: "A neighbourhood",
}


def people_lede(counts: Sequence[PeopleCount]) -> str:
    """Return how many people are on the register, and what is to be seen to."""
    active = sum(count.active for count in counts)
    waiting = sum(count.waiting for count in counts)
    ending = sum(count.ending for count in counts)
    if not active and not waiting:
        return ""
    words = f"{plural_words(active, 'person', 'people')} asked to be heard in their own right."
    if ending:
        words += f" The time of {ending:,} ends within a month."
    if waiting:
        words += f" {waiting:,} {'has' if waiting == 1 else 'have'} not confirmed yet."
    return words


def person_tag(person: Individual, today: date) -> tuple[str, str]:
    """Return somebody's state as a tag: its words and kind."""
    if person.confirmed_on is None:
        return "Not confirmed yet", "part"
    if person.keep_until <= today + WARN_BEFORE:
        return f"Ends {date_words(person.keep_until)}", "gap"
    return "On the register", "ok"


def held_rows(person: Individual, *, is_own: bool = False) -> list[tuple[str, str, str]]:
    """Return what is held of someone: its name, what it is, and what for. No empty ones."""
    labels = OWN_LABELS if is_own else LABELS
    values = {
        "kind": PersonKind(person.kind).label,
        "name": person.name,
        "email": person.email,
        "telephone": person.telephone,
        "address": person.address,
        "reached_by": ReachedBy(person.reached_by).label,
        "level": LEVELS.get(AreaLevel(person.level), AreaLevel(person.level).label),
        "place": person.place.name if person.place else "",
        "needs": person.needs,
        "agreed_on": date_words(person.agreed_on),
        "keep_until": date_words(person.keep_until),
    }
    return [(labels[key], value, PURPOSES[key]) for key, value in values.items() if value]


def spoken_words(row: Representative) -> tuple[str, str, bool]:
    """Return who speaks, since when and why, and whether they still do."""
    who = row.by_network.name if row.by_network else ""
    if row.by_individual:
        who = row.by_individual.name
    until = f" to {date_words(row.valid_to)}" if row.valid_to else ""
    return who, f"{row.basis}; from {date_words(row.valid_from)}{until}", row.valid_to is None


def message_words(message: Message) -> str:
    """Return what became of a message, with its day."""
    return f"{State(message.state).label}, {date_words(message.sent_at or message.created_at)}"


def held_json(
    person: Individual,
    *,
    roles: Iterable[IndividualRole],
    representatives: Iterable[Representative],
    spoken_for: Iterable[Representative],
    messages: Iterable[Message],
    refused: str,
) -> str:
    """Return all that is held of someone as JSON, for whoever asks what is held of them."""
    held: dict[str, Any] = {
        "what_this_is": "All that Regard’s register holds about this person, and what for",
        "held": [
            {"what": label, "value": value, "what_for": purpose}
            for label, value, purpose in held_rows(person)
        ],
        "confirmed_on": person.confirmed_on,
        "asked_about_keeping_on": person.warned_on,
        "entered_by": person.added_by,
        "emails_refused": refused,
        "roles": [
            {
                "role": role.role,
                "at": str(role.location or role.organisation),
                "from": role.valid_from,
                "to": role.valid_to,
            }
            for role in roles
        ],
        "who_speaks_for_them": [_spoken(row) for row in representatives],
        "for_whom_they_speak": [
            {**_spoken(row), "for": str(row.individual or row.location)} for row in spoken_for
        ],
        "messages": [
            {
                "written_on": message.created_at,
                "to": message.to,
                "subject": message.subject,
                "body": message.body.replace(LINK, "(the link to their own page)"),
                "what_became_of_it": State(message.state).label,
            }
            for message in messages
        ],
    }
    return json.dumps(held, default=str, ensure_ascii=False, indent=2)


def sent_in_words(fates: Sequence[State]) -> str:
    """Return what became of the messages of one run."""
    sent = fates.count(State.SENT)
    words = f"{plural_words(sent, 'email')} sent."
    if len(fates) > sent:
        words += f" {len(fates) - sent:,} did not go: the page of messages says why."
    return words


def _spoken(row: Representative) -> dict[str, Any]:
    who, _, is_now = spoken_words(row)
    return {
        "who": who,
        "basis": row.basis,
        "from": row.valid_from,
        "to": row.valid_to,
        "is_now": is_now,
    }
