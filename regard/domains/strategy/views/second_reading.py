"""The page on which a second person reads what is not adopted."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from regard.domains.strategy import actions, presenters, queries
from regard.domains.strategy.forms.deciding import SecondForm, SoleReadingForm
from regard.domains.strategy.permissions import Permission
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.design.words import plural_words

from .asked import get_both, read_number

PAGE = 20
"""Decisions to read on a page."""

MOST_POINTS = 200
"""Single points looked at for it; others come up as these are read."""


def second_reading(request: Request, system: str, slug: str) -> HttpResponse:
    """Show what waits for a second reader; a POST says what they make of one."""
    here, found = get_both(request, system, slug, to=Permission.DECIDE_OUTCOMES)
    shows_who = queries.check_reader(strategy=found, caller=request.caller)
    form = SecondForm(sent(request))
    chosen = [n for n in map(read_number, request.POST.getlist("outcome")) if n is not None]
    if form.is_valid():
        agrees = form.cleaned_data["agrees"] == "yes"
        with form.showing_refusals():
            count = actions.read_second(
                strategy=found,
                outcome_ids=chosen,
                agrees=agrees,
                words=form.cleaned_data["words"],
                by=request.caller.by,
                at=timezone.now(),
            )
            done = "Agreed" if agrees else "Sent back"
            messages.success(request, f"{done}: {plural_words(count, 'outcome')}.")
            return redirect(presenters.address("second_reading", found))
    state = queries.read_state(strategy=found, shows_who=shows_who)
    items = queries.list_waiting_for_second(state=state, limit=MOST_POINTS)
    waiting = presenters.present_second_reading(
        items=items,
        quotes=queries.list_quotes_of(state=state, themes=items[: 2 * PAGE], each=2),
        by=request.caller.by,
    )
    return render(
        request,
        "strategy/second_reading.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "What waits for a second reader",
            "lede": presenters.second_reading_lede(waiting),
            "crumbs": [
                *presenters.crumbs(here.slug, found),
                ("Outcomes", presenters.address("outcomes", found)),
            ],
            "strategy": found,
            "waiting": waiting[:PAGE],
            "more": max(0, len(waiting) - PAGE),
            "form": form,
            "chosen": set(chosen),
            "may_publish": queries.get_rights(strategy=found, caller=request.caller).publish,
        },
    )


def sole_reading(request: Request, system: str, slug: str) -> HttpResponse:
    """Say who answers for what is not adopted, where nobody else can read it."""
    here, found = get_both(request, system, slug, to=Permission.PUBLISH)
    said = queries.find_sole_reading(strategy=found)
    initial = {"named": said.named, "because": said.because} if said else None
    form = SoleReadingForm(sent(request), initial=initial)
    if form.is_valid():
        with form.showing_refusals():
            actions.answer_for_sole_reading(
                strategy=found, **form.cleaned_data, by=request.caller.by, at=timezone.now()
            )
            messages.success(request, "Noted. Everyone can read it on the strategy’s page.")
            return redirect(presenters.address("publish", found))
    return render(
        request,
        "strategy/sole_reading.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "Nobody else can read it",
            "lede": "What is not adopted should be read by two people. Where there is only one, "
            "somebody answers for that by name.",
            "crumbs": [
                *presenters.crumbs(here.slug, found),
                ("What waits for a second reader", presenters.address("second_reading", found)),
            ],
            "strategy": found,
            "form": form,
            "others": queries.list_other_readers(strategy=found, by=request.caller.by),
        },
    )
