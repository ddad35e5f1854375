"""How England's regions, boards' areas and councils are shown."""

from collections.abc import Sequence
from datetime import date

from django.utils.safestring import SafeString

from regard.domains.register.rules.geography import Area, AreaRow, Country
from regard.domains.register.types import AreaLevel
from regard.foundation.design.words import date_words, plural_words

from .maps import Outline, Shade, draw_map

KINDS = {
    "merger": "merged with others",
    "split": "in part",
    "acquisition": "in part, joined to what was there",
    "recoded": "the same, with a new code",
}
"""How one board took over from another, by the reference table's word for it."""

LABELS = {
    AreaLevel.REGION: "NHS region",
    AreaLevel.SYSTEM: "Integrated care board’s area",
    AreaLevel.COUNCIL: "Council, and health and wellbeing board’s area",
}


def country_lede(country: Country, on: date | None) -> str:
    """Return the finding in numbers."""
    when = f"On {date_words(on)} there were" if on else "There are"
    return (
        f"{when} {plural_words(country.boards, 'integrated care board')} and "
        f"{plural_words(country.councils, 'council')} with adult social services duties. We "
        f"know {plural_words(country.services, 'service')} of "
        f"{plural_words(country.providers, 'provider')}."
    )


def area_lede(area: Area, on: date) -> str:
    """Return what it is, whether it is there on the day, and how many services are in it."""
    what = LABELS[area.level]
    if area.valid_to is not None and area.valid_to <= on:
        return f"{what}, until {date_words(area.valid_to)}."
    if area.valid_from is not None and area.valid_from > on:
        return f"{what}, from {date_words(area.valid_from)}."
    if area.services is None:
        return f"{what}. How many services lay in it is not known."
    return (
        f"{what}. We know {plural_words(area.services, 'service')} of "
        f"{plural_words(area.providers or 0, 'provider')} in it."
    )


def succession_words(rows: Sequence[AreaRow]) -> list[tuple[AreaRow, str]]:
    """Return each with how it took over or was taken over; "" where nothing is to be said."""
    return [(row, KINDS.get(row.note, row.note)) for row in rows]


def area_map(
    *, outlines: Sequence[Outline], rows: Sequence[AreaRow], name: str, lede: str
) -> SafeString | None:
    """Return a map shaded by how many services are in each area; None without outlines."""
    counts = {row.code: row.services for row in rows if row.services is not None}
    most = max(counts.values(), default=0) or 1
    shades = {
        code: Shade(count / most, plural_words(count, "service")) for code, count in counts.items()
    }
    return draw_map(outlines=outlines, shades=shades, title=f"Map of {name}", desc=lede)


def own_row(area: Area) -> AreaRow:
    """Return the area as a row of its own, for a map of it alone."""
    return AreaRow(area.level, area.code, area.name, area.services, area.providers)
