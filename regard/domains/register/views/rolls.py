"""Rolls: load one, say what its columns hold, decide what is doubtful, finish it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.register import actions as register_actions
from regard.domains.register import queries
from regard.domains.register.actions import roll_decisions, rolls
from regard.domains.register.forms import AnotherForm, UnlistedForm
from regard.domains.register.forms.networks import DecisionForm, RollColumnsForm, RollForm
from regard.domains.register.permissions import Permission
from regard.domains.register.presenters import rolls as words
from regard.domains.register.queries import rolls as reading
from regard.domains.register.rules.rolls import Holds
from regard.domains.register.types import EntryState, RollState
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.files.tables import csv_text, read_table

from .networks import address, below, find

if TYPE_CHECKING:
    from regard.domains.register.models import Location, Roll, RollEntry, System

A_PAGE = 50
SAMPLED = 20
"""Rows looked through for something to show of each column."""


@require_http_methods(["GET", "POST"])
def roll_list(request: Request, system: str, network: str) -> HttpResponse:
    """Load a roll, and see those that were loaded before."""
    found, one = find(request, system, network, to=Permission.KEEP_ROLL)
    form = RollForm(
        sent(request),
        request.FILES or None,
        initial={"as_at": timezone.localdate(), "is_whole": "yes"},
    )
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals("file"):
            roll = rolls.receive_roll(
                network=one,
                chunks=form.cleaned_data["file"].chunks(),
                name=form.cleaned_data["file"].name,
                as_at=form.cleaned_data["as_at"],
                is_whole=form.cleaned_data["is_whole"] == "yes",
                by=request.caller.by,
                at=timezone.now(),
            )
            return _go_on(request, found, roll)
    held = reading.list_rolls(network=one, caller=request.caller)
    context = below(request, found, title="Load a roll", network=one) | {
        "form": form,
        "rolls": [(roll, words.roll_tag(roll)) for roll in held],
        "back": address(found, one),
    }
    return render(request, "register/rolls.jinja", context)


@require_http_methods(["GET", "POST"])
def roll_columns(request: Request, system: str, network: str, roll_id: int) -> HttpResponse:
    """Say what each column holds; the next roll remembers it."""
    found, one = find(request, system, network, to=Permission.KEEP_ROLL)
    roll = reading.get_roll(network=one, roll_id=roll_id, caller=request.caller)
    if roll.state not in {RollState.ASKING, RollState.WAITING}:
        return redirect(address(found, one, "roll", roll_id=roll.pk))
    table = read_table(roll.kept_file.path, roll.kept_file.name)
    samples = [
        next((row.cells[place] for row in table.rows[:SAMPLED] if row.cells[place]), "")
        for place in range(len(table.header))
    ]
    form = RollColumnsForm(
        sent(request), header=table.header, samples=samples, held=roll.columns["held"]
    )
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            job = rolls.start_roll(
                roll=roll,
                held=form.held(),
                system=found,
                by=request.caller.by,
                at=timezone.now(),
            )
            return redirect("jobs:job", job_id=job.pk)
    context = below(request, found, title="What does each column hold?", network=one) | {
        "form": form,
        "roll": roll,
        "how_many": len(table.rows),
        "back": address(found, one, "rolls"),
    }
    return render(request, "register/roll_columns.jinja", context)


@require_GET
def roll(request: Request, system: str, network: str, roll_id: int) -> HttpResponse:
    """Show how far a roll has come, and its lines."""
    found, one = find(request, system, network, to=Permission.KEEP_ROLL)
    held = reading.get_roll(network=one, roll_id=roll_id, caller=request.caller)
    counts = reading.count_roll(roll=held)
    state = _state(request.GET.get("show", ""))
    after = _number(request.GET.get("after", ""))
    entries = reading.list_entries(roll=held, state=state, after=after, limit=A_PAGE + 1)
    context = below(request, found, title=f"Roll of {one.name}", network=one) | {
        "roll": held,
        "tag": words.roll_tag(held),
        "counts": counts,
        "lede": words.roll_in_words(held, counts) if held.state != RollState.WAITING else "",
        "figures": words.roll_figures(counts),
        "progress": words.progress_words(counts),
        "next": reading.get_next_doubtful(roll=held) if counts.waiting else None,
        "outcome": _outcome(held),
        "entries": [(entry, words.entry_tag(entry)) for entry in entries[:A_PAGE]],
        "after": entries[A_PAGE - 1].line if len(entries) > A_PAGE else None,
        "show": state,
        "ways": _ways(request.path, state),
        "is_open": held.state == RollState.REVIEWING,
    }
    return render(request, "register/roll.jinja", context)


@require_GET
def roll_csv(request: Request, system: str, network: str, roll_id: int) -> HttpResponse:
    """Send every line of a roll with what became of it, as CSV."""
    _, one = find(request, system, network, to=Permission.KEEP_ROLL)
    held = reading.get_roll(network=one, roll_id=roll_id, caller=request.caller)
    rows = (
        (
            entry.line,
            entry.name,
            entry.postcode,
            EntryState(entry.state).label,
            entry.location.name if entry.location else "",
            (entry.location.regulator_id or "") if entry.location else "",
        )
        for entry in reading.list_entries(roll=held, limit=1_000_000)
    )
    header = ("Line", "Name", "Postcode", "What became of it", "Service", "Location ID")
    response = HttpResponse(csv_text(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{one.slug}-roll-{held.pk}.csv"'
    return response


@require_http_methods(["GET", "POST"])
def roll_line(
    request: Request, system: str, network: str, roll_id: int, entry_id: int
) -> HttpResponse:
    """Show a line beside what it may mean, with the reasons, and take one decision."""
    found, one = find(request, system, network, to=Permission.KEEP_ROLL)
    held = reading.get_roll(network=one, roll_id=roll_id, caller=request.caller)
    entry = reading.get_entry(roll=held, entry_id=entry_id)
    proposals = reading.list_proposals(entry=entry)
    chances = words.chances(proposals)
    asked = request.GET.get("words", "")[:200].replace("\0", "").strip()
    others = queries.search_locations(system=found, words=asked, limit=8) if asked else []
    choices = {each.location_id: each.location for each in proposals}
    choices |= {each.pk: each for each in others}
    form = DecisionForm(
        sent(request),
        locations={number: words.location_in_words(each) for number, each in choices.items()},
    )
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals("means"):
            _decide(request, entry, form.cleaned_data["means"], choices)
            return _next(request, found, held, entry)
    context = below(request, found, title=f"What does line {entry.line} mean?", network=one) | {
        "roll": held,
        "entry": entry,
        "tag": words.entry_tag(entry),
        "sides": words.sides(entry, proposals),
        "proposals": [
            (each, words.chance_words(chance), words.waterfall_rows(each, chance))
            for each, chance in zip(proposals, chances, strict=True)
        ],
        "drawing": words.draw_waterfall(proposals[0], chances[0]) if proposals else None,
        "form": form,
        "asked": asked,
        "others": others,
        "counts": reading.count_roll(roll=held),
        "is_open": held.state == RollState.REVIEWING,
        "here": request.path,
        "back": address(found, one, "roll", roll_id=held.pk),
        "new_url": address(found, one, "roll_line_new", roll_id=held.pk, entry_id=entry.pk),
        "undo_url": address(found, one, "undo_roll_line", roll_id=held.pk, entry_id=entry.pk),
    }
    return render(request, "register/roll_line.jinja", context)


@require_POST
def undo_roll_line(
    request: Request, system: str, network: str, roll_id: int, entry_id: int
) -> HttpResponse:
    """Take a decision back."""
    found, one = find(request, system, network, to=Permission.KEEP_ROLL)
    held = reading.get_roll(network=one, roll_id=roll_id, caller=request.caller)
    entry = reading.get_entry(roll=held, entry_id=entry_id)
    roll_decisions.undo_decision(entry=entry, by=request.caller.by, at=timezone.now())
    messages.success(request, f"Line {entry.line} is as the matching left it.")
    return redirect(address(found, one, "roll_line", roll_id=held.pk, entry_id=entry.pk))


@require_POST
def finish_roll(request: Request, system: str, network: str, roll_id: int) -> HttpResponse:
    """Make the network's members those that the roll lists."""
    found, one = find(request, system, network, to=Permission.KEEP_ROLL)
    held = reading.get_roll(network=one, roll_id=roll_id, caller=request.caller)
    try:
        counts = roll_decisions.finish_roll(roll=held, by=request.caller.by, at=timezone.now())
    except roll_decisions.CannotFinish as refusal:
        messages.warning(request, str(refusal))
        return redirect(address(found, one, "roll", roll_id=held.pk))
    outcome = reading.Outcome(**counts)
    messages.success(request, words.outcome_words(outcome, is_whole=held.is_whole))
    return redirect(address(found, one))


