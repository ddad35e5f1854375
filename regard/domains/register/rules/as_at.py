"""The date that a file's notes say of it."""

import re
from collections.abc import Iterable
from datetime import date

from .values import MONTHS

DATE_IN_WORDS = re.compile(r"\b([0-9]{1,2})(?:st|nd|rd|th)? ([A-Z][a-z]{2})[a-z]* ([0-9]{4})\b")

SAYS = re.compile(r"\b(as at|produced on|as of|extracted on)\b", re.IGNORECASE)


def read_as_at(notes: Iterable[str]) -> date | None:
    """
    Return the date of the first note that says as at when the file is. None if none does.

    Such a note is "Source: CQC database as at 01 October 2026" or "This data was produced on
    16 September 2026". Dates in other notes may mean anything.
    """
    for note in notes:
        said = SAYS.search(note)
        match = DATE_IN_WORDS.search(note, said.end()) if said else None
        if match and match[2].lower() in MONTHS:
            try:
                return date(int(match[3]), MONTHS.index(match[2].lower()) + 1, int(match[1]))
            except ValueError:
                continue
    return None
