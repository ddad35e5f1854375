"""
Signed links: one thing, opened without a password, for a while.

A token is the link's number and 80 bits of a keyed hash, in the 32 letters and figures that
nobody confuses, so that it can be typed from a letter: "2b-7f3k-29xq-2dm4-8gha".
"""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from regard.foundation.base.errors import Gone, NotFound

from .models import Link

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o or u. https://www.crockford.com/base32.html (read 2026-11)."""

SIGNATURE_LENGTH = 16
"""16 letters of 5 bits: 80 bits, far beyond guessing at the rate that the door allows."""

LONGEST = 100
"""No token is longer, however it is spaced out."""

LONGEST_TYPED = 60
"""Characters typed in: more than any token has, with what people put between its parts."""

MISREAD = str.maketrans({"i": "1", "l": "1", "o": "0", "-": None, " ": None})


class LinkExpired(Gone):
    """The link was good, and its time is over."""


class LinkRevoked(Gone):
    """The link was good, and someone has withdrawn it."""


def issue(*, purpose: str, subject_id: int, expires_at: datetime) -> Link:
    """Make a link to one thing. Call inside the action that it belongs to."""
    return Link.objects.create(
        purpose=purpose,
        subject_id=subject_id,
        nonce=secrets.randbits(63),
        expires_at=expires_at,
    )


def issue_many(*, purpose: str, subject_ids: Iterable[int], expires_at: datetime) -> list[Link]:
    """Make a link to each of many things, in their order, a thousand in a statement."""
    links = [
        Link(purpose=purpose, subject_id=n, nonce=secrets.randbits(63), expires_at=expires_at)
        for n in subject_ids
    ]
    return Link.objects.bulk_create(links, batch_size=1000)


def token(link: Link, *, use: str = "") -> str:
    """
    Return the secret part of the link's address.

    :param use: what else than a page it opens, e.g. "mailbox": a token for one use is none for
        another, so that whoever sees the one cannot open the other.
    """
    signature = _signature(link, use)
    groups = [signature[i : i + 4] for i in range(0, SIGNATURE_LENGTH, 4)]
    return "-".join([_encode(link.pk), *groups])


def read_typed(code: str) -> str:
    """Return what was typed in from a letter, fit to stand in an address; empty for nothing."""
    return code.strip().replace("/", "")[:LONGEST_TYPED]


def open_link(*, token: str, purpose: str, at: datetime, use: str = "") -> Link:
    """
    Return the link that this token belongs to.

    :param token: as typed: capitals, missing hyphens and O for 0 are understood.
    :param use: as the token was made for.
    :raises NotFound: if no link has this token, or it opens something else.
    :raises LinkExpired: if its time is over.
    :raises LinkRevoked: if it was withdrawn.
    """
    letters = token[:LONGEST].lower().translate(MISREAD)
    number, signature = _decode(letters[:-SIGNATURE_LENGTH]), letters[-SIGNATURE_LENGTH:]
    link = Link.objects.filter(pk=number, purpose=purpose).first() if number else None
    if link is None or not constant_time_compare(_signature(link, use), signature):
        raise NotFound("This link does not open anything. Check that all of it was copied.")
    if link.revoked_at:
        raise LinkRevoked("This link has been withdrawn. Ask whoever sent it for a new one.")
    if link.expires_at <= at:
        raise LinkExpired(f"This link stopped working on {link.expires_at:%-d %B %Y}.")
    if link.first_used_at is None:
        Link.objects.filter(pk=link.pk, first_used_at=None).update(first_used_at=at)
    return link


def revoke(*, purpose: str, subject_id: int, at: datetime) -> int:
    """Withdraw every link to one thing and return how many there were."""
    live = Link.objects.filter(purpose=purpose, subject_id=subject_id, revoked_at=None)
    return live.update(revoked_at=at)


def list_links(*, purpose: str, subject_ids: Iterable[int]) -> dict[int, Link]:
    """Return the newest live link to each of these things, by the thing's number."""
    found = Link.objects.filter(
        purpose=purpose, subject_id__in=list(subject_ids), revoked_at=None
    ).order_by("pk")
    return {link.subject_id: link for link in found}


def _signature(link: Link, use: str) -> str:
    message = f"{link.pk}:{link.purpose}:{link.subject_id}:{link.nonce}"
    if use:
        message = f"{message}:{use}"
    digest = salted_hmac(
        "regard.link", message, secret=settings.SECRET_KEY, algorithm="sha256"
    ).digest()
    number = int.from_bytes(digest[:10])
    return _encode(number).rjust(SIGNATURE_LENGTH, "0")


def _encode(number: int) -> str:
    letters = ""
    while True:
        number, remainder = divmod(number, 32)
        letters = LETTERS[remainder] + letters
        if not number:
            return letters


def _decode(letters: str) -> int:
    """Return the number, or 0, which no row has, where it is none or too large."""
    number = 0
    if len(letters) > 13:
        return 0
    for letter in letters:
        value = LETTERS.find(letter)
        if value < 0:
            return 0
        number = number * 32 + value
    return number if number < 2**63 else 0
