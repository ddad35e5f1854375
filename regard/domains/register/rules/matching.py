"""How names, postcodes and words are compared."""

import re


def normalise_name(name: str) -> str:
    """Return the name as it is compared: small letters, single spaces."""
    return " ".join(name.lower().split())


def normalise_postcode(postcode: str) -> str:
    """
    Return the postcode in capitals with one space before its last three characters.

    What is no postcode comes back in capitals with single spaces.
    """
    letters = "".join(postcode.upper().split())
    if POSTCODE.fullmatch(letters):
        return f"{letters[:-3]} {letters[-3:]}"
    return " ".join(postcode.upper().split())


POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
"""A postcode without its space, as Royal Mail's format has it; not that it exists."""


def postcode_district(postcode: str) -> str:
    """Return the part before the space, e.g. "LN1"; empty where it is no postcode."""
    normal = normalise_postcode(postcode)
    return normal[:-4] if POSTCODE.fullmatch(normal.replace(" ", "")) else ""


def normalise_key(key: str) -> str:
    """Return a "name|postcode" as it is compared; anything else only loses outer spaces."""
    name, bar, postcode = key.partition("|")
    if not bar:
        return key.strip()
    return f"{normalise_name(name)}|{''.join(postcode.lower().split())}"


def patterns(words: str) -> list[str]:
    """Return a pattern for ILIKE for each word, so that % and _ mean themselves."""
    escaped = (re.sub(r"([\\%_])", r"\\\1", word) for word in words.split())
    return [f"%{word}%" for word in escaped]
