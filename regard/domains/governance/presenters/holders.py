"""Those who sit, as they are shown."""

from collections.abc import Sequence
from datetime import date

from regard.domains.governance.queries.holders import HolderRow, SatRow
from regard.domains.governance.queries.seats import Sitting
from regard.domains.governance.types import AppointmentKind
from regard.foundation.design.words import date_words, number_words, plural_words


def where_from(sitting: Sitting | HolderRow) -> str:
    """Return what somebody is, and where: e.g. "Registered manager, Elm Grange"."""
    return ", ".join(part for part in (sitting.job, sitting.works_at) if part) or (
        sitting.side.label
    )


def stretch(row: SatRow) -> str:
    """Return from when to when somebody sat."""
    if row.valid_to is None:
        return f"Since {date_words(row.valid_from)}"
    return f"{date_words(row.valid_from)} to {date_words(row.valid_to)}"


def sat_tag(row: SatRow, *, on: date) -> tuple[str, str]:
    """Return in a word or two how an appointment stands."""
    if row.is_lapsed:
        return "Past its term", "part"
    if row.is_now:
        return "Now", "ok"
    return ("To come", "part") if row.valid_from > on else ("Ended", "no")


def holder_lede(rows: Sequence[SatRow]) -> str:
    """Return the finding on somebody: how many seats they hold and deputise in."""
    now = [row for row in rows if row.is_now]
    holds = sum(1 for row in now if row.kind is AppointmentKind.HOLDER)
    deputises = len(now) - holds
    if not rows:
        return "They have not been appointed to any seat."
    if not now:
        return "They sit on no body now."
    parts = [f"Holds {plural_words(holds, 'seat')}"] if holds else []
    if deputises:
        word = "deputises" if holds else "Deputises"
        parts.append(f"{word} in {plural_words(deputises, 'seat')}")
    return f"{' and '.join(parts)}."


def holders_lede(rows: Sequence[HolderRow], *, words: str) -> str:
    """Return the finding on those who sit: how many, and how many of them sit in several."""
    if words:
        return f"{plural_words(len(rows), 'person', 'people')} found for “{words}”."
    sitting = [row for row in rows if row.seats]
    several = sum(1 for row in sitting if row.seats > 1)
    if not sitting:
        return "Nobody sits on any body that is known here."
    people = plural_words(len(sitting), "person sits", "people sit")
    how_many = number_words(several) if several else "none"
    return f"{people} on a body here; {how_many} of them in more than one seat."
