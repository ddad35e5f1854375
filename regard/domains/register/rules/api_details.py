"""
How a document of the regulator's API becomes a location or a provider.

A field that a document does not have tells nothing, so what is held stays. What the API tells
of people (registered managers, nominated individuals, contacts) is not kept at all.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from regard.domains.register.types import Fact, RelationKind, Sector, ServiceType, Source

from .api_fields import COMMON, KNOWN, PEOPLE
from .api_ratings import Document, read_day
from .councils import Gazetteer
from .layouts import Layout
from .ratings import SOCIAL_CARE
from .told import ToldOrganisation, ToldRelation
from .values import Unreadable, read_dash, read_number, read_text

API_DETAILS = Layout(
    code="api_details",
    name="Documents of the regulator’s API",
    columns=("organisationType",),
    source=Source.API,
    facts=frozenset(Fact) - {Fact.STAFF},
    is_openable=False,
)
"""One JSON document a line: locations and providers, as `regard register fetch api` keeps them."""

KINDS = {
    "care home service with nursing": ServiceType.CARE_HOME_NURSING,
    "care home service without nursing": ServiceType.CARE_HOME,
    "domiciliary care service": ServiceType.HOME_CARE,
    "supported living service": ServiceType.SUPPORTED_LIVING,
    "extra care housing services": ServiceType.EXTRA_CARE,
    "shared lives": ServiceType.SHARED_LIVES,
}

COMMUNITY = "community based services"
"""How the descriptions of other services in the community begin."""

PUBLIC_OWNERS = {"nhs body", "local authority"}
SMALL_OWNERS = {"partnership", "individual"}
"""Forms of ownership by people, who are neither a public body nor a charity."""


def without_people(document: Any) -> Any:  # noqa: ANN401 (whatever JSON holds)
    """Return a document without what it tells of people."""
    if isinstance(document, dict):
        return {
            name: without_people(value) for name, value in document.items() if name not in PEOPLE
        }
    if isinstance(document, list):
        return [without_people(value) for value in document]
    return document


def unknown_fields(document: Document) -> frozenset[str]:
    """Return the fields of a document that we do not know."""
    known = KNOWN.get(str(document.get("organisationType")), COMMON)
    return frozenset(document) - known - PEOPLE


def is_social_care(document: Document) -> bool:
    return document.get("type") == SOCIAL_CARE


def read_kinds(document: Document) -> frozenset[str]:
    """Return the `ServiceType` values of a location; a home with nursing is one kind, not two."""
    told = [
        str(row.get("description", "")).strip().lower()
        for row in document.get("gacServiceTypes") or ()
    ]
    kinds = {KINDS[name] for name in told if name in KINDS}
    if any(name.startswith(COMMUNITY) for name in told):
        kinds.add(ServiceType.COMMUNITY)
    if ServiceType.CARE_HOME_NURSING in kinds:
        kinds.discard(ServiceType.CARE_HOME)
    if not kinds and document.get("careHome") == "Y":
        kinds.add(ServiceType.CARE_HOME)
    return frozenset(kind.value for kind in kinds or {ServiceType.NOT_STATED})


def read_provider(
    document: Document, *, brand: tuple[str, str] | None, gazetteer: Gazetteer, today: date
) -> ToldOrganisation:
    """
    Return the provider that a document tells of.

    :param brand: number and name of the group that its locations say it belongs to.
    :raises Unreadable: if a field cannot be what it says.
    """
    name = read_text("name", str(document.get("name") or ""))
    own = read_brand(document) or brand
    return ToldOrganisation(
        number=read_number("providerId", str(document.get("providerId") or "")),
        name=name,
        brand_number=own[0] if own else None,
        brand_name=own[1] if own else None,
        sector=_sector(document, name, gazetteer),
        ownership_type=text(document, "ownershipType"),
        ods_code=text(document, "odsCode"),
        companies_house_number=text(document, "companiesHouseNumber"),
        charity_number=text(document, "charityNumber"),
        registered_on=read_day("registrationDate", document.get("registrationDate"), today=today),
        ended_on=read_day("deregistrationDate", document.get("deregistrationDate"), today=today),
        telephone=text(document, "mainPhoneNumber"),
        website=text(document, "website"),
    )


def read_brand(document: Document) -> tuple[str, str] | None:
    """Return number and name of a group. None if the document names none."""
    number = read_dash(str(document.get("brandId") or ""))
    if not number:
        return None
    return number, read_dash(str(document.get("brandName") or "")).removeprefix("BRAND ")


def read_relations(document: Document, *, today: date) -> list[ToldRelation]:
    """
    Return who took over from whom, each tie as its successor would tell it.

    When it was is known where the successor tells it: on the day it was registered.
    """
    kind = "location" if document.get("organisationType") == "Location" else "provider"
    subject = "location" if kind == "location" else "organisation"
    number, name = str(document[f"{kind}Id"]), str(document.get("name") or "")
    since = read_day("registrationDate", document.get("registrationDate"), today=today)
    told = []
    for row in document.get("relationships") or ():
        other = str(row.get(f"related{kind.capitalize()}Id") or "")
        other_name = str(row.get(f"related{kind.capitalize()}Name") or "")
        reason = str(row.get("reason") or "")
        tie = (subject, RelationKind.PREDECESSOR.value)
        if other and row.get("type") == "HSCA Predecessor":
            told.append(ToldRelation(*tie, number, other, other_name, reason, since))
        elif other and row.get("type") == "HSCA Successor":
            told.append(ToldRelation(*tie, other, number, name, reason))
    return told


def text(document: Mapping[str, Any], field: str) -> str | None:
    """Return a field without spaces around it. None if there is none."""
    found = str(document.get(field) or "").strip()
    return found or None


def _sector(document: Document, name: str, gazetteer: Gazetteer) -> str | None:
    owner = str(document.get("ownershipType") or "").lower()
    if owner in PUBLIC_OWNERS or gazetteer.is_public(name):
        return Sector.PUBLIC.value
    if document.get("charityNumber"):
        return Sector.VOLUNTARY.value
    return Sector.INDEPENDENT.value if owner in SMALL_OWNERS else None


def read_flag(document: Document, field: str) -> bool | None:
    """Return what "Y" or "N" says. None if the document does not say."""
    told = document.get(field)
    if told is None:
        return None
    if told not in {"Y", "N"}:
        raise Unreadable(field, str(told), "is neither Y nor N")
    return bool(told == "Y")
