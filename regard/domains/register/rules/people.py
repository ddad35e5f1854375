"""What is held of people in their own right, why, for how long, and what we write to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from regard.domains.register.types import AreaLevel, PersonKind, ReachedBy

from . import contacts

KEEP_FOR = timedelta(days=731)
"""Two years, unless they agree again: long enough for one round of a plan, from the question to
what became of it. Our choice; UK GDPR asks only that it be no longer than is needed."""

KEEP_AT_MOST = timedelta(days=3 * 365 + 1)
"""Nobody's wish is taken to hold for longer than three years without being asked again."""

UNCONFIRMED_FOR = timedelta(days=7)
"""Who does not confirm within a week that it was them is forgotten."""

WARN_BEFORE = timedelta(days=30)
"""How long before the end of their time people are asked whether to keep them."""

LEVELS = (AreaLevel.SYSTEM, AreaLevel.PLACE, AreaLevel.NEIGHBOURHOOD)
"""At which levels people take part."""

JOINING = (PersonKind.UNPAID_CARER, PersonKind.DRAWS_ON_CARE, PersonKind.STAFF)
"""Who may put themselves on the register. Managers and owners are known by their services."""

PURPOSES: Mapping[str, str] = {
    "kind": "to see whose voice we have, and whose is missing",
    "name": "for the greeting",
    "email": "for emails",
    "telephone": "for calls and text messages",
    "address": "for letters",
    "reached_by": "to use the way that suits best",
    "level": "to ask only about what is planned there",
    "place": "to ask only about that place",
    "needs": "to write and speak so that it can be followed",
    "agreed_on": "to know since when this was agreed",
    "keep_until": "to know when to delete all this",
}
"""What each thing is held for, as people read it."""

WAY_OF: Mapping[ReachedBy, str] = {
    ReachedBy.EMAIL: "email",
    ReachedBy.TELEPHONE: "telephone",
    ReachedBy.TEXT: "telephone",
    ReachedBy.LETTER: "address",
}
"""What has to be known for someone to be reached in each way."""

MISSING: Mapping[str, str] = {
    "email": "Enter an email address, or choose another way to be reached",
    "telephone": "Enter a telephone number, or choose another way to be reached",
    "address": "Enter a postal address, or choose another way to be reached",
}

LINK = "[your link]"
"""Stands in a kept message where the signed link is put as it is sent."""


@dataclass(frozen=True)
class Particulars:
    """
    What someone says of themselves.

    Attributes:
        place_id: the place of the system that they know; None for none.
        needs: e.g. Easy Read, large print, a language.
    """

    kind: PersonKind
    name: str
    email: str
    telephone: str
    address: str
    reached_by: ReachedBy
    level: AreaLevel
    place_id: int | None
    needs: str


@dataclass(frozen=True)
class Letter:
    """An email to someone on the register."""

    subject: str
    body: str


def problems_with(person: Particulars) -> dict[str, str]:
    """Return what is wrong, by field; nothing if they can be reached as they ask."""
    problems = {
        "name": "" if person.name.strip() else "Enter a name: a first name is enough",
        "email": contacts.problem_with_email(person.email) or "",
        "telephone": contacts.problem_with_telephone(person.telephone) or "",
    }
    wanted = WAY_OF.get(person.reached_by, "")
    if wanted and not str(getattr(person, wanted)).strip():
        problems[wanted] = MISSING[wanted]
    if not any((person.email.strip(), person.telephone.strip(), person.address.strip())):
        problems["email"] = "Enter one way to reach them: email, telephone or postal address"
    return {field: words for field, words in problems.items() if words}


def problem_with_keeping(*, agreed_on: date, keep_until: date, today: date) -> dict[str, str]:
    """Return what is wrong with how long someone is kept, by field."""
    problems = {}
    if agreed_on > today:
        problems["agreed_on"] = "They cannot have agreed after today"
    if keep_until <= today:
        problems["keep_until"] = "Give a day after today"
    elif keep_until > today + KEEP_AT_MOST:
        problems["keep_until"] = "Give a day within three years: then they are asked again"
    return problems


def tidy(person: Particulars) -> dict[str, object]:
    """Return the particulars as they are kept."""
    return {
        "kind": person.kind,
        "name": " ".join(person.name.split()),
        "email": person.email.strip(),
        "telephone": contacts.tidy_telephone(person.telephone),
        "address": "\n".join(
            " ".join(line.split()) for line in person.address.splitlines() if line.strip()
        ),
        "reached_by": person.reached_by,
        "level": person.level,
        "place_id": person.place_id,
        "needs": " ".join(person.needs.split()),
    }


def confirm_letter(*, partnership: str, name: str) -> Letter:
    """Return the email that asks whether it was them."""
    return Letter(
        subject=f"Did you ask to hear from {partnership}?",
        body=_join(
            f"Hello {name},",
            f"Somebody asked us to put this address on the register of {partnership}, so that "
            "you are asked about care where you live or work.",
            f"If it was you, confirm it here:\n{LINK}",
            f"If it was not, do nothing. We delete it within {UNCONFIRMED_FOR.days} days, and "
            "do not write again.",
            partnership,
        ),
    )


def own_page_letter(*, partnership: str, name: str) -> Letter:
    """Return the email with the link to someone's own page."""
    return Letter(
        subject=f"What {partnership} holds about you",
        body=_join(
            f"Hello {name},",
            "See what we hold about you, change it, say how to reach you, or take yourself "
            f"off:\n{LINK}",
            "The link is yours alone. It needs no password.",
            partnership,
        ),
    )


def ending_letter(*, partnership: str, name: str, keep_until: date) -> Letter:
    """Return the email that asks whether to keep someone for longer."""
    day = f"{keep_until.day} {keep_until:%B %Y}"
    return Letter(
        subject=f"May we keep you on the register of {partnership}?",
        body=_join(
            f"Hello {name},",
            f"You agreed to be on our register until {day}. Then we delete what we hold.",
            f"You would rather stay? One press keeps you for two more years:\n{LINK}",
            "If not, you need do nothing.",
            partnership,
        ),
    )


def _join(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)
