"""The pages of a body's terms of reference: read, written, adopted and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.governance import actions, queries
from regard.domains.governance.forms.terms import AdoptForm, TermsForm
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import body_terms as words
from regard.domains.governance.rules.terms import compare_terms, list_reasons_not_to_adopt
from regard.domains.governance.types import Section, TermsState
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.authority import is_allowed
from regard.foundation.base.errors import NotFound

from .asked import address, below, find

if TYPE_CHECKING:
    from regard.domains.governance.models import Body


@require_GET
def versions(request: Request, system: str, body: str) -> HttpResponse:
    here, found = find(request, system, body)
    held = queries.list_versions(body=found, caller=request.caller)
    title = "Terms of reference"
    context = below(request, here, title=title, body=found) | {
        "lede": words.versions_lede(held, today=timezone.localdate()),
        "rows": words.version_rows(held),
        "adopted": [each for each in held if each.state == TermsState.ADOPTED],
        "has_draft": any(each.state == TermsState.DRAFT for each in held),
        "may_edit": is_allowed(request.caller, Permission.EDIT_BODIES, found),
        "is_over": _is_over(found),
    }
    return render(request, "governance/terms_versions.jinja", context)


@require_POST
def begin(request: Request, system: str, body: str) -> HttpResponse:
    _, found = find(request, system, body, to=Permission.EDIT_BODIES)
    try:
        terms = actions.begin_terms(body=found, by=request.caller.by, at=timezone.now())
    except actions.CannotWriteTerms as refusal:
        messages.error(request, str(refusal))
        return redirect(address(found, "body_terms"))
    return redirect(address(found, "edit_terms", version=terms.version))


@require_GET
def terms(request: Request, system: str, body: str, version: int) -> HttpResponse:
    here, found = find(request, system, body)
    read = queries.get_terms(body=found, version=version, caller=request.caller)
    held = queries.list_versions(body=found, caller=request.caller)
    above = (("Terms of reference", address(found, "body_terms")),)
    title = f"Terms of reference of {found.name}"
    is_draft = read.terms.state == TermsState.DRAFT
    context = below(request, here, title=title, body=found, above=above) | {
        "lede": words.terms_lede(read, held),
        "terms": read.terms,
        "texts": read.texts,
        "decision_ref": read.decision_ref,
        "earlier": words.earlier_version(read.terms, held),
        "is_draft": is_draft,
        "reasons": list_reasons_not_to_adopt(read.texts) if is_draft else [],
        "may_edit": is_allowed(request.caller, Permission.EDIT_BODIES, found),
    }
    return render(request, "governance/terms.jinja", context)


@require_http_methods(["GET", "POST"])
def edit(request: Request, system: str, body: str, version: int) -> HttpResponse:
    here, found = find(request, system, body, to=Permission.EDIT_BODIES)
    read = queries.get_terms(
        body=found, version=version, caller=request.caller, to=Permission.EDIT_BODIES
    )
    if read.terms.state != TermsState.DRAFT:
        return redirect(address(found, "terms", version=version))
    form = TermsForm(sent(request), texts=read.texts, review_on=read.terms.review_on)
    if request.method == "POST" and form.is_valid():
        actions.write_terms(
            terms=read.terms,
            texts=form.texts(),
            review_on=form.cleaned_data["review_on"],
            by=request.caller.by,
            at=timezone.now(),
        )
        messages.success(request, "Saved.")
        return redirect(address(found, "terms", version=version))
    above = (("Terms of reference", address(found, "body_terms")),)
    reasons = list_reasons_not_to_adopt(read.texts)
    context = below(request, here, title=f"Write version {version}", body=found, above=above) | {
        "lede": words.draft_lede(len(reasons)),
        "form": form,
        "sections": [(section, form[section.value]) for section in Section],
        "terms": read.terms,
        "back": address(found, "terms", version=version),
    }
    return render(request, "governance/terms_edit.jinja", context)


@require_http_methods(["GET", "POST"])
def adopt(request: Request, system: str, body: str, version: int) -> HttpResponse:
    here, found = find(request, system, body, to=Permission.EDIT_BODIES)
    read = queries.get_terms(
        body=found, version=version, caller=request.caller, to=Permission.EDIT_BODIES
    )
    if read.terms.state != TermsState.DRAFT:
        return redirect(address(found, "terms", version=version))
    decisions = queries.list_adopting_decisions(body=found)
    form = AdoptForm(
        sent(request),
        decisions=[(each.pk, words.decision_words(each)) for each in decisions],
        initial={"on": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["decision"]
        with form.showing_refusals():
            actions.adopt_terms(
                terms=read.terms,
                on=form.cleaned_data["on"],
                decision=next((each for each in decisions if str(each.pk) == chosen), None),
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, f"Version {version} is adopted. Everyone can read it.")
            return redirect(address(found, "terms", version=version))
    above = (("Terms of reference", address(found, "body_terms")),)
    context = below(request, here, title=f"Adopt version {version}?", body=found, above=above) | {
        "form": form,
        "reasons": list_reasons_not_to_adopt(read.texts),
        "back": address(found, "terms", version=version),
        "to_write": address(found, "edit_terms", version=version),
    }
    return render(request, "governance/terms_adopt.jinja", context)


@require_POST
def drop(request: Request, system: str, body: str, version: int) -> HttpResponse:
    _, found = find(request, system, body, to=Permission.EDIT_BODIES)
    read = queries.get_terms(
        body=found, version=version, caller=request.caller, to=Permission.EDIT_BODIES
    )
    actions.drop_terms(terms=read.terms, by=request.caller.by, at=timezone.now())
    messages.success(request, f"The draft of version {version} is gone.")
    return redirect(address(found, "body_terms"))


@require_GET
def compare(request: Request, system: str, body: str) -> HttpResponse:
    """Show two versions as one text; without any asked for, the newest and the one before."""
    here, found = find(request, system, body)
    held = queries.list_versions(body=found, caller=request.caller)
    older, newer = words.versions_to_compare(
        held, older=request.GET.get("from", ""), newer=request.GET.get("to", "")
    )
    if older is None or newer is None:
        raise NotFound("There are no two versions of these terms to compare")
    texts = [
        queries.get_terms(body=found, version=number, caller=request.caller).texts
        for number in (older, newer)
    ]
    changes = compare_terms(older=texts[0], newer=texts[1])
    above = (("Terms of reference", address(found, "body_terms")),)
    title = f"From version {older} to version {newer}"
    context = below(request, here, title=title, body=found, above=above) | {
        "lede": words.changes_lede(changes),
        "changes": [each for each in changes if each.has_changed],
        "same": [each.section.label for each in changes if not each.has_changed],
        "versions": held,
        "older": older,
        "newer": newer,
        "here": request.path,
    }
    return render(request, "governance/terms_compare.jinja", context)


def _is_over(body: Body) -> bool:
    return body.valid_to is not None and body.valid_to <= timezone.localdate()
