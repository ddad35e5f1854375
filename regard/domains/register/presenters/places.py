"""How a system's places are shown."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.safestring import SafeString

from regard.domains.register.actions import Preview
from regard.domains.register.models import Place, Placement, System
from regard.domains.register.rules.geography import CouncilShare, PlaceCount, PlacesCount
from regard.domains.register.types import AreaLevel, Basis, Belonging
from regard.foundation.design.words import date_words, percent_words, plural_words

from .maps import Outline, Point, Shade, draw_map

PLACE_KEY = "place:{}"
COUNCIL_KEY = "council:{}"
"""As `queries.outlines` names the outlines of places and councils."""


def places_lede(count: PlacesCount) -> str:
    """Return the finding in numbers."""
    places = sum(row.level == AreaLevel.PLACE for row in count.rows)
    if not count.services:
        return f"{plural_words(places, 'place')}. No service is known here yet."
    if not places:
        lie = "lies" if count.services == 1 else "lie"
        return f"No place is drawn yet. {plural_words(count.services, 'service')} {lie} in none."
    inside = count.services - count.nowhere
    outside = (
        f"{plural_words(count.nowhere, 'service')} lie{'s' if count.nowhere == 1 else ''} in none"
        if count.nowhere
        else "none lies outside them"
    )
    return (
        f"{plural_words(places, 'place')}. {inside:,} of "
        f"{plural_words(count.services, 'service')} lie in one; {outside}."
    )


def bases_in_words(by: Mapping[Basis, int]) -> str:
    """Return e.g. "40 by postcode district, 3 by coordinates"."""
    words = {
        Basis.OUTLINE: "coordinates",
        Basis.POSTCODE: "postcode",
        Basis.DISTRICT: "postcode district",
        Basis.COUNCIL: "council",
    }
    told = [f"{by[basis]:,} by {said}" for basis, said in words.items() if by.get(basis)]
    return ", ".join(told) or "–"


def belonging_rows(belongs: Mapping[Belonging, int]) -> list[tuple[str, int]]:
    """Return why services belong to the system; empty if all do by a whole council."""
    if not set(belongs) - {Belonging.COUNCIL}:
        return []
    return [(f"Because {kind.label}", belongs[kind]) for kind in Belonging if belongs.get(kind)]


def placement_rows(placement: Placement | None) -> list[tuple[str, str]]:
    """Return where a location lies and by what we know, as rows of a summary."""
    if placement is None or placement.place is None:
        rows = [("Place", "In none of the places drawn here")]
    else:
        rows = [("Place", f"{placement.place.name}, {Basis(placement.basis).label}")]
    if placement is not None and placement.neighbourhood is not None:
        rows.append(("Neighbourhood", placement.neighbourhood.name))
    if placement is not None and placement.belongs_by != Belonging.COUNCIL:
        rows.append(("In this system because", Belonging(placement.belongs_by).label))
    return rows


def dates_in_words(valid_from: date | None, valid_to: date | None) -> str:
    """Return since and until when, e.g. "since 1 April 2026, until 31 May 2027"."""
    since = f"since {date_words(valid_from)}" if valid_from else "as far back as we know"
    return f"{since}, until {date_words(valid_to)}" if valid_to else since


def council_rows(councils: Sequence[CouncilShare]) -> list[tuple[CouncilShare, str]]:
    """Return each council with how much of it lies here, in words."""
    return [(each, share_in_words(each)) for each in councils]


def share_in_words(council: CouncilShare) -> str:
    """Return how much of a council lies here, e.g. "All of it" or "75% of its small areas"."""
    if council.is_whole and (council.share is None or council.share >= 1):
        return "All of it"
    if council.share is None:
        return "Part of it"
    return f"{percent_words(council.share)} of its small areas"


def places_map(
    *,
    system: System,
    count: PlacesCount,
    outlines: Sequence[Outline],
    points: Sequence[Point],
) -> SafeString | None:
    """Return the map of a system's places; None where no boundary is known."""
    shades = {
        PLACE_KEY.format(row.place_id): Shade(None, plural_words(row.services, "service"))
        for row in count.rows
    }
    return draw_map(
        outlines=outlines,
        points=points,
        shades=shades,
        title=f"Map of {system.name}",
        desc=places_lede(count),
    )


def place_map(
    *, place: Place, row: PlaceCount | None, outlines: Sequence[Outline], points: Sequence[Point]
) -> SafeString | None:
    """Return the map of one place among the others; None where its boundary is not known."""
    key = PLACE_KEY.format(place.pk)
    if key not in {outline.key for outline in outlines}:
        return None
    services = plural_words(row.services if row else 0, "service")
    return draw_map(
        outlines=outlines,
        points=points,
        shades={key: Shade(0.25, services)},
        title=f"Map of {place.name}",
        desc=f"{place.name} and the {services} in it.",
    )


def preview_rows(preview: Preview) -> list[tuple[str, str, int]]:
    """Return from where to where services would move, and how many."""
    return [
        (old or "In no place", new or "In no place", count) for old, new, count in preview.moves
    ]


def preview_lede(preview: Preview, name: str, on: date | None) -> str:
    """Return what would come of it, in words."""
    moved = sum(count for _, _, count in preview.moves)
    when = f"From {date_words(on)}" if on else "As far back as we know"
    if not moved:
        return (
            f"{when}, {name} would hold {plural_words(preview.lies_in_it, 'location')}, and "
            "nothing would move."
        )
    return (
        f"{when}, {name} would hold {plural_words(preview.lies_in_it, 'location')}. "
        f"{plural_words(moved, 'location')} would move."
    )


def twice_in_words(twice: Sequence[tuple[str, str, int]]) -> list[str]:
    """Return a sentence for each pair of drawn areas that hold the same locations."""
    return [
        f"{plural_words(count, 'location')} lie{'s' if count == 1 else ''} in both {first} and "
        f"{second} as drawn. {'It counts' if count == 1 else 'They count'} to {first}, which was "
        "drawn first."
        for first, second, count in twice
    ]
