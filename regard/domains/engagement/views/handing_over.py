"""Passing a question on to a colleague, and using what the service told before."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from regard.domains.engagement import actions
from regard.domains.engagement.actions.hand_overs import CannotPassOn, take_back
from regard.domains.engagement.actions.hand_overs import pass_on as pass_it_on
from regard.domains.engagement.forms.hand_overs import PassOnForm
from regard.domains.engagement.presenters.answering import step_url
from regard.domains.engagement.queries.hand_overs import get_hand_over, list_hand_overs
from regard.domains.engagement.queries.told_before import get_told_before
from regard.domains.engagement.rules.told_before import together
from regard.foundation.base.errors import NotFound

from .steps import Answering, open_answering


@never_cache
@require_http_methods(["GET", "POST"])
def pass_on(request: HttpRequest, token: str) -> HttpResponse:
    """Give a colleague a link of their own to the same answer."""
    here = _own(token)
    if here.refusal():
        return redirect("engagement:answer", token=token)
    form = PassOnForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        try:
            pass_it_on(
                invitation=here.invitation,
                to=(cleaned["name"], cleaned["email"]),
                words=cleaned["words"],
                by=here.opened.by,
                at=timezone.now(),
            )
        except CannotPassOn as refusal:
            for field, reason in refusal.reasons.items():
                form.add_error(field or None, reason)
        else:
            messages.success(request, f"{cleaned['name']} gets an email with a link of their own.")
            return redirect("engagement:pass_on", token=token)
    context = here.page(title="Pass it on to a colleague") | {
        "form": form,
        "hand_overs": list_hand_overs(invitation=here.invitation),
    }
    return render(request, "engagement/pass_on.jinja", context)


@never_cache
@require_POST
def take_back_hand_over(request: HttpRequest, token: str, hand_over_id: int) -> HttpResponse:
    here = _own(token)
    found = get_hand_over(invitation=here.invitation, hand_over_id=hand_over_id)
    take_back(hand_over=found, by=here.opened.by, at=timezone.now())
    messages.success(request, f"{found.name}’s link no longer works. What they wrote is kept.")
    return redirect("engagement:pass_on", token=token)


@never_cache
@require_POST
def use_told_before(_: HttpRequest, token: str, number: int, answer_id: int) -> HttpResponse:
    """Put what the service said before into this answer, behind what stands there."""
    here = _own(token)
    question, asked = here.numbered(number)
    found = get_told_before(
        invitation=here.invitation, asked=asked, question=question, answer_id=answer_id
    )
    if found is None:
        raise NotFound("This was not said by your service, or does not answer this question")
    words = together(asked, here.answers.get(question.pk, ""), found.text)
    actions.save_draft(
        invitation=here.invitation,
        step=actions.Step(answers={question.pk: words}),
        by=here.opened.by,
        at=timezone.now(),
    )
    return redirect(step_url(token, number))


def _own(token: str) -> Answering:
    """
    Return what is answered behind an invitation's own link.

    :raises NotFound: behind a colleague's: what is passed on once is not passed on again, and
        what others of the service said before is not theirs to read.
    """
    here = open_answering(token)
    if here.opened.hand_over is not None:
        raise NotFound("Only whoever was asked first can do this. Ask them.")
    return here
