"""The numbers by which passages are known, such as 2.4."""

import re

REF = re.compile(r"[1-9]\d?(\.[1-9]\d?){0,2}")


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