def _go_on(request: Request, system: System, roll: Roll) -> HttpResponse:
    """Go where a roll that was just received is to be seen: its columns, its job, or itself."""
    if roll.state == RollState.WAITING:
        held = [Holds(each) for each in roll.columns["held"]]
        job = rolls.start_roll(
            roll=roll, held=held, system=system, by=request.caller.by, at=timezone.now()
        )
        return redirect("jobs:job", job_id=job.pk)
    if roll.state == RollState.ASKING:
        return redirect(address(system, roll.network, "roll_columns", roll_id=roll.pk))
    messages.info(request, "This roll was loaded before. Nothing has changed.")
    return redirect(address(system, roll.network, "roll", roll_id=roll.pk))


def _decide(request: Request, entry: RollEntry, means: str, choices: dict[int, Location]) -> None:
    best = next(iter(choices.values()), None)
    state, location = EntryState.MATCHED, None
    if means == DecisionForm.ASIDE:
        state = EntryState.SET_ASIDE
    elif means == DecisionForm.LEFT:
        state, location = EntryState.LEFT, best
    else:
        location = choices[int(means)]
    roll_decisions.decide_entry(
        entry=entry, state=state, location=location, by=request.caller.by, at=timezone.now()
    )


def _next(request: Request, system: System, roll: Roll, entry: RollEntry) -> HttpResponse:
    """Go to the next line that waits, or back to the roll when none does."""
    following = reading.get_next_doubtful(roll=roll, after=entry.line)
    counts = reading.count_roll(roll=roll)
    messages.success(request, f"Line {entry.line} is decided. {words.progress_words(counts)}")
    if following is None:
        return redirect(address(system, roll.network, "roll", roll_id=roll.pk))
    return redirect(
        address(system, roll.network, "roll_line", roll_id=roll.pk, entry_id=following.pk)
    )


