"""Who nominates to a seat, for whom it speaks, and how it stands."""

from enum import StrEnum
from typing import NamedTuple


class Side(StrEnum):
    """Where somebody comes from: who nominates to a seat, and whom its holder works for."""

    PROVIDER = "provider"
    """A provider of care, of any sector; not one that a council or the NHS runs."""
    ASSOCIATION = "association"
    """An association or forum of providers."""
    COUNCIL = "council"
    """A council, its directors and officers, services it runs itself included."""
    COMMISSIONER = "commissioner"
    """Whoever buys care, in whichever body."""
    NHS = "nhs"
    VOLUNTARY = "voluntary"
    """A voluntary or community organisation, in its own right or for an alliance."""
    PEOPLE = "people"
    """People who draw on care, and their organisations."""
    CARERS = "carers"
    """Unpaid carers, and their organisations."""
    HEALTHWATCH = "healthwatch"
    STAFF = "staff"
    """People who work in care, and their trade unions."""
    INDEPENDENT = "independent"
    """Nobody: an independent chair, a lay member."""
    OTHER = "other"

    @property
    def label(self) -> str:
        return SIDE_LABELS[self]


SIDE_LABELS = {
    Side.PROVIDER: "Care provider",
    Side.ASSOCIATION: "Care association or forum",
    Side.COUNCIL: "Council",
    Side.COMMISSIONER: "Commissioner",
    Side.NHS: "NHS",
    Side.VOLUNTARY: "Voluntary or community organisation",
    Side.PEOPLE: "People who draw on care",
    Side.CARERS: "Unpaid carers",
    Side.HEALTHWATCH: "Healthwatch",
    Side.STAFF: "People who work in care",
    Side.INDEPENDENT: "Independent",
    Side.OTHER: "Another partner",
}


class Constituency(StrEnum):
    """For whom a seat speaks."""

    PROVIDERS = "providers"
    """Providers of care: all, or those of the types, sectors, sizes and place it names."""
    PEOPLE = "people"
    CARERS = "carers"
    VOLUNTARY = "voluntary"
    STAFF = "staff"
    COUNCIL = "council"
    NHS = "nhs"
    PUBLIC = "public"
    """Everyone who lives there."""
    INDEPENDENT = "independent"
    """Nobody in particular, e.g. the chair."""
    OTHER = "other"

    @property
    def label(self) -> str:
        return CONSTITUENCY_LABELS[self]


CONSTITUENCY_LABELS = {
    Constituency.PROVIDERS: "Care providers",
    Constituency.PEOPLE: "People who draw on care",
    Constituency.CARERS: "Unpaid carers",
    Constituency.VOLUNTARY: "Voluntary sector",
    Constituency.STAFF: "People who work in care",
    Constituency.COUNCIL: "Council",
    Constituency.NHS: "NHS",
    Constituency.PUBLIC: "The public",
    Constituency.INDEPENDENT: "Nobody in particular",
    Constituency.OTHER: "Another partner",
}


class Standing(StrEnum):
    VOTING = "voting"
    ADVISORY = "advisory"
    """Speaks as a member, and does not vote."""
    IN_ATTENDANCE = "in_attendance"
    """Is in the room, and speaks when asked."""

    @property
    def label(self) -> str:
        return STANDING_LABELS[self]


STANDING_LABELS = {
    Standing.VOTING: "Votes",
    Standing.ADVISORY: "Speaks, no vote",
    Standing.IN_ATTENDANCE: "In attendance",
}


class AppointmentKind(StrEnum):
    HOLDER = "holder"
    DEPUTY = "deputy"

    @property
    def label(self) -> str:
        return {AppointmentKind.HOLDER: "Holder", AppointmentKind.DEPUTY: "Deputy"}[self]


class SeatState(StrEnum):
    """How a seat stood on a day. Worked out, never set."""

    FILLED = "filled"
    LAPSED = "lapsed"
    """Somebody holds it, and their term is over."""
    VACANT = "vacant"

    @property
    def label(self) -> str:
        return SEAT_STATE_LABELS[self]


SEAT_STATE_LABELS = {
    SeatState.FILLED: "Filled",
    SeatState.LAPSED: "Held past its term",
    SeatState.VACANT: "Vacant",
}


class LotState(StrEnum):
    """How far a drawing of lots has come."""

    PREPARED = "prepared"
    """The pool is fixed and the way the seed will be known is published."""
    DRAWN = "drawn"

    @property
    def label(self) -> str:
        return {LotState.PREPARED: "Not drawn yet", LotState.DRAWN: "Drawn"}[self]


class SeatFacts(NamedTuple):
    """
    A seat as it stood on a day: all that a check of representation may look at.

    A tuple, as two thousand of them are made for a page: six times as quick as a frozen
    dataclass.

    Attributes:
        holder_id: who held it; None: vacant.
        held_side: whom the holder worked for; None: vacant.
        is_lapsed: held, and the term was over.
        service_types: of providers it speaks for; empty: all. So for sectors and size bands.
        place_id: of the register, to which it is limited; None: the body's whole area.
    """

    seat_id: int
    body_id: int
    name: str
    nominated_by: Side
    speaks_for: Constituency
    standing: Standing
    holder_id: int | None
    held_side: Side | None
    is_lapsed: bool
    service_types: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    size_bands: frozenset[str] = frozenset()
    place_id: int | None = None
