"""Two services as the register tells them, for rules that know no database."""

from dataclasses import replace

from regard.domains.register.types import Sector, ServiceRow, ServiceType, SizeBand

HOME_CARE = ServiceRow(
    service_id=1,
    service_type=ServiceType.HOME_CARE,
    location_id=1,
    location_name="Harbour Home Care",
    regulator_id="1-100",
    organisation_id=1,
    organisation_name="Harbour Care",
    brand_name="",
    sector=Sector.INDEPENDENT,
    size_band=SizeBand.ONE,
    place_id=7,
    place_name="Westmere",
    council_name="Westmere",
    city="Harrow",
    postcode="LN1 3AB",
    rating="Good",
)
NURSING_HOME = replace(HOME_CARE, service_id=2, service_type=ServiceType.CARE_HOME_NURSING)
