"""What a service may say is wrong about it here, and how it is worded."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from regard.domains.register.types import SECTOR_LABELS, SERVICE_TYPE_LABELS, Fact, Sector

from . import contacts
from .unlisted import (
    problem_with_coordinates,
    problem_with_postcode,
    problem_with_website,
)

OTHER = "other"
"""What is wrong is none of the facts below: told in words, and mended by hand."""


class Decision(StrEnum):
    ACCEPTED = "accepted"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return {"accepted": "Accepted", "refused": "Not accepted"}[self]


class Group(NamedTuple):
    """
    Facts that are corrected together.

    Attributes:
        fields: the label of each field, by its name on the record; "kinds" for its services.
        of_provider: whether they are the provider's, and so of all its services.
    """

    label: str
    fields: Mapping[str, str]
    of_provider: bool = False


GROUPS: Mapping[str, Group] = {
    Fact.NAME: Group("Its name", {"name": "Name"}),
    Fact.ADDRESS: Group(
        "Its address",
        {"address": "Street and number", "city": "Town", "postcode": "Postcode"},
    ),
    Fact.COORDINATES: Group(
        "Where it is on the map", {"longitude": "Longitude", "latitude": "Latitude"}
    ),
    Fact.KINDS: Group("What it provides", {"kinds": "Kinds of care"}),
    Fact.BEDS: Group("How many beds it has", {"beds": "Beds"}),
    Fact.LINES: Group(
        "Its published telephone number and website",
        {"telephone": "Telephone number", "website": "Website"},
    ),
    Fact.OWNERSHIP: Group("Its provider’s sector", {"sector": "Sector"}, of_provider=True),
    Fact.STAFF: Group(
        "How many people its provider employs",
        {"people_employed": "People employed"},
        of_provider=True,
    ),
    OTHER: Group("Something else", {"words": "What is wrong"}),
}
"""
In the order in which they are offered.

The regulator's rating, its number, who runs a registered service and since when are the
regulator's to say (see `precedence`): what is wrong in those is told to the regulator.
"""


LABELS = {name: label for group in GROUPS.values() for name, label in group.fields.items()}


def problem_with(value: Mapping[str, object]) -> str | None:
    """
    Return why these cannot be the values of a group of facts, in words. None if they can.

    :param value: fields of one of the `GROUPS`.
    """
    checks = (
        _empty(value, "name", "Enter the name"),
        _empty(value, "words", "Say what is wrong"),
        problem_with_postcode(str(value["postcode"])) if "postcode" in value else None,
        problem_with_website(str(value.get("website", ""))),
        contacts.problem_with_telephone(str(value.get("telephone", ""))),
        _coordinates(value),
        None if value.get("kinds", True) else "Choose at least one kind of care",
    )
    return next((problem for problem in checks if problem), None)


def in_words(value: Mapping[str, object]) -> str:
    """Return values as people read them; where there are several, what each is."""
    words = {name: _word(name, each) for name, each in value.items()}
    known = [word for word in words.values() if word]
    if not known:
        return "Not known"
    if "postcode" in words or len(words) == 1:
        return ", ".join(known)
    return "; ".join(f"{LABELS[name]}: {word or 'not known'}" for name, word in words.items())


def _word(name: str, value: object) -> str:
    if value in (None, "") or value == []:
        return ""
    if name == "kinds" and isinstance(value, list):
        return ", ".join(SERVICE_TYPE_LABELS[kind] for kind in value)
    if name == "sector":
        return SECTOR_LABELS[Sector(str(value))]
    return str(value).replace("\n", ", ")


def _empty(value: Mapping[str, object], name: str, words: str) -> str | None:
    return words if name in value and not str(value[name]).strip() else None


def _coordinates(value: Mapping[str, object]) -> str | None:
    if "longitude" not in value:
        return None
    east, north = value["longitude"], value["latitude"]
    if not (isinstance(east, float) and isinstance(north, float)):
        return "Enter both the longitude and the latitude, in figures"
    return problem_with_coordinates(east, north)
