"""Whom of the partnership a pulse asks, and their answering it behind a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from regard.domains.engagement import actions as engagement
from regard.domains.engagement import queries as asked
from regard.domains.engagement.actions import pulse_waves
from regard.domains.engagement.actions import pulses as actions
from regard.domains.engagement.forms import name_of
from regard.domains.engagement.forms.pulses import RateForm, RaterForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.queries import pulses as queries
from regard.domains.engagement.rules.contributions import reason_not_to_take
from regard.domains.engagement.rules.pulses import COUNTED_TOGETHER
from regard.domains.engagement.rules.words import count
from regard.domains.engagement.types import Direction, Stage
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import NotFound

from .board import places_of

if TYPE_CHECKING:
    from regard.domains.engagement.models import RaterAsk, Series


@require_http_methods(["GET", "POST"])
def raters(request: Request, system: str, pulse: str) -> HttpResponse:
    """List whom of the partnership a pulse asks, and add somebody."""
    series = _find_to_run(request, system, pulse)
    form = RaterForm(sent(request), places=places_of(series.system).items())
    if form.is_valid():
        with form.showing_refusals("email"):
            cleaned = form.cleaned_data
            actions.add_rater(
                series=series,
                name=cleaned["name"],
                email=cleaned["email"],
                organisation=cleaned["organisation"],
                place_id=form.place_id(),
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "They are asked from the next wave on.")
            return redirect("engagement:raters", system=system, pulse=pulse)
    rows = queries.list_raters(series=series)
    organisations = len({row.organisation for row in rows})
    here = reverse("engagement:pulse", args=[system, pulse])
    context = {
        "system": series.system,
        "section": "asked",
        "title": "Whom of the partnership it asks",
        "crumbs": [("Pulses", reverse("engagement:pulses", args=[system])), (series.title, here)],
        "lede": f"{count(len(rows), 'person', 'people').capitalize()} of "
        f"{count(organisations, 'organisation')}.",
        "series": series,
        "rows": rows,
        "form": form,
    }
    return render(request, "engagement/raters.jinja", context)


@require_POST
def remove_rater(request: Request, system: str, pulse: str, rater_id: int) -> HttpResponse:
    series = _find_to_run(request, system, pulse)
    rater = queries.get_rater(series=series, rater_id=rater_id)
    actions.remove_rater(rater=rater, by=request.caller.by, at=timezone.now())
    messages.success(request, "They are off the list, and we have forgotten who they are.")
    return redirect("engagement:raters", system=system, pulse=pulse)


@never_cache
@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """Take down what somebody of the partnership answers, on one page."""
    ask = queries.open_rating(token=token, at=timezone.now())
    if ask.has_answered or _refusal(ask):
        return _over(request, ask)
    questions = list(enumerate(asked.list_questions(exercise=ask.exercise), start=1))
    form = RateForm(sent(request), questions=questions)
    if form.is_valid():
        try:
            pulse_waves.keep_rating(ask=ask, answers=form.answers(), at=timezone.now())
        except engagement.CannotKeep as refusal:
            for question_id, reason in refusal.reasons.items():
                form.add_error(name_of(question_id) if question_id else None, reason)
        else:
            return redirect("engagement:rate", token=token)
    context = _page(ask) | {"form": form, "promise": COUNTED_TOGETHER}
    return render(request, "engagement/rate.jinja", context)


def _over(request: HttpRequest, ask: RaterAsk) -> HttpResponse:
    words = "Thank you. Your answer is counted." if ask.has_answered else _refusal(ask)
    return render(request, "engagement/rated.jinja", _page(ask) | {"words": words})


def _refusal(ask: RaterAsk) -> str | None:
    wave = ask.exercise
    return reason_not_to_take(
        stage=Stage(wave.stage),
        opens_on=wave.opens_on,
        closes_on=wave.closes_on,
        today=timezone.localdate(),
    )


def _page(ask: RaterAsk) -> dict[str, object]:
    wave = ask.exercise
    return {
        "system": wave.system,
        "section": "asked",
        "title": wave.title,
        "wave": wave,
        "series": wave.series,
        "organisation": ask.organisation,
    }


def _find_to_run(request: Request, system: str, pulse: str) -> Series:
    """:raises NotFound: if it asks nobody of the partnership."""
    found = register.get_system(slug=system, caller=request.caller, to=Permission.RUN_EXERCISES)
    series = queries.get_series(system=found, slug=pulse)
    if series.direction != Direction.TO_PARTNERSHIP:
        raise NotFound("This pulse asks care providers, out of the register")
    return series
