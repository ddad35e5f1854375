"""Write a strategy's passages."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from regard.domains.strategy import rules
from regard.domains.strategy.models import Passage, Strategy
from regard.foundation.audit import ledger
from regard.foundation.base.errors import NotFound

from .drafts import CannotWrite, lock_draft


class CannotRemove(CannotWrite):
    """Something points at the passage."""


@transaction.atomic
def write_passage(
    *, strategy: Strategy, ref: str, heading: str, text: str, by: str, at: datetime
) -> Passage:
    """
    Write the passage of this number: add it at the end, or change its wording.

    Its number stays: others may have written it down.

    :param ref: e.g. "2.4".
    :raises CannotWrite: if the strategy is published, or number or heading are not fit.
    """
    strategy = lock_draft(strategy)
    ref = ref.strip()
    reason = rules.reason_not_to_name(ref)
    if reason or not heading.strip():
        raise CannotWrite(reason or "Give the passage a heading")
    passage = strategy.passages.filter(ref=ref).first() or Passage(
        system=strategy.system,
        strategy=strategy,
        ref=ref,
        key=_next_key(strategy),
        position=_last(strategy) + 1,
    )
    passage.heading, passage.text = " ".join(heading.split()), text.strip()
    passage.save()
    ledger.record(event="passage.written", subject=passage, by=by, at=at, detail={"ref": ref})
    return passage


@transaction.atomic
def move_passage(*, strategy: Strategy, ref: str, places: int, by: str, at: datetime) -> None:
    """
    Move a passage down the page by so many places, or up by a negative number.

    Moving past either end moves it to the end. Its number stays.

    :raises NotFound: if there is none of this number.
    """
    strategy = lock_draft(strategy)
    passages = list(strategy.passages.order_by("position", "pk"))
    passage = _find(strategy, ref)
    old = passages.index(passage)
    passages.insert(max(0, old + places), passages.pop(old))
    for position, each in enumerate(passages, start=1):
        each.position = position
    Passage.objects.bulk_update(passages, ["position"])
    ledger.record(event="passage.moved", subject=passage, by=by, at=at, detail={"ref": ref})


@transaction.atomic
def remove_passage(*, strategy: Strategy, ref: str, by: str, at: datetime) -> None:
    """
    Take a passage out of a draft.

    :raises CannotRemove: if an outcome names it.
    :raises NotFound: if there is none of this number.
    """
    strategy = lock_draft(strategy)
    passage = _find(strategy, ref)
    named = passage.outcomes.count()
    if named:
        what = "An outcome names" if named == 1 else f"{named} outcomes name"
        raise CannotRemove(f"{what} passage {ref}. Change them first.")
    ledger.record(event="passage.removed", subject=passage, by=by, at=at, detail={"ref": ref})
    passage.delete()


def _find(strategy: Strategy, ref: str) -> Passage:
    found = strategy.passages.filter(ref=ref).first()
    if found is None:
        raise NotFound(f"This strategy has no passage {ref}")
    return found


def _next_key(strategy: Strategy) -> str:
    """Return a key that no passage of the document ever had, nor will have again."""
    strategy.keys_given += 1
    strategy.save(update_fields=["keys_given", "updated_at"])
    return f"p{strategy.keys_given}"


def _last(strategy: Strategy) -> int:
    return strategy.passages.aggregate(last=Max("position"))["last"] or 0
