"""The number by which someone can ask what became of what they said."""

from collections.abc import Callable

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U. https://www.crockford.com/base32.html (read 2026-11)."""

GROUPS = (4, 2)
"""NM-7F3K-29: six letters of 5 bits, a thousand million numbers for each system."""


def receipt_number(*, prefix: str, choose: Callable[[str], str]) -> str:
    """
    Return a receipt number such as "NM-7F3K-29". It may be taken already.

    :param choose: picks one letter of the letters it is given, e.g. `secrets.choice`.
    """
    groups = ("".join(choose(LETTERS) for _ in range(length)) for length in GROUPS)
    return "-".join([prefix.upper(), *groups])
