"""Northmarch's regulated services as the regulator's list of active locations would have them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from regard.domains.register.types import Sector, ServiceType

from .corpus import read
from .population import MadeLocation

KINDS = {
    ServiceType.CARE_HOME_NURSING: "Service type - Care home service with nursing",
    ServiceType.CARE_HOME: "Service type - Care home service without nursing",
    ServiceType.HOME_CARE: "Service type - Domiciliary care service",
    ServiceType.EXTRA_CARE: "Service type - Extra Care housing services",
    ServiceType.SHARED_LIVES: "Service type - Shared Lives",
    ServiceType.SUPPORTED_LIVING: "Service type - Supported living service",
    ServiceType.COMMUNITY: (
        "Service type - Community based services for people with a learning disability"
    ),
}
CARE_HOMES = {ServiceType.CARE_HOME, ServiceType.CARE_HOME_NURSING}

BANDS = {
    "Service user band - Older People": 70,
    "Service user band - Dementia": 48,
    "Service user band - Physical Disability": 42,
    "Service user band - Learning disabilities or autistic spectrum disorder": 30,
    "Service user band - Mental Health": 28,
    "Service user band - Younger Adults": 45,
    "Service user band - Sensory Impairment": 22,
}
"""Of a hundred services, how many say that they are for these people."""

OWNERSHIP = {
    Sector.INDEPENDENT: "Organisation",
    Sector.VOLUNTARY: "Organisation",
    Sector.PUBLIC: "Local Authority",
    Sector.NOT_KNOWN: "Individual",
}

CLOSED, CHANGED_HANDS, RESIZED, RESTED = 7, 4, 12, 5
"""What a month brings: services that close, that another provider takes, whose beds change, and
that are registered and provide nothing."""


@dataclass(frozen=True)
class Listed:
    """
    A location as one issue of the list has it.

    Attributes:
        is_dormant: registered, and providing nothing just now.
    """

    location: MadeLocation
    is_dormant: bool = False


def first_issue(locations: Sequence[MadeLocation]) -> tuple[Listed, ...]:
    """Return the regulated ones of them."""
    return tuple(Listed(location) for location in locations if location.regulator_id)


def next_issue(
    issue: Sequence[Listed], *, seed: int, spared: frozenset[str]
) -> tuple[Listed, ...]:
    """
    Return the list a few months on: some have closed, changed hands, grown or gone quiet.

    :param spared: names of services to which nothing happens.
    """
    random = Random(seed)  # noqa: S311 (made-up data, no secret)
    later = list(issue)
    may_change = [n for n, each in enumerate(later) if each.location.name not in spared]
    random.shuffle(may_change)
    takers = [each.location.provider for each in issue if each.location.provider.brand]
    for n in _take(may_change, CHANGED_HANDS):
        provider = random.choice(takers)
        later[n] = Listed(replace(later[n].location, provider=provider))
    homes = [n for n in may_change if later[n].location.beds]
    for n in homes[:RESIZED]:
        beds = max(3, later[n].location.beds + random.choice([-6, -4, -2, 2, 3, 5, 8]))
        later[n] = Listed(replace(later[n].location, beds=beds))
    may_change = [n for n in may_change if n not in homes[:RESIZED]]
    for n in _take(may_change, RESTED):
        later[n] = Listed(later[n].location, is_dormant=True)
    closed = set(_take(may_change, CLOSED))
    return tuple(each for n, each in enumerate(later) if n not in closed)


def sheets(issue: Sequence[Listed], *, on: date) -> Iterator[tuple[str, Iterator[list[str]]]]:
    """Return the sheets of the list as at a day, each with its name and rows."""
    yield "README", iter([["CQC active locations"], ["Made up for a demonstration"], [_as_at(on)]])
    yield "HSCA_Active_Locations", _rows(issue)
    yield "Dual_Registration_Locations", iter([["Location ID", "Linked Organisation ID"]])


def _as_at(on: date) -> str:
    return f"This data was produced on {on.day} {on:%B %Y}"


def _rows(issue: Sequence[Listed]) -> Iterator[list[str]]:
    columns = read("active_locations")["columns"]
    yield columns
    for listed in issue:
        cells = _location_cells(listed) | _provider_cells(listed.location)
        yield [cells.get(column, "") for column in columns]


def _location_cells(listed: Listed) -> dict[str, str]:
    location = listed.location
    is_home = not CARE_HOMES.isdisjoint(location.kinds)
    longitude, latitude = location.spot
    cells = {
        "Location ID": location.regulator_id or "",
        "Location HSCA start date": f"{location.registered_on:%d/%m/%Y}",
        "Dormant (Y/N)": "Y" if listed.is_dormant else "N",
        "Care home?": "Y" if is_home else "N",
        "Location Name": location.name,
        "Location ODS Code": _ods_code(location),
        "Location Telephone Number": location.contact.telephone.replace(" ", "").lstrip("0"),
        "Care homes beds": str(location.beds),
        "Location Type/Sector": "Social Care Org",
        "Location Inspection Directorate": "Adult social care",
        "Location Primary Inspection Category": (
            "Residential social care" if is_home else "Community based adult social care services"
        ),
        "Location Latest Overall Rating": location.rating or "",
        "Publication Date": f"{location.rated_on:%d/%m/%Y}" if location.rating else "",
        "Inherited Rating (Y/N)": "N",
        "Location Region": "Northmarch",
        "Location Local Authority": location.place.council,
        "Location Street Address": location.address,
        "Location City": location.town,
        "Location Postal Code": location.postcode,
        "Location Latitude": f"{latitude}",
        "Location Longitude": f"{longitude}",
        "Location Dual Registered": "N",
    }
    return cells | {KINDS[kind]: "Y" for kind in location.kinds} | _bands(location)


def _provider_cells(location: MadeLocation) -> dict[str, str]:
    provider = location.provider
    number = (provider.regulator_id or "")[-7:]
    is_company = provider.sector is Sector.INDEPENDENT
    return {
        "Brand ID": brand_number(provider.brand) if provider.brand else "-",
        "Brand Name": f"BRAND {provider.brand}" if provider.brand else "-",
        "Provider ID": provider.regulator_id or "",
        "Provider Name": provider.name,
        "Provider HSCA start date": f"{location.registered_on - timedelta(days=40):%d/%m/%Y}",
        "Provider Type/Sector": "Social Care Org",
        "Provider Ownership Type": OWNERSHIP[provider.sector],
        "Provider Companies House Number": f"0{number}" if is_company else "",
        "Provider Charity Number": number if provider.sector is Sector.VOLUNTARY else "",
        "Provider Local Authority": location.place.council,
    }


def brand_number(brand: str) -> str:
    return f"BD99{sum(map(ord, brand)) % 100:02}"


def _bands(location: MadeLocation) -> dict[str, str]:
    """Return whom a service is for, the same for the same service each time."""
    random = Random(location.regulator_id)  # noqa: S311 (made-up data, no secret)
    found = {band: "Y" for band, share in BANDS.items() if random.random() * 100 < share}
    return found or {"Service user band - Older People": "Y"}


def _ods_code(location: MadeLocation) -> str:
    """Return a code in the form that care sites have; none of these is given out."""
    number = int((location.regulator_id or "0").rpartition("-")[2])
    letters = "BCDFGHJKLM"
    return "VZ" + "".join(letters[number // 10**place % 10] for place in range(3))


def _take(numbers: list[int], how_many: int) -> list[int]:
    """Return the first of them, and take them away."""
    taken, numbers[:] = numbers[:how_many], numbers[how_many:]
    return taken
