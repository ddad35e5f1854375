"""Reach: which services nobody can reach, and whose job it is to mend that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.register import actions, presenters, queries
from regard.domains.register.forms import EndTaskForm, TaskForm, read_reach_filter
from regard.domains.register.permissions import Permission
from regard.domains.register.queries import TaskView
from regard.domains.register.rules.reach import ReachFilter, ReachState, Way
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed
from regard.foundation.files.tables import csv_rows

from .persons import read_number, show

if TYPE_CHECKING:
    from regard.domains.register.models import System

A_PAGE = 50


@require_GET
def reach(request: Request, system: str) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.VIEW_REACH)
    today = timezone.localdate()
    tally, groups = queries.get_tallies(system=found, caller=request.caller, today=today)
    context = {
        "system": found,
        "section": "register",
        "title": "Who can be reached",
        "lede": presenters.reach_lede(tally) if tally.services else "",
        "parts": presenters.list_parts(system=found, caller=request.caller),
        "pages": pages(system, "reach"),
        "tally": tally,
        "figures": presenters.reach_tally_figures(tally),
        "tables": presenters.reach_tables(groups),
        "drawing": presenters.reach_map(
            queries.list_outlines(system=found, on=today), groups, name=found.name
        ),
        "tasks": queries.count_tasks(system=found, caller=request.caller, today=today),
        "states": list(ReachState),
        "may_give": is_allowed(request.caller, Permission.EDIT_CONTACTS, found),
    }
    return render(request, "register/reach.jinja", context)


@require_GET
def reach_list(request: Request, system: str) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.VIEW_REACH)
    today = timezone.localdate()
    wanted = read_reach_filter(request.GET)
    after = request.GET.get("after", "")
    page = queries.list_reach(
        system=found,
        caller=request.caller,
        wanted=wanted,
        today=today,
        after=after,
        limit=A_PAGE,
    )
    tally, groups = queries.get_tallies(system=found, caller=request.caller, today=today)
    count = tally.services
    if wanted != ReachFilter():
        count = queries.count_reach(
            system=found, caller=request.caller, wanted=wanted, today=today
        )
    here = reverse("register:reach_list", kwargs={"system": system})
    query = presenters.reach_query(wanted)
    context = {
        "system": found,
        "section": "register",
        "title": "Services, and whether anybody can be reached",
        "lede": presenters.reach_list_lede(tally, count, is_narrowed=wanted != ReachFilter()),
        "crumbs": crumbs(system),
        "pages": pages(system, "reach_list"),
        "rows": [
            (row, presenters.REACH_TAGS[row.state], presenters.proof_words(row))
            for row in page.rows
        ],
        "refused_words": presenters.refused_words,
        "wanted": wanted,
        "wanted_group": f"{wanted.group[0]}:{wanted.group[1]}" if wanted.group else "",
        "is_narrowed": wanted != ReachFilter(),
        "states": list(ReachState),
        "ways": list(Way),
        "tables": presenters.reach_tables(groups),
        "count": count,
        "query": query,
        "here": here,
        "next_url": f"{here}?{presenters.reach_query(wanted, after=page.after)}"
        if page.after
        else None,
        "first_url": f"{here}?{query}" if after else None,
        "may_give": is_allowed(request.caller, Permission.EDIT_CONTACTS, found),
        "today": today,
    }
    return render(request, "register/reach_list.jinja", context)


@require_GET
def reach_csv(request: Request, system: str) -> StreamingHttpResponse:
    """Send the services that the address asks for, row by row, without any contact."""
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.VIEW_REACH)
    rows = queries.stream_reach(
        system=found,
        caller=request.caller,
        wanted=read_reach_filter(request.GET),
        today=timezone.localdate(),
    )
    response = StreamingHttpResponse(
        csv_rows(presenters.REACH_COLUMNS, presenters.reach_lines(rows)),
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="{system}-reach.csv"'
    return response


@require_GET
def reach_tasks(request: Request, system: str) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.VIEW_REACH)
    today = timezone.localdate()
    asked = request.GET.get("view", "")
    view = TaskView(asked) if asked in set(TaskView) else TaskView.OPEN
    after = read_number(request.GET.get("after", ""))
    counts = queries.count_tasks(system=found, caller=request.caller, today=today)
    tasks, next_after = queries.list_tasks(
        system=found, caller=request.caller, view=view, today=today, after=after, limit=A_PAGE
    )
    here = reverse("register:reach_tasks", kwargs={"system": system})
    context = {
        "system": found,
        "section": "register",
        "title": "Whose job it is to find a way",
        "lede": f"{counts.open:,} open, {counts.overdue:,} of them overdue.",
        "crumbs": crumbs(system),
        "pages": pages(system, "reach_tasks"),
        "rows": [(task, presenters.task_tag(task, today)) for task in tasks],
        "views": [
            (f"{each.label} ({counts.of(each):,})", f"{here}?view={each.value}", each is view)
            for each in TaskView
        ],
        "next_url": f"{here}?view={view}&after={next_after}" if next_after else None,
        "first_url": f"{here}?view={view}" if after else None,
        "may_give": is_allowed(request.caller, Permission.EDIT_CONTACTS, found),
    }
    return render(request, "register/reach_tasks.jinja", context)


@require_http_methods(["GET", "POST"])
def give_reach_tasks(request: Request, system: str) -> HttpResponse:
    """Give all services of a list to somebody at once."""
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.EDIT_CONTACTS)
    today = timezone.localdate()
    wanted = read_reach_filter(request.GET)
    count = queries.count_reach(system=found, caller=request.caller, wanted=wanted, today=today)
    form = TaskForm(request.POST or None, initial={"assigned_to": request.caller.name})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_tasks(
                system=found,
                wanted=wanted,
                job=actions.Job(**form.cleaned_data),
                by=request.caller.by,
                at=timezone.now(),
            )
        except actions.CannotGive as refusal:
            show(form, refusal.reasons)
        else:
            whom = form.cleaned_data["assigned_to"]
            messages.success(request, f"{made:,} given to {whom}. What others have stays theirs.")
            return redirect("register:reach_tasks", system=system)
    context = _task_page(found, form, f"Whose job are these {count:,} services?") | {
        "back": f"{reverse('register:reach_list', args=[system])}?{request.GET.urlencode()}",
        "lede": "One task for each address. It ends by itself when somebody there is reached.",
        "label": "Give them",
    }
    return render(request, "register/reach_task.jinja", context)


@require_http_methods(["GET", "POST"])
def edit_reach_task(request: Request, system: str, task_id: int) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller)
    task = queries.get_task(
        system=found, task_id=task_id, caller=request.caller, to=Permission.EDIT_CONTACTS
    )
    initial = {"assigned_to": task.assigned_to, "due_on": task.due_on, "note": task.note}
    form = TaskForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_task(
                task=task,
                job=actions.Job(**form.cleaned_data),
                by=request.caller.by,
                at=timezone.now(),
            )
        except actions.CannotGive as refusal:
            show(form, refusal.reasons)
        else:
            messages.success(request, "Saved.")
            return redirect("register:reach_tasks", system=system)
    context = _task_page(found, form, f"Find a way to reach {task.location.name}") | {
        "back": reverse("register:reach_tasks", args=[system]),
        "lede": f"{task.why}.",
        "label": "Save",
        "task": task,
    }
    return render(request, "register/reach_task.jinja", context)


@require_http_methods(["GET", "POST"])
def end_reach_task(request: Request, system: str, task_id: int) -> HttpResponse:
    """End a task without a proof, with the reason."""
    found = queries.get_system(slug=system, caller=request.caller)
    task = queries.get_task(
        system=found, task_id=task_id, caller=request.caller, to=Permission.EDIT_CONTACTS
    )
    form = EndTaskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.end_task(
            task=task, note=form.cleaned_data["note"], by=request.caller.by, at=timezone.now()
        )
        messages.success(request, "Ended. The service stays on the list of reach as it is.")
        return redirect("register:reach_tasks", system=system)
    title = f"End the search for {task.location.name}?"
    context = _task_page(found, form, title) | {
        "back": reverse("register:edit_reach_task", args=[system, task.pk]),
        "lede": "A task ends by itself when somebody is reached. Ended here, nobody has it.",
        "label": "End it",
    }
    return render(request, "register/reach_task.jinja", context)


def pages(system: str, here: str) -> list[tuple[str, str, bool]]:
    """Return the pages of reach, side by side."""
    names = (
        ("reach", "In all"),
        ("reach_list", "Service by service"),
        ("reach_tasks", "Whose job it is"),
        ("told", "That everyone was told"),
    )
    return [
        (label, reverse(f"register:{name}", kwargs={"system": system}), name == here)
        for name, label in names
    ]


def crumbs(system: str) -> list[tuple[str, str]]:
    return [
        ("Register", reverse("register:services", kwargs={"system": system})),
        ("Reach", reverse("register:reach", kwargs={"system": system})),
    ]


def _task_page(system: System, form: TaskForm | EndTaskForm, title: str) -> dict[str, object]:
    return {
        "system": system,
        "section": "register",
        "title": title,
        "crumbs": crumbs(system.slug),
        "form": form,
        "names": queries.list_assignees(system=system),
    }
