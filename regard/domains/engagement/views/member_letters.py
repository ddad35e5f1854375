"""Letters to members of a network whom no email reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.engagement.actions.part_letters import mark_part_letters_posted
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters.member_letters import (
    CSV_HEADER,
    Sheaf,
    letter_rows,
    letters_lede,
    make_letters,
)
from regard.domains.engagement.queries import collective
from regard.domains.engagement.queries.invitations import ask_of
from regard.domains.engagement.queries.part_letters import count_part_letters, list_part_letters
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed
from regard.foundation.files import streams

from .finding import address, find_exercise
from .speaking import below_speaking

if TYPE_CHECKING:
    from regard.domains.engagement.models import Contribution, Exercise
    from regard.domains.register.models import Network

SHEETS = 100
"""Letters in one file: about what two people fold in an hour. The next follow once these went."""


@require_http_methods(["GET", "POST"])
def member_letters(request: Request, system: str, slug: str, network: str) -> HttpResponse:
    """Show the letters that are to be posted; a POST says that those shown were."""
    found, one, speech = _find(request, system, slug, network)
    if speech is None:
        return redirect(address("speak_for", found, network=one.slug))
    if request.method == "POST":
        ids = [int(n) for n in request.POST.getlist("part") if n.isascii() and n.isdigit()]
        posted = mark_part_letters_posted(
            speech=speech, part_ids=ids[:SHEETS], by=request.caller.by, at=timezone.now()
        )
        messages.success(request, f"{posted:,} noted as posted.")
        return redirect(address("member_letters", found, network=one.slug))
    is_printed = "printed" in request.GET
    letters = list_part_letters(speech=speech, is_printed=is_printed)
    unreached, posted = count_part_letters(speech=speech)
    to_post = (
        len(list_part_letters(speech=speech, is_printed=False)) if is_printed else len(letters)
    )
    context = below_speaking(found, one, title=f"Letters to members of {one.name}") | {
        "lede": letters_lede(
            to_post=to_post, posted=posted, without_address=unreached - posted - to_post
        ),
        "letters": letters[:SHEETS],
        "more": max(0, len(letters) - SHEETS),
        "is_printed": is_printed,
    }
    return render(request, "engagement/member_letters.jinja", context)


@require_GET
def member_letters_pdf(request: Request, system: str, slug: str, network: str) -> HttpResponse:
    """Send the same letters as tagged PDF, one a page."""
    found, one, speech = _find(request, system, slug, network)
    if speech is None:
        return redirect(address("speak_for", found, network=one.slug))
    sheaf = _sheaf(request, found, one, speech)
    response = HttpResponse(make_letters(sheaf, at=timezone.now()), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="letters-{one.slug}.pdf"'
    return response


@require_GET
def member_letters_csv(request: Request, system: str, slug: str, network: str) -> HttpResponseBase:
    """Send their addresses and codes in the same order, for whoever merges and posts them."""
    found, one, speech = _find(request, system, slug, network)
    if speech is None:
        return redirect(address("speak_for", found, network=one.slug))
    sheaf = _sheaf(request, found, one, speech)
    return streams.answer(
        "csv",
        name=f"letters-{one.slug}",
        sheet="Letters",
        header=CSV_HEADER,
        rows=letter_rows(sheaf),
    )


def _find(
    request: Request, system: str, slug: str, network: str
) -> tuple[Exercise, Network, Contribution | None]:
    """
    Return what a network said, None if it has not spoken, for whoever runs the exercise.

    Not for the network: with a member's code it could speak as the member.

    :raises NotFound: if there is no such exercise or network.
    :raises NotAllowed: if the caller does not run the exercise, or cannot speak for it.
    """
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    one = collective.get_network(exercise=found, slug=network, caller=request.caller)
    speech = collective.get_speech(exercise=found, network=one)
    if speech is None or speech.kept_at is None:
        return found, one, None
    speech.exercise = found
    return found, one, speech


def may_write_letters(request: Request, exercise: Exercise) -> bool:
    """Test whether the caller may see the letters to members."""
    return is_allowed(request.caller, Permission.RUN_EXERCISES, exercise)


def _sheaf(request: Request, found: Exercise, one: Network, speech: Contribution) -> Sheaf:
    letters = list_part_letters(speech=speech, is_printed="printed" in request.GET)
    return Sheaf(
        ask=ask_of(found),
        network=one.name,
        letters=letters[:SHEETS],
        type_at=f"{settings.PUBLIC_ADDRESS}{reverse('engagement:type_code')}",
        on=timezone.localdate(),
    )
