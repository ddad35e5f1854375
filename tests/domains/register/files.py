"""Small files in the layouts that are loaded, for tests."""

import csv

from regard.domains.register.rules.layouts import (
    LATEST_RATINGS,
    RATINGS_WITH_COORDINATES,
    SERVICES_AND_CONTACTS,
)

LOCATION = {
    "Location ID": "1-100",
    "Location Name": "Ash House",
    "Care Home?": "Y",
    "Location Type": "Social Care Org",
    "Location Street Address": "1 High Street",
    "Location Address Line 2": "",
    "Location City": "Lincoln",
    "Location Post Code": "LN1 3AB",
    "Location Local Authority": "Lincolnshire",
    "Service / Population Group": "Overall",
    "Domain": "Overall",
    "Latest Rating": "Good",
    "Publication Date": "30/01/2021",
    "Provider ID": "1-900",
    "Provider Name": "Ash Care Limited",
    "Brand ID": "-",
    "Brand Name": "-",
    "Longitude": "-0.54",
    "Latitude": "53.23",
    "Location ODS Code": "VN123",
}


def line(number, **cells):
    """Return a location's line, with its own number and name, changed as given."""
    named = {"Location ID": f"1-{number}", "Location Name": f"House {number}"}
    return LOCATION | named | {COLUMNS[name]: value for name, value in cells.items()}


def latest(number, **cells):
    """Return a line as the regulator writes it today."""
    return line(number, **({"published": "05/29/2026"} | cells))


COLUMNS = {
    "number": "Location ID",
    "name": "Location Name",
    "care_home": "Care Home?",
    "kind": "Location Type",
    "street": "Location Street Address",
    "city": "Location City",
    "postcode": "Location Post Code",
    "council": "Location Local Authority",
    "group": "Service / Population Group",
    "domain": "Domain",
    "rating": "Latest Rating",
    "published": "Publication Date",
    "provider_number": "Provider ID",
    "provider": "Provider Name",
    "brand_number": "Brand ID",
    "brand": "Brand Name",
    "longitude": "Longitude",
    "latitude": "Latitude",
    "ods_code": "Location ODS Code",
}


def write_ratings(path, lines):
    """Write a file of one line a location, with coordinates."""
    return _write(path, RATINGS_WITH_COORDINATES.columns, lines)


def write_latest(path, lines):
    """Write a file in today's layout of the regulator's."""
    return _write(path, LATEST_RATINGS.columns, lines)


def write_services(path, lines):
    """Write a file of services and contacts; each line says only what it has."""
    empty = dict.fromkeys(SERVICES_AND_CONTACTS.every_column, "")
    return _write(path, SERVICES_AND_CONTACTS.every_column, [empty | each for each in lines])


def _write(path, columns, lines):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(lines)
    return path
