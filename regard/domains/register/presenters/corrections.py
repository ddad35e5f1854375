"""What can be said to be wrong about a service, beside what is held."""

from collections.abc import Iterable, Sequence
from typing import Any

from regard.domains.register.models import Correction, Location, Preference, Service
from regard.domains.register.rules.corrections import GROUPS, OTHER, in_words
from regard.domains.register.rules.particulars import KINDS


def correction_initial(
    location: Location, services: Iterable[Service], fact: str
) -> dict[str, Any]:
    """Return what is held in each field of a group of facts, by its name."""
    group = GROUPS[fact]
    if fact == KINDS:
        return {"kinds": [each.service_type for each in services if each.ended_on is None]}
    if fact == OTHER:
        return {}
    record = location.organisation if group.of_provider else location
    return {name: getattr(record, name) for name in group.fields}


def correction_choices(
    location: Location, services: Sequence[Service], here: str
) -> list[tuple[str, str, str, str]]:
    """Return each group of facts with what is held, as rows of a summary list."""
    rows = []
    for fact, group in GROUPS.items():
        held = correction_initial(location, services, fact)
        words = in_words(held) if fact != OTHER else "Anything that is not listed here"
        rows.append((group.label, words, "Say what it should be", f"{here}?fact={fact}"))
    return rows


def correction_summary(
    correction: Correction, services: Sequence[Service]
) -> list[tuple[str, str]]:
    """Return what a service says beside what is held, as rows of a summary list."""
    rows = [
        ("The service says", in_words(correction.value)),
        ("How we can check it", correction.reason or "Nothing said"),
    ]
    if correction.fact != OTHER:
        held = correction_initial(correction.location, services, correction.fact)
        rows.insert(0, ("We hold", in_words(held)))
    return rows


def wishes_in_words(preference: Preference | None) -> str:
    """Return how a service wants to be reached, said to itself."""
    if preference is None:
        return "You have not said. We write by email if we can, else by letter."
    level = preference.get_level_display().lower()
    return f"{preference.get_reached_by_display()}. You take part at this level: {level}."
