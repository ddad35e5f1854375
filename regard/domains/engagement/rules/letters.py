"""What we write to those we ask: short, plain, and with a way that needs no computer."""

from dataclasses import dataclass
from datetime import date

from regard.domains.engagement.types.asked_parts import NO_PARTS, AskedParts

from .asked_parts import parts_in_letter, parts_in_reminder
from .words import day, weekday

LINK = "[your link]"
"""Stands in a kept message where the signed link is put as it is sent."""


@dataclass(frozen=True)
class Ask:
    """
    What an invitation says of its exercise.

    Attributes:
        partnership: who asks.
        telephone: where to say it by telephone, with when; empty if nobody has given a number.
        address: where to write to, in lines; empty if nobody has given one.
        version: of the information to read first; 0 if none is published.
        version_url: where that version is read, in full.
        parts: of what it asks about, by name; `NO_PARTS` if it asks as a whole.
    """

    partnership: str
    title: str
    purpose: str
    closes_on: date
    reply_by: date
    telephone: str = ""
    address: str = ""
    version: int = 0
    version_url: str = ""
    parts: AskedParts = NO_PARTS


@dataclass(frozen=True)
class Email:
    subject: str
    body: str


def invitation_email(ask: Ask, *, service: str, greeting: str) -> Email:
    """
    Return the email that asks a service.

    :param greeting: the name of the one who is written to; empty if we do not know it.
    """
    return Email(
        subject=f"{ask.title} Your view for {service}, by {day(ask.closes_on)}",
        body="\n\n".join(
            (
                _hello(greeting, service),
                f"{ask.partnership} asks every care service it plans with: {ask.title}",
                ask.purpose,
                *parts_in_letter(ask.parts),
                *information_words(ask),
                f"{_answer_by(ask)}:\n{LINK}",
                *_what_follows(ask),
            )
        ),
    )


def reminder_email(ask: Ask, *, service: str, greeting: str) -> Email:
    """Return the email that reminds a service which has not answered."""
    return Email(
        subject=f"Until {weekday(ask.closes_on)}: {ask.title}",
        body="\n\n".join(
            (
                _hello(greeting, service),
                f"We have not heard from {service} yet, and your view would be missed.",
                f"{ask.title}\n{_answer_by(ask)}:\n{LINK}",
                *parts_in_reminder(ask.parts),
                *information_words(ask),
                *_what_follows(ask),
            )
        ),
    )


def _hello(greeting: str, service: str) -> str:
    return f"Hello {greeting}," if greeting else f"To whoever manages {service},"


def _answer_by(ask: Ask) -> str:
    """Return how to answer. A draft is not read in two minutes."""
    if ask.parts:
        return "Read them and comment, without a password"
    return "Answer in two minutes, without a password"


def _what_follows(ask: Ask) -> tuple[str, ...]:
    by_telephone = f"telephone {ask.telephone}" if ask.telephone else "reply to this email"
    return (
        f"Please answer by {weekday(ask.closes_on)}.",
        f"We will tell you what became of what you said by {day(ask.reply_by)}.",
        f"You would rather say it to a person? Then {by_telephone}, and we write it down for you.",
        *((f"Or write to us at: {in_one_line(ask.address)}",) if ask.address else ()),
        "The link is for your service alone. Pass it on only to someone who may answer for it.",
        ask.partnership,
    )


def information_words(ask: Ask) -> tuple[str, ...]:
    """Return which version of the information goes with it, with its address; or nothing."""
    if not ask.version:
        return ()
    return (f"What to know first (version {ask.version}):\n{ask.version_url}",)


def other_ways_words(ask: Ask) -> tuple[str, ...]:
    """Return, for a letter, how else to say it; empty if nobody has given another way."""
    ways = []
    if ask.telephone:
        ways.append(f"telephone {ask.telephone}")
    if ask.address:
        ways.append(f"write to {in_one_line(ask.address)}")
    if not ways:
        return ()
    return (f"You would rather not use a page? Then {', or '.join(ways)}.",)


def in_one_line(address: str) -> str:
    """Return a postal address on one line, e.g. "1 High Street, Harrow Vale, HV1 1AA"."""
    return ", ".join(line.strip(" ,") for line in address.splitlines() if line.strip(" ,"))
