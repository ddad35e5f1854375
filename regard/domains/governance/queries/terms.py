"""
Terms of reference of a body: its versions, and what was in force on a day.

Adopted terms are public. A draft is for those who may write it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.governance.models import Body, Decision, Terms, TermsSection
from regard.domains.governance.permissions import Permission
from regard.domains.governance.types import DecisionState, Section, TermsState
from regard.foundation.accounts.callers import require
from regard.foundation.authority import is_allowed
from regard.foundation.base.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from regard.foundation import authority
    from regard.foundation.authority import Caller

MOST_DECISIONS = 50
"""Terms are adopted by one of the newest: years of decisions would not fit a list."""


@dataclass(frozen=True)
class TermsText:
    """
    A version of terms of reference with its words.

    Attributes:
        texts: what each section says; a section that says nothing is not in it.
        decision_ref: of the decision by which it was adopted, where one is recorded.
    """

    terms: Terms
    texts: Mapping[Section, str]
    decision_ref: str


def list_versions(*, body: Body, caller: Caller) -> list[Terms]:
    """Return the versions that the caller may read, the newest first."""
    versions = Terms.objects.filter(body=body).select_related("decision").order_by("-version")
    if is_allowed(caller, Permission.EDIT_BODIES, body):
        return list(versions)
    return list(versions.filter(state=TermsState.ADOPTED))


def get_terms(
    *, body: Body, version: int, caller: Caller, to: authority.Permission | None = None
) -> TermsText:
    """
    Return a version of a body's terms for the caller to read or, with `to`, to do something with.

    :raises NotFound: if there is none, or it is a draft that the caller may not see.
    :raises NotAllowed: if the caller may not do `to` with it.
    """
    if to is not None:
        require(caller, to, body)
    terms = Terms.objects.filter(body=body, version=version).select_related("decision").first()
    if terms is None or not _may_read(terms, body, caller):
        raise NotFound("There is no such version of these terms")
    return _with_texts(terms)


def get_terms_in_force(*, body: Body, on: date) -> TermsText | None:
    """Return the terms that a body had on a day, which are public; None: none adopted by then."""
    adopted = Terms.objects.filter(body=body, state=TermsState.ADOPTED, adopted_on__lte=on)
    terms = adopted.select_related("decision").order_by("-adopted_on", "-version").first()
    return _with_texts(terms) if terms else None


def list_terms_in_force(
    *, body_ids: list[int], on: date
) -> dict[int, tuple[Terms, Mapping[Section, str]]]:
    """Return for each body that had terms on a day those terms and what they say."""
    adopted = Terms.objects.filter(
        body__in=body_ids, state=TermsState.ADOPTED, adopted_on__lte=on
    ).order_by("body", "-adopted_on", "-version")
    newest = {terms.body_id: terms for terms in adopted.distinct("body")}
    texts: dict[int, dict[Section, str]] = {terms.pk: {} for terms in newest.values()}
    for row in TermsSection.objects.filter(terms__in=texts).order_by("pk"):
        texts[row.terms_id][Section(row.section)] = row.text
    return {body_id: (terms, texts[terms.pk]) for body_id, terms in newest.items()}


def list_adopting_decisions(*, body: Body) -> list[Decision]:
    """Return the public recorded decisions of a body, the newest first."""
    recorded = Decision.objects.filter(body=body, state=DecisionState.RECORDED, is_private=False)
    return list(recorded.order_by("-decided_on", "-pk")[:MOST_DECISIONS])


def _may_read(terms: Terms, body: Body, caller: Caller) -> bool:
    is_adopted = terms.state == TermsState.ADOPTED
    return is_adopted or is_allowed(caller, Permission.EDIT_BODIES, body)


def _with_texts(terms: Terms) -> TermsText:
    rows = TermsSection.objects.filter(terms=terms).values_list("section", "text")
    found = {Section(section): text for section, text in rows}
    return TermsText(
        terms=terms,
        texts={section: found[section] for section in Section if section in found},
        decision_ref=terms.decision.ref if terms.decision else "",
    )
