"""A network speaks for its members: what it says, how each of them stands, and keeping it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.engagement import queries
from regard.domains.engagement.actions.collective import (
    CannotSpeak,
    drop_speech,
    keep_speech,
    set_stands,
    write_speech,
)
from regard.domains.engagement.actions.contributions import CannotKeep
from regard.domains.engagement.forms.answers import name_of
from regard.domains.engagement.forms.collective import SpeechForm, StandsForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import collective as words
from regard.domains.engagement.queries import collective
from regard.domains.engagement.queries.contributions import list_own_answers
from regard.domains.engagement.queries.drafts import list_draft_answers
from regard.domains.engagement.rules.collective import count_parts
from regard.domains.engagement.rules.contributions import reason_not_to_enter, reason_not_to_take
from regard.domains.engagement.types import Channel, MemberStand, Stage, Visibility
from regard.domains.engagement.types.collective import Stand
from regard.domains.register.queries.mandates import list_topics
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.authority import is_allowed

from .finding import address, below, find_exercise
from .uploads import keep_uploads

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regard.domains.engagement.models import Contribution, Exercise
    from regard.domains.engagement.queries.collective import StandRow
    from regard.domains.engagement.types.collective import SpokenFor
    from regard.domains.register.models import Network

A_PAGE = 50
"""Members on a page. The rest follow, and words narrow them."""


@require_GET
def speaking(request: Request, system: str, slug: str) -> HttpResponse:
    """Show the networks that the caller may speak for, and how far each has come."""
    found = find_exercise(request, system, slug)
    rows = collective.list_speaking(exercise=found, caller=request.caller, on=timezone.localdate())
    context = below(found, title="What networks say for their members") | {
        "lede": words.speaking_lede(rows),
        "rows": [
            (row.name, *words.speaking_words(row), address("speak_for", found, network=row.slug))
            for row in rows
        ],
    }
    return render(request, "engagement/speaking.jinja", context)


@require_http_methods(["GET", "POST"])
def speak_for(request: Request, system: str, slug: str, network: str) -> HttpResponse:
    """Write what the network says; once it is kept, show it with how its members stand."""
    found, one = _find(request, system, slug, network)
    speech = collective.get_speech(exercise=found, network=one)
    if speech is not None and speech.kept_at is not None:
        return _kept(request, found, one, speech)
    form = _form(request, found, one, speech)
    refusal = _refusal(request, found)
    may_write = request.method == "POST" and not refusal
    if may_write and form.is_valid() and _write(request, found, one, form):
        return redirect(address("speak_for_members", found, network=one.slug))
    context = _below(found, one, title=f"What {one.name} says") | {
        "form": form,
        "refusal": refusal,
        "not_asked": collective.count_not_asked(
            exercise=found, network=one, on=timezone.localdate()
        ),
    }
    return render(request, "engagement/speak_for.jinja", context)


@require_http_methods(["GET", "POST"])
def speak_for_members(request: Request, system: str, slug: str, network: str) -> HttpResponse:
    """Say how each member stands, a page of them at a time."""
    found, one = _find(request, system, slug, network)
    speech = collective.get_speech(exercise=found, network=one)
    if speech is None or speech.kept_at is not None:
        return redirect(address("speak_for", found, network=one.slug))
    rows = _rows(request, found, one, speech)
    wanted = request.GET.get("words", "").strip()[:200]
    listed = [row for row in rows if wanted.casefold() in f"{row.name} {row.where}".casefold()]
    page = _page(request, listed)
    here = listed[(page - 1) * A_PAGE : page * A_PAGE]
    form = StandsForm(sent(request), rows=here)
    if request.method == "POST" and form.is_valid():
        stands = form.stands() | _rest(request, rows, here)
        if _set(request, found, one, stands, form):
            return redirect(_next(request, found, one, page, listed))
    title = f"How members of {one.name} stand"
    context = _below(found, one, title=title) | {
        "lede": words.draft_lede(one.name, rows, _spoken(speech)),
        "form": form,
        "rows": [(row, words.about(row, has_mandate=row.mandate_id is not None)) for row in here],
        "stands": list(MemberStand),
        "wanted": wanted,
        "total": len(listed),
        "page": page,
        "pages": _pages(listed),
        "check_url": address("speak_for_check", found, network=one.slug),
    }
    return render(request, "engagement/speak_for_members.jinja", context)


@require_http_methods(["GET", "POST"])
def speak_for_check(request: Request, system: str, slug: str, network: str) -> HttpResponse:
    """Show once more what is said and for whom; keep it."""
    found, one = _find(request, system, slug, network)
    speech = collective.get_speech(exercise=found, network=one)
    back = address("speak_for", found, network=one.slug)
    if speech is None or (speech.kept_at is not None and request.method == "GET"):
        return redirect(back)
    problem = ""
    if request.method == "POST":
        try:
            kept = keep_speech(
                exercise=found, network=one, by=request.caller.by, at=timezone.now()
            )
        except (CannotSpeak, CannotKeep) as refusal:
            problem = str(refusal)
        else:
            messages.success(request, f"Kept. The receipt number is {kept.receipt}.")
            return redirect(back)
    spoken = _spoken(speech)
    context = _below(found, one, title="Before it is kept") | {
        "lede": words.draft_lede(one.name, _rows(request, found, one, speech), spoken),
        "problem": problem,
        "speech": speech,
        "answers": list_own_answers(contribution=speech),
        "may_see": Visibility(speech.visibility).label,
        "spoken": spoken,
        "differing": speech.member_parts.filter(stand=MemberStand.DIFFERED).exclude(words=""),
        "back": back,
        "members_url": address("speak_for_members", found, network=one.slug),
        "drop_url": address("drop_speech", found, network=one.slug),
    }
    return render(request, "engagement/speak_for_check.jinja", context)


@require_POST
def drop(request: Request, system: str, slug: str, network: str) -> HttpResponse:
    """Throw away what is being written."""
    found, one = _find(request, system, slug, network)
    drop_speech(exercise=found, network=one, by=request.caller.by, at=timezone.now())
    messages.success(request, "Thrown away. Nothing of it is kept.")
    return redirect(address("speak_for", found, network=one.slug))


def _find(request: Request, system: str, slug: str, network: str) -> tuple[Exercise, Network]:
    found = find_exercise(request, system, slug)
    return found, collective.get_network(exercise=found, slug=network, caller=request.caller)


def _below(exercise: Exercise, network: Network, *, title: str) -> dict[str, object]:
    context = below(exercise, title=title)
    crumbs: list[tuple[str, str]] = context["crumbs"]  # type: ignore[assignment]
    speaking_crumb = ("What networks say", address("speaking", exercise))
    return context | {"network": network, "crumbs": [*crumbs, speaking_crumb]}


def _form(
    request: Request, exercise: Exercise, network: Network, speech: Contribution | None
) -> SpeechForm:
    today = timezone.localdate()
    questions = queries.list_questions(exercise=exercise)
    answers = list_draft_answers(draft=speech)
    initial: dict[str, object] = {name_of(n): text for n, text in answers.items()}
    if speech is not None:
        kept = ("asked_how", "channel", "said_on", "visibility", "name", "email")
        initial |= {name: getattr(speech, name) for name in kept}
        initial["topics"] = list(collective.topics_of(speech))
    else:
        initial |= {
            "channel": Channel.EMAIL,
            "said_on": today,
            "visibility": Visibility.ORGANISATION,
            "email": network.email,
        }
    return SpeechForm(
        sent(request),
        request.FILES or None,
        questions=list(enumerate(questions, start=1)),
        topics=[(row.topic, row.members) for row in list_topics(network=network, on=today)],
        is_typed_in=is_allowed(request.caller, Permission.ENTER_CONTRIBUTIONS, exercise),
        initial=initial,
    )


def _refusal(request: Request, exercise: Exercise) -> str | None:
    """Return why nothing can be said today; None if it can."""
    today, stage = timezone.localdate(), Stage(exercise.stage)
    if is_allowed(request.caller, Permission.ENTER_CONTRIBUTIONS, exercise):
        return reason_not_to_enter(
            stage=stage, opens_on=exercise.opens_on, said_on=today, today=today
        )
    return reason_not_to_take(
        stage=stage, opens_on=exercise.opens_on, closes_on=exercise.closes_on, today=today
    )


def _write(request: Request, exercise: Exercise, network: Network, form: SpeechForm) -> bool:
    """Write down what a valid form says; where it is refused, say so in the form."""
    by, at = request.caller.by, timezone.now()
    try:
        with form.showing_refusals():
            text, files = keep_uploads(form, exercise, by=by, at=at)
            speech = form.speech(today=timezone.localdate(), by=by)
            speech = replace(speech, answers={**speech.answers, **text}, files=files)
            write_speech(exercise=exercise, network=network, speech=speech, by=by, at=at)
            return True
    except CannotKeep as refusal:
        for question_id, reason in refusal.reasons.items():
            form.add_error(name_of(question_id) if question_id else None, reason)
    return False


def _rows(
    request: Request, exercise: Exercise, network: Network, speech: Contribution
) -> list[StandRow]:
    return collective.list_stands(
        exercise=exercise,
        network=network,
        topics=collective.topics_of(speech),
        on=speech.said_on,
        speech=speech,
        shows_alone=queries.may_see_who(exercise=exercise, caller=request.caller),
    )


def _page(request: Request, rows: list[StandRow]) -> int:
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    return min(max(number, 1), _pages(rows))


def _pages(rows: list[StandRow]) -> int:
    return max(1, -(-len(rows) // A_PAGE))


def _rest(request: Request, rows: list[StandRow], here: list[StandRow]) -> Mapping[int, Stand]:
    """Return the stand of all members of other pages of whom nothing is said, if that is asked."""
    if request.POST.get("rest") != "asked":
        return {}
    shown = {row.membership_id for row in here}
    return {
        row.membership_id: Stand(MemberStand.ASKED)
        for row in rows
        if row.stand is MemberStand.NOT_ASKED and row.membership_id not in shown
    }


def _set(
    request: Request,
    exercise: Exercise,
    network: Network,
    stands: Mapping[int, Stand],
    form: StandsForm,
) -> bool:
    if request.POST.get("rest") == "asked":
        asked = Stand(MemberStand.ASKED)
        stands = {
            number: asked if each.stand is MemberStand.NOT_ASKED else each
            for number, each in stands.items()
        }
    try:
        set_stands(
            exercise=exercise,
            network=network,
            stands=stands,
            by=request.caller.by,
            at=timezone.now(),
        )
    except CannotSpeak as refusal:
        for key, reason in refusal.reasons.items():
            form.add_error(f"words-{key}" if f"words-{key}" in form.fields else None, reason)
        return False
    return True


def _next(
    request: Request, exercise: Exercise, network: Network, page: int, rows: list[StandRow]
) -> str:
    """Return the page after this one of the members, or the one on which it is kept."""
    here = address("speak_for_members", exercise, network=network.slug)
    if request.POST.get("rest") == "asked" or request.GET.get("words"):
        messages.success(request, "Saved.")
        return here
    if page < _pages(rows):
        return f"{here}?page={page + 1}"
    return address("speak_for_check", exercise, network=network.slug)


def _spoken(speech: Contribution) -> SpokenFor:
    counted = collective.count_spoken_for(contribution_ids=[speech.pk])
    return counted.get(speech.pk) or count_parts(speech.network.name if speech.network else "", ())


def _kept(
    request: Request, exercise: Exercise, network: Network, speech: Contribution
) -> HttpResponse:
    rows = [row for row in _rows(request, exercise, network, speech) if row.part is not None]
    spoken = _spoken(speech)
    sees_alone = queries.may_see_who(exercise=exercise, caller=request.caller)
    alone = sum(row.spoke_alone for row in rows) if sees_alone else None
    page = _page(request, rows)
    may_read = queries.may_read_words(exercise=exercise, caller=request.caller)
    context = _below(exercise, network, title=f"What {network.name} said") | {
        "lede": words.kept_lede(spoken, speech),
        "figures": words.kept_figures(spoken),
        "beside": words.beside_words(spoken, alone),
        "speech": speech,
        "answers": list_own_answers(contribution=speech),
        "told": words.told_words(rows),
        "members": [words.member_of(row) for row in rows[(page - 1) * A_PAGE : page * A_PAGE]],
        "page": page,
        "pages": _pages(rows),
        "here": address("speak_for", exercise, network=network.slug),
        "contribution_url": address("contribution", exercise, receipt=speech.receipt)
        if may_read
        else "",
    }
    return render(request, "engagement/speech.jinja", context)
