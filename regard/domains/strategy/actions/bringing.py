"""Bring a document from elsewhere into a draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from regard.domains.strategy import rules
from regard.domains.strategy.models import Passage, PassageRevision, Strategy
from regard.domains.strategy.queries.bringing import CannotBring as CannotBring
from regard.domains.strategy.queries.bringing import kind_named, plan_of
from regard.domains.strategy.rules import outlines, trees
from regard.foundation.audit import ledger
from regard.foundation.files import actions as files
from regard.foundation.files.models import File
from regard.foundation.reading import Kind
from regard.foundation.reading.kinds import OLE, ZIP

from .arranging import lay_out, next_free, read_tree
from .drafts import lock_draft
from .passages import next_keys
from .revisions import begin_revisions


@transaction.atomic
def keep_document(
    *, strategy: Strategy, name: str, chunks: Iterable[bytes], by: str, at: datetime
) -> File:
    """
    Keep a file that is to become passages, so that what it would do can be shown first.

    :raises CannotBring: if it is of a kind that has no headings we could read.
    :raises CannotWrite: if the strategy is published.
    """
    strategy = lock_draft(strategy)
    pieces = list(chunks)
    beginning = b"".join(pieces)[:8]
    kind = kind_named(name)
    if kind is Kind.DOCX and not beginning.startswith(ZIP):
        is_locked = beginning.startswith(OLE)
        raise CannotBring(
            "It is protected by a password. Take that off, save it, and choose it again."
            if is_locked
            else "It is no DOCX file, whatever its name says. Open it in Word, save it as DOCX, "
            "and choose that."
        )
    kept = files.keep(
        chunks=pieces,
        name=name,
        origin="brought in as a document",
        scope_key=scope_of(strategy),
        by=by,
        at=at,
    )
    ledger.record(
        event="strategy.document_kept", subject=strategy, by=by, at=at, detail={"file": kept.pk}
    )
    return kept


def scope_of(strategy: Strategy) -> str:
    return f"strategy:{strategy.pk}"


@transaction.atomic
def bring_in(
    *, strategy: Strategy, outline: outlines.Outline, because: str, by: str, at: datetime
) -> dict[outlines.Fate, int]:
    """
    Write a document's passages into a draft, and return how many were added, changed, the same.

    Nothing is taken out. Words that change are kept as the passage's earlier revision.

    :param because: why the words change, kept with each that does.
    :raises CannotWrite: if the strategy is published.
    """
    strategy = lock_draft(strategy)
    steps = plan_of(strategy=strategy, outline=outline)
    by_key = {passage.key: passage for passage in strategy.passages.all()}
    changed = [s for s in steps if s.fate is outlines.Fate.CHANGE]
    begin_revisions([by_key[s.here.key] for s in changed if s.here], at=at)
    for step in changed:
        if step.here is not None:
            passage = by_key[step.here.key]
            passage.heading, passage.text = step.brought.heading, step.brought.text
            passage.revision += 1
    rewritten = [by_key[s.here.key] for s in changed if s.here]
    Passage.objects.bulk_update(rewritten, ["heading", "text", "revision"], batch_size=500)
    added = _add_all(strategy, steps)
    if not strategy.introduction and outline.introduction:
        strategy.introduction = outline.introduction
        strategy.save(update_fields=["introduction", "updated_at"])
    PassageRevision.objects.bulk_create(
        [
            PassageRevision(
                passage=each,
                number=each.revision,
                heading=each.heading,
                text=each.text,
                because=because.strip(),
                by=by,
                at=at,
            )
            for each in (*rewritten, *added)
        ],
        batch_size=500,
    )
    counts = {fate: sum(step.fate is fate for step in steps) for fate in outlines.Fate}
    detail: dict[str, object] = {str(fate): number for fate, number in counts.items()}
    ledger.record(event="strategy.brought_in", subject=strategy, by=by, at=at, detail=detail)
    return counts


def _add_all(strategy: Strategy, steps: Sequence[outlines.Step]) -> list[Passage]:
    """Add what is new, each after what comes before it in the document."""
    new = [step for step in steps if step.here is None]
    keys = iter(next_keys(strategy, len(new)))
    key_of = [step.here.key if step.here else next(keys) for step in steps]
    tree = read_tree(strategy)
    refs = dict(strategy.passages.values_list("key", "ref"))
    siblings: dict[str | None, list[str]] = {}
    for node in tree:
        siblings.setdefault(node.parent, []).append(node.key)
    taken, last, made = set(refs.values()), dict[int | None, str](), []
    parents = {node.key: node.parent for node in tree}
    for place, step in enumerate(steps):
        key = key_of[place]
        if step.here is None:
            above = key_of[step.under] if step.under is not None else None
            here = siblings.setdefault(above, [])
            before = last.get(step.under)
            here.insert(here.index(before) + 1 if before in here else len(here), key)
            parents[key] = above
            refs[key] = _ref(step.brought.ref, taken, refs[above] if above else "")
            taken.add(refs[key])
            made.append(_passage(strategy, step.brought, key, refs[key]))
        last[step.under] = key
    added = Passage.objects.bulk_create(made, batch_size=500)
    flat = (trees.Node(key, parents[key]) for keys_ in siblings.values() for key in keys_)
    lay_out(strategy, trees.ordered(flat))
    return added


def _ref(wanted: str, taken: set[str], above: str) -> str:
    if wanted and wanted not in taken and not rules.reason_not_to_name(wanted):
        return wanted
    return next_free(taken, above)


def _passage(strategy: Strategy, brought: outlines.Brought, key: str, ref: str) -> Passage:
    return Passage(
        system=strategy.system,
        strategy=strategy,
        key=key,
        ref=ref,
        position=0,
        heading=brought.heading,
        text=brought.text,
        kind=brought.kind,
    )
