"""Work out what the votes of a conversation add up to, and whether its groups hold."""

from django.db import transaction
from django.utils import timezone

from regard.domains.engagement.actions import conversations as lifecycle
from regard.domains.engagement.actions import opinions as actions
from regard.domains.engagement.actions.voting import DRAW
from regard.domains.engagement.queries import opinions as queries
from regard.domains.engagement.rules.deliberation import (
    is_due_to_be_tried,
    opinions_of,
    try_steadiness,
)
from regard.foundation.jobs.progress import Progress, handles

MOST_ROUNDS = 20
"""One job draws again while votes come, and then lets other work go on."""


@handles(DRAW)
def draw_opinions(progress: Progress) -> str:
    """Draw the picture of a conversation until no vote has come meanwhile."""
    conversation_id = progress.args["conversation_id"]
    drawn = 0
    while drawn < MOST_ROUNDS and _draw(progress, conversation_id, tries_large=False):
        drawn += 1
    return f"Drawn {drawn} times." if drawn else "Nothing has changed since it was drawn."


@handles("engagement.draw_changed")
def draw_changed(progress: Progress) -> str:
    """Draw what has changed and was not drawn since, and close what is over. Started hourly."""
    closed = lifecycle.close_due_conversations(by=progress.by, at=timezone.now())
    drawn = [
        _draw(progress, conversation_id, tries_large=True)
        for conversation_id in queries.list_changed()
    ]
    return f"{sum(drawn)} drawn, {closed} closed."


def _draw(progress: Progress, conversation_id: int, *, tries_large: bool) -> bool:
    """
    Draw a picture if there is news, and return whether there was.

    :param tries_large: whether to try also with many votes if the groups hold, which takes a
        minute at a million: too long while people wait for the next picture.
    """
    drawn = queries.get_drawn(conversation_id=conversation_id)
    is_new = drawn.state != queries.get_state(conversation_id=conversation_id)
    if not is_new and (drawn.steadiness or not tries_large):
        return False
    at = timezone.now()
    opinions, votes, report = opinions_of(queries.get_material(conversation_id=conversation_id))
    with transaction.atomic():
        actions.keep_opinions(conversation_id=conversation_id, opinions=opinions, at=at)
        progress.advance(done=1)
    is_quick = opinions.votes <= queries.SMALL
    if (is_quick or tries_large) and is_due_to_be_tried(opinions, drawn.steadiness):
        steadiness = try_steadiness(votes, report)
        actions.keep_steadiness(conversation_id=conversation_id, steadiness=steadiness)
    return True
