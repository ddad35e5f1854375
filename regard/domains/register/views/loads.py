"""Loading a file: choose it, wait, see what came of it, answer what it asks."""

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.register import actions, presenters, queries
from regard.domains.register.forms import AcceptForm, RejectForm, UploadForm
from regard.domains.register.permissions import Permission
from regard.domains.register.rules import layouts
from regard.domains.register.types import Criteria, LoadState
from regard.foundation.accounts.callers import require
from regard.foundation.accounts.requests import Request
from regard.foundation.files.tables import csv_rows, csv_text

SHOWN = 50
"""Refused rows on the page. The rest is in the file to download."""


@require_http_methods(["GET", "POST"])
def load(request: Request, system: str) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.LOAD)
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    if is_sent and form.is_valid():
        upload = form.cleaned_data["file"]
        job = actions.start_load(
            system=found,
            chunks=upload.chunks(),
            name=upload.name,
            is_dry_run="dry_run" in form.cleaned_data["ways"],
            by=request.caller.by,
            at=timezone.now(),
        )
        return redirect("jobs:job", job_id=job.pk)
    loads = queries.list_loads(system=found, caller=request.caller)
    context = {
        "system": found,
        "section": "register",
        "title": "Load a file into the register",
        "parts": presenters.list_parts(system=found, caller=request.caller),
        "crumbs": _crumbs(system),
        "form": form,
        "layouts": layouts.LAYOUTS,
        "back": reverse("register:services", kwargs={"system": system}),
        "loads": [
            (each, presenters.load_tag(each), presenters.load_in_words(each)) for each in loads
        ],
    }
    return render(request, "register/load.jinja", context)


@require_GET
def load_result(request: Request, system: str, load_id: int) -> HttpResponse:
    return _result(request, system, load_id, AcceptForm())


@require_POST
def accept_load(request: Request, system: str, load_id: int) -> HttpResponse:
    """Take the file however much it ends or changes."""
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.LOAD)
    asking = queries.get_load(system=found, load_id=load_id, caller=request.caller)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _result(request, system, load_id, form)
    job = actions.accept_drift(load=asking, by=request.caller.by, at=timezone.now())
    return redirect("jobs:job", job_id=job.pk)


@require_POST
def reject_load(request: Request, system: str, load_id: int) -> HttpResponse:
    """Leave the register as it is, with the reason."""
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.LOAD)
    asking = queries.get_load(system=found, load_id=load_id, caller=request.caller)
    form = RejectForm(request.POST)
    if not form.is_valid():
        return _result(request, system, load_id, AcceptForm(), form)
    actions.reject_drift(
        load=asking,
        reason=form.cleaned_data["reason"],
        by=request.caller.by,
        at=timezone.now(),
    )
    messages.success(request, "Rejected. The register is as it was.")
    return redirect("register:load_result", system=system, load_id=load_id)


@require_GET
def load_changes(request: Request, system: str, load_id: int) -> StreamingHttpResponse:
    """Send all that a load changed, one line for each thing that is different, as CSV."""
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.LOAD)
    loaded = queries.get_load(system=found, load_id=load_id, caller=request.caller)
    lines = presenters.change_lines(queries.stream_changes(load=loaded))
    response = StreamingHttpResponse(
        csv_rows(presenters.CHANGE_COLUMNS, lines), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{system}-changes-{loaded.pk}.csv"'
    return response


@require_GET
def refused_rows(request: Request, system: str, load_id: int) -> HttpResponse:
    """Send every refused row with its reason, as CSV."""
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.LOAD)
    loaded = queries.get_load(system=found, load_id=load_id, caller=request.caller)
    rows = (
        (loaded.file.name, row.line, row.column, row.value, row.reason)
        for row in queries.list_refused_rows(load=loaded)
    )
    text = csv_text(("File", "Line", "Column", "What stands there", "Why it was not taken"), rows)
    return _csv(text, f"{system}-refused-{loaded.pk}.csv")


@require_GET
def load_template(request: Request, system: str) -> HttpResponse:
    """Send our own layout's column names with a made-up line."""
    queries.get_system(slug=system, caller=request.caller, to=Permission.LOAD)
    text = csv_text(layouts.SERVICES_AND_CONTACTS.every_column, [layouts.TEMPLATE_LINE])
    return _csv(text, "services-and-contacts.csv")


@require_GET
def missing_contacts(request: Request, system: str) -> HttpResponse:
    """Send the locations without an email address in our own layout, to fill in and load."""
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.LOAD)
    require(request.caller, Permission.VIEW_CONTACTS, found)
    rows = queries.list_audience(system=found, criteria=Criteria())
    contacts = queries.list_contacts(system=found, location_ids={row.location_id for row in rows})
    lines = presenters.missing_lines(rows, contacts)
    text = csv_text(layouts.SERVICES_AND_CONTACTS.every_column, lines)
    return _csv(text, f"{system}-without-email.csv")


def _result(
    request: Request,
    system: str,
    load_id: int,
    form: AcceptForm,
    reject_form: RejectForm | None = None,
) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.LOAD)
    loaded = queries.get_load(system=found, load_id=load_id, caller=request.caller)
    figures, others = presenters.load_figures(loaded)
    context = {
        "system": found,
        "section": "register",
        "title": f"What came of {loaded.file.name}",
        "lede": presenters.load_in_words(loaded),
        "crumbs": [
            *_crumbs(system),
            ("Load a file", reverse("register:load", kwargs={"system": system})),
        ],
        "load": loaded,
        "state": presenters.load_tag(loaded),
        "form": form,
        "reject_form": reject_form or RejectForm(),
        "problem_form": reject_form or form,
        "parts": presenters.list_parts(system=found, caller=request.caller),
        "samples": presenters.sample_groups(queries.list_samples(load=loaded), loaded.counts),
        "is_taken": loaded.state == LoadState.FINISHED and not loaded.is_dry_run,
        "figures": figures,
        "others": others,
        "is_finished": loaded.state == LoadState.FINISHED,
        "is_asking": loaded.state == LoadState.ASKING and loaded.system_id is not None,
        "refused": queries.list_refused_rows(load=loaded, limit=SHOWN),
    }
    return render(request, "register/load_result.jinja", context)


def _crumbs(system: str) -> list[tuple[str, str]]:
    return [("Register", reverse("register:services", kwargs={"system": system}))]


def _csv(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
