"""
The numbers that our messages carry, by which we know what comes back.

A number is signed, so that nobody who was not sent a message can say that it came back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .models import Message

SIGNED = 16
"""Figures and letters of a signature: 64 bits, beyond guessing by email."""

_NUMBER = re.compile(r"regard\.(\d{1,18})\.([0-9a-f]{16})@")


def number_of(message: Message) -> str:
    """Return the Message-ID under which a message is sent, without its brackets."""
    return f"regard.{message.pk}.{_signature(message.pk)}@{settings.MAIL_DOMAIN}"


def ours_among(texts: Iterable[str]) -> list[int]:
    """Return which messages of ours are named in these texts, by number, in their order."""
    found = (each for text in texts for each in _NUMBER.finditer(text))
    return list(
        dict.fromkeys(
            int(each[1])
            for each in found
            if constant_time_compare(each[2], _signature(int(each[1])))
        )
    )


def _signature(number: int) -> str:
    digest = salted_hmac(
        "regard.message", str(number), secret=settings.SECRET_KEY, algorithm="sha256"
    )
    return digest.hexdigest()[:SIGNED]
