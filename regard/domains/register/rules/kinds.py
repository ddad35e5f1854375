"""What the regulator's words for services and for people served mean here."""

from collections.abc import Iterable
from functools import lru_cache

from regard.domains.register.types import ServiceType

KINDS = {
    "care home service with nursing": ServiceType.CARE_HOME_NURSING,
    "nursing homes": ServiceType.CARE_HOME_NURSING,
    "care home service without nursing": ServiceType.CARE_HOME,
    "residential homes": ServiceType.CARE_HOME,
    "domiciliary care service": ServiceType.HOME_CARE,
    "homecare agencies": ServiceType.HOME_CARE,
    "supported living service": ServiceType.SUPPORTED_LIVING,
    "supported living": ServiceType.SUPPORTED_LIVING,
    "extra care housing services": ServiceType.EXTRA_CARE,
    "supported housing": ServiceType.EXTRA_CARE,
    "shared lives": ServiceType.SHARED_LIVES,
    "community based services for people with a learning disability": ServiceType.COMMUNITY,
    "community services - learning disabilities": ServiceType.COMMUNITY,
    "community based services for people with mental health needs": ServiceType.COMMUNITY,
    "community services - mental health": ServiceType.COMMUNITY,
    "community based services for people who misuse substances": ServiceType.COMMUNITY,
    "community services - substance abuse": ServiceType.COMMUNITY,
}
"""
Kinds of care by the regulator's two names for each, in small letters: the legal one of its
spreadsheets, and the one of its directory. All else is health care, or says no kind of care.
"""

CLINICAL = frozenset(
    {
        "ambulances",
        "blood and transplant service",
        "clinic",
        "community services - healthcare",
        "dentist",
        "doctors/gps",
        "home hospice care",
        "hospice",
        "hospital",
        "hospitals - mental health/capacity",
        "hyperbaric chamber services",
        "long-term conditions",
        "mobile doctors",
        "phone/online advice",
        "prison healthcare",
        "rehabilitation (substance abuse)",
        "urgent care centres",
    }
)
"""Kinds by which the directory shows that health care is what a location is there for."""

PEOPLE = {
    "whole population": "Whole population",
    "services for everyone": "Whole population",
    "children 0-18 years": "Children",
    "caring for children": "Children",
    "caring for children (0 - 18yrs)": "Children",
    "younger adults": "Younger adults",
    "caring for adults under 65 yrs": "Younger adults",
    "older people": "Older people",
    "caring for adults over 65 yrs": "Older people",
    "dementia": "Dementia",
    "mental health": "Mental health",
    "mental health conditions": "Mental health",
    "learning disabilities or autistic spectrum disorder": "Learning disabilities or autism",
    "learning disabilities": "Learning disabilities or autism",
    "physical disability": "Physical disabilities",
    "physical disabilities": "Physical disabilities",
    "sensory impairment": "Sensory impairment",
    "sensory impairments": "Sensory impairment",
    "people who misuse drugs and alcohol": "Substance misuse",
    "substance misuse problems": "Substance misuse",
    "people with an eating disorder": "Eating disorders",
    "eating disorders": "Eating disorders",
    "people detained under the mental health act": "Rights restricted by the Mental Health Act",
    "caring for people whose rights are restricted under the mental health act": (
        "Rights restricted by the Mental Health Act"
    ),
}
"""
One word for each group of people, by those of the regulator's files, in small letters: its
active locations call "Older People" whom its API and directory call "over 65 yrs".
"""


@lru_cache(maxsize=4096)
def read_kinds(names: tuple[str, ...]) -> tuple[ServiceType, ...]:
    """Return the kinds of care among the regulator's service types, each once, in our order."""
    found = {KINDS.get(normalise_word(name)) for name in names}
    return tuple(kind for kind in ServiceType if kind in found)


def is_social_care(names: Iterable[str]) -> bool:
    """
    Test whether service types are those of adult social care, where no column says so.

    They are, if one is a kind of care and none is a kind of health care. Of 451 locations of
    one council where both are known, this finds all 224 of social care, and 2 of the NHS's.
    """
    words = {normalise_word(name) for name in names}
    return bool(words & KINDS.keys()) and not words & CLINICAL


@lru_cache(maxsize=4096)
def read_people_served(names: tuple[str, ...]) -> str:
    """
    Return whom a location serves as a PostgreSQL array literal, in the order of the alphabet.

    A group that we have no word for keeps the regulator's own.
    """
    found = {PEOPLE.get(normalise_word(name), name.strip()) for name in names if name.strip()}
    return "{" + ",".join(f'"{_quote(name)}"' for name in sorted(found)) + "}"


def normalise_word(name: str) -> str:
    return " ".join(name.lower().split())


def _quote(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')
