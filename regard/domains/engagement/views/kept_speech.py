"""What a network said for its members, once it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render

from regard.domains.engagement import queries
from regard.domains.engagement.presenters import collective as words
from regard.domains.engagement.queries.member_parts import list_words_of_parts
from regard.foundation.accounts.requests import Request

from . import speaking
from .finding import address
from .member_letters import may_write_letters
from .speaking import below_speaking, page_of, pages_of, rows_of, spoken_of

if TYPE_CHECKING:
    from regard.domains.engagement.models import Contribution, Exercise
    from regard.domains.register.models import Network


def kept_speech(
    request: Request, exercise: Exercise, network: Network, speech: Contribution
) -> HttpResponse:
    """Show it to whoever speaks for the network, who was checked, with how members stand."""
    rows = [row for row in rows_of(request, exercise, network, speech) if row.part is not None]
    spoken = spoken_of(speech)
    sees_who = queries.may_see_who(exercise=exercise, caller=request.caller)
    page = page_of(request, rows)
    here = rows[(page - 1) * speaking.A_PAGE : page * speaking.A_PAGE]
    said = list_words_of_parts(parts=[row.part for row in here if row.part], shows_who=sees_who)
    may_read = queries.may_read_words(exercise=exercise, caller=request.caller)
    alone = sum(row.spoke_alone for row in rows) if sees_who else None
    context = below_speaking(exercise, network, title=f"What {network.name} said") | {
        "lede": words.kept_lede(spoken, speech),
        "figures": words.kept_figures(spoken),
        "beside": words.beside_words(spoken, alone),
        "speech": speech,
        "answers": queries.list_answers(contribution=speech),
        "told": words.told_words(rows),
        "members": [words.member_of(row, said) for row in here],
        "page": page,
        "pages": pages_of(rows),
        "here": address("speak_for", exercise, network=network.slug),
        "contribution_url": address("contribution", exercise, receipt=speech.receipt)
        if may_read
        else "",
        "letters_url": address("member_letters", exercise, network=network.slug)
        if may_write_letters(request, exercise)
        else "",
    }
    return render(request, "engagement/speech.jinja", context)
