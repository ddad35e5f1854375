"""Give people longer, pause, and go on, each with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from regard.domains.engagement.actions import timetable as actions
from regard.domains.engagement.forms.timetable import DaysForm, WhyForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import timetable as presenters
from regard.domains.engagement.queries.phases import days_of
from regard.domains.engagement.queries.timetable import count_late, list_timetable_changes
from regard.domains.engagement.rules.timetable import days_after_pause
from regard.domains.engagement.rules.words import count, day
from regard.domains.engagement.types import Stage
from regard.foundation.accounts.requests import Request, sent

from .finding import address, below, find_exercise

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise
    from regard.foundation.design.forms import Form


@require_http_methods(["GET", "POST"])
def timetable(request: Request, system: str, slug: str) -> HttpResponse:
    """Show how the days have moved, with a form to move them once more."""
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    was = days_of(found)
    form = DaysForm(sent(request), initial=vars(was))
    if form.is_valid() and _done(
        form,
        lambda: actions.move_days(
            exercise=found,
            becomes=form.days(was),
            because=form.cleaned_data["because"],
            by=request.caller.by,
            at=timezone.now(),
        ),
    ):
        messages.success(request, "Moved. The exercise’s page shows it, with your reason.")
        return redirect(address("exercise", found))
    rows = list_timetable_changes(exercise=found)
    context = below(found, title="Days, pauses and extensions") | {
        "lede": f"Last day for answers: {day(was.closes_on)}. Everyone hears back by "
        f"{day(was.reply_by)}. {count(len(rows), 'change').capitalize()} since it opened.",
        "form": form,
        "changes": presenters.changes(rows),
        "paused": presenters.paused_in_words(found),
        "late": count_late(exercise=found),
        "can_move": found.stage in {Stage.OPEN, Stage.CLOSED},
        "is_closed": found.stage == Stage.CLOSED,
        "can_pause": found.stage == Stage.OPEN and found.paused_on is None,
        "can_resume": found.stage == Stage.OPEN and found.paused_on is not None,
    }
    return render(request, "engagement/timetable.jinja", context)


@require_http_methods(["GET", "POST"])
def pause_exercise(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    form = WhyForm(sent(request))
    if form.is_valid() and _done(
        form,
        lambda: actions.pause_exercise(
            exercise=found,
            because=form.cleaned_data["because"],
            by=request.caller.by,
            at=timezone.now(),
        ),
    ):
        messages.success(request, "Paused. No invitation and no reminder goes out.")
        return redirect(address("exercise", found))
    context = below(found, title="Pause it") | {
        "lede": "For holidays, or the weeks before an election. It still takes answers; it sends "
        f"no invitations and no reminders. Its last day stays {day(found.closes_on)} until you "
        "move it.",
        "form": form,
        "label": "Pause it",
        "back": address("timetable", found),
    }
    return render(request, "engagement/plan_form.jinja", context)


@require_http_methods(["GET", "POST"])
def resume_exercise(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    was, today = days_of(found), timezone.localdate()
    since = found.paused_on or today
    form = DaysForm(
        sent(request), initial=vars(days_after_pause(days=was, paused_on=since, today=today))
    )
    if form.is_valid() and _done(
        form,
        lambda: actions.resume_exercise(
            exercise=found,
            becomes=form.days(was),
            because=form.cleaned_data["because"],
            by=request.caller.by,
            at=timezone.now(),
        ),
    ):
        messages.success(request, "It goes on. Invitations and reminders can be sent again.")
        return redirect(address("exercise", found))
    context = below(found, title="Go on asking") | {
        "lede": f"Paused for {count((today - since).days, 'day')}. The days below have as many "
        "added; change them as you see fit.",
        "form": form,
        "label": "Go on",
        "back": address("timetable", found),
    }
    return render(request, "engagement/plan_form.jinja", context)


def _done(form: Form, act: Callable[[], Exercise]) -> bool:
    """Act, and return whether it could be done; if not, the form says why."""
    try:
        act()
    except actions.CannotMove as refusal:
        for field, reason in refusal.reasons.items():
            form.add_error(field if field in form.fields else None, reason)
        return False
    return True
