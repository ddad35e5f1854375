"""Write what people are told, publish it, and see who was given which version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.engagement.actions import information as actions
from regard.domains.engagement.forms.information import GivenForm, PackFileForm, PackForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import information as presenters
from regard.domains.engagement.queries import information as queries
from regard.domains.engagement.rules import readability
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import NotFound
from regard.foundation.files.tables import csv_text

from .finding import address, below, find_exercise
from .kept_files import keep_upload

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise, InformationPack

ON_A_PAGE = 100


@require_http_methods(["GET", "POST"])
def write_information(request: Request, system: str, slug: str) -> HttpResponse:
    """Write the next version. It begins with the words of the last one."""
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    pack = queries.get_unpublished_pack(exercise=found)
    packs = queries.list_packs(exercise=found)
    form = PackForm(sent(request), is_first=not packs, initial=_written(pack, packs))
    if form.is_valid():
        with form.showing_refusals():
            actions.write_pack(
                exercise=found,
                words=form.cleaned_data["words"],
                what_changed=form.cleaned_data.get("what_changed", ""),
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Saved. Nobody else sees it until you publish it.")
            return redirect(address("write_information", found))
    context = below(found, title="Write what people need to know") | {
        "lede": _lede(pack, packs),
        "form": form,
        "pack": pack,
        "is_published": bool(packs),
        "documents": presenters.documents(queries.list_pack_files(pack=pack)) if pack else [],
        "hints": readability.hints(pack.words) if pack else [],
    }
    return render(request, "engagement/write_information.jinja", context)


@require_POST
def publish_information(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    pack = _unpublished(found)
    actions.publish_pack(pack=pack, by=request.caller.by, at=timezone.now())
    messages.success(request, f"Version {pack.number} is published, and stays as it is.")
    return redirect(address("information", found))


@require_http_methods(["GET", "POST"])
def add_information_file(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    pack = _unpublished(found)
    form = PackFileForm(sent(request), request.FILES or None)
    if form.is_valid():
        at = timezone.now()
        file = keep_upload(request, found, what="information before answering", at=at)
        if file is not None:
            actions.add_pack_file(
                pack=pack,
                file=file,
                title=form.cleaned_data["title"],
                form=form.kind(),
                by=request.caller.by,
                at=at,
            )
            return redirect(address("write_information", found))
    context = below(found, title="Add a document") | {
        "form": form,
        "label": "Add it",
        "back": address("write_information", found),
    }
    return render(request, "engagement/plan_form.jinja", context)


@require_POST
def remove_information_file(
    request: Request, system: str, slug: str, pack_file_id: int
) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    one = queries.get_pack_file(exercise=found, pack_file_id=pack_file_id, caller=request.caller)
    actions.remove_pack_file(pack_file=one, by=request.caller.by, at=timezone.now())
    messages.success(request, f"“{one.title}” is taken out.")
    return redirect(address("write_information", found))


@require_http_methods(["GET", "POST"])
def information_log(request: Request, system: str, slug: str) -> HttpResponse:
    """Show who was given which version, with a form for what was given by hand."""
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    form = GivenForm(sent(request))
    if form.is_valid():
        with form.showing_refusals():
            actions.record_pack_given(
                exercise=found,
                to=form.cleaned_data["to"],
                how=form.cleaned_data["how"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Kept.")
            return redirect(address("information_log", found))
    before = _number(request.GET.get("before", ""))
    rows = queries.list_given(exercise=found, before=before, limit=ON_A_PAGE + 1)
    counts = queries.count_given(exercise=found)
    context = below(found, title="Who was told what") | {
        "lede": presenters.log_lede(counts),
        "form": form,
        "rows": rows[:ON_A_PAGE],
        "counts": counts,
        "next_url": f"?before={rows[ON_A_PAGE - 1].sent_id}" if len(rows) > ON_A_PAGE else None,
        "first_url": address("information_log", found) if before else None,
        "csv_url": address("information_log_csv", found),
    }
    return render(request, "engagement/information_log.jinja", context)


@require_GET
def information_log_csv(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    rows = presenters.given_csv(queries.list_given(exercise=found))
    text = csv_text(presenters.GIVEN_HEADER, rows)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="who-was-told-{found.slug}.csv"'
    return response


def _unpublished(exercise: Exercise) -> InformationPack:
    pack = queries.get_unpublished_pack(exercise=exercise)
    if pack is None:
        raise NotFound("There is no version that is being written. Write one first.")
    return pack


def _written(pack: InformationPack | None, packs: list[InformationPack]) -> dict[str, object]:
    if pack:
        return {"words": pack.words, "what_changed": pack.what_changed}
    return {"words": packs[0].words if packs else "", "what_changed": ""}


def _lede(pack: InformationPack | None, packs: list[InformationPack]) -> str:
    number = pack.number if pack else len(packs) + 1
    if not packs:
        return "The first version. Nobody else sees it until you publish it."
    return f"Version {number}. Version {packs[0].number} stays as it is, for whoever has read it."


def _number(typed: str) -> int:
    """Return where the page begins; what is not a number begins at the beginning."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 18 else 0
