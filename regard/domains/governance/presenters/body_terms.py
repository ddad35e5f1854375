"""Terms of reference, as they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from regard.domains.governance.types import Section, TermsState
from regard.foundation.design.words import date_words, plural_words

if TYPE_CHECKING:
    from regard.domains.governance.models import Decision, Terms
    from regard.domains.governance.queries import TermsText
    from regard.domains.governance.rules.terms import SectionChange


def versions_lede(versions: Sequence[Terms], *, today: date) -> str:
    """Return the finding: what is in force, and whether it is time to look at it again."""
    adopted = [each for each in versions if each.state == TermsState.ADOPTED]
    if not adopted:
        return "No terms of reference are adopted yet."
    newest = adopted[0]
    said = f"Version {newest.version} is in force since {date_words(newest.adopted_on)}."
    if newest.review_on and newest.review_on <= today:
        return f"{said} It was to be looked at again on {date_words(newest.review_on)}."
    if newest.review_on:
        return f"{said} It is looked at again on {date_words(newest.review_on)}."
    return f"{said} When it is looked at again is not said."


def version_rows(versions: Sequence[Terms]) -> list[tuple[Terms, tuple[str, str], str]]:
    """Return each version with its state as a tag, and when it was adopted in words."""
    newest = next((each for each in versions if each.state == TermsState.ADOPTED), None)
    rows = []
    for each in versions:
        if each.state == TermsState.DRAFT:
            rows.append((each, ("Draft", "part"), "Not adopted yet"))
            continue
        tag = ("In force", "ok") if each is newest else ("Replaced", "no")
        rows.append((each, tag, date_words(each.adopted_on)))
    return rows


def terms_lede(read: TermsText, versions: Sequence[Terms]) -> str:
    """Return how a version stands."""
    terms = read.terms
    if terms.state == TermsState.DRAFT:
        return f"Version {terms.version}, a draft. Only those who may write it see it."
    since = f"Version {terms.version}, adopted on {date_words(terms.adopted_on)}"
    if read.decision_ref:
        since += f" by decision {read.decision_ref}"
    newer = [
        each
        for each in versions
        if each.state == TermsState.ADOPTED and each.version > terms.version
    ]
    if not newer:
        return f"{since}. It is in force."
    return (
        f"{since}. Version {newer[-1].version} replaced it on {date_words(newer[-1].adopted_on)}."
    )


def draft_lede(missing: int) -> str:
    """Return how many sections of a draft are still to be written."""
    if not missing:
        return "Every section is written. It can be adopted once the body has agreed it."
    sections = plural_words(missing, "section")
    return f"{sections} of {len(Section)} still {'needs' if missing == 1 else 'need'} your words."


def earlier_version(terms: Terms, versions: Sequence[Terms]) -> int | None:
    """Return the number of the version before; None for the first."""
    earlier = [each.version for each in versions if each.version < terms.version]
    return max(earlier, default=None)


def versions_to_compare(
    versions: Sequence[Terms], *, older: str, newer: str
) -> tuple[int | None, int | None]:
    """
    Return the numbers of the two versions that an address asks for, the older first.

    What it does not ask for, or what there is not, is the newest and the one before.
    """
    known = sorted(each.version for each in versions)
    asked = [number for number in known if str(number) in {older, newer}]
    if len(asked) == 2:
        return asked[0], asked[1]
    if len(known) < 2:
        return None, None
    return known[-2], known[-1]


def changes_lede(changes: Sequence[SectionChange]) -> str:
    """Return how many sections changed."""
    changed = sum(each.has_changed for each in changes)
    if not changed:
        return "Both say the same, word for word."
    return f"{changed} of {plural_words(len(changes), 'section')} changed."


def decision_words(decision: Decision) -> str:
    return f"{decision.ref}, {date_words(decision.decided_on)}: {decision.title}"
