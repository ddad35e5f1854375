"""The email that brings a service the link to what is held of it."""

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
