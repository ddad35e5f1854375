"""Levels of areas, and by what a location lies in one."""

from dataclasses import dataclass
from enum import StrEnum


class AreaLevel(StrEnum):
    """The levels at which care is planned, from the widest."""

    COUNTRY = "country"
    REGION = "region"
    SYSTEM = "system"
    """The area of an integrated care board."""
    COUNCIL = "council"
    """One with adult social services duties; a health and wellbeing board's area too."""
    SUB_BOARD = "sub_board"
    """The part of a board's area that a former clinical commissioning group covered."""
    PLACE = "place"
    NEIGHBOURHOOD = "neighbourhood"

    @property
    def label(self) -> str:
        return AREA_LEVEL_LABELS[self]


AREA_LEVEL_LABELS = {
    AreaLevel.COUNTRY: "Country",
    AreaLevel.REGION: "NHS region",
    AreaLevel.SYSTEM: "System",
    AreaLevel.COUNCIL: "Council",
    AreaLevel.SUB_BOARD: "Sub-board area",
    AreaLevel.PLACE: "Place",
    AreaLevel.NEIGHBOURHOOD: "Neighbourhood",
}


class Basis(StrEnum):
    """By what a location was found to lie in a place."""

    OUTLINE = "outline"
    """Its coordinates lie in the drawn area."""
    POSTCODE = "postcode"
    DISTRICT = "district"
    COUNCIL = "council"
    NONE = "none"
    """It lies in no place of the system, though in the system."""

    @property
    def label(self) -> str:
        return BASIS_LABELS[self]


BASIS_LABELS = {
    Basis.OUTLINE: "by its coordinates",
    Basis.POSTCODE: "by its postcode",
    Basis.DISTRICT: "by its postcode district",
    Basis.COUNCIL: "by its council",
    Basis.NONE: "in no place",
}


class Belonging(StrEnum):
    """By what a location was found to belong to a system."""

    COUNCIL = "council"
    """The whole of its council lies in the system."""
    OUTLINE = "outline"
    """Its council lies in several boards; its coordinates lie within this one's boundary."""
    MOST = "most"
    """Its council lies in several boards; most of it in this one, and no more is known."""

    @property
    def label(self) -> str:
        return BELONGING_LABELS[self]


BELONGING_LABELS = {
    Belonging.COUNCIL: "its council lies here wholly",
    Belonging.OUTLINE: "its coordinates lie within the board’s boundary",
    Belonging.MOST: "most of its council lies here, and its coordinates do not tell",
}


@dataclass(frozen=True)
class PlacementRow:
    """
    Where a location lies in a system.

    Attributes:
        place_id: None if it lies in none of the system's places.
        neighbourhood_id: None if it lies in none of their neighbourhoods.
        basis: by what it was found to lie in the place.
        belongs_by: by what it was found to belong to the system.
    """

    location_id: int
    place_id: int | None
    neighbourhood_id: int | None
    basis: Basis
    belongs_by: Belonging
