"""Northmarch itself: its councils, places, towns and postcodes. None of it exists."""

from dataclasses import dataclass

SLUG = "northmarch"
NAME = "Northmarch"
PARTNERSHIP = "Northmarch care partnership"
RECEIPT_PREFIX = "NM"

WESTMERE, EASTMARCH = "Westmere", "Eastmarch"
COUNCILS = (WESTMERE, EASTMARCH)


@dataclass(frozen=True)
class MadePlace:
    """
    A place, its postcode districts and its towns.

    Attributes:
        districts: in the area XN, which Royal Mail has not given to anywhere.
        share: of Northmarch's services, 0 to 1; the places' shares add up to 1.
    """

    name: str
    council: str
    districts: tuple[str, ...]
    towns: tuple[str, ...]
    share: float


PLACES = (
    MadePlace("Westmere town", WESTMERE, ("XN1", "XN2", "XN3"), ("Westmere",), 0.38),
    MadePlace(
        "Harrow Vale",
        WESTMERE,
        ("XN4", "XN5"),
        ("Cold Harrow", "Merrowgate", "Yarrowby", "Low Garrow", "Upper Garrow"),
        0.24,
    ),
    MadePlace(
        "Fellside",
        EASTMARCH,
        ("XN6", "XN7"),
        ("Skelderby", "Beckstones", "Hexholme", "Thornwath", "Harrick Green"),
        0.20,
    ),
    MadePlace(
        "Upper Marsh",
        EASTMARCH,
        ("XN8", "XN9"),
        ("Eastmarch", "Saltwath", "Dunmarsh", "Fennick Ings", "Staithe End"),
        0.18,
    ),
)
