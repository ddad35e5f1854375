"""Providers and groups, and what somebody sees as their own, in words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from django.urls import reverse
from django.utils.html import format_html

from regard.domains.register.actions.telling import sources_of
from regard.domains.register.models import Organisation, System
from regard.domains.register.queries.providers import OwnRow
from regard.domains.register.rules import sizes
from regard.domains.register.types import ServiceType
from regard.foundation.design.words import MISSING, date_words, number_words, plural_words

from .merging import fact_label, source_words

ELSEWHERE = "In no system here"


def provider_lede(live: Sequence[OwnRow]) -> str:
    """Return the finding: how much a provider runs, and where."""
    if not live:
        return "Runs no service today, as far as we know."
    return f"Runs {_how_much(live)}."


def group_lede(live: Sequence[OwnRow], providers: int) -> str:
    """Return the finding: how much a group runs, and by how many providers."""
    by = plural_words(providers, "provider")
    return f"{by} of this group run {_how_much(live)}." if live else f"{by}, and no service today."


def mine_lede(rows: Sequence[OwnRow]) -> str:
    """Return the finding: how many services somebody has, and how many nobody can email."""
    if not rows:
        return "None is kept for you here yet. Ask whoever gave you this account."
    silent = sum(row.reached != "email" for row in rows)
    known = f"{_how_much(rows)}"
    if not silent:
        return f"{known}. We can reach every one by email."
    return f"{known}. {number_words(silent)} of them we cannot reach by email."


def provider_facts(
    organisation: Organisation, *, services: int, providers: int
) -> list[tuple[str, object]]:
    """
    Return what is known of a provider, as rows of a summary list.

    :param services: live services of its group, or its own where it has none.
    :param providers: how many providers its group has; 0: it has none.
    """
    group: object = "None that the regulator knows"
    if organisation.brand_id:
        url = reverse("register:group", kwargs={"brand_id": organisation.brand_id})
        group = format_html('<a href="{}">{}</a>', url, organisation.brand_name)
    band = sizes.size_band(services).label if services else "Runs no service today"
    people = sizes.staff_band(organisation.people_employed)
    return [
        ("Group", group),
        ("Sector", organisation.get_sector_display()),
        ("Ownership", organisation.ownership_type or MISSING),
        ("Size by services", f"{band}{', counted over its group' if providers > 1 else ''}"),
        ("Size by people employed", people.label if people else "Not known"),
        ("Regulator’s number", organisation.regulator_id or "Not listed by the regulator"),
        ("Company number", organisation.companies_house_number or MISSING),
        ("Charity number", organisation.charity_number or MISSING),
        ("NHS code", organisation.ods_code or MISSING),
        ("Registered", date_words(organisation.registered_on)),
        *([("Ended", date_words(organisation.ended_on))] if organisation.ended_on else []),
    ]


def provider_sources(organisation: Organisation) -> list[tuple[str, str]]:
    """Return who told each fact of a provider, and as at when."""
    return [
        (fact_label(key), source_words(told))
        for key, told in sorted(sources_of(organisation).items())
    ]


def by_system(rows: Iterable[OwnRow]) -> list[tuple[str, System | None, list[OwnRow]]]:
    """Return locations by system, those in none last, and by place in each."""

    def key(row: OwnRow) -> tuple[bool, str, int]:
        system = row.system
        return system is None, system.name if system else "", system.pk if system else 0

    found = []
    for (_, name, _pk), group in groupby(sorted(rows, key=key), key=key):
        listed = sorted(group, key=lambda row: (row.place_name == "", row.place_name))
        found.append((name or ELSEWHERE, listed[0].system, listed))
    return found


def count_kinds(rows: Iterable[OwnRow]) -> list[tuple[str, int]]:
    """Return how many services there are of each kind, the most first."""
    counted: Counter[ServiceType] = Counter(kind for row in rows for kind in row.kinds)
    return [(kind.label, count) for kind, count in counted.most_common()]


def count_by_provider(
    providers: Iterable[Organisation], rows: Iterable[OwnRow]
) -> list[tuple[Organisation, int]]:
    """Return each provider with how many live locations it has, the most first."""
    counted = Counter(row.location.organisation_id for row in rows)
    return sorted(
        ((each, counted[each.pk]) for each in providers), key=lambda pair: (-pair[1], pair[0].name)
    )


def _how_much(rows: Sequence[OwnRow]) -> str:
    services = sum(len(row.kinds) for row in rows)
    systems = len({row.system.pk for row in rows if row.system})
    where = f" in {plural_words(systems, 'system')}" if systems else ""
    return f"{plural_words(services, 'service')} from {plural_words(len(rows), 'location')}{where}"
