"""The lead shows that an exercise is fair, so that it may open."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from regard.domains.engagement import actions, queries
from regard.domains.engagement.types import BEFORE_OPENING, OFFERED, Sign

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise

WORDS = {
    Sign.PLAIN: "Three managers of small services read it, and said it was clear.",
    Sign.DAYS: "The care alliance asked its members, who said that it gives them time.",
    Sign.ELECTION: "None of the councils of Northmarch elects this spring.",
}
"""What is shown where the calendar of the day, or our words, leave a sign out."""


def show_fair(exercise: Exercise, *, information: str, by: str, at: datetime) -> None:
    """Publish what people need to know, say that no option is put forward, and what else lacks."""
    pack = actions.write_pack(exercise=exercise, words=information, by=by, at=at)
    actions.publish_pack(pack=pack, by=by, at=at)
    actions.state_asked_openly(exercise=exercise, by=by, at=at)
    for principle in queries.get_gate(exercise=exercise, today=exercise.opens_on):
        if principle.principle not in BEFORE_OPENING:
            continue
        for sign in principle.signs:
            if not sign.is_there and sign.sign in OFFERED:
                shown = actions.Shown(WORDS[sign.sign])
                actions.offer_proof(exercise=exercise, sign=sign.sign, shown=shown, by=by, at=at)