def _outcome(roll: Roll) -> str:
    if roll.state != RollState.REVIEWING:
        return ""
    return words.outcome_words(reading.preview_finish(roll=roll), is_whole=roll.is_whole)


def _ways(here: str, state: EntryState | None) -> list[tuple[str, str, bool]]:
    """Return the ways to narrow the lines: words, address, and whether it is the one shown."""
    return [
        ("All", here, state is None),
        *((each.label, f"{here}?show={each.value}", each is state) for each in EntryState),
    ]


def _state(text: str) -> EntryState | None:
    return next((state for state in EntryState if state.value == text), None)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


@require_http_methods(["GET", "POST"])
def roll_line_new(
    request: Request, system: str, network: str, roll_id: int, entry_id: int
) -> HttpResponse:
    """Add a service that the regulator does not list, as what a line means."""
    found, one = find(request, system, network, to=Permission.KEEP_ROLL)
    queries.get_system(slug=system, caller=request.caller, to=Permission.EDIT_SERVICES)
    held = reading.get_roll(network=one, roll_id=roll_id, caller=request.caller)
    entry = reading.get_entry(roll=held, entry_id=entry_id)
    form = UnlistedForm(
        request.POST if request.method == "POST" else None,
        councils=queries.list_council_names(system=found),
        initial=words.new_service(entry),
    )
    if request.method == "POST" and form.is_valid():
        said, by, at = form.said(), request.caller.by, timezone.now()
        with form.showing_refusals():
            roll_decisions.add_for_entry(
                entry=entry,
                add=lambda: register_actions.add_location(said=said, by=by, at=at),
                by=by,
                at=at,
            )
            return _next(request, found, held, entry)
    context = below(request, found, title="Add what this line means", network=one) | {
        "form": form,
        "another": AnotherForm(),
        "alike": [],
        "back": address(found, one, "roll_line", roll_id=held.pk, entry_id=entry.pk),
        "button": "Add the service",
    }
    return render(request, "register/unlisted.jinja", context)
