"""To whom a question may be passed on, and what we write to them."""

import re
from collections.abc import Sequence

from .asked_parts import parts_in_reminder
from .letters import LINK, Ask, Email
from .words import day, weekday

MOST_HAND_OVERS = 5
"""At a time. More colleagues answer one question on paper together better than by links."""

MOST_EMAILS = 15
"""To colleagues, by one link in all, those taken back too, so that strangers get none."""

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def reasons_not_to_pass_on(*, name: str, email: str, emails: Sequence[str]) -> dict[str, str]:
    """
    Return why it cannot be passed on to somebody, by the field of the form; empty if it can.

    :param emails: to which it is passed on already.
    """
    reasons = {}
    if not name.strip():
        reasons["name"] = "Enter their name"
    if not _EMAIL.fullmatch(email.strip()):
        reasons["email"] = "Enter an email address in full, like name@example.com"
    elif email.strip().casefold() in {each.casefold() for each in emails}:
        reasons["email"] = "It is passed on to this address already"
    return reasons


def hand_over_email(ask: Ask, *, service: str, greeting: str, words: str) -> Email:
    """
    Return the email to a colleague to whom a question was passed on.

    :param words: what the one who passed it on wrote; may be empty.
    """
    own = (f"They write:\n{words}",) if words else ()
    return Email(
        subject=f"Passed on to you for {service}: {ask.title}",
        body="\n\n".join(
            (
                f"Hello {greeting},",
                f"{ask.partnership} asked {service}: {ask.title}",
                (
                    f"Whoever was asked at {service} has passed it on to you, and gave us your "
                    "address for this only."
                ),
                *parts_in_reminder(ask.parts),
                *own,
                f"Answer by a link of your own, without a password:\n{LINK}",
                "Both of you see and fill in the same answer. It is sent once, by either.",
                (
                    f"Please answer by {weekday(ask.closes_on)}. We will tell {service} what "
                    f"became of it by {day(ask.reply_by)}."
                ),
                "It is not for you? Then ignore this email, and we do not write again.",
                ask.partnership,
            )
        ),
    )
