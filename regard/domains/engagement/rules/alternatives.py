"""What an option must say before people can weigh it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """
    An option as it is written.

    Attributes:
        what: what it would mean, and what it would cost.
        why_not: why it was turned down; only where it can no longer be chosen.
    """

    title: str
    what: str
    is_open: bool = True
    why_not: str = ""


def reasons_against_option(option: Option) -> dict[str, str]:
    """Return what is wrong with an option, by field; empty if nothing is."""
    reasons = {}
    if not option.title.strip():
        reasons["title"] = "Name the option in a few words"
    if not option.what.strip():
        reasons["what"] = "Say what it would mean, and what it would cost"
    if not option.is_open and not option.why_not.strip():
        reasons["why_not"] = "Say why it was turned down"
    return reasons
