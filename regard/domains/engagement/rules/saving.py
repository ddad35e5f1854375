"""In which order the pages behind a link saved, whatever order their words arrive in."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WRITTEN = re.compile(r"(\d{1,18})\.(\d{1,9})")


@dataclass(frozen=True, order=True)
class Mark:
    """
    Which words a page sends: those of a later page, or of a later change of it, are newer.

    Two that are equal say the same. What a script does not count stays at change 0.

    Attributes:
        page: its number, which rises with every page that is shown.
        change: how often the words in it had changed.
    """

    page: int
    change: int = 0

    def __str__(self) -> str:
        return f"{self.page}.{self.change}"


def read_mark(text: str) -> Mark | None:
    """Return the mark that a page sent; None if it sent none that can be read."""
    found = _WRITTEN.fullmatch(text.strip())
    return Mark(int(found[1]), int(found[2])) if found else None
