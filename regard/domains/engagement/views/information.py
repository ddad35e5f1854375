"""What people are told before they answer: for anyone, and by link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from regard.domains.engagement.actions.information import record_pack_read
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import information as presenters
from regard.domains.engagement.queries import information as queries
from regard.domains.engagement.queries.hand_overs import open_answer
from regard.domains.engagement.rules.words import day
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed

from .finding import below, find_exercise
from .kept_files import hand_out

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise, InformationPack


@require_GET
def information(request: Request, system: str, slug: str) -> HttpResponse:
    """Show the current version of what people need to know."""
    found = find_exercise(request, system, slug)
    may_write = is_allowed(request.caller, Permission.RUN_EXERCISES, found)
    return _show(request, found, queries.get_pack(exercise=found), may_write=may_write)


@require_GET
def information_version(request: Request, system: str, slug: str, number: int) -> HttpResponse:
    """Show a version as it was published, whatever came after it."""
    found = find_exercise(request, system, slug)
    pack = queries.get_pack(exercise=found, number=number)
    return _show(request, found, pack, may_write=False)


@require_GET
def information_file(request: Request, system: str, slug: str, pack_file_id: int) -> FileResponse:
    found = find_exercise(request, system, slug)
    one = queries.get_pack_file(exercise=found, pack_file_id=pack_file_id, caller=request.caller)
    return hand_out(one.file)


@never_cache
@require_GET
def answer_information(request: HttpRequest, token: str) -> HttpResponse:
    """Show the current version through the link of an invitation, and keep that it was read."""
    invitation = open_answer(token=token, at=timezone.now()).invitation
    exercise = invitation.exercise
    pack = queries.get_pack(exercise=exercise)
    record_pack_read(pack=pack, invitation=invitation, at=timezone.now())
    return _show(request, exercise, pack, token=token)


def _show(
    request: HttpRequest,
    exercise: Exercise,
    pack: InformationPack,
    *,
    may_write: bool = False,
    token: str = "",
) -> HttpResponse:
    packs = queries.list_packs(exercise=exercise)
    newest = packs[0]
    is_current = pack.pk == newest.pk
    published_on = timezone.localdate(pack.published_at)
    context = below(exercise, title="What you need to know first") | {
        "lede": f"Version {pack.number}, published on {day(published_on)}."
        + (" It is the current one." if is_current else " There is a newer one."),
        "pack": pack,
        "blocks": presenters.blocks(pack.words),
        "documents": presenters.documents(queries.list_pack_files(pack=pack)),
        "versions": presenters.versions(packs, pack),
        "is_current": is_current,
        "may_write": may_write,
        "token": token,
    }
    return render(request, "engagement/information.jinja", context)
