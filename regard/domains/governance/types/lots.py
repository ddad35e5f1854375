"""How a lot is split into parts."""

from enum import StrEnum


class Split(StrEnum):
    """By what services are put into parts, from each of which some are drawn."""

    SERVICE_TYPE = "service_type"
    SIZE_BAND = "size_band"
    SECTOR = "sector"
    PLACE = "place"
    NONE = "none"
    """One part: all of them."""

    @property
    def label(self) -> str:
        return SPLIT_LABELS[self]


SPLIT_LABELS = {
    Split.SERVICE_TYPE: "What they provide",
    Split.SIZE_BAND: "Size of provider",
    Split.SECTOR: "Sector",
    Split.PLACE: "Place",
    Split.NONE: "Not at all: one draw from everyone",
}
