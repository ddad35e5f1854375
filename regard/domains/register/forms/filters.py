"""The register's search form, an address that anyone may write: nothing in it fails."""

from enum import StrEnum
from typing import TypeVar

from django.http import QueryDict

from regard.domains.register.types import Criteria, Sector, ServiceType, SizeBand

LONGEST_WORDS = 200

Choice = TypeVar("Choice", bound=StrEnum)


def read_criteria(query: QueryDict) -> Criteria:
    """Return what an address asks for. What it asks for that there is not narrows nothing."""
    places = [text for text in query.getlist("place") if text.isascii() and text.isdigit()]
    return Criteria(
        service_types=_choices(query, "type", ServiceType),
        place_ids=tuple(int(text) for text in places if len(text) < 19),
        size_bands=_choices(query, "size", SizeBand),
        sectors=_choices(query, "sector", Sector),
        words=query.get("words", "")[:LONGEST_WORDS].replace("\0", "").strip(),
    )


def _choices(query: QueryDict, name: str, kind: type[Choice]) -> tuple[Choice, ...]:
    known = {choice.value: choice for choice in kind}
    return tuple(known[text] for text in query.getlist(name) if text in known)
