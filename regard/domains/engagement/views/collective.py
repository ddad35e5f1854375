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
    write_speech,
)
from regard.domains.engagement.actions.contributions import CannotKeep
from regard.domains.engagement.forms.answers import name_of
from regard.domains.engagement.forms.collective import SpeechForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import collective as words
from regard.domains.engagement.queries import collective
from regard.domains.engagement.queries.contributions import list_own_answers
from regard.domains.engagement.queries.drafts import list_draft_answers
from regard.domains.engagement.rules.contributions import reason_not_to_enter, reason_not_to_take
from regard.domains.engagement.types import Channel, MemberStand, Stage, Visibility
from regard.domains.register.queries.mandates import list_topics
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.authority import is_allowed

from .finding import address, below, find_exercise
from .kept_speech import kept_speech
from .speaking import below_speaking, find_speaking, rows_of, spoken_of
from .uploads import keep_uploads

if TYPE_CHECKING:
    from regard.domains.engagement.models import Contribution, Exercise
    from regard.domains.register.models import Network


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
    found, one = find_speaking(request, system, slug, network)
    speech = collective.get_speech(exercise=found, network=one)
    if speech is not None and speech.kept_at is not None:
        return kept_speech(request, found, one, speech)
    form = _form(request, found, one, speech)
    refusal = _refusal(request, found)
    may_write = request.method == "POST" and not refusal
    if may_write and form.is_valid() and _write(request, found, one, form):
        return redirect(address("speak_for_members", found, network=one.slug))
    context = below_speaking(found, one, title=f"What {one.name} says") | {
        "form": form,
        "refusal": refusal,
        "not_asked": collective.count_not_asked(
            exercise=found, network=one, on=timezone.localdate()
        ),
    }
    return render(request, "engagement/speak_for.jinja", context)


@require_http_methods(["GET", "POST"])
def speak_for_check(request: Request, system: str, slug: str, network: str) -> HttpResponse:
    """Show once more what is said and for whom; keep it."""
    found, one = find_speaking(request, system, slug, network)
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
    spoken = spoken_of(speech)
    context = below_speaking(found, one, title="Before it is kept") | {
        "lede": words.draft_lede(one.name, rows_of(request, found, one, speech), spoken),
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
    found, one = find_speaking(request, system, slug, network)
    drop_speech(exercise=found, network=one, by=request.caller.by, at=timezone.now())
    messages.success(request, "Thrown away. Nothing of it is kept.")
    return redirect(address("speak_for", found, network=one.slug))


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
        text, files = keep_uploads(form, exercise, by=by, at=at)
        speech = form.speech(today=timezone.localdate(), by=by)
        speech = replace(speech, answers={**speech.answers, **text}, files=files)
        write_speech(exercise=exercise, network=network, speech=speech, by=by, at=at)
    except CannotKeep as refusal:
        for question_id, reason in refusal.reasons.items():
            form.add_error(name_of(question_id) if question_id else None, reason)
    except CannotSpeak as refusal:
        form.add_error(None, str(refusal))
    else:
        return True
    return False
