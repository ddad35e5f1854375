"""The pages on which a passage is written, by several people at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from regard.domains.engagement import queries as engagement
from regard.domains.strategy import actions, presenters, queries, rules
from regard.domains.strategy.forms.passages import PassageForm
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.presenters.merging import present_merge
from regard.domains.strategy.rules import templates
from regard.domains.strategy.types import DocumentKind, PassageKind, Place
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import NotFound

from .asked import get_both

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regard.domains.strategy.models import Passage, RemovedPassage, Strategy

EARLIER = 8
"""Things that an earlier version answered at a passage, beside where it is written anew."""


def new_passage(request: Request, system: str, slug: str) -> HttpResponse:
    """Add a passage; `?under=` or `?after=` a key says where it is to stand."""
    _, found = get_both(request, system, slug, to=Permission.WRITE)
    lines = queries.list_outline(strategy=found)
    place = _asked_place(request, lines)
    form = _form(found, sent(request), is_new=True, initial=_suggest(lines, place))
    if form.is_valid():
        ref = form.cleaned_data["ref"]
        if any(line.ref == ref for line in lines):
            form.add_error("ref", f"There is a passage {ref} already")
        else:
            with form.showing_refusals():
                made = actions.add_passage(
                    strategy=found,
                    words=form.words(kind=PassageKind.TEXT, section=""),
                    ref=ref,
                    place=place,
                    by=request.caller.by,
                    at=timezone.now(),
                )
                return _saved(request, found, made)
    return _page(request, found, None, form)


def edit_passage(request: Request, system: str, slug: str, ref: str) -> HttpResponse:
    """Change a passage; where somebody else did meanwhile, show both and what both would be."""
    _, found = get_both(request, system, slug, to=Permission.WRITE)
    key = request.POST.get("key") or ref
    try:
        part = queries.find_passage_in(strategy=found, name=key)
    except NotFound:
        removed = queries.find_removed(strategy=found, key=key)
        if removed is None or request.method != "POST":
            raise
        return _show_removed(request, found, removed)
    form = _form(found, sent(request), initial=_as_it_is(part))
    if form.is_valid():
        with form.showing_refusals():
            try:
                made = actions.edit_passage(
                    strategy=found,
                    key=part.key,
                    words=form.words(kind=PassageKind(part.kind), section=part.section),
                    revision=_revision(form, part),
                    by=request.caller.by,
                    at=timezone.now(),
                )
            except actions.EditedMeanwhile as refusal:
                return _show_both(request, found, refusal.passage, form)
            return _saved(request, found, made)
    return _page(request, found, part, form)


@require_POST
def restore_passage(request: Request, system: str, slug: str, ref: str) -> HttpResponse:
    """Put a passage back that somebody took out, with the words that were being written."""
    _, found = get_both(request, system, slug, to=Permission.WRITE)
    form = _form(found, request.POST)
    if not form.is_valid():
        removed = queries.find_removed(strategy=found, key=ref)
        if removed is None:
            raise NotFound("No such passage was taken out")
        return _show_removed(request, found, removed)
    made = actions.restore_passage(
        strategy=found,
        key=ref,
        words=form.words(kind=PassageKind.TEXT, section=""),
        by=request.caller.by,
        at=timezone.now(),
    )
    return _saved(request, found, made)


def history(request: Request, system: str, slug: str, ref: str) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    part = queries.find_passage_in(strategy=found, name=ref)
    revisions = queries.list_revisions(passage=part)
    return render(
        request,
        "strategy/history.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": f"How {part.ref} {part.heading} came about",
            "crumbs": _crumbs(found),
            "strategy": found,
            "passage": part,
            "revisions": presenters.present_revisions(revisions, system=here.slug),
        },
    )


def _form(
    strategy: Strategy,
    data: Mapping[str, Any] | None,
    *,
    is_new: bool = False,
    initial: Mapping[str, Any] | None = None,
) -> PassageForm:
    ids = [row.exercise_id for row in queries.list_exercises(strategy=strategy)]
    return PassageForm(
        data,
        sections=templates.list_sections(DocumentKind(strategy.kind)),
        themes=engagement.list_themes_of(exercise_ids=ids) if ids else [],
        is_new=is_new,
        initial=initial,
    )


def _as_it_is(part: Passage) -> dict[str, object]:
    return {
        "heading": part.heading,
        "text": part.text,
        "kind": part.kind,
        "section": part.section,
        "key": part.key,
        "revision": str(part.revision),
        "base_heading": part.heading,
        "base_text": part.text,
    }


def _asked_place(request: Request, lines: list[queries.Line]) -> Place:
    """Return the place that the form carries or the address asks for; else the end."""
    given = request.POST if request.method == "POST" else request.GET
    known = {line.key: line for line in lines}
    after = known.get(given.get("after", ""))
    if after is not None:
        return Place(under=after.parent, after=after.key)
    under = given.get("under", "")
    below = [line.key for line in lines if line.parent == (under if under in known else None)]
    return Place(under if under in known else None, below[-1] if below else None)


def _suggest(lines: list[queries.Line], place: Place) -> dict[str, object]:
    """Return the number to suggest there, and the place for the form to carry."""
    above = next((line.ref for line in lines if line.key == place.under), "")
    begin = f"{above}." if above else ""
    depth = len(begin.split(".")) if begin else 1
    beside = [line.ref for line in lines if line.parent == place.under]
    own = [ref for ref in beside if ref.startswith(begin) and len(ref.split(".")) == depth]
    taken = {line.ref for line in lines}
    ref = rules.next_ref(own or ([] if above else beside)) if beside or not above else f"{begin}1"
    while ref in taken:
        ref = rules.next_ref([ref])
    return {"ref": ref, "under": place.under or "", "after": place.after or ""}


def _revision(form: PassageForm, part: Passage) -> int:
    """Return the revision that the form was made from; without one, that of the same words."""
    said = form.cleaned_data["revision"]
    if said.isascii() and said.isdigit() and len(said) < 9:
        return int(said)
    return part.revision


def _saved(request: Request, strategy: Strategy, part: Passage) -> HttpResponse:
    hints = rules.hints_on(part.text)
    messages.success(request, " ".join([f"Passage {part.ref} is saved.", *hints]))
    address = presenters.address("write", strategy)
    first = queries.page_of(strategy=strategy, key=part.key)
    return redirect(f"{address}?after={first}&saved={part.key}#{part.key}")


def _show_both(
    request: Request, strategy: Strategy, part: Passage, form: PassageForm
) -> HttpResponse:
    """Show what both wrote, and a form with both put together: nothing is saved yet."""
    said = form.cleaned_data
    number = _revision(form, part)
    base = queries.find_revision(passage=part, number=number)
    view = present_merge(
        base=base or (said["base_heading"], said["base_text"]),
        theirs=(part.heading, part.text),
        mine=(said["heading"], said["text"]),
    )
    data = request.POST.copy()
    data["heading"], data["text"] = view.heading, view.text
    data["revision"] = str(part.revision)
    data["base_heading"], data["base_text"] = part.heading, part.text
    last = queries.list_revisions(passage=part)[:1]
    who = last[0].who if last else ""
    at = timezone.localtime(last[0].at if last else part.updated_at)
    return render(
        request,
        "strategy/merge.jinja",
        {
            "system": strategy.system,
            "section": "strategy",
            "title": f"Passage {part.ref}: two people wrote at once",
            "lede": f"{who or 'Somebody else'} saved this passage at {at:%H:%M} on "
            f"{rules.long_date(at.date())}, while you were writing. Nothing is lost: both are "
            "here.",
            "crumbs": _crumbs(strategy),
            "strategy": strategy,
            "passage": part,
            "who": who or "somebody else",
            "view": view,
            "mine": said,
            "form": _form(strategy, data),
        },
        status=409,
    )


def _show_removed(request: Request, strategy: Strategy, removed: RemovedPassage) -> HttpResponse:
    who = queries.name_writer(removed.by) or "Somebody else"
    at = timezone.localtime(removed.at)
    return render(
        request,
        "strategy/removed.jinja",
        {
            "system": strategy.system,
            "section": "strategy",
            "title": f"Passage {removed.ref} was taken out",
            "lede": f"{who} took it out at {at:%H:%M} on {rules.long_date(at.date())}, while you "
            "were writing. Nothing is lost: your words are here.",
            "crumbs": _crumbs(strategy),
            "strategy": strategy,
            "removed": removed,
            "form": _form(strategy, request.POST),
        },
        status=409,
    )


def _page(
    request: Request, strategy: Strategy, part: Passage | None, form: PassageForm
) -> HttpResponse:
    where = {"system": strategy.system.slug, "slug": strategy.slug}
    return render(
        request,
        "strategy/passage_form.jinja",
        {
            "system": strategy.system,
            "section": "strategy",
            "title": f"Passage {part.ref}" if part else "A new passage",
            "crumbs": _crumbs(strategy),
            "strategy": strategy,
            "passage": part,
            "said": _said_on(request, strategy, part) if part else None,
            "earlier": _earlier_at(strategy, part) if part else [],
            "form": form,
            "cancel_url": reverse("strategy:write", kwargs=where)
            + (f"#{part.key}" if part else ""),
        },
        status=409 if form.is_bound and form.non_field_errors() else 200,
    )


def _said_on(request: Request, strategy: Strategy, part: Passage) -> queries.SaidOn | None:
    """Return what was said on a passage; None for a writer who may not read it yet."""
    if not queries.may_read_words(strategy=strategy, caller=request.caller):
        return None
    shows_who = queries.check_reader(strategy=strategy, caller=request.caller)
    return queries.get_said_on(passage=part, shows_who=shows_who)


def _earlier_at(strategy: Strategy, part: Passage) -> list[presenters.EarlierView]:
    """Return what published versions answered at a passage, which everybody may read."""
    found = queries.list_earlier(strategy=strategy, keys=[part.key], each=EARLIER)
    return presenters.present_earlier_at(found, key=part.key)


def _crumbs(strategy: Strategy) -> list[tuple[str, str]]:
    return [
        *presenters.crumbs(strategy.system.slug, strategy),
        ("Write", presenters.address("write", strategy)),
    ]
