"""Whom a passage touches."""

from collections.abc import Iterable, Iterator, Mapping

from regard.domains.register.types import Criteria, ServiceRow
from regard.domains.strategy.types import MeaningRow


def touches(criteria: Criteria, services: Iterable[ServiceRow]) -> bool:
    """Return whether any of a location's services is meant by kind, place, size and sector."""
    return any(_is_meant(criteria, service) for service in services)


def whom_in_words(criteria: Criteria, places: Mapping[int, str]) -> str:
    """
    Return whom criteria mean.

    E.g. "Care home, extra care and home care in Westmere, run by a provider with one service".
    """
    kinds = _listed(_kind_words(kind.label for kind in criteria.service_types), "and")
    where = _listed((places[each] for each in criteria.place_ids if each in places), "and")
    sizes = _listed((f"a {size.label.lower()}" for size in criteria.size_bands), "or")
    sectors = _listed((sector.label.lower() for sector in criteria.sectors), "or")
    parts = [(kinds or "Every service") + (f" in {where}" if where else "")]
    parts += [f"run by {sizes}"] if sizes else []
    parts += [f"sector: {sectors}"] if sectors else []
    return ", ".join(parts)


def _listed(words: Iterable[str], joint: str) -> str:
    """Return words as a sentence lists them; nothing where there is none."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} {joint} {last}" if first else last


def _kind_words(labels: Iterable[str]) -> Iterator[str]:
    """Yield labels as in a sentence: all but the first, and names, in small letters."""
    for place, label in enumerate(labels):
        yield label if place == 0 or label.istitle() else label[:1].lower() + label[1:]


def order(rows: Iterable[MeaningRow]) -> list[MeaningRow]:
    """Return meanings with a day to do something by first, by that day; then by passage."""
    return sorted(
        rows,
        key=lambda row: (
            row.do_by is None,
            row.do_by.toordinal() if row.do_by else 0,
            not row.to_do,
            row.strategy_title,
        ),
    )


def _is_meant(criteria: Criteria, service: ServiceRow) -> bool:
    return all(
        not wanted or have in wanted
        for wanted, have in (
            (criteria.service_types, service.service_type),
            (criteria.size_bands, service.size_band),
            (criteria.sectors, service.sector),
            (criteria.place_ids, service.place_id),
        )
    )
