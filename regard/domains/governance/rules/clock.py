"""Times of day, as people type and read them."""

import re
from datetime import datetime, time

TYPED = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*(am|pm|noon)?", re.IGNORECASE)


NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}


def read_clock(text: str) -> time | None:
    """
    Return the time of day that somebody typed, such as "2pm", "2.30 pm", "14:00" or "noon".

    None where it is none. "2" alone is none either: nobody meets at two in the morning.
    """
    words = text.strip().lower()
    if words in NAMED:
        return NAMED[words]
    found = TYPED.fullmatch(words)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half in {"am", "pm"}:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif hour < 7 and found[2] is None:
        return None
    return time(hour, minute) if hour < 24 and minute < 60 else None


def clock_words(moment: datetime) -> str:
    """Return the time of day as "2 pm", "2.30 pm" or "noon", of a moment in local time."""
    if moment.minute == 0 and moment.hour in {0, 12}:
        return "noon" if moment.hour else "midnight"
    half = "am" if moment.hour < 12 else "pm"
    hour = moment.hour % 12 or 12
    return f"{hour}.{moment:%M} {half}" if moment.minute else f"{hour} {half}"


def span_words(starts: datetime, ends: datetime) -> str:
    """Return two times of day as "2 pm to 4.30 pm"; both in the time of the country."""
    return f"{clock_words(starts)} to {clock_words(ends)}"


def length_words(minutes: int) -> str:
    """Return 90 as "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    said = [f"{hours} hour{'s' if hours != 1 else ''}"] if hours else []
    if rest or not hours:
        said.append(f"{rest} minute{'s' if rest != 1 else ''}")
    return " ".join(said)
