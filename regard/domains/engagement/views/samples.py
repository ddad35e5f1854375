"""Samples that are read blind: drawing one, asking people to read it, and ending it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from regard.domains.engagement.actions import blind as actions
from regard.domains.engagement.actions.blind_using import use_readings
from regard.domains.engagement.forms.blind import AskForm, DrawForm, StopForm
from regard.domains.engagement.presenters import blind as presenters
from regard.domains.engagement.queries import blind as queries
from regard.domains.engagement.rules.blind import sizes_of
from regard.domains.engagement.rules.words import count
from regard.foundation.accounts.requests import Request, sent

from .finding import address
from .reading import find_to_decide, may_decide, under_themes

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.types.blind import SampleRow


@require_http_methods(["GET", "POST"])
def samples(request: Request, system: str, slug: str) -> HttpResponse:
    """List the samples of an exercise, and draw another."""
    exercise = find_to_decide(request, system, slug)
    pool = queries.count_pool(exercise=exercise)
    form = DrawForm(sent(request), sizes=sizes_of(pool), all_of=pool)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals("size"):
            made = actions.draw_sample(
                exercise=exercise,
                size=int(form.cleaned_data["size"]),
                by=request.caller.by,
                at=timezone.now(),
            )
            return redirect(address("sample", exercise, sample_id=made.pk))
    rows = queries.list_samples(exercise=exercise)
    context = under_themes(exercise, title="Reading a sample blind") | {
        "lede": presenters.samples_lede(rows),
        "rows": [(row, presenters.sample_tag(row), presenters.on(row.drawn_at)) for row in rows],
        "form": form,
        "may_draw": may_decide(request, exercise) and not any(row.is_open for row in rows),
        "pool": pool,
        "candidates": queries.list_candidates(exercise=exercise),
    }
    return render(request, "engagement/samples.jinja", context)


@require_http_methods(["GET", "POST"])
def sample(request: Request, system: str, slug: str, sample_id: int) -> HttpResponse:
    """Show how far a sample is, and ask people to read it."""
    exercise = find_to_decide(request, system, slug)
    row = queries.get_sample(exercise=exercise, sample_id=sample_id)
    candidates = queries.list_candidates(exercise=exercise)
    over = {reader.by for reader in row.readers if reader.handed_in_at}
    askable = [each for each in candidates if not each.reason and each.by not in over]
    form = AskForm(sent(request), candidates=askable)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals("readers"):
            _ask(request, sample_id, form.cleaned_data["readers"])
            return redirect(address("sample", exercise, sample_id=sample_id))
    context = _under_samples(exercise, title=f"Sample of {presenters.on(row.drawn_at)}") | {
        "lede": presenters.sample_lede(row),
        "row": row,
        "readers": [
            (reader, presenters.reader_tag(reader), presenters.on(reader.asked_at))
            for reader in row.readers
        ],
        "step": _step(exercise, row),
        "form": form if row.is_open and askable else None,
        "barred": [each for each in candidates if each.reason],
        "may_use": row.finished_at is not None and may_decide(request, exercise),
    }
    return render(request, "engagement/sample.jinja", context)


@require_POST
def finish_sample(request: Request, system: str, slug: str, sample_id: int) -> HttpResponse:
    """Have it worked out what the sample showed."""
    exercise = find_to_decide(request, system, slug)
    found = queries.get_sample(exercise=exercise, sample_id=sample_id)
    job = actions.start_finishing(
        sample_id=found.sample_id, by=request.caller.by, at=timezone.now()
    )
    return redirect("jobs:job", job_id=job.pk)


@require_POST
def use_sample(request: Request, system: str, slug: str, sample_id: int) -> HttpResponse:
    """Put the points of the sample where its readers put them."""
    exercise = find_to_decide(request, system, slug)
    found = queries.get_sample(exercise=exercise, sample_id=sample_id)
    moved = use_readings(sample_id=found.sample_id, by=request.caller.by, at=timezone.now())
    stands = "stands" if moved == 1 else "stand"
    messages.success(request, f"{count(moved, 'point')} {stands} where the readers put them now.")
    return redirect(address("sample", exercise, sample_id=sample_id))


@require_http_methods(["GET", "POST"])
def stop_sample(request: Request, system: str, slug: str, sample_id: int) -> HttpResponse:
    exercise = find_to_decide(request, system, slug)
    found = queries.get_sample(exercise=exercise, sample_id=sample_id)
    form = StopForm(sent(request))
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            because = form.cleaned_data["because"]
            actions.stop_sample(
                sample_id=found.sample_id,
                because=because,
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "The sample is stopped.")
            return redirect(address("samples", exercise))
    context = _under_samples(exercise, title="Stop this sample?") | {
        "form": form,
        "back": address("sample", exercise, sample_id=sample_id),
    }
    return render(request, "engagement/sample_stop.jinja", context)


def _ask(request: Request, sample_id: int, readers: list[str]) -> None:
    """Ask the readers, and say whom somebody has to tell instead."""
    held = actions.ask_readers(
        sample_id=sample_id,
        readers=readers,
        by=request.caller.by,
        at=timezone.now(),
    )
    if len(held) < len(readers):
        messages.success(request, "The emails are on their way.")
    if held:
        names = " and ".join(held)
        words = f"{names} asked us not to write. Give them the address of this reading yourself."
        messages.warning(request, words)


def _step(exercise: Exercise, row: SampleRow) -> tuple[presenters.Step, str] | None:
    """Return the next step with its address."""
    points = queries.list_read_points(sample_id=row.sample_id) if row.is_open else []
    step = presenters.sample_step(
        row, unsettled=presenters.count_unsettled(points), now=timezone.now()
    )
    if step is None:
        return None
    which = {} if step.page == "accuracy" else {"sample_id": row.sample_id}
    return step, address(step.page, exercise, **which)


def _under_samples(exercise: Exercise, *, title: str) -> dict[str, object]:
    context = under_themes(exercise, title=title)
    crumbs: list[tuple[str, str]] = context["crumbs"]  # type: ignore[assignment]
    return context | {"crumbs": [*crumbs, ("Samples", address("samples", exercise))]}
