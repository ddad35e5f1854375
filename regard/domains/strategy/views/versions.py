"""The pages of a document's versions, and of what changed between them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from regard.domains.register import queries as register
from regard.domains.strategy import actions, presenters, queries
from regard.domains.strategy.forms.documents import NextVersionForm
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.presenters.changes import PAGE, present_changes, summarise
from regard.domains.strategy.types import StrategyStage
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.authority import is_allowed
from regard.foundation.base.errors import NotFound

from .asked import get_both, read_after


def versions(request: Request, system: str, slug: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    rows = queries.list_versions(system=here, slug=slug, caller=request.caller)
    shown = next((row for row in rows if row.published_at), rows[0])
    may_write = is_allowed(request.caller, Permission.WRITE, rows[0])
    is_draft = rows[0].stage == StrategyStage.DRAFT
    return render(
        request,
        "strategy/versions.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": f"Versions of {shown.title}",
            "lede": presenters.versions_lede(rows),
            "crumbs": presenters.crumbs(here.slug, shown),
            "slug": slug,
            "versions": rows,
            "shown": shown,
            "may_begin": may_write and not is_draft,
            "may_write": may_write and is_draft,
        },
    )


def begin_version(request: Request, system: str, slug: str) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    form = NextVersionForm(sent(request))
    if form.is_valid():
        with form.showing_refusals():
            made = actions.begin_version(
                strategy=found,
                because=form.cleaned_data["because"],
                by=request.caller.by,
                at=timezone.now(),
            )
            return redirect("strategy:write", system=here.slug, slug=made.slug)
    return render(
        request,
        "strategy/begin_version.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "Begin the next version",
            "lede": f"It begins with all that version {found.number} says. What is published "
            "stays as it is, at its own address.",
            "crumbs": presenters.crumbs(here.slug, found),
            "strategy": found,
            "form": form,
        },
    )


def version(request: Request, system: str, slug: str, number: int) -> HttpResponse:
    """Show one version as it is or was, whole."""
    here = register.get_system(slug=system, caller=request.caller)
    found = queries.get_strategy(system=here, slug=slug, caller=request.caller, number=number)
    rows = queries.list_versions(system=here, slug=slug, caller=request.caller)
    texts = queries.read_texts(strategy=found)
    outline = queries.list_outline(strategy=found)
    return render(
        request,
        "strategy/version.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": f"{found.title}, version {number}",
            "lede": presenters.version_lede(found, rows),
            "crumbs": presenters.crumbs(here.slug, found),
            "strategy": found,
            "is_draft": found.stage == StrategyStage.DRAFT,
            "introduction": presenters.paragraphs(found.introduction),
            "outline": outline,
            "contents": [line for line in outline if not line.depth],
            "files": queries.list_published_files(strategy=found),
            "texts": {key: presenters.paragraphs(text) for key, text in texts.items()},
            "before": next((row for row in rows if row.number < number), None),
        },
    )


def changes(request: Request, system: str, slug: str, number: int) -> HttpResponse:
    """Show what changed from the version before, or from `?from=` another."""
    here = register.get_system(slug=system, caller=request.caller)
    after = queries.get_strategy(system=here, slug=slug, caller=request.caller, number=number)
    rows = queries.list_versions(system=here, slug=slug, caller=request.caller)
    older = [row for row in rows if row.number < number]
    asked = request.GET.get("from", "")
    before = next((row for row in older if str(row.number) == asked), None)
    before = before or (older[0] if older else None)
    if before is None:
        raise NotFound("This is the first version. There is nothing to compare it with.")
    comparison = queries.compare_versions(before=before, after=after)
    substance = [each for each in comparison.changes if each.is_of_substance]
    first = min(read_after(request) or 0, len(substance))
    shown = substance[first : first + PAGE]
    shows_who = queries.may_know_who(versions=[after, *older], caller=request.caller)
    reasons = queries.list_reasons(
        before=before, after=after, keys=[each.key for each in shown], shows_who=shows_who
    )
    where = {"system": here.slug, "slug": slug, "number": number}
    return render(
        request,
        "strategy/changes.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": f"What changed from version {before.number} to version {number}",
            "lede": summarise(comparison.changes, passages=len(comparison.after)),
            "crumbs": presenters.crumbs(here.slug, after),
            "before": before,
            "strategy": after,
            "older": older,
            "changes": present_changes(
                changes=shown,
                reasons=reasons,
                before=comparison.before,
                after=after,
                states=comparison.after,
            ),
            "renumbered": [
                each
                for each in comparison.changes
                if each.is_renumbered and not each.is_of_substance
            ],
            "here": reverse("strategy:changes", kwargs=where),
            "first": first,
            "next_after": first + PAGE if first + PAGE < len(substance) else None,
        },
    )


def passage_key(request: Request, system: str, slug: str, key: str) -> HttpResponse:
    """Lead to a passage in the newest version that has it, whatever its number is there."""
    here = register.get_system(slug=system, caller=request.caller)
    found = queries.find_passage(system=here, slug=slug, key=key, caller=request.caller)
    if found.is_newest:
        return redirect("strategy:passage", system=here.slug, slug=slug, ref=found.ref)
    where = {"system": here.slug, "slug": slug, "number": found.number}
    return redirect(f"{reverse('strategy:version', kwargs=where)}#{key}")
