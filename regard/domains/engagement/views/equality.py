"""Who people are, kept apart from what they said, and how themes weigh on groups of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.actions import monitoring as actions
from regard.domains.engagement.forms.monitoring import (
    AboutYouForm,
    MitigationForm,
    PopulationsForm,
)
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import monitoring as presenters
from regard.domains.engagement.queries import monitoring as queries
from regard.domains.engagement.rules.monitoring import BY_KEY, PEOPLE
from regard.domains.engagement.rules.words import count
from regard.domains.register import queries as register
from regard.foundation.accounts.callers import require
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.authority import is_allowed

from .finding import address, below, find_exercise

if TYPE_CHECKING:
    from regard.domains.engagement.types.monitoring import ThemeEffects


@never_cache
@require_http_methods(["GET", "POST"])
def about_you(request: HttpRequest, token: str) -> HttpResponse:
    """Let a person tell about themselves, behind the link of their receipt."""
    contribution = engagement.open_receipt(token=token, at=timezone.now())
    if contribution.speaker not in PEOPLE:
        raise Http404
    receipt = reverse("engagement:receipt", kwargs={"token": token})
    form = AboutYouForm(sent(request))
    if form.is_valid():
        with form.showing_refusals():
            actions.tell_about_you(
                contribution=contribution, values=form.values(), by="link", at=timezone.now()
            )
            messages.success(request, "Thank you. It is kept apart from what you said.")
            return redirect(receipt)
    context = {
        "system": contribution.exercise.system,
        "section": "asked",
        "title": "Tell us about you, kept apart",
        "lede": "Ten questions, all of which you can leave blank. They show whether we hear from "
        "everyone. Nobody can see which answers are yours.",
        "form": form,
        "back": receipt,
        "has_told": queries.has_told(contribution=contribution),
    }
    return render(request, "engagement/about_you.jinja", context)


@require_GET
def equality(request: Request, system: str, slug: str) -> HttpResponse:
    """Show who the people heard are, and how themes weigh on groups of them."""
    found = find_exercise(request, system, slug)
    queries.require_equality(exercise=found, caller=request.caller)
    known = queries.get_equality(exercise=found)
    may_write = is_allowed(request.caller, Permission.RUN_EXERCISES, found)
    context = below(found, title="Who people are, and how it affects them") | {
        "lede": presenters.equality_lede(known),
        "equality": known,
        "heard_head": presenters.HEARD_HEAD,
        "characteristics": [
            (each.name, presenters.heard_rows(each), presenters.source_words(each))
            for each in known.characteristics
            if each.told or each.source
        ],
        "themes": [_with_addresses(each, system, slug) for each in known.themes],
        "may_write": may_write,
        "populations_url": reverse("engagement:populations", args=[system]),
    }
    return render(request, "engagement/equality.jinja", context)


@require_http_methods(["GET", "POST"])
def mitigation(
    request: Request, system: str, slug: str, theme_id: int, characteristic: str, value: str
) -> HttpResponse:
    """Write how a theme affects a group of people and what will be done."""
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    theme = engagement.get_theme(exercise=found, theme_id=theme_id)
    known = BY_KEY.get(characteristic)
    if known is None or value not in dict(known.values):
        raise Http404
    was = queries.get_written(theme=theme, characteristic=characteristic, value=value)
    form = MitigationForm(sent(request), initial={"effect": was[0], "words": was[1]})
    if form.is_valid():
        with form.showing_refusals():
            actions.write_mitigation(
                theme=theme,
                characteristic=characteristic,
                value=value,
                effect=form.cleaned_data["effect"],
                words=form.cleaned_data["words"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Kept. It stands beside the theme.")
            return redirect(address("equality", found))
    context = below(found, title="How it affects them") | {
        "lede": f"{known.name}: {known.label(value)}. Theme: {theme.title}.",
        "form": form,
        "label": "Keep it",
        "back": address("equality", found),
    }
    return render(request, "engagement/plan_form.jinja", context)


@require_http_methods(["GET", "POST"])
def populations(request: Request, system: str) -> HttpResponse:
    """Show the populations that people heard are held against, with a form to load more."""
    found = register.get_system(slug=system, caller=request.caller)
    require(request.caller, Permission.RUN_EXERCISES, found)
    form = PopulationsForm(sent(request), request.FILES or None)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        with form.showing_refusals("file"):
            loaded = actions.load_populations(
                system=found,
                chunks=upload.chunks(),
                name=upload.name or "populations",
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, f"Loaded {count(loaded, 'row')}.")
            return redirect(request.path)
    rows = queries.list_populations(system=found)
    context = {
        "system": found,
        "section": "asked",
        "title": "How many people there are",
        "lede": f"{count(len(rows), 'group').capitalize()} loaded. The people heard in every "
        "exercise are held against the newest number of each characteristic.",
        "crumbs": [("What we ask", reverse("engagement:exercises", args=[system]))],
        "form": form,
        "head": presenters.POPULATIONS_HEAD,
        "rows": presenters.population_rows(rows),
        "known": [(each.name, [label for _, label in each.values]) for each in BY_KEY.values()],
    }
    return render(request, "engagement/populations.jinja", context)


def _with_addresses(
    each: ThemeEffects, system: str, slug: str
) -> tuple[ThemeEffects, list[str], str]:
    """Return a theme's effects with where to write each, and where the theme is."""
    where = [
        reverse(
            "engagement:mitigation",
            args=[system, slug, each.theme_id, each.characteristic, effect.value],
        )
        for effect in each.effects
    ]
    return each, where, reverse("engagement:theme", args=[system, slug, each.theme_id])
