"""The pages of who does what for each topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.governance import actions, queries
from regard.domains.governance.actions import PartFacts
from regard.domains.governance.forms.bodies import DayForm
from regard.domains.governance.forms.responsibilities import PartForm, TopicForm
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import parts_of_topics as words
from regard.domains.governance.presenters.bodies import dates_words
from regard.domains.governance.rules.responsibilities import ONE_ANSWERS
from regard.domains.governance.types import BodyPart
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, read_day, sent
from regard.foundation.authority import is_allowed

from .asked import below

if TYPE_CHECKING:
    from regard.domains.governance.models import Topic
    from regard.domains.register.models import System

PART = "responsibilities"


@require_GET
def responsibilities(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    today = timezone.localdate()
    on = read_day(request, today)
    rows = queries.list_topics(system=here, on=on)
    may_edit = is_allowed(request.caller, Permission.EDIT_BODIES, here)
    lines = words.topic_lines(rows)
    context = below(request, here, title="Who does what", part=PART) | {
        "lede": words.topics_lede(rows),
        "lines": lines,
        "columns": list(BodyPart),
        "worst": next((line for line in lines if line.tags), None) if may_edit else None,
        "without": queries.list_bodies_without_part(system=here, on=on) if rows else [],
        "rule": ONE_ANSWERS,
        "on": None if on == today else on,
        "here": request.path,
        "may_edit": may_edit,
    }
    return render(request, "governance/responsibilities.jinja", context)


@require_http_methods(["GET", "POST"])
def new_topic(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller, to=Permission.EDIT_BODIES)
    form = TopicForm(sent(request))
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals("name"):
            made = actions.add_topic(
                system=here,
                name=form.cleaned_data["name"],
                about=form.cleaned_data["about"].strip(),
                by=request.caller.by,
                at=timezone.now(),
            )
            return redirect(_address(made))
    context = below(request, here, title="Name a topic", above=_above(system), part=PART) | {
        "form": form,
        "label": "Add it",
        "back": reverse("governance:responsibilities", kwargs={"system": system}),
    }
    return render(request, "governance/topic_form.jinja", context)


@require_POST
def begin_topics(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller, to=Permission.EDIT_BODIES)
    try:
        made = actions.begin_topics(system=here, by=request.caller.by, at=timezone.now())
    except actions.CannotSetTopic as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Named {len(made)} topics. Say who answers for each.")
    return redirect("governance:responsibilities", system=system)


@require_http_methods(["GET", "POST"])
def topic(request: Request, system: str, topic: str) -> HttpResponse:
    """Show who does what about a topic; for who may change it, with a form to add somebody."""
    here, found = _find(request, system, topic, is_change=request.method == "POST")
    today = timezone.localdate()
    on = read_day(request, today)
    row = queries.get_topic_row(topic=found, on=on)
    may_edit = is_allowed(request.caller, Permission.EDIT_BODIES, here)
    bodies = queries.list_bodies(system=here, on=today) if may_edit else []
    form = PartForm(sent(request), bodies=[(each.slug, each.name) for each in bodies])
    if request.method == "POST" and form.is_valid() and _give(request, here, found, form):
        messages.success(request, "Saved.")
        return redirect(_address(found))
    context = below(request, here, title=found.name, above=_above(system), part=PART) | {
        "lede": words.topic_lede(row),
        "topic": found,
        "row": row,
        "columns": list(BodyPart),
        "ever": [
            (each, dates_words(each.valid_from, each.valid_to), each.valid_to is None)
            for each in queries.list_parts_ever(topic=found)
        ],
        "form": form,
        "on": None if on == today else on,
        "here": request.path,
        "may_edit": may_edit,
    }
    return render(request, "governance/topic.jinja", context)


@require_http_methods(["GET", "POST"])
def edit_topic(request: Request, system: str, topic: str) -> HttpResponse:
    here, found = _find(request, system, topic, is_change=True)
    form = TopicForm(sent(request), initial={"name": found.name, "about": found.about})
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals("name"):
            actions.edit_topic(
                topic=found,
                name=form.cleaned_data["name"],
                about=form.cleaned_data["about"].strip(),
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Saved.")
            return redirect(_address(found))
    above = (*_above(system), (found.name, _address(found)))
    context = below(request, here, title=f"Change {found.name}", above=above, part=PART) | {
        "form": form,
        "label": "Save",
        "back": _address(found),
    }
    return render(request, "governance/topic_form.jinja", context)


@require_http_methods(["GET", "POST"])
def end_part(request: Request, system: str, topic: str, responsibility_id: int) -> HttpResponse:
    here, found = _find(request, system, topic, is_change=True)
    held = queries.get_responsibility(topic=found, responsibility_id=responsibility_id)
    form = DayForm(sent(request), initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals("on"):
            actions.end_part(
                responsibility=held,
                on=form.cleaned_data["on"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Saved.")
            return redirect(_address(found))
    who = held.body.name if held.body else held.office
    above = (*_above(system), (found.name, _address(found)))
    context = below(request, here, title="When does that end?", above=above, part=PART) | {
        "form": form,
        "words": f"{who}: {BodyPart(held.part).label.lower()}. What was so stays on record.",
        "label": "Save",
        "back": _address(found),
    }
    return render(request, "governance/day_form.jinja", context)


def _find(request: Request, system: str, topic: str, *, is_change: bool) -> tuple[System, Topic]:
    here = register.get_system(slug=system, caller=request.caller)
    to = Permission.EDIT_BODIES if is_change else None
    return here, queries.get_topic(system=here, slug=topic, caller=request.caller, to=to)


def _address(topic: Topic) -> str:
    return reverse("governance:topic", kwargs={"system": topic.system.slug, "topic": topic.slug})


def _above(system: str) -> tuple[tuple[str, str], ...]:
    return (("Who does what", reverse("governance:responsibilities", kwargs={"system": system})),)


def _give(request: Request, system: System, topic: Topic, form: PartForm) -> bool:
    """Give somebody a part as was said; return whether it was taken."""
    said = form.cleaned_data
    with form.showing_refusals("body"):
        body = (
            queries.get_body(system=system, slug=said["body"], caller=request.caller)
            if said["body"]
            else None
        )
        facts = PartFacts(
            part=BodyPart(said["part"]),
            body=body,
            office=said["office"],
            valid_from=said["valid_from"],
        )
        actions.give_part(topic=topic, facts=facts, by=request.caller.by, at=timezone.now())
        return True
    return False
