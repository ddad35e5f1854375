"""How each member stands to what its network is going to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from regard.domains.engagement.actions.collective import CannotSpeak, set_stands
from regard.domains.engagement.forms.collective import StandsForm
from regard.domains.engagement.presenters import collective as words
from regard.domains.engagement.queries import collective
from regard.domains.engagement.types import MemberStand
from regard.domains.engagement.types.collective import Stand
from regard.foundation.accounts.requests import Request, sent

from . import speaking
from .finding import address
from .speaking import below_speaking, find_speaking, page_of, pages_of, rows_of, spoken_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.queries.collective import StandRow
    from regard.domains.register.models import Network


@require_http_methods(["GET", "POST"])
def speak_for_members(request: Request, system: str, slug: str, network: str) -> HttpResponse:
    """Say how each member stands, a page of them at a time."""
    found, one = find_speaking(request, system, slug, network)
    speech = collective.get_speech(exercise=found, network=one)
    if speech is None or speech.kept_at is not None:
        return redirect(address("speak_for", found, network=one.slug))
    rows = rows_of(request, found, one, speech)
    wanted = request.GET.get("words", "").strip()[:200]
    listed = [row for row in rows if wanted.casefold() in f"{row.name} {row.where}".casefold()]
    page = page_of(request, listed)
    here = listed[(page - 1) * speaking.A_PAGE : page * speaking.A_PAGE]
    form = StandsForm(sent(request), rows=here)
    if request.method == "POST" and form.is_valid():
        stands = form.stands() | dict(_rest(request, rows, here))
        if _set(request, found, one, stands, form):
            return redirect(_next(request, found, one, page, listed))
    title = f"How members of {one.name} stand"
    context = below_speaking(found, one, title=title) | {
        "lede": words.draft_lede(one.name, rows, spoken_of(speech)),
        "form": form,
        "rows": [(row, words.about(row, has_mandate=row.mandate_id is not None)) for row in here],
        "stands": list(MemberStand),
        "wanted": wanted,
        "total": len(listed),
        "page": page,
        "pages": pages_of(listed),
        "check_url": address("speak_for_check", found, network=one.slug),
    }
    return render(request, "engagement/speak_for_members.jinja", context)


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
    if page < pages_of(rows):
        return f"{here}?page={page + 1}"
    return address("speak_for_check", exercise, network=network.slug)
