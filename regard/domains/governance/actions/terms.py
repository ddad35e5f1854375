"""Write terms of reference and adopt them. What is adopted stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from regard.domains.governance.models import Body, Terms, TermsSection
from regard.domains.governance.rules.model_terms import model_for
from regard.domains.governance.rules.terms import list_reasons_not_to_adopt
from regard.domains.governance.types import BodyKind, Section, TermsState
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from regard.domains.governance.models import Decision


class CannotWriteTerms(Refusal):
    """These terms cannot be begun or written."""


class CannotAdoptTerms(Refusal):
    """These terms cannot be adopted yet, or not on that day."""


@transaction.atomic
def begin_terms(*, body: Body, by: str, at: datetime) -> Terms:
    """
    Begin a draft: from the newest terms of the body or, where it has none, from the model.

    :raises CannotWriteTerms: if there is a draft already, or the body is over.
    """
    body = Body.objects.select_for_update().get(pk=body.pk)
    if body.valid_to is not None and body.valid_to <= at.date():
        raise CannotWriteTerms(f"This body ended on {body.valid_to:%-d %B %Y}")
    if Terms.objects.filter(body=body, state=TermsState.DRAFT).exists():
        raise CannotWriteTerms("There is a draft already. Write on, or throw it away")
    newest = Terms.objects.filter(body=body).order_by("-version").first()
    texts = _texts(newest) if newest else model_for(BodyKind(body.kind))
    last = Terms.objects.filter(body=body).aggregate(last=Max("version"))["last"] or 0
    terms = Terms.objects.create(body=body, version=last + 1)
    _put(terms, texts)
    ledger.record(
        event="terms.begun", subject=terms, by=by, at=at, detail={"version": terms.version}
    )
    return terms


@transaction.atomic
def write_terms(
    *,
    terms: Terms,
    texts: Mapping[Section, str],
    review_on: date | None,
    by: str,
    at: datetime,
) -> Terms:
    """
    Write the sections of a draft. A section that is not given stays as it is.

    :param texts: an empty text empties its section.
    :param review_on: when they are to be looked at again, once adopted; None: not said.
    :raises CannotWriteTerms: if they are adopted.
    """
    terms = _locked_draft(terms)
    _put(terms, _texts(terms) | dict(texts))
    terms.review_on = review_on
    terms.save(update_fields=["review_on", "updated_at"])
    sections = sorted(str(section) for section in texts)
    ledger.record(
        event="terms.written", subject=terms, by=by, at=at, detail={"sections": list(sections)}
    )
    return terms


@transaction.atomic
def adopt_terms(
    *, terms: Terms, on: date, decision: Decision | None, by: str, at: datetime
) -> Terms:
    """
    Adopt a draft: from that day these are the body's terms, and their words never change.

    :param decision: of the body, by which it adopted them, where that is recorded.
    :raises CannotAdoptTerms: if a section is empty or has something to fill in, the day is to
        come, or earlier terms were adopted after it.
    """
    terms = _locked_draft(terms)
    reasons = list_reasons_not_to_adopt(_texts(terms))
    if reasons:
        raise CannotAdoptTerms(". ".join(words for _, words in reasons))
    _check_day(terms, on, at.date())
    if decision is not None and decision.body_id != terms.body_id:
        raise CannotAdoptTerms("Only a decision of the body itself can adopt its terms")
    terms.state, terms.adopted_on, terms.decision = TermsState.ADOPTED, on, decision
    terms.save(update_fields=["state", "adopted_on", "decision", "updated_at"])
    detail: dict[str, object] = {"version": terms.version, "on": on.isoformat()}
    ledger.record(event="terms.adopted", subject=terms, by=by, at=at, detail=detail)
    return terms


@transaction.atomic
def drop_terms(*, terms: Terms, by: str, at: datetime) -> None:
    """
    Throw a draft away.

    :raises CannotWriteTerms: if they are adopted.
    """
    terms = _locked_draft(terms)
    ledger.record(
        event="terms.dropped", subject=terms, by=by, at=at, detail={"version": terms.version}
    )
    terms.delete()


def _check_day(terms: Terms, on: date, today: date) -> None:
    if on > today:
        raise CannotAdoptTerms("They cannot be adopted on a day that is still to come")
    last = Terms.objects.filter(body=terms.body_id, adopted_on__gt=on).order_by("-adopted_on")
    newer = last.first()
    if newer is not None and newer.adopted_on is not None:
        raise CannotAdoptTerms(
            f"Version {newer.version} was adopted on {newer.adopted_on:%-d %B %Y}. "
            "Choose a day that is not before it"
        )
    body = Body.objects.get(pk=terms.body_id)
    if body.valid_from and on < body.valid_from:
        raise CannotAdoptTerms(f"The body began on {body.valid_from:%-d %B %Y}")


def _locked_draft(terms: Terms) -> Terms:
    """
    Return the terms, locked.

    :raises CannotWriteTerms: if they are adopted.
    """
    terms = Terms.objects.select_for_update().get(pk=terms.pk)
    if terms.state != TermsState.DRAFT:
        raise CannotWriteTerms("These terms are adopted, and stay as they are. Begin new ones")
    return terms


def _texts(terms: Terms) -> dict[Section, str]:
    rows = TermsSection.objects.filter(terms=terms).values_list("section", "text")
    return {Section(section): text for section, text in rows}


def _put(terms: Terms, texts: Mapping[Section, str]) -> None:
    """Let the terms say this and nothing else."""
    TermsSection.objects.filter(terms=terms).delete()
    TermsSection.objects.bulk_create(
        [
            TermsSection(terms=terms, section=section, text=texts[section].strip())
            for section in Section
            if texts.get(section, "").strip()
        ]
    )
