"""Bundles of a document: asked for, listed and handed out."""

from __future__ import annotations

from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from regard.domains.strategy import actions, presenters, queries
from regard.domains.strategy.forms.bundles import BundleForm
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.presenters.bundles import present_bundles
from regard.domains.strategy.types import BundleKind
from regard.foundation.accounts.requests import Request

from .asked import get_both


@require_http_methods(["GET", "POST"])
def bundles(request: Request, system: str, slug: str) -> HttpResponse:
    """List the bundles of a document; a POST asks for one more."""
    here, found = get_both(request, system, slug, to=Permission.MAKE_BUNDLE)
    published = queries.find_published(strategy=found)
    form = BundleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.showing_refusals():
            _, job = actions.start_bundle(
                strategy=published or found,
                kind=BundleKind(form.cleaned_data["kind"]),
                why=form.cleaned_data["why"],
                by=request.caller.by,
                at=timezone.now(),
            )
            return redirect("jobs:job", job_id=job.pk)
    return render(
        request,
        "strategy/bundles.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "Bundles",
            "lede": f"All that shows how “{found.title}” came about, as one file that anybody can "
            "check without us.",
            "crumbs": presenters.crumbs(here.slug, found),
            "strategy": found,
            "is_published": published is not None,
            "form": form,
            "days": settings.BUNDLE_DAYS,
            "rows": present_bundles(queries.list_bundles(strategy=found), system=here.slug),
        },
    )


@require_safe
def bundle_file(request: Request, system: str, slug: str, bundle_id: int) -> HttpResponseBase:
    """Hand out a finished bundle."""
    _, found = get_both(request, system, slug, to=Permission.MAKE_BUNDLE)
    file = queries.get_bundle_file(strategy=found, bundle_id=bundle_id)
    return FileResponse(file.path.open("rb"), as_attachment=True, filename=file.name)
