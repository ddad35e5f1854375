"""What every page begins with by which a network speaks for its members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.engagement import queries
from regard.domains.engagement.queries import collective
from regard.domains.engagement.queries.spoken_for import count_spoken_for
from regard.domains.engagement.rules.collective import count_parts
from regard.foundation.accounts.requests import Request

from .finding import address, below, find_exercise

if TYPE_CHECKING:
    from regard.domains.engagement.models import Contribution, Exercise
    from regard.domains.engagement.queries.collective import StandRow
    from regard.domains.engagement.types.collective import SpokenFor
    from regard.domains.register.models import Network

A_PAGE = 50
"""Members on a page. The rest follow, and words narrow them."""


def find_speaking(
    request: Request, system: str, slug: str, network: str
) -> tuple[Exercise, Network]:
    """
    Return the exercise and the network at an address, for which the caller may speak.

    :raises NotFound: if there is no such exercise that they may see, or no such network.
    :raises NotAllowed: if they do not speak for it.
    """
    found = find_exercise(request, system, slug)
    return found, collective.get_network(exercise=found, slug=network, caller=request.caller)


def below_speaking(exercise: Exercise, network: Network, *, title: str) -> dict[str, object]:
    """Return what the layout needs for a page below that of what networks say."""
    context = below(exercise, title=title)
    crumbs: list[tuple[str, str]] = context["crumbs"]  # type: ignore[assignment]
    speaking_crumb = ("What networks say", address("speaking", exercise))
    return context | {"network": network, "crumbs": [*crumbs, speaking_crumb]}


def rows_of(
    request: Request, exercise: Exercise, network: Network, speech: Contribution
) -> list[StandRow]:
    """Return the members that are asked, as they stood on the day on which it speaks."""
    return collective.list_stands(
        exercise=exercise,
        network=network,
        topics=collective.topics_of(speech),
        on=speech.said_on,
        speech=speech,
        shows_alone=queries.may_see_who(exercise=exercise, caller=request.caller),
    )


def page_of(request: Request, rows: list[StandRow]) -> int:
    """Return which page of members is asked for, from 1; one that there is."""
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    return min(max(number, 1), pages_of(rows))


def pages_of(rows: list[StandRow]) -> int:
    return max(1, -(-len(rows) // A_PAGE))


def spoken_of(speech: Contribution) -> SpokenFor:
    """Return for how many it speaks; for nobody where nothing is known of a member."""
    counted = count_spoken_for(contribution_ids=[speech.pk])
    return counted.get(speech.pk) or count_parts(speech.network.name if speech.network else "", ())
