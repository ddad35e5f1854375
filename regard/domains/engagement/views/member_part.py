"""A member's own page: what its network said for it, and whether that is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from regard.domains.engagement.actions.member_parts import answer_part, differ_behind_shield
from regard.domains.engagement.forms.collective import PartForm
from regard.domains.engagement.queries.contributions import get_receipt_path, list_answers
from regard.domains.engagement.queries.member_parts import called, open_part
from regard.domains.engagement.queries.points import list_points
from regard.domains.engagement.queries.spoken_for import count_spoken_for
from regard.domains.engagement.rules.collective import (
    reason_not_to_answer_for_oneself,
    spoken_words,
)
from regard.domains.engagement.types import MemberStand, Stage

if TYPE_CHECKING:
    from regard.domains.engagement.models import MemberPart

THANKS = {
    MemberStand.AGREED: "Thank you. You count as heard through it.",
    MemberStand.DIFFERED: "Thank you. Your own words are kept beside theirs.",
    MemberStand.NOT_ASKED: "Thank you. It does not speak for you here. You can still answer "
    "yourselves.",
}


@never_cache
@require_http_methods(["GET", "POST"])
def member_part(request: HttpRequest, token: str) -> HttpResponse:
    """Show a member what was said for it, and let it confirm, differ or take its part back."""
    part = open_part(token=token, at=timezone.now())
    speech = part.contribution
    exercise = speech.exercise
    network = speech.network.name if speech.network else ""
    refusal = reason_not_to_answer_for_oneself(Stage(exercise.stage))
    form = PartForm(
        request.POST if request.method == "POST" else None,
        initial={"stand": _stands(part), "words": part.words},
    )
    if request.method == "POST" and not refusal and form.is_valid():
        with form.showing_refusals():
            return _answer(request, part, form, token)
    spoken = count_spoken_for(contribution_ids=[speech.pk]).get(speech.pk)
    context = {
        "system": exercise.system,
        "section": "asked",
        "title": f"What {network} said for you",
        "exercise": exercise,
        "network": network,
        "member": called(part.membership),
        "part": part,
        "speech": speech,
        "stand": MemberStand(part.stand),
        "spoken": spoken_words(spoken, shows_few=False) if spoken else "",
        "answers": list_answers(contribution=speech) if speech.withheld_at is None else [],
        "refusal": refusal,
        "form": form,
        "points": list_points(exercise=exercise, contribution_id=speech.pk, shows_who=False)
        if exercise.stage == Stage.ANSWERED
        else [],
    }
    return render(request, "engagement/member_part.jinja", context)


def _answer(request: HttpRequest, part: MemberPart, form: PartForm, token: str) -> HttpResponse:
    """Keep what a member says. Of what is behind a shield its own link says nothing either."""
    stand, words = MemberStand(form.cleaned_data["stand"]), form.cleaned_data["words"]
    by, at = f"member_part:{part.pk}", timezone.now()
    if form.cleaned_data["shield"]:
        kept = differ_behind_shield(part=part, words=words, by=by, at=at)
        return redirect(get_receipt_path(contribution=kept) + "?kept")
    answer_part(part=part, stand=stand, words=words, by=by, at=at)
    messages.success(request, THANKS[stand])
    return redirect("engagement:member_part", token=token)


def _stands(part: MemberPart) -> MemberStand | None:
    """Return what the form begins with: what the member said itself, and else nothing."""
    if part.taken_back_at is not None:
        return MemberStand.NOT_ASKED
    return MemberStand(part.stand) if part.confirmed_at is not None else None
