"""The emails that bring a service the link to what is held of it."""

from typing import NamedTuple

LINK = "{{ the link }}"
"""Stands in the kept text where the secret link stands in the one that is sent."""


class Email(NamedTuple):
    subject: str
    body: str


def own_email(*, service: str, greeting: str, partnership: str) -> Email:
    """Return the email, in plain English."""
    hello = f"Dear {greeting}" if greeting else "Hello"
    body = f"""{hello},

This link shows what {partnership} holds about {service}: its name, address, kinds of care and
how it is reached. Where something is wrong, you can say so there, without a password.

{LINK}

Nothing is asked of you. If all is right, there is nothing to do.

{partnership}
"""
    return Email(f"What we hold about {service}", body)


def decided_email(
    *,
    service: str,
    greeting: str,
    partnership: str,
    what: str,
    is_accepted: bool,
    answer: str,
) -> Email:
    """
    Return the email that tells a service what became of its correction.

    :param what: the label of what was to be corrected, e.g. "How many beds it has".
    :param answer: why, in the words of whoever decided; empty only where it was accepted.
    """
    hello = f"Dear {greeting}" if greeting else "Hello"
    became = (
        "Thank you. We took it over, and our register says so now."
        if is_accepted
        else "We left our register as it was."
    )
    why = f"\n\nOur answer: {answer}" if answer else ""
    body = f"""{hello},

You told us that something is wrong in what we hold about {service}:
{what[:1].lower()}{what[1:]}.

{became}{why}

This link shows all that we hold. You can say there if something is still wrong, without a
password.

{LINK}

{partnership}
"""
    return Email(f"What became of your correction: {service}", body)
