"""Letters that can be printed, and words for those that cannot."""

import unicodedata

PRINTED = (
    (0x0009, 0x000A),
    (0x0020, 0x007E),
    (0x00A0, 0x024F),
    (0x0386, 0x03CE),
    (0x0400, 0x045F),
    (0x1E80, 0x1E85),
    (0x1EF2, 0x1EF3),
    (0x2010, 0x2027),
    (0x202F, 0x203A),
    (0x20AC, 0x20AC),
    (0x2190, 0x2193),
    (0x2260, 0x2265),
)
"""First and last code points of stretches that the typesetter's own fonts have; tested."""

HIDDEN = {"Cc", "Cs", "Cn", "Co"}
"""Controls, halves of letters, and what Unicode gives no letter to."""


def without_controls(text: str) -> str:
    """Return text without what is no letter and has no shape, save ends of lines and tabs."""
    return "".join(
        letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in HIDDEN
    )


def spell_out(text: str) -> str:
    """Return text in which letters out of `PRINTED` stand as "[grinning face]"."""
    return "".join(letter if _is_printed(letter) else _name(letter) for letter in text)


def _is_printed(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in PRINTED)


def _name(letter: str) -> str:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return ""  # an accent or a joiner: it has no shape of its own
    return f"[{unicodedata.name(letter, f'U+{ord(letter):04X}').lower()}]"
