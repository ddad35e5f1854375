"""The numbers by which passages are known, such as 2.4."""

import re

REF = re.compile(r"[1-9]\d{0,2}(\.[1-9]\d{0,2}){0,4}")
"""Up to five levels: as deep as passages stand."""


def reason_not_to_name(ref: str) -> str | None:
    """Return why a passage cannot bear this number, or None."""
    if REF.fullmatch(ref):
        return None
    return "Give the passage a number such as 2 or 2.4"


def sort_key(ref: str) -> tuple[int, ...]:
    """Return what puts 2.4 before 2.10."""
    return tuple(int(part) for part in ref.split("."))


def next_ref(refs: list[str]) -> str:
    """Return the number to suggest after these: 2.5 after 2.4, 4 after 3, and 1 after none."""
    if not refs:
        return "1"
    *head, last = max(refs, key=sort_key).split(".")
    return ".".join([*head, str(int(last) + 1)])


def ref_above(ref: str) -> str:
    """Return the number that one stands under, e.g. 2 for 2.4; empty at the top."""
    return ref.rpartition(".")[0]


def list_mentions(text: str, refs: set[str]) -> list[str]:
    """Return which of these numbers of passages a text mentions, as in "see 2.4", each once."""
    found = dict.fromkeys(_MENTION.findall(text))
    return [ref for ref in found if ref in refs]


_MENTION = re.compile(r"(?<![\d.£$€])\d{1,3}(?:\.\d{1,3}){1,4}(?![\d%]|\.\d)")
