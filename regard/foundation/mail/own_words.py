"""
What somebody wrote themselves in an email: without what they answer, and without signatures.

By rules, over the library's for where a quoted email begins. They lean towards keeping: half a
sentence of a signature is a blemish, and half an answer a loss. The original is always kept.
"""

from __future__ import annotations

import re

from mailparser_reply import EmailReplyParser

MOST_FOR_LIBRARY = 4_000
"""
Characters that the library looks through: its expressions take time by the square. Our own rules
look through all of it.
"""

MOST_SIGNATURE_LINES = 14
"""After "Kind regards", more lines than this are no signature."""

_BLANKS = re.compile(r"\n(?:[ \t]*+\n){2,}+")
_WROTE = re.compile(
    r"(?:on\b.{6,300}\bwrote|.{3,200}<[^<>\s]+@[^<>\s]+>.{0,60}\bwrote)\s*:\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
_RULE = re.compile(
    r"\s*(?:-{2,}\s*(?:original message|forwarded message|original appointment|reply above this "
    r"line).*|_{20,}|={20,}|begin forwarded message:)\s*\Z",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"\s*[*]?(from|sent|to|cc|date|subject|reply-to)[*]?\s*:[*]?\s*\S", re.IGNORECASE
)
_DEVICE = re.compile(
    r"\s*(?:sent from (?:my|outlook|yahoo|mail|the all|samsung|proton|gmail)\b.{0,80}"
    r"|get outlook for \w+.{0,80}|sent via .{1,60})\s*\Z",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\s*(?:(?:with |many |very |our )?(?:kind|kindest|best|warm|warmest)?\s*"
    r"(?:regards|wishes|thanks)|regards|(?:many )?thanks(?: again| in advance)?|thank you"
    r"|yours (?:sincerely|faithfully|truly)|cheers|sincerely|all the best|best)"
    r"(?: and (?:kind |best )?(?:regards|wishes|thanks))?\s*[,.!]?\s*\Z",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"\s*[*_]*\s*(?:disclaimer\b|confidentiality\b"
    r"|this (?:e-?mail|message|communication)\b.{0,120}?"
    r"(?:confidential|intended|privileged|attachments)"
    r"|the (?:information|contents?) (?:contained )?(?:in|of) this (?:e-?mail|message)"
    r"|(?:please )?consider the environment"
    r"|if you (?:are not|have received).{0,80}(?:intended recipient|in error))",
    re.IGNORECASE | re.DOTALL,
)
_CAUTION = re.compile(
    r"\s*\[?\s*(?:caution|external(?: email| sender)?|warning)\s*[:\]].{0,400}\Z",
    re.IGNORECASE | re.DOTALL,
)


def own_words(text: str) -> str:
    """
    Return what its writer wrote themselves.

    What stands between quoted lines is kept, in its order: many people answer point by point.
    Where nothing would be left, the lines that are not quoted are returned, all of them.
    """
    spaced = _BLANKS.sub("\n\n", text.replace("\r\n", "\n"))
    lines = [line.rstrip() for line in spaced.split("\n")]
    unquoted = [line for line in _without_attributions(lines) if not line.lstrip().startswith(">")]
    kept = unquoted[: _quoted_from(unquoted)]
    kept = kept[: _library_ends(kept)]
    kept = _without_cautions(_without_signature(kept))
    return _tidy(kept) or _tidy(unquoted)


def _without_attributions(lines: list[str]) -> list[str]:
    """Leave out "On Monday Amara wrote:" before quoted lines, if need be of three lines."""
    kept: list[str] = []
    for number, line in enumerate(lines):
        kept.append(line)
        following = next((each for each in lines[number + 1 : number + 4] if each.strip()), "")
        if not line.rstrip().endswith(":") or not following.lstrip().startswith(">"):
            continue
        for how_many in (1, 2, 3):
            if _WROTE.match(" ".join(kept[-how_many:]).lstrip("> ")):
                del kept[-how_many:]
                break
    return kept


def _quoted_from(lines: list[str]) -> int:
    """Return the line from which on everything is the email that is answered."""
    for number, line in enumerate(lines):
        if _RULE.match(line) and _has_fields(lines[number + 1 : number + 8], fewest=2):
            return number
        if _RULE.match(line) and "message" in line.lower():
            return number
        if _FIELD.match(line) and _has_fields(lines[number : number + 7], fewest=3):
            return number
        if line.rstrip().endswith(":"):
            for how_many in (1, 2, 3):
                start = max(0, number - how_many + 1)
                if _WROTE.match(" ".join(lines[start : number + 1])) and _is_start(lines, start):
                    return start
    return len(lines)


def _has_fields(lines: list[str], *, fewest: int) -> bool:
    return len({found[1].lower() for line in lines if (found := _FIELD.match(line))}) >= fewest


def _is_start(lines: list[str], number: int) -> bool:
    """Test whether a line begins an attribution: "On", or an address."""
    line = lines[number].lstrip()
    return line.lower().startswith("on ") or "<" in line


def _library_ends(lines: list[str]) -> int:
    """Return how many lines stand before the quoted email that the library finds."""
    text = "\n".join(line.strip() for line in lines)
    if len(text) > MOST_FOR_LIBRARY or "\n" not in text:
        return len(lines)
    found = EmailReplyParser(languages=["en"]).read(text).replies
    if len(found) < 2 or not found[0].content:
        return len(lines)
    first = found[0].content.strip()
    begins = text.find(first)
    return len(lines) if begins < 0 else text[: begins + len(first)].count("\n") + 1


def _without_signature(lines: list[str]) -> list[str]:
    """Cut from "-- ", "Sent from my phone", a closing near the end, or a disclaimer on."""
    for number, line in enumerate(lines):
        if line.strip() == "--" or _DEVICE.match(line):
            lines = lines[:number]
            break
    for number in range(len(lines)):
        is_apart = number == 0 or not lines[number - 1].strip()
        if is_apart and number and _DISCLAIMER.match("\n".join(lines[number : number + 3])):
            lines = lines[:number]
            break
    for number in range(len(lines) - 1, 0, -1):
        if len(lines) - number > 3 * MOST_SIGNATURE_LINES:
            break
        rest = [line for line in lines[number + 1 :] if line.strip()]
        if _CLOSING.match(lines[number]) and _is_signature(rest):
            return lines[:number]
    return lines


def _is_signature(lines: list[str]) -> bool:
    """Test whether the lines after a closing are a name and how to reach it, and no sentences."""
    if len(lines) > MOST_SIGNATURE_LINES:
        return False
    return not any(
        len(line) > 90 or line.rstrip().endswith(("?", "!")) for line in lines
    ) and not any(line.rstrip().endswith(".") and len(line.split()) > 6 for line in lines)


def _without_cautions(lines: list[str]) -> list[str]:
    """Leave out what a mail server put before the text: that it came from outside."""
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    end = first
    while end < len(lines) and lines[end].strip():
        end += 1
    is_caution = _CAUTION.match("\n".join(lines[first:end])) is not None
    return lines[end:] if is_caution and any(line.strip() for line in lines[end:]) else lines


def _tidy(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
