"""What a partnership says that a place is, read and checked before anything is written."""

import re
from dataclasses import dataclass, field

from regard.domains.register.types import AreaLevel

from .matching import POSTCODE, normalise_postcode
from .shapes import Shape

DISTRICT = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")
"""The part of a postcode before its space."""

BETWEEN = re.compile(r"[,;\n\r\t]+")


class BadArea(ValueError):
    """What was written is no district or postcode. The message names it."""


@dataclass(frozen=True)
class PlaceDraft:
    """
    A place as somebody would have it.

    Attributes:
        parent_id: of a neighbourhood: the place that it is part of, if of one.
        council_ids: whole councils.
        districts: e.g. LN1.
        postcodes: e.g. LN1 3AB.
        area: drawn for it.
        boundary_id: a loaded boundary that it is; not with `area`.
    """

    name: str
    level: AreaLevel = AreaLevel.PLACE
    parent_id: int | None = None
    council_ids: frozenset[int] = frozenset()
    districts: frozenset[str] = frozenset()
    postcodes: frozenset[str] = frozenset()
    area: Shape | None = field(default=None, compare=False)
    boundary_id: int | None = None

    @property
    def is_empty(self) -> bool:
        return not (
            self.council_ids
            or self.districts
            or self.postcodes
            or self.area
            or self.boundary_id is not None
        )


def read_districts(text: str) -> frozenset[str]:
    """
    Return the postcode districts in a text, between commas or on lines of their own.

    :raises BadArea: at the first that is none.
    """
    districts = {"".join(part.upper().split()) for part in BETWEEN.split(text)} - {""}
    for district in sorted(districts):
        if not DISTRICT.fullmatch(district):
            raise BadArea(f"“{district}” is no postcode district: write the first half, like LN1")
    return frozenset(districts)


def read_postcodes(text: str) -> frozenset[str]:
    """
    Return the postcodes in a text, between commas or on lines of their own.

    :raises BadArea: at the first that is none.
    """
    postcodes = {normalise_postcode(part) for part in BETWEEN.split(text)} - {""}
    for postcode in sorted(postcodes):
        if not POSTCODE.fullmatch(postcode.replace(" ", "")):
            raise BadArea(f"“{postcode}” is no postcode: write it in full, like LN1 3AB")
    return frozenset(postcodes)
