"""Write a strategy's passages."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from regard.domains.strategy import rules
from regard.domains.strategy.models import Passage, RemovedPassage, Strategy
from regard.domains.strategy.rules import trees
from regard.domains.strategy.rules.passages import ref_above
from regard.domains.strategy.types import PassageKind, Place, Words
from regard.foundation.audit import ledger
from regard.foundation.base.errors import NotFound

from .arranging import free_ref, lay_out, read_tree
from .drafts import CannotWrite, lock_draft
from .revisions import begin_revisions, keep_revision, tidied


class CannotRemove(CannotWrite):
    """Something points at the passage."""


class EditedMeanwhile(CannotWrite):
    """
    Somebody else changed the passage since its words were fetched. Nothing was saved.

    Attributes:
        passage: as it is now.
    """

    def __init__(self, passage: Passage) -> None:
        super().__init__(f"Somebody else changed passage {passage.ref} while you were writing")
        self.passage = passage


class RemovedMeanwhile(CannotWrite):
    """
    Somebody took the passage out since its words were fetched. Nothing was saved.

    Attributes:
        removed: with its last words, and why it went.
    """

    def __init__(self, removed: RemovedPassage) -> None:
        super().__init__(f"Somebody took passage {removed.ref} out while you were writing")
        self.removed = removed


@transaction.atomic
def write_passage(
    *, strategy: Strategy, ref: str, heading: str, text: str, by: str, at: datetime
) -> Passage:
    """
    Write the passage of this number: add it, or change its wording whatever it was.

    A new 2.4 stands under 2, as the last there; where there is no 2, at the end. Its number
    stays: others may have written it down.

    :param ref: e.g. "2.4".
    :raises CannotWrite: if the strategy is published, or number or heading are not fit.
    """
    strategy = lock_draft(strategy)
    ref = ref.strip()
    words = Words(heading, text)
    found = strategy.passages.filter(ref=ref).first()
    if found is not None:
        words = Words(heading, text, PassageKind(found.kind), found.section)
        return _rewrite(found, words, by=by, at=at)
    above = strategy.passages.filter(ref=ref_above(ref)).first() if ref_above(ref) else None
    under = above.key if above else None
    last = trees.children(read_tree(strategy), under)
    place = Place(under=under, after=last[-1] if last else None)
    return _add(strategy, words, ref=ref, place=place, by=by, at=at)


@transaction.atomic
def add_passage(
    *, strategy: Strategy, words: Words, ref: str, place: Place, by: str, at: datetime
) -> Passage:
    """
    Add a passage where it is to stand.

    :param ref: its number; empty: the next one that is free there.
    :raises CannotWrite: if the strategy is published, number or heading are not fit, the number
        is another passage's, or it cannot stand there.
    """
    strategy = lock_draft(strategy)
    return _add(strategy, words, ref=ref.strip(), place=place, by=by, at=at)


@transaction.atomic
def edit_passage(
    *, strategy: Strategy, key: str, words: Words, revision: int, by: str, at: datetime
) -> Passage:
    """
    Change a passage, if nobody else did since its words were fetched.

    :param revision: the passage's, when its words were fetched.
    :raises EditedMeanwhile: if its words are others now.
    :raises RemovedMeanwhile: if it was taken out.
    :raises CannotWrite: if the strategy is published, or its heading is missing.
    :raises NotFound: if it never was.
    """
    strategy = lock_draft(strategy)
    passage = strategy.passages.filter(key=key).first()
    if passage is None:
        removed = strategy.removed_passages.filter(key=key).order_by("-pk").first()
        if removed is None:
            raise NotFound("This strategy has no such passage")
        raise RemovedMeanwhile(removed)
    wanted = tidied(words)
    same = (passage.heading, passage.text) == (wanted.heading, wanted.text)
    if passage.revision != revision and not same:
        raise EditedMeanwhile(passage)
    return _rewrite(passage, words, by=by, at=at)


@transaction.atomic
def remove_passage(*, strategy: Strategy, ref: str, by: str, at: datetime, why: str = "") -> None:
    """
    Take a passage out of a draft; what stands under it goes up to its place.

    Its words, and why it went, are kept.

    :param ref: its number or its key.
    :raises CannotRemove: if an outcome or a commitment names it.
    :raises NotFound: if there is none of this number.
    """
    strategy = lock_draft(strategy)
    passage = find_in(strategy, ref)
    _refuse_named(passage)
    begin_revisions([passage], at=at)
    tree = read_tree(strategy)
    node = next(node for node in tree if node.key == passage.key)
    rest = [
        trees.Node(each.key, node.parent if each.parent == node.key else each.parent)
        for each in tree
        if each.key != node.key
    ]
    RemovedPassage.objects.create(
        strategy=strategy,
        key=passage.key,
        ref=passage.ref,
        heading=passage.heading,
        text=passage.text,
        why=why.strip(),
        by=by,
        at=at,
    )
    detail: dict[str, object] = {"ref": passage.ref, "key": passage.key}
    ledger.record(event="passage.removed", subject=passage, by=by, at=at, detail=detail)
    lay_out(strategy, tuple(rest))
    passage.delete()


@transaction.atomic
def restore_passage(
    *, strategy: Strategy, key: str, words: Words, by: str, at: datetime
) -> Passage:
    """
    Put back a passage that was taken out, with its key, at the end.

    :param words: what it says now.
    :raises CannotWrite: if the strategy is published, or it is here.
    :raises NotFound: if none of this key was taken out.
    """
    strategy = lock_draft(strategy)
    removed = strategy.removed_passages.filter(key=key)
    if not removed.exists():
        raise NotFound("No such passage was taken out")
    if strategy.passages.filter(key=key).exists():
        raise CannotWrite("It was put back already")
    old = removed.order_by("-pk").first()
    is_free = old and not strategy.passages.filter(ref=old.ref).exists()
    removed.delete()
    last = trees.children(read_tree(strategy), None)
    place = Place(after=last[-1] if last else None)
    ref = old.ref if old and is_free else ""
    return _add(strategy, words, ref=ref, place=place, by=by, at=at, key=key)


def find_in(strategy: Strategy, name: str) -> Passage:
    """
    Return the passage of this number or key.

    :raises NotFound: if there is none.
    """
    found = strategy.passages.filter(Q(ref=name) | Q(key=name)).first()
    if found is None:
        raise NotFound(f"This strategy has no passage {name}")
    return found


def _refuse_named(passage: Passage) -> None:
    named = passage.outcomes.count() + passage.more_outcomes.count()
    if named:
        what = "An outcome names" if named == 1 else f"{named} outcomes name"
        raise CannotRemove(f"{what} passage {passage.ref}. Change them first.")
    if passage.commitments.exists():
        raise CannotRemove(f"A commitment stands on passage {passage.ref}. Move it first.")


def _add(  # noqa: PLR0913 (a passage, where it stands and who wrote it)
    strategy: Strategy,
    words: Words,
    *,
    ref: str,
    place: Place,
    by: str,
    at: datetime,
    key: str = "",
) -> Passage:
    words = tidied(words)
    tree = read_tree(strategy)
    reason = rules.reason_not_to_name(ref) if ref else None
    if reason or not words.heading:
        raise CannotWrite(reason or "Give the passage a heading")
    if ref and strategy.passages.filter(ref=ref).exists():
        raise CannotWrite(f"There is a passage {ref} already")
    if {place.under, place.after} - {node.key for node in tree} - {None}:
        raise CannotWrite("There is no such place in it")
    key = key or next_keys(strategy, 1)[0]
    try:
        tree = trees.placed(
            (*tree, trees.Node(key, None)), key, under=place.under, after=place.after
        )
    except trees.CannotPlace as problem:
        raise CannotWrite(str(problem)) from problem
    passage = Passage.objects.create(
        system=strategy.system,
        strategy=strategy,
        key=key,
        ref=ref or free_ref(strategy, tree, key),
        position=0,
        heading=words.heading,
        text=words.text,
        kind=words.kind,
        section=words.section,
    )
    lay_out(strategy, tree)
    keep_revision(passage, words, by=by, at=at)
    detail: dict[str, object] = {"ref": passage.ref, "key": key}
    ledger.record(event="passage.written", subject=passage, by=by, at=at, detail=detail)
    passage.refresh_from_db()
    return passage


def _rewrite(passage: Passage, words: Words, *, by: str, at: datetime) -> Passage:
    words = tidied(words)
    if not words.heading:
        raise CannotWrite("Give the passage a heading")
    is_other = (passage.heading, passage.text) != (words.heading, words.text)
    was = (passage.kind, passage.section)
    if is_other:
        begin_revisions([passage], at=at)
        passage.revision += 1
    passage.heading, passage.text = words.heading, words.text
    passage.kind, passage.section = words.kind, words.section
    if is_other or was != (words.kind, words.section):
        passage.save()
        detail: dict[str, object] = {"ref": passage.ref, "key": passage.key}
        ledger.record(event="passage.written", subject=passage, by=by, at=at, detail=detail)
    if is_other:
        keep_revision(passage, words, by=by, at=at)
    return passage


def next_keys(strategy: Strategy, how_many: int) -> list[str]:
    """Return keys that no passage of the document ever had, nor will have again."""
    first = strategy.keys_given + 1
    strategy.keys_given += how_many
    strategy.save(update_fields=["keys_given", "updated_at"])
    return [f"p{number}" for number in range(first, first + how_many)]
