"""What is published, for programs and search engines: files, a feed, a map of the site."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.views.decorators.http import require_GET

from regard.domains.register import queries as register
from regard.domains.strategy import presenters, queries
from regard.foundation.accounts.requests import Request

if TYPE_CHECKING:
    from regard.domains.strategy.models import Strategy

A_YEAR = 31_536_000
"""Seconds. A published file never changes."""

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}


@require_GET
def published_file(
    request: Request, system: str, slug: str, number: int, kind: str
) -> HttpResponseBase:
    """Send a version as one file. Whoever has it already is told that it is still the same."""
    here = register.get_system(slug=system, caller=request.caller)
    found = queries.get_strategy(system=here, slug=slug, caller=request.caller, number=number)
    file = queries.get_published_file(strategy=found, kind=kind)
    etag = f'"{file.sha256}"'
    response: HttpResponseBase | None = get_conditional_response(
        request, etag=etag, last_modified=int(file.kept_at.timestamp())
    )
    if response is None:
        response = FileResponse(file.path.open("rb"), filename=file.name, content_type=TYPES[kind])
    response["ETag"] = etag
    response["Last-Modified"] = http_date(file.kept_at.timestamp())
    patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    return response


@require_GET
def feed(request: Request, system: str) -> HttpResponse:
    """Send the versions that were published, the newest first, as an Atom feed."""
    here = register.get_system(slug=system, caller=request.caller)
    versions = queries.list_published_versions(system=here)
    own = settings.PUBLIC_ADDRESS + reverse("strategy:feed", args=[here.slug])
    atom = Atom1Feed(
        title=f"{here.partnership_name}: what we decided",
        link=settings.PUBLIC_ADDRESS + reverse("strategy:strategies", args=[here.slug]),
        description="Strategies and plans as they are published",
        feed_url=own,
        language="en-GB",
    )
    for each in versions:
        address = settings.PUBLIC_ADDRESS + presenters.version_path(each)
        atom.add_item(
            title=f"{each.title}, version {each.number}",
            link=address,
            description=each.because or each.introduction[:400],
            unique_id=address,
            pubdate=_when(each),
            updateddate=_when(each),
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml")


@require_GET
def site_map(request: Request, system: str) -> HttpResponse:
    """Name every lasting public address of what was decided, for search engines."""
    here = register.get_system(slug=system, caller=request.caller)
    places = queries.list_public_addresses(system=here)
    return render(
        request,
        "strategy/site_map.jinja",
        {"places": places, "root": settings.PUBLIC_ADDRESS},
        content_type="application/xml",
    )


def _when(strategy: Strategy) -> datetime:
    assert strategy.published_at is not None  # noqa: S101 (only what is published is listed)
    return strategy.published_at
