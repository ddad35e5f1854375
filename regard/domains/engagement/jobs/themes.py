"""Group what was said into themes."""

from django.db import transaction
from django.utils import timezone

from regard.domains.engagement import actions, queries
from regard.domains.engagement.rules.proposals import Proposal, propose
from regard.foundation.base.errors import Refusal
from regard.foundation.jobs.progress import Progress, handles

MOST_TRIES = 5


class TooBusy(Refusal):
    """People went on deciding while the machine was at work."""


@handles("engagement.propose_themes")
def propose_themes(progress: Progress) -> str:
    """Propose themes until one proposal is still of the state in which it was made."""
    exercise_id = progress.args["exercise_id"]
    if "message" in progress.cursor:  # written, and then the worker was killed
        return str(progress.cursor["message"])
    for _ in range(MOST_TRIES):
        progress.advance(done=0, total=3)
        material = queries.get_material(exercise_id=exercise_id)
        progress.advance(done=1)
        proposal = propose(material.said, kept_titles=material.kept_titles.values())
        progress.advance(done=2)
        with transaction.atomic():
            is_written = actions.write_proposal(
                exercise_id=exercise_id,
                material=material,
                proposal=proposal,
                by=progress.by,
                at=timezone.now(),
            )
            message = _tell(proposal)
            if is_written:
                progress.advance(done=3, cursor={"message": message})
        if is_written:
            return message
    raise TooBusy("People were changing themes all the while. Try again when they have finished.")


def _tell(proposal: Proposal) -> str:
    alone = sum(placed.new is placed.kept_id is None for placed in proposal.placed)
    placed = len(proposal.placed) - alone
    return (
        f"{len(proposal.themes):,} themes proposed. {placed:,} points are in a theme, "
        f"and {alone:,} stand alone."
    )
