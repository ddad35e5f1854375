"""The register of interests, as it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from regard.domains.governance.actions import InterestFacts
from regard.domains.governance.queries.interests import InterestCounts, InterestRow
from regard.domains.governance.types import InterestKind
from regard.foundation.design.words import date_words, number_words, plural_words

if TYPE_CHECKING:
    from regard.domains.governance.models import Interest

CSV_HEADER = (
    "Name",
    "Sits on",
    "Kind",
    "Interest",
    "Provider",
    "Declared on",
    "Since",
    "Until",
    "Published",
)


def interests_lede(counts: InterestCounts, *, on: date, today: date) -> str:
    """Return the finding: how many who sit somewhere have declared, and how much is withheld."""
    when = "" if on == today else f" on {date_words(on)}"
    if not counts.sitting and not counts.interests:
        return f"Nobody sat on a body, and no interest was on the register{when}."
    withheld = (
        f" {number_words(counts.not_published)} more {_is(counts.not_published)} not published."
        if counts.not_published
        else ""
    )
    return (
        f"{plural_words(counts.interests, 'interest')} on the register{when}. "
        f"{number_words(counts.with_one)} of {plural_words(counts.sitting, 'person', 'people')} "
        f"sitting on a body {'has' if counts.with_one == 1 else 'have'} one.{withheld}"
    )


def by_person(rows: Sequence[InterestRow]) -> list[tuple[InterestRow, list[InterestRow]]]:
    """Return the interests of each person together, with the first of them to name them by."""
    groups = (list(theirs) for _, theirs in groupby(rows, key=lambda row: row.holder_id))
    return [(theirs[0], theirs) for theirs in groups]


def since_words(row: InterestRow) -> str:
    return f"Since {date_words(row.valid_from)}" if row.valid_from else "Since before our records"


def until_words(row: InterestRow) -> str:
    """Return until when they had it; empty: they have it."""
    return f"until {date_words(row.valid_to)}" if row.valid_to else ""


def about_words(interest: Interest) -> str:
    """Return when it was declared, and which provider it is about."""
    about = (
        f"It is about {interest.organisation.name}."
        if interest.organisation
        else "It is about no provider on the register."
    )
    return f"Declared on {date_words(interest.declared_on)}. {about}"


def facts_of(interest: Interest, *, about: int | None) -> InterestFacts:
    """Return what an interest says, about another provider; None: about none."""
    return InterestFacts(
        kind=InterestKind(interest.kind),
        text=interest.text,
        organisation_id=about,
        valid_from=interest.valid_from,
        valid_to=interest.valid_to,
        is_published=interest.is_published,
        why_not_published=interest.why_not_published,
    )


def csv_row(row: InterestRow) -> tuple[object, ...]:
    """Return an interest as a row of `CSV_HEADER`."""
    return (
        row.name,
        "; ".join(row.bodies),
        row.kind.label,
        row.text,
        row.organisation,
        row.declared_on.isoformat(),
        row.valid_from.isoformat() if row.valid_from else "",
        row.valid_to.isoformat() if row.valid_to else "",
        "yes" if row.is_published else f"no: {row.why_not_published}",
    )


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
