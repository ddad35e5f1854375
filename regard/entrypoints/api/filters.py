"""What a search for services can be narrowed by: all that the finder's page can."""

from datetime import date
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import StringConstraints

from regard.domains.register.types import (
    BedsBand,
    Criteria,
    Sector,
    ServiceType,
    SizeBand,
    Sort,
)

MOST_CHOICES = 100

Number = Annotated[int, Field(ge=0, lt=2**63)]
Text = Annotated[str, Field(min_length=1, max_length=200)]


class ServiceFilter(Schema):
    """Which services are meant. Several choices of one filter widen it; filters narrow."""

    words: Annotated[str, StringConstraints(strip_whitespace=True)] = Field(
        "",
        max_length=200,
        description="Of the name of a service, provider, group, street or town, a postcode or "
        "part of one, or a number. Slips are forgiven",
    )
    type: list[ServiceType] = Field([], max_length=MOST_CHOICES, description="Kinds of care")
    size: list[SizeBand] = Field([], max_length=MOST_CHOICES, description="Sizes of providers")
    sector: list[Sector] = Field([], max_length=MOST_CHOICES)
    place: list[Number] = Field([], max_length=MOST_CHOICES, description="Ids of places")
    neighbourhood: list[Number] = Field([], max_length=MOST_CHOICES)
    council: list[Number] = Field([], max_length=MOST_CHOICES, description="Ids of councils")
    system: list[Number] = Field(
        [], max_length=MOST_CHOICES, description="Ids of systems, where England is searched"
    )
    group: list[Text] = Field([], max_length=MOST_CHOICES, description="Numbers of groups")
    network: list[Number] = Field(
        [], max_length=MOST_CHOICES, description="Ids of networks whose members you may see"
    )
    rating: list[Text] = Field(
        [], max_length=MOST_CHOICES, description="As the regulator words them; `none` for none"
    )
    beds: list[BedsBand] = Field([], max_length=MOST_CHOICES)
    people_served: list[Text] = Field(
        [],
        alias="for",
        max_length=MOST_CHOICES,
        description="As the regulator words them, e.g. `Dementia`; any of them is enough",
    )
    regulated: bool | None = None
    dormant: bool | None = None
    reachable: bool | None = Field(
        None, description="By email or telephone. For those who may view reach"
    )
    at: date | None = Field(
        None, ge=date(2009, 4, 1), le=date(2100, 1, 1), description="The register of this day"
    )
    literal: bool = Field(False, description="Take the words as they are, forgive no slip")
    sort: Sort | None = None

    @staticmethod
    def of_criteria(criteria: Criteria) -> dict[str, Any]:
        """Return the query that asks for these criteria, without what does not narrow."""
        told = {
            name: getattr(criteria, field)
            for name, field in FIELDS.items()
            if getattr(criteria, field) not in ("", (), None, False)
            or (name in ANSWERED and getattr(criteria, field) is False)
        }
        return {
            name: str(value).lower() if isinstance(value, bool) else value
            for name, value in told.items()
        }

    def to_criteria(self) -> Criteria:
        told: dict[str, Any] = {
            FIELDS[name]: tuple(value) if isinstance(value, list) else value
            for name, value in self.model_dump(by_alias=True, include=NAMES).items()
        }
        return Criteria(**told)


FIELDS = {
    "type": "service_types",
    "place": "place_ids",
    "size": "size_bands",
    "sector": "sectors",
    "words": "words",
    "neighbourhood": "neighbourhood_ids",
    "council": "council_ids",
    "system": "system_ids",
    "group": "brand_ids",
    "network": "network_ids",
    "rating": "ratings",
    "beds": "beds_bands",
    "for": "people_served",
    "regulated": "is_regulated",
    "dormant": "is_dormant",
    "reachable": "is_reachable",
    "at": "as_at",
    "literal": "is_literal",
}
"""The field of `Criteria` for each filter as an address says it."""

NAMES = {"people_served" if name == "for" else name for name in FIELDS}

ANSWERED = {"regulated", "dormant", "reachable"}
"""Filters for which no is an answer, and not the lack of one."""
