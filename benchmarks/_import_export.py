"""
The peer of `register_ods`: the same rows by django-import-export, as its documentation has it.

It is given the rows already parsed, and stores the same facts of providers, locations and
services that a load stores; it keeps neither history nor where each fact comes from.
"""

from typing import ClassVar

import tablib
from import_export import fields, resources, widgets

from regard.domains.register.models import Council, Location, Organisation, Service
from regard.domains.register.rules.active_layout import KIND_NAMES
from regard.domains.register.rules.kinds import KINDS, normalise_word

KIND_VALUES = [KINDS[normalise_word(name)].value for name in KIND_NAMES]

AS_AT = "2026-10-01"


class OrganisationResource(resources.ModelResource):  # type: ignore[misc]  # has no types
    class Meta:
        model = Organisation
        import_id_fields: ClassVar[list[str]] = ["regulator_id"]
        fields = (
            "regulator_id",
            "name",
            "brand_id",
            "brand_name",
            "companies_house_number",
            "charity_number",
            "ownership_type",
            "registered_on",
            "telephone",
            "website",
        )


class LocationResource(resources.ModelResource):  # type: ignore[misc]  # has no types
    organisation = fields.Field(
        attribute="organisation",
        widget=widgets.ForeignKeyWidget(Organisation, "regulator_id"),
    )
    council = fields.Field(attribute="council", widget=widgets.ForeignKeyWidget(Council, "name"))

    class Meta:
        model = Location
        import_id_fields: ClassVar[list[str]] = ["regulator_id"]
        fields = (
            "regulator_id",
            "organisation",
            "council",
            "name",
            "address",
            "city",
            "postcode",
            "longitude",
            "latitude",
            "beds",
            "rating",
            "rated_on",
            "registered_on",
            "ods_code",
            "uprn",
            "telephone",
            "website",
            "as_at",
        )


class ServiceResource(resources.ModelResource):  # type: ignore[misc]  # has no types
    location = fields.Field(
        attribute="location", widget=widgets.ForeignKeyWidget(Location, "regulator_id")
    )

    class Meta:
        model = Service
        import_id_fields: ClassVar[list[str]] = ["location", "service_type"]
        fields = ("location", "service_type")


ORGANISATIONS = {
    "regulator_id": "Provider ID",
    "name": "Provider Name",
    "brand_id": "Brand ID",
    "brand_name": "Brand Name",
    "companies_house_number": "Provider Companies House Number",
    "charity_number": "Provider Charity Number",
    "registered_on": "Provider HSCA start date",
    "telephone": "Provider Telephone Number",
    "website": "Provider Web Address",
    "ownership_type": "Provider Ownership Type",
}
LOCATIONS = {
    "regulator_id": "Location ID",
    "organisation": "Provider ID",
    "council": "Location Local Authority",
    "name": "Location Name",
    "address": "Location Street Address",
    "city": "Location City",
    "postcode": "Location Postal Code",
    "longitude": "Location Longitude",
    "latitude": "Location Latitude",
    "beds": "Care homes beds",
    "rating": "Location Latest Overall Rating",
    "rated_on": "Publication Date",
    "registered_on": "Location HSCA start date",
    "ods_code": "Location ODS Code",
    "uprn": "Location UPRN ID",
    "telephone": "Location Telephone Number",
    "website": "Location Web Address",
}


def import_rows(rows: list[dict[str, str]]) -> None:
    """Import providers, each once, then locations, then their services."""
    providers = {row["Provider ID"]: row for row in rows}.values()
    OrganisationResource().import_data(_dataset(list(providers), ORGANISATIONS), raise_errors=True)
    dataset = _dataset(rows, LOCATIONS)
    dataset.append_col([AS_AT] * len(rows), header="as_at")
    LocationResource().import_data(dataset, raise_errors=True)
    services = [
        (row["Location ID"], kind)
        for row in rows
        for name, kind in zip(KIND_NAMES, KIND_VALUES, strict=True)
        if row.get(f"Service type - {name}")
    ]
    dataset = tablib.Dataset(*services, headers=["location", "service_type"])
    ServiceResource().import_data(dataset, raise_errors=True)
    assert Service.objects.count() == len(set(services))


def _dataset(rows: list[dict[str, str]], columns: dict[str, str]) -> tablib.Dataset:
    values = [tuple(row.get(column, "") for column in columns.values()) for row in rows]
    return tablib.Dataset(*values, headers=list(columns))
