"""Keep assessed needs, and say where a document answers them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from regard.domains.strategy.models import Need, NeedAside, NeedPassage, Passage, Strategy
from regard.domains.strategy.rules import needs as rules
from regard.domains.strategy.rules.needs import Answering, Found, RefusedCell
from regard.foundation.audit import ledger
from regard.foundation.base.errors import NotFound, Refusal

from .drafts import CannotWrite, lock_draft
from .numbering import next_number

if TYPE_CHECKING:
    from regard.domains.register.models import System
    from regard.foundation.files.tables import Table


class CannotKeepNeed(Refusal):
    """The need cannot be kept so."""


@dataclass(frozen=True)
class LoadedNeeds:
    """
    What came of a spreadsheet of needs.

    Attributes:
        there: rows whose need was there already; it stays as it was.
        unknown: columns that say nothing to us.
        refused: of each row that was not taken, the cell that is to blame.
    """

    added: int
    there: int
    unknown: tuple[str, ...]
    refused: tuple[RefusedCell, ...]


@transaction.atomic
def add_need(*, system: System, found: Found, by: str, at: datetime) -> Need:
    """
    Keep a need that an assessment found.

    :raises CannotKeepNeed: if title or source is missing, it was found after today, or the
        same need of the same source is there already.
    """
    _refuse_unfit(found, at.date())
    number = next_number(Need.objects.all(), system_id=system.pk)
    if _same(system, found).exists():
        raise CannotKeepNeed("This need of this assessment is here already")
    need = Need.objects.create(system=system, number=number, **vars(found))
    ledger.record(event="need.added", subject=need, by=by, at=at)
    return need


@transaction.atomic
def edit_need(*, need: Need, found: Found, by: str, at: datetime) -> Need:
    """
    Change what is said of a need. Its number stays.

    :raises CannotKeepNeed: as `add_need`.
    """
    _refuse_unfit(found, at.date())
    if _same(need.system, found).exclude(pk=need.pk).exists():
        raise CannotKeepNeed("This need of this assessment is here already")
    for field, value in vars(found).items():
        setattr(need, field, value)
    need.save()
    ledger.record(event="need.edited", subject=need, by=by, at=at)
    return need


@transaction.atomic
def retire_need(*, need: Need, on: date, because: str, by: str, at: datetime) -> Need:
    """
    Say that a need counts no more, e.g. as a newer assessment replaces it.

    :raises CannotKeepNeed: without a reason, or if it was found after that day.
    """
    if not because.strip():
        raise CannotKeepNeed("Say why it counts no more")
    if on < need.dated_on:
        raise CannotKeepNeed("It was found after that day")
    need.retired_on, need.retired_because = on, because.strip()
    need.save(update_fields=["retired_on", "retired_because", "updated_at"])
    ledger.record(event="need.retired", subject=need, by=by, at=at)
    return need


@transaction.atomic
def load_needs(*, system: System, table: Table, by: str, at: datetime) -> LoadedNeeds:
    """
    Keep the needs of a spreadsheet that are not there yet; a need is known by title and source.

    Rows that cannot be taken are left out and named; the others are taken. The same sheet twice
    changes nothing.

    :raises CannotKeepNeed: if a column is missing without which no need can be read.
    """
    reason = rules.reason_not_to_read(table.header)
    if reason:
        raise CannotKeepNeed(reason)
    number = next_number(Need.objects.all(), system_id=system.pk)
    known = {
        _key(*pair) for pair in Need.objects.filter(system=system).values_list("title", "source")
    }
    made: list[Need] = []
    refused: list[RefusedCell] = []
    there = 0
    for row in table.rows:
        read = rules.read_line(line=row.line, header=table.header, cells=row.cells)
        if isinstance(read, RefusedCell):
            refused.append(read)
        elif read.dated_on > at.date():
            day = read.dated_on.isoformat()
            refused.append(RefusedCell(row.line, rules.DATED, day, "That day is still to come"))
        elif _key(read.title, read.source) in known:
            there += 1
        else:
            known.add(_key(read.title, read.source))
            made.append(Need(system=system, number=number + len(made), **vars(read)))
    Need.objects.bulk_create(made)
    detail: dict[str, object] = {"added": len(made), "refused": len(refused)}
    ledger.record(event="needs.loaded", subject=system, by=by, at=at, detail=detail)
    return LoadedNeeds(
        added=len(made),
        there=there,
        unknown=tuple(rules.unknown_columns(table.header)),
        refused=tuple(refused),
    )


@transaction.atomic
def answer_need(
    *, strategy: Strategy, need: Need, answering: Answering, by: str, at: datetime
) -> None:
    """
    Say which passages of a draft answer a need, or why the draft leaves it aside.

    What was said of this need in the draft before is replaced.

    :raises CannotWrite: if the version is published, or both or neither are said.
    :raises NotFound: if a passage is not the draft's.
    """
    strategy = lock_draft(strategy)
    aside = answering.aside.strip()
    if bool(answering.refs) == bool(aside):
        raise CannotWrite("Choose the passages that answer it, or say why it is left aside")
    passages = _passages(strategy, answering.refs)
    NeedPassage.objects.filter(strategy=strategy, need=need).delete()
    NeedAside.objects.filter(strategy=strategy, need=need).delete()
    if aside:
        NeedAside.objects.create(strategy=strategy, need=need, why=aside)
    _link(strategy, [(need.pk, passage) for passage in passages], answering.how)
    detail: dict[str, object] = {"need": need.number, "passages": sorted(answering.refs)}
    ledger.record(event="need.answered", subject=strategy, by=by, at=at, detail=detail)


@transaction.atomic
def base_passage(
    *,
    strategy: Strategy,
    ref: str,
    numbers: Collection[int],
    no_need_because: str,
    by: str,
    at: datetime,
) -> None:
    """
    Say which needs a passage of a draft rests on, or why it rests on none.

    :param numbers: of the needs; how each is met stays as it was said.
    :raises CannotWrite: if the version is published, a need is not here, or both or neither
        are said.
    """
    strategy = lock_draft(strategy)
    if bool(numbers) == bool(no_need_because.strip()):
        raise CannotWrite("Choose the needs it answers, or say why it answers none")
    [passage] = _passages(strategy, [ref])
    needs = dict(
        Need.objects.filter(system=strategy.system_id, number__in=numbers).values_list(
            "number", "pk"
        )
    )
    if len(needs) != len(set(numbers)):
        raise CannotWrite("Choose from the needs of this system")
    NeedPassage.objects.filter(passage=passage).exclude(need__in=needs.values()).delete()
    there = set(NeedPassage.objects.filter(passage=passage).values_list("need_id", flat=True))
    new = [pk for pk in needs.values() if pk not in there]
    NeedAside.objects.filter(strategy=strategy, need__in=new).delete()
    _link(strategy, [(pk, passage) for pk in new], "")
    passage.no_need_because = no_need_because.strip()
    passage.save(update_fields=["no_need_because", "updated_at"])
    detail: dict[str, object] = {"ref": ref, "needs": sorted(numbers)}
    ledger.record(event="passage.based", subject=passage, by=by, at=at, detail=detail)


def _link(strategy: Strategy, pairs: Iterable[tuple[int, Passage]], how: str) -> None:
    links = [
        NeedPassage(strategy=strategy, need_id=need, passage=passage, how=how.strip())
        for need, passage in pairs
    ]
    NeedPassage.objects.bulk_create(links)
    based = [link.passage_id for link in links]
    Passage.objects.filter(pk__in=based).exclude(no_need_because="").update(no_need_because="")


def _passages(strategy: Strategy, refs: Collection[str]) -> list[Passage]:
    found = list(strategy.passages.filter(ref__in=refs))
    if len(found) != len(set(refs)):
        raise NotFound("Choose from the passages of this document")
    return found


def _refuse_unfit(found: Found, today: date) -> None:
    if not found.title.strip():
        raise CannotKeepNeed("Say what is needed, in a few words")
    if not found.source.strip():
        raise CannotKeepNeed("Say which assessment found it")
    if found.dated_on > today:
        raise CannotKeepNeed("That day is still to come")


def _same(system: System, found: Found) -> QuerySet[Need]:
    return Need.objects.filter(
        system=system, title__iexact=found.title, source__iexact=found.source
    )


def _key(title: str, source: str) -> tuple[str, str]:
    return title.casefold(), source.casefold()
